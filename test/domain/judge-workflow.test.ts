import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { brokenWorkflow, judgeWorkflow } from '../../src/domain/judge-workflow.ts';
import type { Workflow, WorkflowStep } from '../../src/domain/workflow.ts';
import { anyCharacter } from '../support/any-character.ts';

const step = (id: string, change: Partial<WorkflowStep> = {}): WorkflowStep => ({
  id,
  name: `Bước ${id}`,
  kind: 'step',
  hours: 8,
  performer: 'Chuyên viên',
  ...change,
});
const start = step('a', { kind: 'start', hours: 4, performer: null });
const end = step('z', { kind: 'end', hours: 0, performer: null });
const links = (...pairs: string[]) => pairs.map(pair => ({ from: pair[0]!, to: pair[1]! }));
const sound: Workflow = { steps: [start, step('b'), step('c'), end], transitions: links('ab', 'bc', 'cz') };

describe('judgeWorkflow', () => {
  it('finds nothing wrong with a sound diagram and adds all steps up', () => {
    expect(judgeWorkflow(sound)).toMatchObject({ defects: [], longestHours: 20 });
  });

  it.each<[string, Workflow, unknown[]]>([
    ['no start', { ...sound, steps: [step('a'), step('b'), step('c'), end] }, [{ defect: 'no-start' }]],
    [
      'two starts',
      { ...sound, steps: [start, step('b', { kind: 'start' }), step('c'), end] },
      [{ defect: 'several-starts' }],
    ],
    ['no end', { steps: [start, step('b')], transitions: links('ab') }, [{ defect: 'no-end' }]],
    [
      'a step nobody gets to',
      { steps: [...sound.steps, step('x')], transitions: [...sound.transitions, ...links('xz')] },
      [{ defect: 'unreachable-step', step: 'Bước x' }],
    ],
    [
      'a step that leads nowhere',
      { steps: [...sound.steps, step('x')], transitions: [...sound.transitions, ...links('bx')] },
      [{ defect: 'dead-end-step', step: 'Bước x' }],
    ],
    [
      'a round without a way out',
      {
        steps: [...sound.steps, step('x'), step('y')],
        transitions: [...sound.transitions, ...links('bx', 'xy', 'yx')],
      },
      [
        { defect: 'dead-end-step', step: 'Bước x' },
        { defect: 'dead-end-step', step: 'Bước y' },
      ],
    ],
    [
      'a step nobody may do',
      { ...sound, steps: [start, step('b', { performer: null }), step('c'), end] },
      [{ defect: 'no-performer', step: 'Bước b' }],
    ],
    [
      'a transition to a step that is not there',
      { ...sound, transitions: [...sound.transitions, ...links('bq')] },
      [{ defect: 'broken-transition', step: 'Bước b' }],
    ],
    [
      'no hours',
      { ...sound, steps: sound.steps.map(each => ({ ...each, hours: 0 })) },
      [{ defect: 'no-hours' }],
    ],
    [
      'one id twice',
      { ...sound, steps: [...sound.steps, step('b')] },
      [{ defect: 'malformed', step: 'Bước b' }],
    ],
  ])('names %s', (_, workflow, defects) => {
    const verdict = judgeWorkflow(workflow);
    expect(verdict.defects).toHaveLength(defects.length);
    expect(verdict.defects).toMatchObject(defects);
    expect(verdict.defects.every(({ detail }) => detail)).toBe(true);
  });

  it('holds several ends to be sound and counts to the farthest', () => {
    const steps = [...sound.steps, step('y', { kind: 'end', hours: 40 })];
    const two = { steps, transitions: [...sound.transitions, ...links('by')] };
    expect(judgeWorkflow(two)).toMatchObject({ defects: [], longestHours: 52 });
  });

  it('holds nothing against steps whose performer or hours it was not told', () => {
    const indeterminate = sound.steps.map(({ id, name, kind }) => ({ id, name, kind }));
    expect(judgeWorkflow({ ...sound, steps: indeterminate }).defects).toEqual([]);
    expect(judgeWorkflow({ ...sound, steps: indeterminate })).not.toHaveProperty('longestHours');
  });

  it('lets steps go back without counting the way twice', () => {
    const back = { ...sound, transitions: [...sound.transitions, ...links('cb', 'bb', 'ca')] };
    expect(judgeWorkflow(back)).toMatchObject({ defects: [], longestHours: 20 });
  });

  it('counts online hours where the system tells them apart, else those in person', () => {
    const online = sound.steps.map(each => (each.id === 'b' ? { ...each, onlineHours: 1 } : each));
    expect(judgeWorkflow({ ...sound, steps: online })).toMatchObject({
      longestHours: 20,
      longestOnlineHours: 13,
    });
    expect(judgeWorkflow(sound)).not.toHaveProperty('longestOnlineHours');
  });

  it('gives equal diagrams equal hashes in whatever order they come, and others other ones', () => {
    const turned = { steps: [...sound.steps].reverse(), transitions: [...sound.transitions].reverse() };
    const { hash } = judgeWorkflow(sound);
    expect(judgeWorkflow(turned).hash).toBe(hash);
    expect(
      judgeWorkflow({ ...sound, steps: [start, step('b', { hours: 9 }), step('c'), end] }).hash,
    ).not.toBe(hash);
    const renamed: Workflow = {
      steps: sound.steps.map(each => ({ ...each, id: `${each.id}1` })),
      transitions: sound.transitions.map(({ from, to }) => ({ from: `${from}1`, to: `${to}1` })),
    };
    expect(judgeWorkflow(renamed).hash).not.toBe(hash);
  });

  it('stays small and quick for ten thousand steps, densely linked or in one row', () => {
    const many = Array.from({ length: 10_000 }, (_, number) => step(String(number), { performer: null }));
    many[0] = step('0', { kind: 'start' });
    many[9_999] = step('9999', { kind: 'end' });
    const transitions = many.flatMap((_, number) =>
      [1, 2, 3].map(jump => ({ from: String(number), to: String(Math.min(number + jump, 9_999)) })),
    );
    const verdict = judgeWorkflow({ steps: many, transitions });
    expect(verdict.longestHours).toBe(80_000);
    expect(verdict.defects).toHaveLength(11);
    expect(verdict.defects.at(-1)?.detail).toContain('9988');
  });

  it('finds the longest path a patient search finds, whatever the diagram without rounds', () => {
    const diagrams = fc.integer({ min: 2, max: 7 }).chain(count =>
      fc.record({
        hours: fc.array(fc.integer({ min: 1, max: 50 }), { minLength: count, maxLength: count }),
        pairs: fc.array(fc.tuple(fc.nat(count - 1), fc.nat(count - 1)), { maxLength: 15 }),
      }),
    );
    fc.assert(
      fc.property(diagrams, ({ hours, pairs }) => {
        const last = hours.length - 1;
        const steps = hours.map((value, at) =>
          step(String(at), { hours: value, kind: at === 0 ? 'start' : at === last ? 'end' : 'step' }),
        );
        const forward = pairs.filter(([from, to]) => from < to);
        const naive = (at: number): number => {
          const ways = forward.filter(([from]) => from === at).map(([, to]) => naive(to));
          return (
            (at === last ? Math.max(0, ...ways) : Math.max(Number.NEGATIVE_INFINITY, ...ways)) + hours[at]!
          );
        };
        const transitions = forward.map(([from, to]) => ({ from: String(from), to: String(to) }));
        const { longestHours } = judgeWorkflow({ steps, transitions });
        expect(longestHours ?? Number.NEGATIVE_INFINITY).toBe(naive(0));
      }),
    );
  });

  it('adds up what it was told of, and takes hours that are none for none', () => {
    const hoursOf = (hours: number | undefined) => {
      const { hours: _, ...untimed } = step('b');
      const middle = hours === undefined ? untimed : { ...untimed, hours };
      return judgeWorkflow({ ...sound, steps: [start, middle, step('c'), end] }).longestHours;
    };
    expect([undefined, -5, Number.NaN, Number.POSITIVE_INFINITY, 0, 0.5].map(hoursOf)).toEqual([
      ...[12, 12, 12, 12, 12, 12.5],
    ]);
  });

  it('has another hash for other online hours, another performer, none, and one nobody told of', () => {
    const hashes = [
      {},
      { onlineHours: 1 },
      { performer: 'Văn thư' },
      { performer: null },
      { performer: undefined },
    ].map(
      change =>
        judgeWorkflow({ ...sound, steps: [start, { ...step('b'), ...change } as never, step('c'), end] })
          .hash,
    );
    expect(new Set(hashes).size).toBe(5);
  });

  it('has another hash for another way through, or another action on it', () => {
    const [first, ...others] = sound.transitions;
    const ways = [
      sound.transitions,
      others,
      [{ ...first!, to: 'c' }, ...others],
      [{ ...first!, action: 'x' }, ...others],
    ];
    const hashes = ways.map(transitions => judgeWorkflow({ ...sound, transitions }).hash);
    expect(new Set(hashes).size).toBe(4);
  });

  it('lists ten faults of a kind, and says how many more there are', () => {
    const stray = (count: number) =>
      judgeWorkflow({
        ...sound,
        transitions: [...sound.transitions, ...Array(count).fill({ from: 'b', to: '?' })],
      });
    expect(stray(10).defects).toHaveLength(10);
    expect(stray(12).defects.at(-1)).toEqual({
      defect: 'broken-transition',
      detail: 'và 2 chỗ khác có cùng lỗi',
    });
  });

  it('adds absurd hours up to a number, never to infinity', () => {
    const steps = [
      step('a', { kind: 'start', hours: Number.MAX_VALUE, onlineHours: Number.MAX_VALUE }),
      step('b', { kind: 'end', hours: Number.MAX_VALUE, onlineHours: Number.MAX_VALUE }),
    ];
    const verdict = judgeWorkflow({ steps, transitions: [{ from: 'a', to: 'b' }] });
    expect(JSON.parse(JSON.stringify(verdict))).toEqual(verdict);
    expect(verdict.longestHours).toBe(2 * Number.MAX_SAFE_INTEGER);
  });

  it('never throws, whatever it is given', () => {
    const id = fc.oneof(fc.constantFrom('__proto__', 'constructor', '', 'a', 'b'), fc.string());
    const steps = fc.array(
      fc.record(
        {
          id,
          name: fc.string({ unit: anyCharacter }),
          kind: fc.constantFrom('start' as const, 'step' as const, 'end' as const),
          hours: fc.double(),
          onlineHours: fc.double(),
          performer: fc.option(fc.string()),
        },
        { requiredKeys: ['id', 'name', 'kind'] },
      ),
    );
    fc.assert(
      fc.property(steps, fc.array(fc.record({ from: id, to: id })), (all, transitions) => {
        const verdict = judgeWorkflow({ steps: all as WorkflowStep[], transitions });
        expect(verdict.hash).toMatch(/^[0-9a-f]{32}$/);
        expect(JSON.parse(JSON.stringify(verdict))).toEqual(verdict);
      }),
    );
  });
});

it('tells two unreadable diagrams apart by their hash', () => {
  const one = brokenWorkflow('{', 'unparsable', 'không phải JSON');
  expect(one).toMatchObject({ defects: [{ defect: 'unparsable', detail: 'không phải JSON' }] });
  expect(brokenWorkflow('[', 'unparsable', '').hash).not.toBe(one.hash);
});
