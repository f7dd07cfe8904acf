import { describe, expect, it } from 'vitest';
import { draftForm } from '../../src/definitions/scaffold-form.ts';
import { eformConcerns } from '../../src/domain/eform-concerns.ts';
import { judgeFormio } from '../../src/domain/judge-eform.ts';
import { form, rightFiles, validate } from './support.ts';

const field = (key: string, change: object = {}) => ({
  type: 'textfield',
  key,
  label: key,
  input: true,
  ...change,
});
const required = { validate: { required: true } };
const choices = (...values: string[]) => values.map(value => ({ label: value, value }));
const list = (key: string, values: string[], change: object = {}) =>
  field(key, { type: 'select', dataSrc: 'values', data: { values: choices(...values) }, ...change });

/** Weights of what is said about a form of these components. */
const weights = (...components: object[]) =>
  eformConcerns({ display: 'form', components }).map(({ weight }) => weight);

describe('a form nobody can hand in', () => {
  it.each<[string, object]>([
    ['a required list without choices', list('a', [], required)],
    ['a required list whose only choice is empty', list('a', [''], required)],
    ['a required list without data', field('a', { type: 'select', ...required })],
    [
      'a required list of JSON without rows',
      field('a', { type: 'select', dataSrc: 'json', data: { json: '[]' }, ...required }),
    ],
    ['a required radio without choices', field('a', { type: 'radio', values: [], ...required })],
    ['required boxes without boxes', field('a', { type: 'selectboxes', values: [], ...required })],
    [
      'a required survey without answers',
      field('a', { type: 'survey', questions: choices('q'), values: [], ...required }),
    ],
    [
      'a required text of contradicting length',
      field('a', { validate: { required: true, minLength: 9, maxLength: 5 } }),
    ],
    ['bounds written as text', field('a', { validate: { required: true, minWords: '9', maxWords: '5' } })],
    [
      'a required number above its maximum',
      field('a', { type: 'number', validate: { required: true, min: 2, max: 1 } }),
    ],
    [
      'more boxes to tick than there are',
      field('a', { type: 'selectboxes', values: choices('x'), validate: { minSelectedCount: 2 } }),
    ],
    [
      'a required file larger than allowed',
      field('a', { type: 'file', storage: 'url', fileMinSize: '2MB', fileMaxSize: '900KB', ...required }),
    ],
    [
      'a required day after the last day',
      field('a', {
        type: 'datetime',
        datePicker: { minDate: '2026-02-01', maxDate: '2026-01-01' },
        ...required,
      }),
    ],
    ['one in a panel', { type: 'panel', key: 'p', components: [list('a', [], required)] }],
  ])('has %s', (_, component) => {
    expect(weights(component)).toContain('blocks');
    const verdict = judgeFormio(JSON.stringify({ display: 'form', components: [field('b'), component] }));
    expect(verdict).toMatchObject({ state: 'invalid', reason: expect.stringContaining('"a"') });
  });

  it.each<[string, object[]]>([
    ['a list that may stay empty', [list('a', [])]],
    [
      'choices a page of its own brings',
      [field('a', { type: 'select', dataSrc: 'url', data: { url: 'https://x.vn/y' }, ...required })],
    ],
    [
      'choices the form computes',
      [field('a', { type: 'select', dataSrc: 'custom', data: { custom: 'values = [1]' }, ...required })],
    ],
    [
      'choices set by logic',
      [list('a', [], { ...required, logic: [{ trigger: { type: 'event' }, actions: [] }] })],
    ],
    ['a choice of 0', [field('a', { type: 'radio', values: [{ label: 'Không', value: 0 }], ...required })]],
    ['equal bounds', [field('a', { validate: { required: true, minLength: 12, maxLength: 12 } })]],
    ['bounds left empty', [field('a', { validate: { required: true, minLength: 5, maxLength: '' } })]],
    [
      'bounds that are computed',
      [field('a', { type: 'datetime', datePicker: { minDate: 'moment()', maxDate: '2026-01-01' } })],
    ],
    [
      'one key in two containers',
      [
        { type: 'container', key: 'c', input: true, components: [field('a')] },
        { type: 'container', key: 'd', input: true, components: [field('a')] },
      ],
    ],
    [
      'a field shown by a choice',
      [list('a', ['1', '2']), field('b', { conditional: { show: true, when: 'a', eq: '2' } })],
    ],
    [
      'a field shown by one in a container',
      [
        { type: 'container', key: 'c', input: true, components: [list('a', ['1'])] },
        field('b', { conditional: { show: true, when: 'c.a', eq: '1' } }),
      ],
    ],
    [
      'conditions of the newer kind',
      [
        list('a', ['1']),
        field('b', {
          conditional: {
            show: true,
            conjunction: 'all',
            conditions: [{ component: 'a', operator: 'isEqual', value: '1' }],
          },
        }),
      ],
    ],
    ['an empty condition', [field('b', { conditional: { show: null, when: null, eq: '' } })]],
    [
      'code that parses',
      [
        field('b', {
          validate: { custom: "valid = input !== '{{ data.x }}' ? true : 'Sai'" },
          calculateValue: 'value = data.a + 1',
        }),
      ],
    ],
    ['code as JSON logic', [field('b', { calculateValue: { '+': [1, 2] } })]],
  ])('is not one with %s', (_, components) => {
    expect(weights(...components)).toEqual([]);
  });

  it('does not wait for a field that is never shown', () => {
    expect(weights(list('a', [], { ...required, hidden: true }))).toEqual(['wrong']);
    expect(
      weights({
        type: 'panel',
        key: 'p',
        conditional: { show: true, when: 'x', eq: '1' },
        components: [list('a', [], required)],
      }),
    ).toEqual(['doubtful', 'wrong']);
  });
});

describe('what people will meet', () => {
  it.each<[string, 'wrong' | 'doubtful', object[], string]>([
    [
      'code of a condition',
      'wrong',
      [field('a', { customConditional: 'show = (data.x === ;' })],
      'sai cú pháp',
    ],
    ['code of a value', 'wrong', [field('a', { calculateValue: 'value = data.a + ;' })], 'calculateValue'],
    ['code of a check', 'wrong', [field('a', { validate: { custom: 'valid = ' } })], 'validate.custom'],
    [
      'code that closes the function it is put in',
      'wrong',
      [field('a', { calculateValue: '} function x() {' })],
      'sai cú pháp',
    ],
    [
      'code of logic',
      'wrong',
      [field('a', { logic: [{ trigger: { type: 'javascript', javascript: 'result = (' }, actions: [] }] })],
      'logic[0]',
    ],
    ['a key inside another field', 'wrong', [field('chuHo'), field('chuHo.ten')], 'chuHo'],
    [
      'a key inside another field, the other way round',
      'wrong',
      [field('chuHo.ten'), field('chuHo')],
      'chuHo',
    ],
    [
      'a key that leads into a container',
      'wrong',
      [{ type: 'container', key: 'chuHo', input: true, components: [field('ten')] }, field('chuHo.ten')],
      'cùng chỗ',
    ],
    [
      'a bound nobody has to meet',
      'wrong',
      [field('a', { validate: { minLength: 9, maxLength: 5 } })],
      'lớn hơn',
    ],
    [
      'a field nobody can show',
      'doubtful',
      [field('a', { conditional: { show: true, when: 'x', eq: '1' } })],
      'không bao giờ hiện ra',
    ],
    [
      'a field shown by itself',
      'doubtful',
      [field('a', { conditional: { show: true, when: 'a', eq: '1' } })],
      'chính nó',
    ],
    [
      'a field shown by a choice that is not there',
      'doubtful',
      [list('a', ['1']), field('b', { conditional: { show: true, when: 'a', eq: '3' } })],
      'lựa chọn "3"',
    ],
    [
      'a field hidden by one that is not there',
      'doubtful',
      [field('a', { conditional: { show: false, when: 'x', eq: '1' } })],
      'không có trong biểu mẫu',
    ],
    [
      'choices of a server',
      'doubtful',
      [field('a', { type: 'select', dataSrc: 'resource', data: { resource: 'x' } })],
      'máy chủ',
    ],
    ['a captcha', 'doubtful', [field('a', { type: 'recaptcha' })], 'captcha'],
    ['a nested form', 'doubtful', [field('a', { type: 'form', form: '5f0' })], 'máy chủ'],
    ['files at a service', 'doubtful', [field('a', { type: 'file', storage: 's3' })], 's3'],
  ])('%s', (_, weight, components, words) => {
    const concerns = eformConcerns({ display: 'form', components });
    expect(concerns.map(one => one.weight)).toEqual([weight]);
    expect(concerns[0]!.reason).toContain(words);
    // The form itself stays one that can be handed in.
    expect(
      judgeFormio(JSON.stringify({ display: 'form', components: [field('z'), ...components] })).state,
    ).toBe('usable');
  });

  it('is told of a definition with line and field, doubts as warnings', async () => {
    const components = [
      ...form.components,
      list('loai', [], required),
      field('tong', { calculateValue: 'value = ;' }),
      field('ma', { type: 'captcha' }),
    ];
    const files = {
      ...rightFiles,
      'eform.json': JSON.stringify({ ...form, display: 'pdf', components }, null, 1),
    };
    expect(await validate(files)).toEqual([
      expect.stringMatching(/^cảnh báo eform\.json:2: display: .*PDF/),
      'eform.json:46: components[7]: trường "loai": bắt buộc chọn mà không có lựa chọn nào có giá trị',
      expect.stringMatching(
        /^eform\.json:59: components\[8\]: trường "tong": mã JavaScript ở "calculateValue" sai cú pháp/,
      ),
      expect.stringMatching(/^cảnh báo eform\.json:66: components\[9\]: trường "ma": mã xác nhận/),
    ]);
  });

  it('finds nothing to say about a drafted form', () => {
    const papers = [{ name: 'Giấy báo tử', required: true, originals: 1, copies: 0 }];
    expect(eformConcerns(draftForm(papers, 150_000))).toEqual([]);
  });
});
