import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Chains } from '../../src/apply/chains.ts';
import { type Entry, stagesOf, unitsOf } from '../../src/apply/schedule.ts';
import { sideBySide } from '../../src/apply/side-by-side.ts';
import type { ChangeKind } from '../../src/domain/push.ts';
import { waves } from '../../src/plan/order.ts';

const kinds: ChangeKind[] = ['set-case', 'set-components', 'set-eform', 'create-offering', 'set-level'];
const together = { 'set-level': 4, 'create-offering': 2 };

const entries: fc.Arbitrary<Entry[]> = fc
  .array(
    fc.record({
      kind: fc.constantFrom(...kinds),
      procedure: fc.constantFrom('A', 'B', 'C', 'D'),
      group: fc.constantFrom('3', '4'),
      inHand: fc.boolean(),
    }),
    { maxLength: 40 },
  )
  .chain(made =>
    fc.shuffledSubarray(
      made.map(({ procedure, ...rest }, n) => ({
        ...rest,
        number: n + 1,
        wave: waves.indexOf(rest.kind),
        target: { procedure, agency: `H13.${n}` },
      })),
      { minLength: made.length },
    ),
  );

const numbers = (list: readonly Entry[]) => list.map(({ number }) => number).toSorted((a, b) => a - b);
const procedureOf = ({ target }: Entry) => target.procedure;

it('puts every action into exactly one stage, what is in hand first, then wave after wave', () => {
  fc.assert(
    fc.property(entries, list => {
      const stages = stagesOf(list);
      expect(numbers(stages.flat())).toEqual(numbers(list));
      const inHand = stages.flatMap((stage, n) => (stage.some(entry => entry.inHand) ? [n] : []));
      expect(inHand.every(n => n === 0 && stages[0]!.every(entry => entry.inHand))).toBe(true);
      const rest = stages.filter(stage => !stage[0]!.inHand).map(stage => stage.map(({ wave }) => wave));
      expect(rest.every(found => new Set(found).size === 1)).toBe(true);
      expect(rest.map(([wave]) => wave)).toEqual([...new Set(rest.flat())].toSorted((a, b) => a! - b!));
    }),
  );
});

it('puts together only what may travel together, and never more than may', () => {
  fc.assert(
    fc.property(entries, list => {
      for (const stage of stagesOf(list)) {
        const units = unitsOf(stage, together);
        expect(numbers(units.flat())).toEqual(numbers(stage));
        for (const unit of units) {
          const { kind, group, wave } = unit[0]!;
          expect(unit.length).toBeLessThanOrEqual(together[kind as keyof typeof together] ?? 1);
          expect(unit.every(one => one.kind === kind && one.wave === wave)).toBe(true);
          if (unit.length > 1) expect(unit.every(one => one.group === group)).toBe(true);
        }
        // As few units as can be: only the last of a group is not full.
        const groups = Map.groupBy(units, ([one]) => `${one!.kind} ${one!.wave} ${one!.group}`);
        for (const [key, found] of groups) {
          const most = together[key.split(' ')[0] as keyof typeof together] ?? 1;
          expect(found.filter(unit => unit.length < most).length).toBeLessThanOrEqual(1);
        }
      }
    }),
  );
});

it('does not depend on the order in which actions are handed in', () => {
  fc.assert(
    fc.property(entries, list => {
      const sorted = list.toSorted((a, b) => a.number - b.number);
      const plain = (given: Entry[]) => stagesOf(given).map(stage => unitsOf(stage, together));
      expect(plain(list)).toEqual(plain(sorted));
    }),
  );
});

it('leaves the same units in the same order when some of the first have gone', () => {
  fc.assert(
    fc.property(entries, fc.nat(), (list, nat) => {
      const units = unitsOf(list, together);
      const gone = units.length === 0 ? 0 : nat % units.length;
      const left = list.filter(entry => !units.slice(0, gone).flat().includes(entry));
      expect(unitsOf(left, together)).toEqual(units.slice(gone));
    }),
  );
});

it('works side by side within bounds, in order for each procedure, and never twice on one at once', async () => {
  await fc.assert(
    fc.asyncProperty(entries, fc.integer({ min: 1, max: 5 }), fc.scheduler(), async (list, parallel, s) => {
      const units = unitsOf(list, together);
      const busy: string[][] = [];
      const begun: number[] = [];
      let most = 0;
      const working = sideBySide(
        units,
        { parallel, proceduresOf: unit => unit.map(procedureOf), stopped: () => false },
        async unit => {
          const own = [...new Set(unit.map(procedureOf))];
          expect(busy.flat().some(procedure => own.includes(procedure))).toBe(false);
          busy.push(own);
          most = Math.max(most, busy.length);
          begun.push(units.indexOf(unit));
          await s.schedule(Promise.resolve());
          busy.splice(busy.indexOf(own), 1);
        },
      );
      await s.waitFor(working);
      expect(most).toBeLessThanOrEqual(parallel);
      expect(begun.toSorted((a, b) => a - b)).toEqual(units.map((_, n) => n));
      for (const procedure of 'ABCD') {
        const own = begun.filter(n => units[n]!.some(entry => procedureOf(entry) === procedure));
        expect(own).toEqual(own.toSorted((a, b) => a - b));
      }
    }),
    { numRuns: 60 },
  );
});

it('begins nothing more once it is stopped or something failed, and ends what it began', async () => {
  const ended: number[] = [];
  const run = (work: (n: number) => void) =>
    sideBySide(
      [1, 2, 3, 4, 5, 6],
      { parallel: 2, proceduresOf: n => [`${n}`], stopped: () => ended.length >= 3 },
      async n => {
        await Promise.resolve();
        work(n);
        ended.push(n);
      },
    );
  await run(() => {});
  expect(ended).toEqual([1, 2, 3, 4]);
  ended.length = 0;
  const failing = run(n => {
    if (n === 1) throw new Error('kho dữ liệu hỏng');
  });
  await expect(failing).rejects.toThrow('kho dữ liệu hỏng');
  expect(ended).toEqual([2]);
});

it('stops what stands on something that failed, and nothing else', () => {
  const place = (wave: number, target: object) => ({ wave, target: { procedure: 'A', ...target } });
  const chains = new Chains();
  chains.breakAt(place(3, { case: 'a' }), 7);
  expect(chains.breakUnder(place(4, { case: 'a' }))).toMatchObject({ failed: 7 });
  expect(chains.breakUnder(place(7, { agency: 'H13.1' }))).toMatchObject({ failed: 7 });
  expect(chains.breakUnder(place(4, { case: 'b' }))).toBeUndefined();
  expect(chains.breakUnder(place(3, { case: 'a' }))).toBeUndefined();
  expect(chains.breakUnder({ wave: 7, target: { procedure: 'B', agency: 'H13.1' } })).toBeUndefined();

  const other = new Chains();
  other.breakAt(place(6, { agency: 'H13.1' }), undefined);
  expect(other.breakUnder(place(7, { agency: 'H13.1' }))).toMatchObject({ failed: undefined });
  expect(other.breakUnder(place(7, { agency: 'H13.2' }))).toBeUndefined();
  other.breakAt(place(5, { case: 'a' }), 3);
  expect(other.breakUnder(place(7, { agency: 'H13.1' }))).toMatchObject({ failed: 3 });
});
