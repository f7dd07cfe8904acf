import { type City, positionOfNational } from '../../domain/city.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { ReviewedProcedure } from '../../domain/review.ts';
import type { RunSummary } from '../../domain/run.ts';
import { dateAndTime } from '../../domain/time.ts';
import { pair } from '../../reconcile/pair.ts';
import type { ProcedureGroup } from '../../reconcile/rule.ts';
import type { SnapshotSummary } from '../../snapshot/model.ts';
import { readProcedures, summariesOfRun } from '../../snapshot/stored.ts';
import type { Store } from '../../store/core/contract.ts';
import type { RunRow } from '../../store/runs/runs.ts';
import { namesOf } from '../names.ts';
import { systemStatusNames } from '../words.ts';

/** What documents about a run's snapshots are made from. */
interface PaperSource {
  /** Names in the order of `ProcedureGroup.records`. */
  systems: string[];
  /** Position of the system whose levels people meet: the portal, else the one-stop system. */
  shown: number;
  titleOf(system: string): string;
  /** Streams every procedure of the run, merged by code; may be asked more than once. */
  groups(): AsyncIterable<ProcedureGroup[]>;
  footnotes: string[];
}

/** What the reviews say, sorted by procedure, each once; streamed anew each time it is asked for. */
export type ReviewStream = () => AsyncIterable<ReviewedProcedure[]>;

/**
 * Opens the snapshots of a finished run.
 *
 * @param reviewed absent: no review was ever imported.
 * @throws Refusal when the levels people meet were not read in that run or are no longer kept.
 */
export async function paperSource(
  store: Store,
  run: RunRow,
  city: City,
  reviewed?: ReviewStream,
): Promise<PaperSource> {
  const summaries = new Map(
    (await summariesOfRun(store, run.id)).map(summary => [summary.system, summary] as const),
  );
  const systems = city.systems.map(({ name }) => name);
  const titleOf = namesOf(city).system;
  const shown = shownSystem(city);
  const summary = summaries.get(systems[shown] ?? '');
  if (!summary || summary.status === 'unreadable') {
    const { name, role } = city.systems[shown] ?? { name: 'portal', role: 'portal' };
    const params = { run: run.id, system: { name, role } };
    throw new Refusal(summary ? 'levels-not-read' : 'levels-not-kept', params);
  }
  const national = positionOfNational(city);
  return {
    systems,
    shown,
    titleOf,
    groups: () =>
      pair(
        systems.map(system => ({ system, batches: batchesOf(store, summaries.get(system)) })),
        national,
        reviewed?.(),
      ),
    footnotes: sourceNotes(
      { runId: run.id, startedAt: run.startedAt },
      systems.flatMap(name => summaries.get(name) ?? []),
      titleOf,
    ),
  };
}

function batchesOf(store: Store, summary: SnapshotSummary | undefined) {
  return summary && summary.status !== 'unreadable' ? readProcedures(store, summary.id) : undefined;
}

function shownSystem({ systems }: City): number {
  const portal = systems.findIndex(({ role }) => role === 'portal');
  return portal >= 0 ? portal : systems.findIndex(({ role }) => role === 'oneStop');
}

/** Where figures come from, so that they can be traced and nobody takes a part for the whole. One line each. */
function sourceNotes(
  { runId, startedAt }: Pick<RunSummary, 'runId' | 'startedAt'>,
  snapshots: readonly SnapshotSummary[],
  titleOf: (system: string) => string,
): string[] {
  const read = snapshots.map(
    ({ system, takenAt, status }) =>
      `${titleOf(system)} lúc ${dateAndTime(takenAt)}${status === 'complete' ? '' : ` (${systemStatusNames[status]})`}`,
  );
  const lacking = snapshots.filter(({ status, shrunk }) => status !== 'complete' || shrunk !== undefined);
  return [
    `Nguồn số liệu: lần đối chiếu ${runId}, bắt đầu lúc ${dateAndTime(startedAt)}; đã đọc ${read.join('; ')}.`,
    ...lacking.map(({ system, status, shrunk }) => {
      const why = shrunk && 'số bản ghi ít đi bất thường so với lần đọc trước';
      const effect =
        status === 'unreadable'
          ? 'không có số liệu của hệ thống này'
          : 'số liệu của hệ thống này có thể thấp hơn thực tế';
      return `Lưu ý: ${titleOf(system)} ${systemStatusNames[status]}${why ? ` (${why})` : ''}; ${effect}.`;
    }),
  ];
}
