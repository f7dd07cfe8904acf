import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Lost, SourceRecord } from '../../src/adapter/records.ts';
import { judgeContext } from '../../src/reconcile/context.ts';
import type { JudgedFinding } from '../../src/reconcile/fingerprint.ts';
import { judge } from '../../src/reconcile/judge.ts';
import { rules } from '../../src/reconcile/rules/index.ts';
import type { SnapshotSummary } from '../../src/snapshot/model.ts';
import { readSnapshot } from '../../src/snapshot/read-system.ts';
import { readProcedures } from '../../src/snapshot/stored.ts';
import type { Store } from '../../src/store/core/contract.ts';
import { isGone } from '../../src/store/runs/life.ts';
import { beginRun } from '../../src/store/runs/runs.ts';
import { say } from '../../src/words/findings.ts';
import { city } from '../reconcile/support.ts';
import { remote, takenAt } from '../snapshot/support.ts';
import { onEveryDatabase } from '../store/support.ts';

const systems = ['national', 'portal', 'oneStop'] as const;
type System = (typeof systems)[number];
type Rows = Record<System, SourceRecord[]>;

const ours = city();
const codes = ['1.000001', '1.000002', '2.000001', 'X-001'];
const offeredAt = [...ours.agencies.map(({ code }) => code), 'unmapped'];

const anyListing = (system: System) =>
  fc.subarray(codes).chain(listed =>
    fc.tuple(
      ...listed.map(code =>
        fc.record({
          code: fc.constant(code),
          active: fc.constantFrom(true, true, true, false),
          name: fc.constantFrom('Đăng ký khai sinh', 'Đăng ký kết hôn'),
          tiers: fc.subarray(['province', 'district', 'commune'] as const),
          agencies: system === 'national' ? fc.constant<string[]>([]) : fc.subarray(offeredAt),
          level: fc.constantFrom(2 as const, 4 as const, null),
        }),
      ),
    ),
  );

function recordsOf(
  listed: {
    code: string;
    active: boolean;
    name: string;
    tiers: ('province' | 'district' | 'commune')[];
    agencies: string[];
    level: 2 | 4 | null;
  }[],
): SourceRecord[] {
  const bodies = [{ code: 'H13.1' }];
  return listed.flatMap(({ code, active, name, tiers, agencies, level }): SourceRecord[] => [
    { kind: 'procedure', code, detail: 'read', facts: { name, active, tiers, bodies } },
    ...agencies.map(
      (agency, at): SourceRecord => ({
        kind: 'offering',
        procedure: code,
        agency,
        row: `${code} ${agency}`,
        level: at % 3 === 2 ? 2 : level,
      }),
    ),
  ]);
}

/** Some rows of some systems, and how much of whose they were can be read: procedure, agency, both, nothing. */
const anyLosses = fc.array(
  fc.record({
    system: fc.constantFrom(...systems),
    at: fc.nat(40),
    known: fc.constantFrom('none', 'procedure', 'agency', 'both'),
  }),
  { minLength: 1, maxLength: 4 },
);

function broken(record: SourceRecord, known: string): SourceRecord {
  if (record.kind !== 'procedure' && record.kind !== 'offering') return record;
  const ofProcedure = record.kind === 'procedure' ? record.code : record.procedure;
  const lost: Lost = {
    what: record.kind,
    ...(known !== 'none' && known !== 'agency' && { procedure: ofProcedure }),
    ...(record.kind === 'offering' && known !== 'none' && known !== 'procedure' && { agency: record.agency }),
  };
  return { kind: 'quarantine', part: record.kind, key: '', path: '', reason: 'hỏng', lost };
}

const ofSources = new Set<string>(rules.filter(({ scope }) => scope === 'source').map(({ id }) => id));

onEveryDatabase(
  'a city some of whose rows could not be read',
  database => {
    async function look(store: Store, rows: Rows) {
      const runId = await beginRun(store, takenAt);
      const snapshots: Partial<Record<System, SnapshotSummary>> = {};
      for (const system of systems) {
        snapshots[system] = await readSnapshot({
          store,
          runId,
          system: { profile: ours.systems.find(({ name }) => name === system)!, useRemoteMapping: false },
          records: remote(...rows[system]),
          tellsCases: false,
          city: ours,
          codes: {},
          takenAt,
          requests: () => 0,
          now: () => new Date(takenAt),
          shrinkShare: 1,
        });
      }
      const context = judgeContext(ours, snapshots as Record<System, SnapshotSummary>);
      const judged = async () => {
        const findings: JudgedFinding[] = [];
        const sources = context.systems.map(({ name, snapshot }) => ({
          system: name,
          batches: readProcedures(store, snapshot.id),
        }));
        const result = await judge(context, rules, sources, found => void findings.push(...found));
        return { findings, result };
      };
      return { context, judged };
    }

    test('nothing new is found for it and nothing open is resolved', async () => {
      const store = await database.open();
      await fc.assert(
        fc.asyncProperty(
          anyListing('national'),
          anyListing('portal'),
          anyListing('oneStop'),
          anyLosses,
          async (national, portal, oneStop, losses) => {
            const rows = {
              national: recordsOf(national),
              portal: recordsOf(portal),
              oneStop: recordsOf(oneStop),
            };
            const before = await (await look(store, rows)).judged();
            const lossy = structuredClone(rows);
            for (const { system, at, known } of losses) {
              const place = at % Math.max(1, lossy[system].length);
              if (lossy[system][place]) lossy[system][place] = broken(lossy[system][place], known);
            }
            const { context, judged } = await look(store, lossy);
            // With no national list at all the other systems are still held against each other, withdrawn or not.
            fc.pre(context.national?.shows === true);
            const after = await judged();

            const known = new Set(before.findings.map(({ fingerprint }) => fingerprint));
            const added = after.findings.filter(
              ({ rule, fingerprint }) => !ofSources.has(rule) && !known.has(fingerprint),
            );
            expect(added.map(finding => say(finding).message)).toEqual([]);
            const seen = new Set(after.findings.map(({ fingerprint }) => fingerprint));
            const settlement = {
              runId: '',
              startedAt: takenAt,
              outcomes: after.result.outcomes as never,
              complete: new Set(context.systems.filter(({ complete }) => complete).map(({ name }) => name)),
              configured: new Set<string>(systems),
              unjudged: after.result.unjudged,
              unjudgedAgencies: after.result.unjudgedAgencies,
              byProcedure: after.result.byProcedure,
            };
            const resolved = before.findings.filter(
              ({ fingerprint, procedure, ...rest }) =>
                !seen.has(fingerprint) && isGone({ ...rest, procedure: procedure ?? '' }, settlement),
            );
            expect(resolved.map(finding => say(finding).message)).toEqual([]);
          },
        ),
        { numRuns: Number(process.env.DVC_SYNC_LOSSES ?? 20) },
      );
    }, 300_000);
  },
  ['sqlite'],
);
