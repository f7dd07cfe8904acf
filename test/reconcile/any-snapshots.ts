import fc from 'fast-check';
import type { Level } from '../../src/domain/level.ts';
import type { CaseFacts } from '../../src/domain/procedure.ts';
import { tiers } from '../../src/domain/tier.ts';
import type { SnapshotProcedure } from '../../src/snapshot/model.ts';
import { city, offering, record } from './support.ts';

/** Procedures of each system, sorted by code. */
export type Snapshots = Partial<Record<string, SnapshotProcedure[]>>;

const anyCodes = ['1.000001', '1.000002', '2.000001', 'X-1'];

const agencies = city().agencies.map(agency => agency.code);
const level = fc.constantFrom<Level | null | undefined>(1, 2, 3, 4, null, undefined);
/** Of one record: any, or those of one that is nearly even, so that systems often agree but for a unit. */
const levelOfRecord = fc.constantFrom(level, fc.constantFrom<Level>(3, 4), fc.constant<Level>(4));
const anyRecord = (code: string) =>
  fc
    .record({
      mapped: fc.constant(!code.startsWith('X')),
      detailed: fc.boolean(),
      unmappedOfferings: fc.nat(2),
      offerings: fc
        .subarray(agencies)
        .chain(codes =>
          levelOfRecord.chain(own =>
            fc.tuple(...codes.map(agency => fc.tuple(fc.constant(agency), own, fc.nat(3)))),
          ),
        )
        .map(rows =>
          rows
            .map(([agency, own, extra]) => ({
              ...offering(agency),
              level: own,
              rows: Array.from({ length: 1 + (extra === 3 ? 1 : 0) }, (_, at) => `${agency}-${at}`),
            }))
            .sort((a, b) => (a.agency < b.agency ? -1 : 1)),
        ),
      facts: fc.record({
        active: fc.constantFrom(true, true, false, undefined),
        shownLevel: level,
        tiers: fc.option(fc.subarray([...tiers])),
        bodies: fc.option(fc.subarray(agencies).map(codes => codes.map(one => ({ code: one })))),
      }),
      cases: fc.constantFrom<CaseFacts[] | undefined>(
        undefined,
        [],
        [{ key: '1', agencies: null, components: [], eform: null, workflow: null, deadlineHours: 8 }],
      ),
    })
    .map(change => record(code, change));
/** Of one system, some of `anyCodes`. */
export const anySnapshot: fc.Arbitrary<SnapshotProcedure[]> = fc
  .subarray(anyCodes)
  .chain(codes => fc.tuple(...codes.map(anyRecord)));
/** Any snapshots of the three systems of `city()`, each of some of `anyCodes`. */
export const anySnapshots: fc.Arbitrary<Snapshots> = fc.record({
  national: anySnapshot,
  portal: anySnapshot,
  oneStop: anySnapshot,
});
