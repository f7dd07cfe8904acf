import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonical } from '../../src/domain/canonical.ts';
import type { ChangeKind, ChangeValues } from '../../src/domain/push.ts';
import type { DesiredWorkflow } from '../../src/domain/service.ts';
import { differences as differencesIn, sameValue } from '../../src/plan/diff.ts';
import { normal } from '../../src/plan/normal.ts';
import { levelTerms } from '../../src/words/level-names.ts';
import { flow, form, paper } from './model-city.ts';

const differences = <Kind extends ChangeKind>(
  kind: Kind,
  before: ChangeValues[Kind],
  after: ChangeValues[Kind],
) => differencesIn(kind, before, after, levelTerms());

const field = fc.record(
  {
    type: fc.constantFrom('textfield', 'panel', 'number'),
    key: fc.constantFrom('a', 'b', 'c'),
    label: fc.string(),
    components: fc.array(fc.record({ type: fc.constant('textfield'), key: fc.constantFrom('a', 'd') }), {
      maxLength: 2,
    }),
  },
  { requiredKeys: ['type'] },
);
const anyForm = fc.oneof(
  fc.record({ components: fc.array(field, { maxLength: 4 }), title: fc.string() }, { requiredKeys: [] }),
  fc.record({ raw: fc.string() }),
  fc.constant(null),
);
const step = fc.record(
  {
    id: fc.constantFrom('1', '2', '3'),
    name: fc.constantFrom('Một', 'Hai', 'hai '),
    kind: fc.constantFrom('start' as const, 'step' as const, 'end' as const),
    role: fc.constantFrom('', 'x'),
    hours: fc.nat(2),
    onlineHours: fc.nat(1),
    state: fc.constantFrom('2', '4', '9'),
    mayReturn: fc.boolean(),
  },
  { requiredKeys: ['id', 'name', 'kind', 'hours', 'onlineHours'] },
);
const transition = fc.record({
  from: fc.constantFrom('1', '2'),
  to: fc.constantFrom('2', '3'),
  action: fc.constantFrom('', 'a'),
});
const anyWorkflow = fc.option(
  fc.record({ steps: fc.array(step, { maxLength: 4 }), transitions: fc.array(transition, { maxLength: 3 }) }),
);

describe('what differs', () => {
  it('is shown for forms exactly when they are not the same', () => {
    fc.assert(
      fc.property(anyForm, anyForm, (a, b) => {
        const equal = canonical(normal('set-eform', a)) === canonical(normal('set-eform', b));
        expect(differences('set-eform', a, b).length === 0).toBe(equal);
      }),
    );
  });

  it('is shown for workflows whenever anything but the ids differs, both ways round', () => {
    const noIds = (workflow: DesiredWorkflow | null) =>
      workflow &&
      canonical(
        workflow.steps
          .map(({ id: _, ...rest }) =>
            canonical(normal('set-workflow', { steps: [{ ...rest, id: '' }], transitions: [] })),
          )
          .sort(),
      );
    fc.assert(
      fc.property(anyWorkflow, anyWorkflow, (a, b) => {
        if (sameValue('set-workflow', a, b))
          expect(a?.steps.length ? noIds(a) : null).toBe(b?.steps.length ? noIds(b) : null);
        expect(sameValue('set-workflow', a, a)).toBe(true);
        expect(sameValue('set-workflow', a, b)).toBe(sameValue('set-workflow', b, a));
      }),
      { numRuns: 500 },
    );
  });

  it('names steps added, removed and changed, with only what changed about them', () => {
    const before = flow(['Tiếp nhận', 'Thẩm định']);
    const after = flow(['Tiếp nhận', 'Phê duyệt']);
    after.steps[1] = { ...after.steps[1]!, hours: 4 };
    const found = differences('set-workflow', before, after);
    expect(found).toContainEqual({
      sign: 'changed',
      what: 'bước «Tiếp nhận»',
      before: '8 giờ',
      after: '4 giờ',
    });
    expect(found.map(({ sign, what }) => `${sign} ${what}`)).toEqual(
      expect.arrayContaining([
        'added bước «Phê duyệt»',
        'removed bước «Thẩm định»',
        'removed chuyển «Tiếp nhận» → «Thẩm định» («Chuyển»)',
      ]),
    );
  });

  it('lists steps and transitions as a dossier meets them, whatever their ids', () => {
    const [one, two, three] = flow(['Thẩm định']).steps;
    const workflow: DesiredWorkflow = {
      steps: [
        { ...three!, id: 'a' },
        { ...one!, id: 'z' },
        { ...two!, id: 'm' },
        { ...two!, id: 'b', name: 'Lạc lõng', kind: 'step' },
      ],
      transitions: [
        { from: 'm', to: 'a', action: 'Xong' },
        { from: 'm', to: 'z', action: 'Trả lại' },
        { from: 'z', to: 'm', action: 'Chuyển' },
      ],
    };
    const flowOrder = [
      ...['bước «Bắt đầu»', 'bước «Thẩm định»', 'bước «Kết thúc»', 'bước «Lạc lõng»'],
      'chuyển «Bắt đầu» → «Thẩm định» («Chuyển»)',
      'chuyển «Thẩm định» → «Bắt đầu» («Trả lại»)',
      'chuyển «Thẩm định» → «Kết thúc» («Xong»)',
    ];
    const whats = (before: DesiredWorkflow | null, after: DesiredWorkflow | null) =>
      differences('set-workflow', before, after).map(({ what }) => what);
    expect(whats(null, workflow)).toEqual(flowOrder);
    expect(whats(workflow, null)).toEqual(flowOrder);
  });

  it('names fields of a form, and says when only their order or the layout changed', () => {
    expect(differences('set-eform', form('ten', 'ngay'), form('ten', 'diaChi'))).toEqual([
      { sign: 'added', what: 'trường «diaChi» (diaChi)', before: null, after: 'textfield' },
      { sign: 'removed', what: 'trường «ngay» (ngay)', before: 'textfield', after: null },
    ]);
    expect(differences('set-eform', form('ten', 'ngay'), form('ngay', 'ten'))).toEqual([
      { sign: 'changed', what: 'thứ tự các trường', before: null, after: null },
    ]);
    expect(differences('set-eform', form('ten'), { ...form('ten'), display: 'wizard' })).toHaveLength(1);
  });

  it('tells what of a field is another now, and not what lies in it', () => {
    const field = (change: object) => ({
      components: [{ type: 'panel', key: 'p', label: 'Người nộp', ...change }],
    });
    const was = field({ hidden: true, components: [{ type: 'textfield', key: 'a' }] });
    const will = field({
      label: 'Người  nộp',
      tooltip: 'x',
      hidden: false,
      components: [{ type: 'number', key: 'a' }],
    });
    expect(differences('set-eform', was, will)).toEqual([
      {
        ...{ sign: 'changed', what: 'trường «Người nộp» (p)' },
        before: 'hidden true, label «Người nộp», tooltip (không có)',
        after: 'hidden false, label «Người nộp», tooltip «x»',
      },
      { sign: 'changed', what: 'trường a', before: 'type «textfield»', after: 'type «number»' },
    ]);
    const [odd] = differences('set-eform', field({}), { components: [{ key: 'b', type: 7 }] });
    expect(odd).toEqual({ sign: 'added', what: 'trường b', before: null, after: null });
  });

  it('tells an offering that comes, goes, or is at another level, and every word of a case', () => {
    const offering = (before: object | null, after: object | null) =>
      differences('create-offering', before as never, after as never).map(one => [
        one.sign,
        one.what,
        one.before,
        one.after,
      ]);
    expect(offering(null, { level: 3 })).toMatchObject([
      ['added', 'dịch vụ', null, expect.stringContaining('3')],
    ]);
    expect(offering({ level: 3 }, null)).toMatchObject([
      ['removed', 'dịch vụ', expect.stringContaining('3'), null],
    ]);
    expect(offering({ level: 2 }, { level: 3 })).toMatchObject([
      ['changed', 'mức dịch vụ', expect.stringContaining('2'), expect.stringContaining('3')],
    ]);
    const value = {
      ...{
        name: 'Cấp mới',
        deadlineHours: 40,
        onlineDeadlineHours: null,
        deadlineUnit: 'workingDay' as const,
      },
      ...{ online: false, onlinePayment: true },
    };
    const other = {
      ...{ name: 'Cấp lại', deadlineHours: 4, onlineDeadlineHours: 12, deadlineUnit: 'day' as const },
      ...{ online: true, onlinePayment: false },
    };
    expect(differences('set-case', value, other).map(one => [one.what, one.before, one.after])).toEqual([
      ['tên trường hợp', '«Cấp mới»', '«Cấp lại»'],
      ['thời hạn nộp trực tiếp', '40 giờ (5 ngày làm việc)', '4 giờ'],
      ['thời hạn nộp trực tuyến', 'không có', '12 giờ (1,5 ngày)'],
      ['cách tính ngày', 'ngày làm việc', 'ngày'],
      ['nộp trực tuyến', 'đóng', 'mở'],
      ['thanh toán trực tuyến', 'có', 'không'],
    ]);
    // Nobody has said another name.
    expect(differences('set-case', value, { ...value, name: '' })).toEqual([]);
    expect(differences('set-case', null, value)).toEqual([
      { sign: 'added', what: 'trường hợp', before: null, after: 'Cấp mới' },
    ]);
    expect(differences('set-case', value, null)).toEqual([
      { sign: 'removed', what: 'trường hợp', before: 'Cấp mới', after: null },
    ]);
  });

  it('says that a form nobody could have written is replaced', () => {
    const [gone, come] = differences('set-eform', { raw: '<xml' }, form('ten'));
    expect(gone).toMatchObject({ sign: 'removed', before: 'nội dung không đọc được' });
    expect(come).toMatchObject({ sign: 'added', after: '1 trường' });
  });

  it('pairs papers by code before name', () => {
    const before = [paper('Đơn', { code: 'KQ01' }), paper('Bản vẽ')];
    const after = [paper('Đơn đề nghị', { code: 'KQ01' }), paper('Bản vẽ', { required: false })];
    expect(differences('set-components', before, after)).toEqual([
      {
        ...{ sign: 'changed', what: 'giấy tờ «Đơn»' },
        before: '«Đơn», mã KQ01, 1 bản chính, 0 bản sao, bắt buộc',
        after: '«Đơn đề nghị», mã KQ01, 1 bản chính, 0 bản sao, bắt buộc',
      },
      {
        ...{ sign: 'changed', what: 'giấy tờ «Bản vẽ»' },
        before: '1 bản chính, 0 bản sao, bắt buộc',
        after: '1 bản chính, 0 bản sao, không bắt buộc',
      },
    ]);
  });

  it('takes one original for a paper that tells no numbers, and shows no number that nobody told', () => {
    const { originals: _, copies: __, ...silent } = paper('Đơn');
    const differ = (after: object) => differences('set-components', [silent], [{ ...silent, ...after }]);
    expect(differ({ originals: 1, copies: 0 })).toEqual([]);
    // So definitions say it that were taken over before silence was told.
    expect(differ({ originals: 0, copies: 0 })).toEqual([]);
    expect(differ({ originals: 1, copies: 0, required: false })).toMatchObject([
      { before: 'không ghi số bản, bắt buộc', after: 'không ghi số bản, không bắt buộc' },
    ]);
    expect(differ({ originals: 0, copies: 2 })).toMatchObject([
      { before: 'không ghi số bản, bắt buộc', after: '0 bản chính, 2 bản sao, bắt buộc' },
    ]);
    const [back] = differences('set-components', [{ ...silent, originals: 0, copies: 2 }], [silent]);
    expect(back).toMatchObject({ after: 'không ghi số bản, bắt buộc' });
  });

  it('takes an empty list, an empty form and a workflow without steps for none', () => {
    expect(sameValue('set-components', [], null)).toBe(true);
    expect(sameValue('set-eform', { components: [] }, null)).toBe(true);
    expect(sameValue('set-workflow', { steps: [], transitions: [] }, null)).toBe(true);
    expect(sameValue('create-offering', { level: null }, null)).toBe(false);
  });
});
