import { type City, nationalOf } from '../domain/city.ts';
import { rules } from '../reconcile/rules/index.ts';
import { nationalSnapshot, readProcedures } from '../snapshot/stored.ts';
import type { Store } from '../store/core/contract.ts';
import { lastMeasured } from '../store/runs/measures.ts';
import { type RowFilter, rowsOfRun, trend } from '../store/runs/queries.ts';
import { findRun } from '../store/runs/runs.ts';
import { readQuarantine, snapshotsOfRun } from '../store/runs/snapshots.ts';
import { ruleProfiles, say } from '../words/findings.ts';
import { buildModel, type ReportModel } from './model.ts';
import type { ReportSource, UnusedRecord } from './source.ts';

/** The report of a finished run, or of one slice of it. */
export function buildReport(
  store: Store,
  runId: string,
  { city, filter, home }: { city: City; filter?: RowFilter; home?: string | undefined },
): Promise<ReportModel> {
  return buildModel(storeSource(store, runId, city), {
    city,
    rules: ruleProfiles(rules, city.levelNames),
    home,
    ...(filter && { filter }),
  });
}

/** @throws Error when the store does not know the run (any more). */
function storeSource(store: Store, runId: string, city: City): ReportSource {
  return {
    async run() {
      const row = await findRun(store, runId);
      if (!row)
        throw new Error(`Không có lần chạy ${runId} trong kho dữ liệu; xem lại danh sách các lần chạy.`);
      return row;
    },
    async *rows(filter) {
      for await (const page of rowsOfRun(store, runId, filter, { order: city.orderBy ?? 'severity' }))
        yield page.map(({ statement, ...row }) => ({
          ...row,
          ...say({ ...row, statement }, city.levelNames),
        }));
    },
    // For an older run what came after it is not its past.
    trend: limit => trend(store, limit, runId),
    procedureNames: () => nationalNames(store, runId, city),
    unused: () => unusedOfRun(store, runId),
    orderBy: async () =>
      city.orderBy === 'demand' && (await lastMeasured(store)) !== undefined ? 'demand' : 'severity',
  };
}

async function unusedOfRun(store: Store, runId: string): Promise<UnusedRecord[]> {
  const unused: UnusedRecord[] = [];
  for (const { id, system } of await snapshotsOfRun(store, runId))
    for (const row of await readQuarantine(store, id)) unused.push({ ...row, system });
  return unused;
}

/** Names of the run's national snapshot; of the last whole one where that was not kept or not read. */
async function nationalNames(store: Store, runId: string, city: City): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  const system = nationalOf(city)?.name;
  if (system === undefined) return names;
  const ofRun = (await snapshotsOfRun(store, runId)).find(
    row => row.system === system && row.status !== 'unreadable',
  );
  const snapshot = ofRun ?? (await nationalSnapshot(store, city));
  if (!snapshot) return names;
  for await (const batch of readProcedures(store, snapshot.id, { cases: false }))
    for (const { code, facts } of batch) if (facts.name) names.set(code, facts.name);
  return names;
}
