import fc from 'fast-check';
import { expect, test } from 'vitest';
import { onegateOf, workflowOfOnegate } from '../../src/domain/onegate-process.ts';
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
