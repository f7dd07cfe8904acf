import { describe, expect, it } from 'vitest';
import { levels } from '../../src/domain/level.ts';
import type { Target } from '../../src/domain/review.ts';
import type { ReviewWish, ReviewWishes } from '../../src/plan/input.ts';
import { makePlan } from '../../src/plan/make-plan.ts';
import { staleness } from '../../src/plan/staleness.ts';
import { wantedLevel, wishOf } from '../../src/plan/targets.ts';
import { wholeSystem } from './model-city.ts';
import { actualOf, code, communes, definitionOf, inputOf, portal, readyCase } from './samples.ts';

const wishes = (eligible: Record<string, boolean>): ReviewWishes =>
  new Map([
    [
      code,
      new Map(
        Object.entries(eligible).map(([agency, able]): [string, ReviewWish] => [
          agency,
          { eligible: able, source: 'Phụ lục I của xã, dòng 7' },
        ]),
      ),
    ],
  ]);
const [first, second] = communes as [string, string, string];

describe('what the reviews ask', () => {
  it('raises an offering above its definition, and says who asked', () => {
    const input = inputOf(definitionOf({ level: 3 }), actualOf({}, 3), {
      reviewed: wishes({ [first]: true }),
    });
    const { actions } = makePlan(input);
    expect(actions.map(({ change }) => [change.target.agency, change.before, change.after])).toEqual([
      [first, 3, 4],
    ]);
    expect(actions[0]?.reason).toContain('rà soát: đủ điều kiện lên mức độ 4 (Phụ lục I của xã, dòng 7)');
  });

  it('never raises one that is not ready', () => {
    const cases = { default: { ...readyCase, eform: null } };
    const definition = definitionOf({ level: 2, cases: [{ ...definitionOf().cases[0]!, eform: null }] });
    const input = inputOf(definition, actualOf({ cases }, 2), { reviewed: wishes({ [first]: true }) });
    expect(makePlan(input).holds).toMatchObject([{ guard: 'not-ready', approvable: false }]);
  });

  it('lowers one that was found not eligible, with approval only', () => {
    const { actions, holds } = makePlan(
      inputOf(definitionOf(), actualOf(), { reviewed: wishes({ [first]: false, [second]: true }) }),
    );
    expect(actions.map(({ change }) => [change.target.agency, change.after])).toEqual([[first, 3]]);
    expect(holds).toMatchObject([{ guard: 'lowers-level', approvable: true }]);
  });

  it('leaves what is below level 4 anyway as the definition says', () => {
    for (const level of levels) {
      expect(wantedLevel(level, undefined)).toBe(level);
      expect(wantedLevel(level, { eligible: true, source: '' })).toBe(4);
      expect(wantedLevel(level, { eligible: false, source: '' })).toBe(Math.min(level, 3));
    }
  });

  it('is nothing while a target is open', () => {
    const target = { level: 4, why: 'eligible', sources: ['Phụ lục I, dòng 7'] } as unknown as Target;
    expect(wishOf(target)).toEqual({ eligible: true, source: 'Phụ lục I, dòng 7' });
    expect(wishOf({ ...target, level: 3, sources: [] })).toEqual({ eligible: false, source: '' });
    for (const open of [{ why: 'conflict' }, { why: 'not-reviewed' }, { unappraised: true }])
      expect(wishOf({ ...target, ...open } as Target)).toBeUndefined();
  });

  it('is not mentioned where it asks for the level of the definition', () => {
    const input = inputOf(definitionOf(), actualOf({}, 3), { reviewed: wishes({ [first]: true }) });
    expect(makePlan(input).actions.map(({ reason }) => reason.includes('rà soát'))).toEqual([
      false,
      false,
      false,
    ]);
  });

  it('makes a plan stale when it changes, and only then', () => {
    const at = (eligible: boolean) =>
      inputOf(definitionOf(), actualOf({}, 3), { reviewed: wishes({ [first]: eligible }) });
    const plan = makePlan(at(true));
    expect(staleness(plan, at(true))).toEqual({ stale: false });
    expect(staleness(plan, at(false))).toMatchObject({
      stale: true,
      item: `kết quả rà soát thủ tục ${code}`,
    });
  });
});

describe('offerings no definition speaks of', () => {
  it('become one task for all agencies of a procedure at a system', () => {
    const { tasks, actions } = makePlan(
      inputOf(definitionOf(), actualOf(), {
        systems: [{ ...wholeSystem(portal), page: 'https://mot-cua.example.vn/tthc?ma={procedure}' }],
        offTarget: [
          { system: 'portal', procedure: '1.000002', name: 'Thủ tục khác', raise: true, agencies: communes },
          { system: 'portal', procedure: '2.000003', name: 'Thủ tục nữa', raise: false, agencies: [first] },
        ],
      }),
    );
    expect(actions).toEqual([]);
    expect(tasks!.filter(({ kind }) => kind === 'set-level')).toMatchObject([
      {
        key: 'portal/1.000002/set-level/4',
        owner: 'technical',
        agencies: communes,
        expected: 4,
        what: expect.stringMatching(
          /^Nâng 1\.000002 «Thủ tục khác» lên mức độ 4 tại .* trên Cổng DVC thành phố sau khi đủ điều kiện/,
        ),
        values: [{ value: '1.000002' }, { value: 'mức độ 4' }],
        link: 'https://mot-cua.example.vn/tthc?ma=1.000002',
      },
      {
        ...{ key: 'portal/2.000003/set-level/3', owner: 'regulatory', expected: 3 },
        what: expect.stringMatching(/^Xác định rồi hạ 2\.000003 «Thủ tục nữa» xuống dưới mức độ 4 tại /),
      },
    ]);
  });
});
