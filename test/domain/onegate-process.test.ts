import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type OnegateStep,
  onegateOf,
  onegateRoles,
  workflowOfOnegate,
} from '../../src/domain/onegate-process.ts';
import type { DesiredStep, DesiredWorkflow } from '../../src/domain/service.ts';
import { readOnegateBook } from '../../src/reading/onegate-book.ts';
import { readBook } from '../../src/reading/read-book.ts';
import { inMemory } from '../../src/report/forms.ts';
import { onegateWorkbook } from '../../src/report/onegate-workbook.ts';

const groups = ['Một cửa', 'Chuyên viên', 'Tư pháp - Hộ tịch', 'Lãnh đạo đơn vị', 'Văn thư'];
const actions = ['Chuyển xử lý', 'Trình phê duyệt', 'Chuyển ban hành', 'Chuyển trả kết quả'];
const names = { groupOf: (role: string) => groups.find(one => one === role), roleOf: (one: string) => one };
const about = { procedure: '2.002621', name: 'Liên thông khai sinh', alias: '2.002621', names };

const step = (id: string, more: Partial<DesiredStep> = {}): DesiredStep => {
  const kind = id === 'start' ? 'start' : id === 'end' ? 'end' : 'step';
  return { id, name: `Bước ${id}`, kind, role: 'Chuyên viên', hours: 4, onlineHours: 4, ...more };
};
const line = (...steps: DesiredStep[]): DesiredWorkflow => ({
  steps,
  transitions: steps.slice(1).map(({ id }, at) => ({
    from: steps[at]!.id,
    to: id,
    action: 'Chuyển xử lý',
  })),
});
const exported = (workflow: DesiredWorkflow, deadlineHours = 1_000_000) => {
  const made = onegateOf(workflow, { ...about, deadlineHours });
  if ('refused' in made) throw new Error(made.refused.join('; '));
  return made;
};
const refusals = (workflow: DesiredWorkflow, deadlineHours = 80) => {
  const made = onegateOf(workflow, { ...about, deadlineHours });
  return 'refused' in made ? made.refused : [];
};

/** Workflows that the one-stop can hold to the letter: a line of steps with short cuts and ways back. */
const expressible = fc
  .record({
    middle: fc.array(
      fc.record({
        name: fc.constantFrom('Thẩm định', 'Phân công', '=1+1', 'Ký "số"', 'Xét <duyệt>'),
        hours: fc.integer({ min: 1, max: 400 }).map(quarters => quarters / 4),
        role: fc.constantFrom(...groups),
        action: fc.constantFrom(...actions),
        further: fc.array(fc.nat(20), { maxLength: 2 }),
      }),
      { minLength: 1, maxLength: 12 },
    ),
    group: fc.option(fc.constantFrom(...groups), { nil: undefined }),
  })
  .map(({ middle, group }): DesiredWorkflow => {
    const ids = ['tiep-nhan', ...middle.map((_, at) => `b${at}`), 'xong'];
    const own = group === undefined ? {} : { role: group };
    return {
      steps: [
        { id: ids[0]!, name: 'Tiếp nhận', kind: 'start', ...own, hours: 0, onlineHours: 0 },
        ...middle.map(({ name, hours, role }, at) => ({
          ...{ id: `b${at}`, name: `${name} ${at}`, kind: 'step' as const, role },
          ...{ hours, onlineHours: hours },
        })),
        { id: 'xong', name: 'Trả kết quả', kind: 'end', hours: 0, onlineHours: 0 },
      ],
      transitions: [
        { from: 'tiep-nhan', to: 'b0', action: 'Chuyển xử lý' },
        ...middle.flatMap(({ action, further }, at) => {
          const targets = new Set([at + 2, ...further.map(far => (far % (ids.length - 1)) + 1)]);
          targets.delete(at + 1);
          return [...targets].map(to => ({ from: `b${at}`, to: ids[to]!, action }));
        }),
      ],
    };
  });

test('what the one-stop can hold comes back from its workbook as it was', async () => {
  await fc.assert(
    fc.asyncProperty(expressible, async workflow => {
      const { process, lost } = exported(workflow);
      expect(lost).toEqual([]);
      const file = await inMemory(
        onegateWorkbook('q.xlsx', process, { locality: 'H13', madeAt: '2026-11-29T00:00:00Z' }),
      );
      const read = readOnegateBook(await readBook(file, 'q.xlsx'), 'H13');
      expect(read).toEqual({ process });
      const back = workflowOfOnegate((read as { process: typeof process }).process, names);
      expect(back).toEqual({ workflow, lost: [] });
    }),
    { numRuns: 40 },
  );
});

test('refuses what would be another process there, everything at once', () => {
  const targets = ['start', 'a', 'b', 'c', 'd', 'end'].map(id => step(id));
  const wide = line(...targets);
  for (const to of ['b', 'c', 'd']) wide.transitions.push({ from: 'start', to, action: 'Chuyển xử lý' });
  wide.steps[1] = step('a', { role: 'Cán bộ lạ' });
  wide.steps[2] = step('b', { name: 'bước  A' });
  expect(refusals(wide)).toEqual([
    '2 bước cùng tên "Bước a"; hệ thống một cửa tìm bước theo tên',
    expect.stringContaining('bước "Bước a": vai trò "Cán bộ lạ" không có trong danh sách'),
    'bước "Bước start" chuyển tới 4 bước, hệ thống một cửa chỉ nhận nhiều nhất 3',
  ]);
});

test('refuses steps that do not fit the deadline, and a process nobody can get through', () => {
  const steps = line(step('start', { hours: 0, onlineHours: 0 }), step('a'), step('end'));
  expect(refusals(steps, 8)).toEqual([]);
  expect(refusals(steps, 4)).toEqual([
    'các bước cộng lại 1 ngày, nhiều hơn thời hạn giải quyết 0,5 ngày của thủ tục',
  ]);
  steps.transitions.pop();
  expect(refusals(steps).join()).toContain('không đi tới được bước kết thúc');
});

test('says of every step what the one-stop has no place for', () => {
  const workflow = line(
    step('start'),
    step('a', { onlineHours: 2, state: '5', mayReturn: true }),
    step('b', { role: 'Văn thư', state: '4' }),
    step('end'),
  );
  workflow.transitions[0]!.action = 'Chuyển phân công';
  workflow.transitions[1]!.action = 'Trình phê duyệt';
  const { process, lost } = exported(workflow);
  expect(process.steps.map(({ action }) => action)).toEqual([
    ...['Thêm mới', 'Trình phê duyệt', 'Chuyển xử lý', 'Chuyển trả kết quả'],
  ]);
  expect(lost).toEqual([
    { step: 'Bước start', what: 'tên thao tác "Chuyển phân công" (ghi thành "Chuyển xử lý")' },
    { step: 'Bước a', what: 'thời gian riêng khi nộp trực tuyến: 0,25 ngày' },
    { step: 'Bước a', what: 'trạng thái hồ sơ "5"' },
    { step: 'Bước a', what: 'được chuyển trả lại bước trước' },
  ]);
});

test('two roles that are one group there are said, since nobody could tell them apart again', () => {
  const workflow = line(step('start'), step('a', { role: 'Người thụ lý' }), step('end'));
  const shared = { groupOf: () => 'Chuyên viên', roleOf: () => 'Chuyên viên' };
  const made = onegateOf(workflow, { ...about, names: shared, deadlineHours: 80 });
  expect(made).toMatchObject({ lost: [{ step: 'Bước a', what: expect.stringContaining('Người thụ lý') }] });
});

test('a department and words outside the lists are said on the way back, and numbers stand for ids that tell nothing', () => {
  const { process } = exported(line(step('start'), step('a'), step('end')));
  const [first, middle, last] = process.steps as [object, object, object];
  const odd = {
    ...process,
    steps: [
      { ...first, id: '' },
      { ...middle, id: '', department: 'Phòng Tư pháp', group: 'Tổ công tác', action: 'Ký số' },
      { ...last, id: '' },
    ] as typeof process.steps,
  };
  const back = workflowOfOnegate(odd, names) as { workflow: DesiredWorkflow; lost: object[] };
  expect(back.workflow.steps.map(({ id, kind, role }) => [id, kind, role])).toEqual([
    ['buoc-1', 'start', 'Chuyên viên'],
    ['buoc-2', 'step', 'Tổ công tác'],
    ['buoc-3', 'end', 'Chuyên viên'],
  ]);
  expect(back.lost).toEqual([
    { step: 'Bước a', what: 'phòng ban "Phòng Tư pháp"' },
    { step: 'Bước a', what: expect.stringContaining('"Tổ công tác" ngoài danh sách') },
    { step: 'Bước a', what: expect.stringContaining('"Ký số" ngoài danh sách') },
  ]);
});

test('a process without one beginning, an end or known steps is refused', () => {
  const { process } = exported(line(step('start'), step('a'), step('end')));
  const moves = [...process.moves, { from: 'Bước end', to: ['Bước start', 'Bước lạ'] }];
  const steps = process.steps.map(one => ({ ...one, action: 'Chuyển xử lý' }));
  expect(workflowOfOnegate({ ...process, steps, moves }, names)).toEqual({
    refused: [
      'không có bước nào tên "Bước lạ"',
      expect.stringContaining('không rõ bước nào bắt đầu'),
      expect.stringContaining('không có bước kết thúc'),
    ],
  });
});

test('a role is the group that one of its names is, else the one it is called, and back where only one is', () => {
  const called: Record<string, string[]> = {
    'can-bo': ['Người nhận', 'một  CỬA'],
    'tham-dinh': ['Chuyên viên', 'Cán bộ'],
    'thu-ly': ['chuyên viên'],
    'Văn thư': [],
  };
  const roles = onegateRoles(Object.keys(called), role => [undefined, ...(called[role] ?? [])]);
  const groupsOf = [...Object.keys(called), 'lãnh đạo phòng', 'Người lạ'].map(role => roles.groupOf(role));
  expect(groupsOf).toEqual(['Một cửa', 'Chuyên viên', 'Chuyên viên', 'Văn thư', 'Lãnh đạo phòng', undefined]);
  const back = ['Một cửa', 'Chuyên viên', 'Văn thư', 'Cán bộ'].map(group => roles.roleOf(group));
  expect(back).toEqual(['can-bo', 'Chuyên viên', 'Văn thư', 'Cán bộ']);
});

test('a step takes at most three targets, each counted once, and a role of nobody in particular', () => {
  const workflow = line(...['start', 'a', 'b', 'c', 'end'].map(id => step(id)));
  for (const to of ['a', 'b', 'c']) workflow.transitions.push({ from: 'start', to, action: 'Chuyển xử lý' });
  delete workflow.steps[0]!.role;
  const { process } = exported(workflow);
  expect(process.moves[0]).toEqual({ from: 'Bước start', to: ['Bước a', 'Bước b', 'Bước c'] });
  expect(process.steps.map(({ group }) => group)).toEqual([
    ...['', 'Chuyên viên', 'Chuyên viên', 'Chuyên viên', 'Chuyên viên'],
  ]);
  expect(process.moves.map(({ from }) => from)).not.toContain('Bước end');
  expect(process).toMatchObject({ procedure: about.procedure, name: about.name, alias: about.alias });
});

test('a step does what its ways on say, where that is one thing', () => {
  const actionOf = (...actions: string[]) => {
    const workflow = line(step('start'), step('a'), step('b'), step('end'));
    workflow.transitions = [
      { from: 'start', to: 'a', action: 'Chuyển xử lý' },
      ...actions.map((action, at) => ({ from: 'a', to: at === 0 ? 'b' : 'end', action })),
      { from: 'b', to: 'end', action: 'Chuyển xử lý' },
    ];
    const { process, lost } = exported(workflow);
    return [process.steps[1]!.action, ...lost.map(({ what }) => what)];
  };
  const written = (action: string) => `tên thao tác "${action}" (ghi thành "Chuyển xử lý")`;
  expect(actionOf('Chuyển ban hành')).toEqual(['Chuyển ban hành']);
  expect(actionOf('Chuyển ban hành', 'Ký')).toEqual([
    'Chuyển ban hành',
    'tên thao tác "Ký" (ghi thành "Chuyển ban hành")',
  ]);
  expect(actionOf('Chuyển ban hành', 'Trình phê duyệt')).toEqual([
    ...['Chuyển xử lý', written('Chuyển ban hành'), written('Trình phê duyệt')],
  ]);
  // What adds dossiers is for the first step alone.
  expect(actionOf('Thêm mới')).toEqual(['Chuyển xử lý', written('Thêm mới')]);
});

test('states are said unless the one-stop sets the same, and of an end that goes on nothing but that', () => {
  const workflow = line(
    step('start', { state: '2' }),
    step('a', { state: '4' }),
    step('end', { state: '9' }),
  );
  expect(exported(workflow).lost).toEqual([]);
  workflow.steps[0]!.state = '4';
  workflow.transitions.push({ from: 'end', to: 'a', action: 'Ký lại' });
  expect(exported(workflow).lost).toEqual([
    { step: 'Bước start', what: 'trạng thái hồ sơ "4"' },
    { step: 'Bước end', what: 'là bước kết thúc nhưng còn chuyển đi tiếp' },
  ]);
});

test('a deadline that is met to the minute is met', () => {
  const steps = line(step('start', { hours: 0.1, onlineHours: 0.1 }), step('a', { hours: 0.2 }), step('end'));
  expect(refusals(steps, 0.3 + 4)).toEqual([]);
  expect(refusals(steps, 4.25)).toHaveLength(1);
});

/** A process there, as steps with their action and where they lead. */
const back = (
  steps: [action: string, ...to: number[]][],
  change: (step: OnegateStep) => object = () => ({}),
) =>
  workflowOfOnegate(
    {
      ...about,
      steps: steps.map(([action], at) => {
        const one = { id: `b${at}`, name: `Bước ${at}`, action, days: 1, group: '', department: '' };
        return { ...one, ...change(one) };
      }),
      moves: steps.flatMap(([, ...to], at) =>
        to.length > 0 ? [{ from: `bước  ${at}`, to: to.map(each => `BƯỚC ${each}`) }] : [],
      ),
    },
    names,
  );
const kindsOf = (made: ReturnType<typeof back>) =>
  'workflow' in made && made.workflow.steps.map(({ kind }) => kind);

test('dossiers come in where they are added, else where nothing leads to', () => {
  expect(kindsOf(back([['Chuyển xử lý', 1], ['thêm mới', 2], ['']]))).toEqual(['step', 'start', 'end']);
  expect(kindsOf(back([['Thêm mới', 1], ['Thêm mới', 2], ['']]))).toEqual(['start', 'step', 'end']);
  expect(kindsOf(back([['', 1], ['', 2, 1], ['']]))).toEqual(['start', 'step', 'end']);
  const refused = [expect.stringContaining('không rõ bước nào bắt đầu')];
  expect(back([['Thêm mới', 2], ['Thêm mới', 2], ['']])).toEqual({ refused });
  expect(back([['Thêm mới', 1], ['Thêm mới', 0, 3], ['', 3], ['']])).toEqual({ refused });
});

test('steps and moves of a process are found by their names however these are written', () => {
  const made = back([['Thêm mới', 1], ['trình  phê duyệt', 2], ['Chuyển trả kết quả']]);
  expect(made).toEqual({
    workflow: {
      steps: [
        { id: 'b0', name: 'Bước 0', kind: 'start', hours: 8, onlineHours: 8 },
        { id: 'b1', name: 'Bước 1', kind: 'step', hours: 8, onlineHours: 8 },
        { id: 'b2', name: 'Bước 2', kind: 'end', hours: 8, onlineHours: 8 },
      ],
      transitions: [
        { from: 'b0', to: 'b1', action: 'Chuyển xử lý' },
        { from: 'b1', to: 'b2', action: 'Trình phê duyệt' },
      ],
    },
    lost: [],
  });
  expect(back([['Thêm mới', 1], ['']], () => ({ name: 'Một' }))).toMatchObject({
    refused: expect.arrayContaining([
      '2 bước cùng tên "Một"; hệ thống một cửa tìm bước theo tên',
      'không có bước nào tên "bước  0"',
    ]),
  });
});

test.each([
  ['no id', () => ({ id: '' })],
  ['one id for all', () => ({ id: 'x' })],
  ['ids of other letters', ({ id }: OnegateStep) => ({ id: `bước ${id}` })],
  ['an odd id beside a right one', ({ id }: OnegateStep) => ({ id: id === 'b0' ? id : '?' })],
  ['ids without end', ({ id }: OnegateStep) => ({ id: id.padEnd(101, 'x') })],
])('steps of %s get numbers', (_, change) => {
  const made = back([['Thêm mới', 1], ['']], change);
  expect('workflow' in made && made.workflow).toMatchObject({
    steps: [{ id: 'buoc-1' }, { id: 'buoc-2' }],
    transitions: [{ from: 'buoc-1', to: 'buoc-2' }],
  });
});

test('a group of the list is the role it stands for, however it is written', () => {
  const made = back([['Thêm mới', 1], ['']], () => ({ group: 'VĂN THƯ' }));
  expect(made).toMatchObject({ workflow: { steps: [{ role: 'Văn thư' }, {}] } });
});
