import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Store } from '../../src/store/core/contract.ts';
import { openStore } from '../../src/store/core/open.ts';
import { pageOfRun, type RowFilter } from '../../src/store/runs/queries.ts';
import { concerning } from '../../src/store/runs/unit-sets.ts';
import { parts } from '../server/parts.ts';
import { runServer } from '../server/running.ts';
import { finding, wholeRun } from '../store/findings.ts';

const findings = 20_000;
const units = 100;
const rounds = 40;
/** Times two: one for the page, one for its queries. */
const newRuns = 2;
const rules = ['missing-offering', 'level-differs', 'no-eform', 'below-target', 'components-differ'];
const severities = ['critical', 'critical', 'major', 'minor', 'info'] as const;

/**
 * The overview and the findings of a city with 20,000 of them: a page, against the plain queries for what it shows (the
 * rows of its list, and all rows counted).
 */
export async function pagesBench(): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'dvc-sync-bench-'));
  const store = await openStore({ driver: 'sqlite', file: join(folder, 'store.db') });
  const server = await runServer(store, parts, 'server: { requestsPerMinute: 1000000 }');
  try {
    let runId = await runOf(store, 1);
    const key = await server.key('operator');
    const page = async (path: string) => {
      const answer = await server.get(path, key);
      const text = await answer.text();
      if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${text.slice(0, 300)}`);
    };
    const listed = (filter: Wanted) => async () => {
      await countRows(store, runId, ['rank', 'state'], filter);
      await pageOfRun(store, runId, filter, { limit: 50 });
    };
    const pairs: [name: string, page: () => Promise<unknown>, query: () => Promise<unknown>][] = [
      ['overview', () => page('/'), () => countRows(store, runId, ['rank', 'state', 'owner', 'rule'])],
      ['findings', () => page('/sai-lech'), listed({})],
      ['findings of a rule', () => page('/sai-lech?rule=no-eform'), listed({ rule: 'no-eform' })],
      ['findings of a unit', () => page('/sai-lech?agency=H13.1'), listed({ agency: 'H13.1' })],
    ];
    const lines: string[] = [];
    for (const [name, asked, query] of pairs) {
      const [shown, alone] = await medians(asked, query);
      lines.push(
        `${name}: page ${shown.toFixed(1)} ms, its queries alone ${alone.toFixed(1)} ms: ${(shown / alone).toFixed(2)} × (goal 1.5)`,
      );
    }
    // Whoever comes first after a run finds nothing of it read yet; each is that once.
    let day = 1;
    for (const [name, asked, query] of pairs) {
      let [shown, alone] = [0, 0];
      for (let round = 0; round < newRuns; round++) {
        const [first, second] = round % 2 === 0 ? [asked, query] : [query, asked];
        runId = await runOf(store, ++day);
        const took = [await timed(first)];
        runId = await runOf(store, ++day);
        took.push(await timed(second));
        if (round % 2 > 0) took.reverse();
        shown += took[0]! / newRuns;
        alone += took[1]! / newRuns;
      }
      lines.push(
        `${name}, first look at a new run: page ${shown.toFixed(1)} ms, its queries alone ${alone.toFixed(1)} ms: ${(shown / alone).toFixed(2)} × (goal 1.5)`,
      );
    }
    return lines;
  } finally {
    await server.close();
    await store.close();
    await rm(folder, { recursive: true });
  }
}

type Wanted = Pick<RowFilter, 'rule' | 'agency'>;

/** Over all rows, whatever is kept counted of them. */
async function countRows(
  store: Store,
  runId: string,
  by: readonly ('rank' | 'state' | 'owner' | 'rule')[],
  { rule, agency }: Wanted = {},
): Promise<unknown> {
  let rows = store.db.selectFrom('runDiscrepancy as r').where('r.runId', '=', runId);
  if (rule !== undefined) rows = rows.where('r.rule', 'in', [rule].flat() as never[]);
  if (agency !== undefined) rows = rows.where(concerning('r', [agency].flat()));
  return rows
    .select(by)
    .select(({ fn }) => fn.countAll().as('count'))
    .groupBy(by)
    .execute();
}

async function runOf(store: Store, day: number): Promise<string> {
  const at = new Date(Date.UTC(2026, 10, day)).toISOString();
  const { runId } = await wholeRun(store, at, Array.from({ length: findings }, made));
  // What making it leaves to be collected is nothing of whoever looks.
  await setTimeout(1_000);
  return runId;
}

/** Milliseconds of the processor: server, store and whoever asks are this process, and what else the machine does is no part of it. */
async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(begun);
  return (user + system) / 1000;
}

function made(_: unknown, n: number) {
  const procedure = `1.${String(Math.floor(n / units)).padStart(6, '0')}`;
  const of = n % rules.length;
  return finding({
    ...{ procedure, agency: `H13.${n % units}`, rule: rules[of] as never },
    ...{ severity: severities[of]!, owner: of === 0 ? ('regulatory' as const) : ('technical' as const) },
  });
}

/** In turn, so that what else the machine does falls on both alike. */
async function medians(
  ...works: [() => Promise<unknown>, () => Promise<unknown>]
): Promise<[number, number]> {
  const times = works.map((): number[] => []);
  for (let round = -5; round < rounds; round++)
    for (const [at, work] of works.entries()) {
      const took = await timed(work);
      if (round >= 0) times[at]!.push(took);
    }
  const middle = (each: number[]) => each.sort((a, b) => a - b)[Math.floor(each.length / 2)]!;
  return [middle(times[0]!), middle(times[1]!)];
}
