import { describe, expect, it } from 'vitest';
import { eformConcerns } from '../../src/domain/eform-concerns.ts';

const field = (key: string, change: object = {}) => ({ type: 'textfield', key, input: true, ...change });
const radio = (key: string, values: unknown[], change: object = {}) =>
  field(key, { type: 'radio', values, ...change });
const select = (key: string, change: object) => field(key, { type: 'select', ...change });
const required = { validate: { required: true } };
const bad = 'x = (';
const when = (name: string, eq: unknown, show: unknown = true) => ({ conditional: { show, when: name, eq } });
const asks = (...conditions: unknown[]) => ({ conditional: { show: true, conditions } });

/** What is said, as its weight and its words without the name of the field. */
const said = (...components: object[]) =>
  eformConcerns({ components }).map(
    ({ weight, reason }) => `${weight} ${reason.replace(/^trường "[^"]*": /, '')}`,
  );
const empty = 'blocks bắt buộc chọn mà không có lựa chọn nào có giá trị';

describe('choices of a required field', () => {
  it.each<[string, object, string[]]>([
    ['none', radio('a', [], required), [empty]],
    ['required as a word', radio('a', [], { validate: { required: 'true' } }), [empty]],
    ['not required', radio('a', [], { validate: { required: false } }), []],
    ['no rules at all', radio('a', [], { validate: null }), []],
    ['values that are none', radio('a', [{ value: '' }, { value: null }, {}, null, ''], required), [empty]],
    ['values without labels', radio('a', [1], required), []],
    ['a source that is not named', select('a', { dataSrc: '', data: { values: [] }, ...required }), [empty]],
    ['a page of its own', radio('a', [], { dataSrc: 'url', ...required }), []],
    ['JSON in the form', select('a', { dataSrc: 'json', data: { json: ['x'] }, ...required }), []],
    ['JSON without rows', select('a', { dataSrc: 'json', data: { json: [] }, ...required }), [empty]],
    ['JSON that is cut', select('a', { dataSrc: 'json', data: { json: '[' }, ...required }), []],
    ['JSON that is no list', select('a', { dataSrc: 'json', data: { json: '{}' }, ...required }), []],
    ['a field without choices', field('a', required), []],
    ['a survey nobody has to answer', field('a', { type: 'survey', questions: [1], values: [] }), []],
    [
      'a survey without questions',
      field('a', { type: 'survey', questions: [], values: [], ...required }),
      [],
    ],
    ['a survey with answers', field('a', { type: 'survey', questions: [1], values: [1], ...required }), []],
  ])('%s', (_, component, reasons) => {
    expect(said(component)).toEqual(reasons);
  });

  it('are as many as have to be ticked', () => {
    const boxes = (least: unknown) =>
      said(
        field('a', { type: 'selectboxes', values: [{ value: 'x' }], validate: { minSelectedCount: least } }),
      );
    expect(boxes(2)).toEqual(['blocks phải chọn ít nhất 2 mục mà chỉ có 1 mục']);
    expect(boxes(1)).toEqual([]);
    expect(said(radio('a', [1], { validate: { minSelectedCount: 2 } }))).toEqual([]);
  });
});

describe('bounds', () => {
  it.each([
    ['minLength', 'maxLength', 'độ dài'],
    ['minWords', 'maxWords', 'số từ'],
    ['min', 'max', 'giá trị'],
    ['minSelectedCount', 'maxSelectedCount', 'số mục được chọn'],
  ])('of %s and %s contradict each other as numbers, written as such or as text', (low, high, what) => {
    const bounds = (least: unknown, most: unknown) =>
      said(field('a', { validate: { [low]: least, [high]: most } }));
    const wrong = `wrong ${what} nhỏ nhất (10) lớn hơn ${what} lớn nhất (9)`;
    expect(bounds(10, 9)).toEqual([wrong]);
    expect(bounds('10', ' 9')).toEqual([wrong]);
    for (const [least, most] of [
      [9, 9],
      [10, undefined],
      [undefined, -1],
      [10, ' '],
      ['mười', 9],
      [10, null],
      [10, true],
    ])
      expect(bounds(least, most)).toEqual([]);
  });

  it('of files are sizes, and of files only', () => {
    const sizes = (type: string, fileMinSize: string, fileMaxSize: string) =>
      said(field('a', { type, fileMinSize, fileMaxSize }));
    expect(sizes('file', '2MB', '900KB')).toEqual([
      'wrong dung lượng nhỏ nhất (2MB) lớn hơn dung lượng lớn nhất (900KB)',
    ]);
    expect(sizes('file', '1MB', '1024KB')).toEqual([]);
    expect(sizes('textfield', '2MB', '900KB')).toEqual([]);
  });

  it('of days are days that are written out', () => {
    const days = (minDate: unknown, maxDate: unknown) =>
      said(field('a', { datePicker: { minDate, maxDate } }));
    expect(days('2026-01-02', '2026-01-01T23:00:00Z')).toHaveLength(1);
    expect(days('2026-01-01', '2026-01-01')).toEqual([]);
    expect(days('2026-13-45', '2026-01-01')).toEqual([]);
    expect(days('2027', '2026-01-01')).toEqual([]);
    expect(days(2027, '2026-01-01')).toEqual([]);
    expect(said(field('a', { datePicker: null }))).toEqual([]);
  });
});

describe('code that does not parse', () => {
  const action = (one: unknown) => ({ logic: [null, { trigger: {}, actions: [null, one] }] });
  it.each<[string, object]>([
    ['customConditional', { customConditional: bad }],
    ['calculateValue', { calculateValue: bad }],
    ['customDefaultValue', { customDefaultValue: bad }],
    ['validate.custom', { validate: { custom: bad } }],
    ['data.custom', { type: 'select', dataSrc: 'custom', data: { custom: bad } }],
    ['logic[0].trigger', { logic: [{ trigger: { type: 'javascript', javascript: bad } }] }],
    ['logic[1].actions', action({ type: 'value', value: bad })],
    ['logic[1].actions', action({ type: 'mergeComponentSchema', schemaDefinition: bad })],
    ['logic[1].actions', action({ type: 'customAction', customAction: bad })],
  ])('is told with its place: %s', (where, change) => {
    expect(said(field('a', change))).toEqual([
      expect.stringMatching(
        `^wrong mã JavaScript ở "${where.replace(/[[\]]/g, '\\$&')}" sai cú pháp \\(.+\\)$`,
      ),
    ]);
  });

  it.each<[string, object]>([
    ['a source that is not asked', { type: 'select', dataSrc: 'values', data: { custom: bad } }],
    ['a field without choices', { dataSrc: 'custom', data: { custom: bad } }],
    ['a select without data', { type: 'select', dataSrc: 'custom' }],
    ['a trigger of another kind', { logic: [{ trigger: { type: 'simple', javascript: bad } }] }],
    ['no trigger', { logic: [{ trigger: null, actions: {} }] }],
    [
      'an action of another kind',
      action({ type: 'property', value: bad, schemaDefinition: bad, customAction: bad }),
    ],
    ['a place that the renderer fills in', { calculateValue: 'value = {{ row.a }} + {{ b }}' }],
  ])('is nobody’s trouble in %s', (_, change) => {
    expect(said(field('a', change))).toEqual([]);
  });
});

describe('what only servers of Form.io have', () => {
  it.each<[object, string | undefined]>([
    [{ type: 'captcha' }, 'captcha'],
    [{ type: 'form' }, 'biểu mẫu con'],
    [{ type: 'form', components: [] }, undefined],
    [{ type: 'resource', components: [] }, 'danh sách'],
    [{ type: 'sketchpad' }, '"sketchpad" chỉ có trong bản mở rộng'],
    [{ type: 'constructor' }, undefined],
    [{ type: ['form'] }, undefined],
    [{ type: 'select', dataSrc: 'resource' }, 'ghi sẵn lựa chọn'],
    [{ dataSrc: 'resource' }, undefined],
    [{ type: 'file', storage: 'azure' }, '"azure"'],
    [{ type: 'file', storage: 'url' }, undefined],
    [{ type: 'file', storage: ['s3'] }, undefined],
    [{ storage: 's3' }, undefined],
  ])('%j', (change, words) => {
    expect(said(field('a', change))).toEqual(
      words === undefined ? [] : [expect.stringMatching(new RegExp(`^doubtful .*${words}`))],
    );
  });
});

describe('a field that is never shown', () => {
  const never = (why: string) => [`doubtful không bao giờ hiện ra: ${why}`];
  const missing = (name: string) => `điều kiện hiện nhắc tới trường "${name}" không có trong biểu mẫu`;
  const isEqual = (component: unknown, value: unknown) => ({ component, operator: 'isEqual', value });
  const watched = radio('a', [1, { value: true }]);

  it.each<[string, object, string[]]>([
    ['by a choice there is', when('a', 1), []],
    ['by a choice as a word', when('a', 'true', 'true'), []],
    ['by one there is not', when('a', 3), never('trường "a" không có lựa chọn "3"')],
    [
      'by one there is not, as a word',
      when('a', false, 'true'),
      never('trường "a" không có lựa chọn "false"'),
    ],
    ['hidden by one there is not', when('a', 3, false), []],
    ['by nothing in particular', when('a', ''), []],
    ['by something that is no value', when('a', { x: 1 }), []],
    ['by a field there is not', when('x', 1), never('hiện theo trường "x" không có trong biểu mẫu')],
    ['hidden by a field there is not', when('x', 1, false), [`doubtful ${missing('x')}`]],
    ['while a field there is not is empty', when('x', ''), [`doubtful ${missing('x')}`]],
    ['by itself', when('b', 1), never('hiện theo chính nó')],
    ['by a field of any text', when('c', 'x'), []],
    [
      'of the newer kind, by one there is not',
      asks(isEqual('a', 3)),
      never('trường "a" không có lựa chọn "3"'),
    ],
    ['of the newer kind, by nothing', asks(isEqual('a', '')), []],
    ['of the newer kind, without a value', asks(isEqual('a', undefined)), []],
    ['of the newer kind, by something that is no value', asks(isEqual('a', [3])), []],
    ['by one that it is not', asks({ component: 'a', operator: 'isNotEqual', value: 3 }), []],
    ['by one of several', asks(isEqual('a', 3), isEqual('c', 1)), []],
    [
      'by several that there are not',
      asks(isEqual('x', 3), null, isEqual('y', 1), isEqual(7, 1)),
      [`doubtful ${missing('x')}`, `doubtful ${missing('y')}`],
    ],
    ['by no condition', { conditional: { show: true, conditions: {} } }, []],
    ['by what is no condition', { conditional: 'a' }, []],
    ['by an empty name', when('', 1), []],
  ])('%s', (_, change, reasons) => {
    expect(said(watched, field('b', change), field('c'))).toEqual(reasons);
  });

  it('keeps nobody from handing in, whatever hides it', () => {
    const lost = radio('b', [], required);
    const [wrong] = said({ ...lost, hidden: true });
    expect(wrong).toMatch(/^wrong bắt buộc chọn/);
    for (const around of [{ hidden: true }, { type: 'hidden' }, when('around', 1)])
      expect(said({ type: 'panel', key: 'around', ...around, components: [lost] }).at(-1)).toBe(wrong);
    expect(said({ type: 'panel', key: 'p', hidden: 'yes', components: [lost] })).toEqual([empty]);
  });

  it('may depend on a field of a nested form, which nobody sees here', () => {
    expect(said(field('f', { type: 'form', components: [] }), field('b', when('x', 1)))).toEqual([]);
  });

  it('is found by the path of the field that shows it', () => {
    const box = { type: 'container', key: 'c', input: true, components: [radio('a', [1])] };
    const around = { type: 'panel', key: 'p', components: [box] };
    expect(said(around, field('b', when('c.a', 3)))).toEqual(never('trường "c.a" không có lựa chọn "3"'));
    expect(said(around, field('b', when('p.c.a', 1)))).toHaveLength(1);
  });
});

describe('fields kept at one place', () => {
  const container = (key: string, ...components: object[]) => ({
    type: 'container',
    key,
    input: true,
    components,
  });
  const inside = (key: string) => `wrong ghi vào bên trong trường "${key}", trường này ghi đè lên trường kia`;
  it.each<[string, object[], string[]]>([
    [
      'one key twice',
      [container('c', field('a')), field('c.a')],
      ['wrong ghi vào cùng chỗ "c.a" với một trường khác'],
    ],
    ['inside another', [field('a'), field('a.b.c'), field('z')], [inside('a')]],
    ['inside two others', [field('a'), field('a.b'), field('a.b.c')], [inside('a'), inside('a')]],
    ['inside the nearer of two', [container('a'), field('a.b'), field('a.b.c')], [inside('a.b')]],
    ['inside a container', [container('a'), field('a.b')], []],
    ['a key that begins alike', [field('a'), field('ab')], []],
    ['a button', [field('a'), field('a.b', { type: 'button' })], []],
    ['a text', [field('a'), { type: 'content', key: 'a.b', input: false }], []],
    ['keys that are none', [field('a', { key: 1 }), field('a', { key: 1 })], []],
  ])('%s', (_, components, reasons) => {
    expect(said(...components)).toEqual(reasons);
  });
});

it('names the field and its place', () => {
  const concerns = eformConcerns({
    display: 'pdf',
    components: [{ type: 'panel', key: 'p', components: [{ type: 'captcha', input: true }, {}] }],
  });
  expect(concerns).toEqual([
    { path: ['display'], weight: 'doubtful', reason: expect.stringContaining('PDF') },
    {
      path: ['components', 0, 'components', 0],
      weight: 'doubtful',
      reason: expect.stringMatching(/^trường "captcha": mã xác nhận/),
    },
  ]);
  expect(eformConcerns({})).toEqual([]);
});
