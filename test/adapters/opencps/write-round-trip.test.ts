import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import type { CaseValue } from '../../../src/domain/push.ts';
import type { DesiredCase, DesiredComponent, DesiredWorkflow } from '../../../src/domain/service.ts';
import { sameValue } from '../../../src/plan/diff.ts';
import { bareSeed, caseChanges, type Desk, desiredCase, deskOn, newOffering, pushAll } from './desk.ts';
import { cases, collect, levelsOf, troubles } from './support.ts';

const code = '1.000001';
let desk: Desk;
afterEach(() => desk?.close());

/** Words as people write them, with everything that gets escaped. */
const words = fc
  .array(fc.constantFrom('Giấy', 'tờ', '<b>', '&', '"gốc"', "của'", 'Đơn', 'số', '1>2', '&amp;', 'ẤN'), {
    minLength: 1,
    maxLength: 4,
  })
  .map(list => list.join(' '));
const component: fc.Arbitrary<DesiredComponent> = fc.record(
  {
    code: fc.stringMatching(/^[A-Z]{2}[0-9]{2}$/),
    name: words,
    originals: fc.nat(3),
    copies: fc.nat(3),
    required: fc.boolean(),
  },
  { requiredKeys: ['name', 'originals', 'copies', 'required'] },
);
const hours = fc.constantFrom(0, 0.25, 1, 3.5, 8, 40);
const roles = ['một cửa', 'trả kết quả', 'lãnh đạo phòng', 'chuyên viên', 'lãnh đạo'];

/** One start, one end, a chain through all steps, and some ways back and aside. */
const workflow: fc.Arbitrary<DesiredWorkflow> = fc
  .record({
    middle: fc.uniqueArray(fc.constantFrom('kiem-tra', '200', 'tham.dinh', 'ky_so', 'xac-minh'), {
      maxLength: 4,
    }),
    details: fc.array(
      fc.record(
        {
          name: words,
          role: fc.constantFrom(...roles),
          hours,
          onlineHours: hours,
          state: fc.constantFrom('1', '2', '3', '4', '5', '6', '7', '8', '9', '10'),
          mayReturn: fc.constant(true as const),
        },
        { requiredKeys: ['name', 'role', 'hours', 'onlineHours'] },
      ),
      { minLength: 6, maxLength: 6 },
    ),
    bareStart: fc.boolean(),
    idleStart: fc.boolean(),
    asides: fc.array(fc.tuple(fc.nat(5), fc.nat(5), words), { maxLength: 4 }),
  })
  .map(({ middle, details, bareStart, idleStart, asides }) => {
    const ids = ['bat-dau', ...middle, 'ket-thuc'];
    const steps = ids.map((id, at) => {
      const kind =
        at === 0 ? ('start' as const) : at === ids.length - 1 ? ('end' as const) : ('step' as const);
      const { role, ...rest } = details[at]!;
      if (kind === 'start' && bareStart) return { id, kind, ...rest, hours: 0, onlineHours: 0 };
      if (kind === 'start' && idleStart) return { id, kind, ...rest };
      return { id, kind, role, ...rest };
    });
    const chain = ids.slice(1).map((to, at) => ({ from: ids[at]!, to, action: `Chuyển ${at} & tiếp` }));
    const others = asides
      .map(([from, to, action], at) => ({
        from: ids[from % ids.length]!,
        to: ids[to % ids.length]!,
        action: `${action} ${at}`,
      }))
      .filter(({ from, to }) => from !== 'ket-thuc' && from !== to);
    return { steps, transitions: [...chain, ...others] };
  });

const wholeCase: fc.Arbitrary<{ one: DesiredCase; channel: Pick<CaseValue, 'online' | 'onlinePayment'> }> =
  fc.record({
    one: fc.record({
      key: fc.constant('default'),
      name: words,
      components: fc.uniqueArray(component, { maxLength: 5, selector: ({ name }) => name }),
      eform: fc.constantFrom(desiredCase().eform, null),
      workflow,
      deadlineHours: fc.constantFrom(8, 12, 24, 80),
      onlineDeadlineHours: fc.constantFrom(null, 8, 20),
      deadlineUnit: fc.constantFrom('workingDay' as const, 'day' as const),
    }),
    channel: fc.record({ online: fc.boolean(), onlinePayment: fc.boolean() }),
  });

describe('a whole definition', () => {
  it('is read back equal, whatever it holds, and a second definition takes the place of the first', async () => {
    desk = await deskOn(bareSeed());
    await fc.assert(
      fc.asyncProperty(wholeCase, async ({ one, channel }) => {
        const changes = caseChanges(code, one, channel);
        await pushAll(desk, changes);
        const { cases: found } = await desk.readService(code);
        const { value, components, eform, workflow: flow } = found.default!;
        const told = [value, components, eform, flow];
        for (const [at, { kind, after }] of changes.entries()) {
          expect(
            sameValue(kind, told[at] as never, after as never),
            `${kind}: ${JSON.stringify([told[at], after])}`,
          ).toBe(true);
        }
      }),
      { numRuns: 10 },
    );
  }, 180_000);

  it('is usable, sound and complete for the reading side, which tells of the case what a look before writing tells', async () => {
    desk = await deskOn(bareSeed());
    const channel = { online: true, onlinePayment: true };
    await pushAll(desk, [...caseChanges(code, desiredCase(), channel), newOffering(code, 'BT', 4)]);
    const records = await collect(desk.read());
    expect(troubles(records)).toEqual([]);
    expect(levelsOf(records, code)).toEqual(['BT=4', 'NK=2', 'STP=2']);
    const [read] = cases(records);
    expect(read).toMatchObject({
      name: 'Mặc định',
      agencies: ['BT'],
      components: [
        { code: 'TK01', name: 'Tờ khai & giấy "chứng sinh"', required: true },
        { name: 'Căn cước công dân', required: false },
      ],
      eform: { state: 'usable' },
      workflow: { defects: [], longestHours: 24 },
      deadlineHours: 24,
      onlinePayment: true,
    });
    const { kind: _, procedure: __, ...facts } = read!;
    const { cases: looked } = await desk.readService(code);
    expect(looked.default!.facts).toEqual({ ...facts, agencies: facts.agencies!.map(id => `H13.${id}`) });
  });
});
