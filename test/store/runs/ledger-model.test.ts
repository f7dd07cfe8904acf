import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { LedgerFinding } from '../../../src/store/runs/finding-columns.ts';
import { history } from '../../../src/store/runs/history.ts';
import type { Settlement } from '../../../src/store/runs/life.ts';
import { rowsOfRun } from '../../../src/store/runs/queries.ts';
import { collect, finding, minute, onEveryDatabase, wholeRun } from '../support.ts';

const systems = ['national', 'portal', 'oneStop'];
const rules = ['missing-offering', 'level-differs', 'no-eform'] as const;
const procedures = ['1.000001', '1.000002'];

/** Twelve findings that rest on different systems. */
const known: LedgerFinding[] = rules.flatMap(rule =>
  procedures.flatMap(procedure => [
    finding({ rule, procedure, agency: 'H13.1', systems: ['national', 'portal'] }),
    finding({ rule, procedure, agency: 'H13.2', systems: ['portal', 'oneStop'] }),
  ]),
);

interface Happening {
  found: number[];
  whole: string[];
  outcomes: ('evaluated' | 'partly' | 'not-evaluated' | 'off')[];
  unread: { procedure: string; system: string }[];
}

const happening: fc.Arbitrary<Happening> = fc.record({
  found: fc.uniqueArray(fc.nat({ max: known.length - 1 })),
  whole: fc.subarray(systems),
  outcomes: fc.array(fc.constantFrom('evaluated', 'evaluated', 'partly', 'not-evaluated', 'off'), {
    minLength: rules.length,
    maxLength: rules.length,
  }),
  unread: fc.array(
    fc.record({ procedure: fc.constantFrom(...procedures), system: fc.constantFrom(...systems) }),
    { maxLength: 2 },
  ),
});

/** The life of one discrepancy, written down as plainly as it can be said. */
interface Life {
  first: string;
  last: string;
  resolved: string | null;
}

function settlementOf({ whole, outcomes, unread }: Happening): Partial<Settlement> {
  const skipped = systems.filter(system => !whole.includes(system));
  return {
    complete: new Set(whole),
    configured: new Set(systems),
    outcomes: Object.fromEntries(
      rules.flatMap((rule, n) => {
        const status = outcomes[n]!;
        return status === 'off' ? [] : [[rule, { status, skipped, reason: null, count: 0 }]];
      }),
    ),
    unjudged: new Map(
      procedures.map(procedure => [
        procedure,
        new Set(unread.filter(one => one.procedure === procedure).map(one => one.system)),
      ]),
    ),
  };
}

onEveryDatabase('the ledger against a plain model', database => {
  it('never resolves what could not be looked at, and agrees on every life', async () => {
    const runs = database.driver === 'sqlite' ? 60 : 15;
    await fc.assert(
      fc.asyncProperty(fc.array(happening, { minLength: 1, maxLength: 6 }), async happenings => {
        const store = await database.open();
        const lives = new Map<string, Life[]>();
        for (const [n, run] of happenings.entries()) {
          const now = minute(n + 1);
          // A rule that does not look finds nothing.
          const found = run.found
            .map(index => known[index]!)
            .filter(({ rule }) =>
              ['evaluated', 'partly'].includes(run.outcomes[rules.indexOf(rule as (typeof rules)[number])]!),
            );
          const { counts, runId } = await wholeRun(store, now, found, settlementOf(run));
          const expected = { new: 0, open: 0, resolved: 0, waived: 0, carried: 0 };
          const carried = new Map<string, string>();
          for (const { fingerprint, rule, procedure, systems: rests } of known) {
            const own = lives.get(fingerprint) ?? [];
            const current = own.at(-1);
            const open = current !== undefined && current.resolved === null;
            if (found.some(one => one.fingerprint === fingerprint)) {
              expected[open ? 'open' : 'new']++;
              if (open) current.last = now;
              else lives.set(fingerprint, [...own, { first: now, last: now, resolved: null }]);
            } else if (open) {
              const status = run.outcomes[rules.indexOf(rule as (typeof rules)[number])];
              // No system was left out for it: the configuration gives it nothing to look at, as if it were off.
              const idle = status === 'not-evaluated' && run.whole.length === systems.length;
              const couldTell =
                status !== 'not-evaluated' &&
                rests.every(system => run.whole.includes(system)) &&
                !run.unread.some(one => one.procedure === procedure && rests.includes(one.system));
              if (status === 'off' || idle || couldTell) {
                current.resolved = now;
                expected.resolved++;
              } else {
                expected.carried++;
                carried.set(fingerprint, current.last);
              }
            }
          }
          const { new: fresh, open } = expected;
          expect(counts).toEqual({ ...expected, toDo: fresh + open, unchecked: expected.carried });
          const rows = await collect(rowsOfRun(store, runId, { state: 'carried' }));
          expect(new Map(rows.map(row => [row.fingerprint, row.lastSeen]))).toEqual(carried);
        }
        const remembered = await history(store, {}, minute(59));
        const told = new Map(
          remembered.map(one => [
            one.fingerprint,
            one.lives
              .map(({ firstSeen, lastSeen, resolvedAt }) => ({
                first: firstSeen,
                last: lastSeen,
                resolved: resolvedAt,
              }))
              .reverse(),
          ]),
        );
        expect(told).toEqual(lives);
      }),
      { numRuns: runs },
    );
  });
});
