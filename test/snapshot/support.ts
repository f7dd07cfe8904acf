import fc from 'fast-check';
import type { SourceRecord } from '../../src/adapter/records.ts';
import type { SystemProfile } from '../../src/domain/city.ts';
import { NumberedLists } from '../../src/snapshot/agency-lists.ts';
import { packProcedure } from '../../src/snapshot/codec.ts';
import type { SnapshotProcedure, SnapshotSummary } from '../../src/snapshot/model.ts';
import type { ReadSettings } from '../../src/snapshot/read-settings.ts';
import { readSnapshot } from '../../src/snapshot/read-system.ts';
import type { Store } from '../../src/store/core/contract.ts';
import { beginRun } from '../../src/store/runs/runs.ts';
import {
  beginSnapshot,
  finishSnapshot,
  type PackedProcedure,
  writeProcedures,
} from '../../src/store/runs/snapshots.ts';
import { wholeSnapshot } from '../support/whole-snapshot.ts';

export const takenAt = '2026-11-23T05:00:00.000Z';

export const portal: SystemProfile = {
  name: 'portal',
  role: 'portal',
  hosts: ['components', 'eform', 'workflow', 'payment', 'channel'],
  covers: null,
};

const agencies: ReadSettings['city']['agencies'] = [
  { code: 'H13.1', name: 'Sở Y tế', tier: 'province' },
  { code: 'H13.5.2', name: 'Phường An Hòa', tier: 'commune', ids: { portal: 'guid-an-hoa' } },
  { code: 'H13.5.3', name: 'Phường Cái Khế', tier: 'commune', ids: { portal: ['ck-1', 'CK-2'] } },
];

/** Yields records as an adapter does; an error among them is thrown at its place. */
export async function* remote(...records: (SourceRecord | Error)[]): AsyncGenerator<SourceRecord> {
  for (const record of records) {
    if (record instanceof Error) throw record;
    yield record;
  }
}

export async function read(
  store: Store,
  records: AsyncIterable<SourceRecord>,
  given: Partial<ReadSettings> = {},
): Promise<SnapshotSummary> {
  return readSnapshot({
    store,
    runId: given.runId ?? (await beginRun(store, takenAt)),
    system: { profile: portal, useRemoteMapping: false },
    records,
    tellsCases: true,
    city: { locality: 'H13', agencies },
    codes: {},
    takenAt,
    requests: () => 7,
    now: () => new Date(takenAt),
    shrinkShare: 0.2,
    ...given,
  });
}

export function procedure(
  code: string,
  given: Partial<Extract<SourceRecord, { kind: 'procedure' }>> = {},
): SourceRecord {
  return { kind: 'procedure', code, detail: 'read', facts: { name: `Thủ tục ${code}` }, ...given };
}

export function offering(
  procedure: string,
  agency: string,
  given: Partial<Extract<SourceRecord, { kind: 'offering' }>> = {},
): SourceRecord {
  return { kind: 'offering', procedure, agency, row: `${procedure}/${agency}`, level: 4, ...given };
}

/** Writes a finished snapshot as it is: for tests of what comes after reading. */
export async function seedSnapshot(
  store: Store,
  runId: string,
  system: string,
  procedures: Iterable<SnapshotProcedure>,
  given: Partial<SnapshotSummary> = {},
): Promise<SnapshotSummary> {
  const id = await beginSnapshot(store, runId, system, takenAt);
  const lists = new NumberedLists();
  let batch: PackedProcedure[] = [];
  const counts = { procedures: 0, offerings: 0 };
  for (const one of procedures) {
    counts.procedures++;
    counts.offerings += one.offerings.length;
    batch.push({ code: one.code, ...packProcedure(one, lists) });
    if (batch.length === 500) {
      await writeProcedures(store, id, batch, lists.takeFresh());
      batch = [];
    }
  }
  await writeProcedures(store, id, batch, lists.takeFresh());
  const summary = wholeSnapshot(system, { id, takenAt, ...counts, agencies: 1, ...given });
  await finishSnapshot(store, id, summary.status, summary);
  return summary;
}

const text = fc.string({ unit: 'grapheme', maxLength: 12 });
const flag = fc.option(fc.boolean(), { nil: undefined });
const level = fc.constantFrom(1 as const, 2 as const, 3 as const, 4 as const, null, undefined);

export const anyProcedure: fc.Arbitrary<SnapshotProcedure> = fc.record(
  {
    code: fc.stringMatching(/^\d\.\d{6}$/),
    mapped: fc.boolean(),
    forms: fc.array(text, { minLength: 1, maxLength: 3 }),
    detailed: fc.boolean(),
    facts: fc.record(
      {
        name: fc.option(text),
        active: fc.boolean(),
        decision: fc.option(text),
        fees: fc.option(fc.array(fc.record({ text, amount: fc.nat() }), { maxLength: 2 })),
      },
      { requiredKeys: [] },
    ),
    cases: fc.array(
      fc.record({
        key: text,
        agencies: fc.option(fc.array(text, { maxLength: 3 })),
        eform: fc.constantFrom(null, undefined, { state: 'usable' as const, hash: 'h' }),
      }),
      { maxLength: 3 },
    ),
    offerings: fc.array(
      fc.record(
        {
          agency: text,
          level,
          rows: fc.array(text, { minLength: 1, maxLength: 3 }),
          onlineClosed: flag,
          account: flag,
        },
        { requiredKeys: ['agency', 'level', 'rows'] },
      ),
      { maxLength: 6 },
    ),
    unmappedOfferings: fc.nat(),
  },
  { requiredKeys: ['code', 'mapped', 'forms', 'detailed', 'facts', 'offerings'] },
);
