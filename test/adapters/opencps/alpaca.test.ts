import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formProblems, toAlpaca } from '../../../adapters/opencps/alpaca.ts';
import { isOurs, readScript, writeScript } from '../../../adapters/opencps/alpaca-script.ts';
import { adapter } from '../../../adapters/opencps/index.ts';

type Fields = Record<string, unknown>;
const formOf = (...components: Fields[]) => ({ display: 'form', components });
const field = (type: string, more: Fields = {}): Fields => ({
  type,
  key: 'x',
  label: 'X',
  input: true,
  ...more,
});
/** Schema and options of the only field. */
const translated = (component: Fields) => {
  const { schema, options } = toAlpaca(formOf(component)) as unknown as {
    schema: { properties: Record<string, Fields> };
    options: { fields: Record<string, Fields> };
  };
  return { ...schema.properties.x, ...options.fields.x };
};

describe('a Form.io form in Alpaca’s words', () => {
  it.each<[string, Fields, Fields]>([
    [
      'a text with its rules',
      field('textfield', { validate: { required: true, minLength: '2', maxLength: 9, pattern: '^a' } }),
      { type: 'text', required: true, minLength: 2, maxLength: 9, pattern: '^a' },
    ],
    [
      'a text with help',
      field('textfield', { description: '<b>Ghi</b> rõ', placeholder: 'P', defaultValue: 'd', tooltip: 'T' }),
      { helper: 'Ghi rõ T', placeholder: 'P', default: 'd' },
    ],
    ['a long text', field('textarea', { rows: 4 }), { type: 'textarea', rows: 4 }],
    [
      'a number with limits',
      field('number', { validate: { min: 0, max: 5 } }),
      { type: 'number', minimum: 0, maximum: 5 },
    ],
    ['a whole number', field('number', { decimalLimit: 0 }), { type: 'integer' }],
    ['a tick', field('checkbox'), { type: 'checkbox', rightLabel: 'X' }],
    [
      'a list',
      field('select', { data: { values: [{ label: 'Một', value: 1 }] } }),
      { type: 'select', enum: ['1'], optionLabels: ['Một'], sort: false },
    ],
    [
      'a choice',
      field('radio', { values: [{ label: 'Có', value: 'c' }] }),
      { type: 'radio', enum: ['c'], optionLabels: ['Có'], vertical: true },
    ],
    ['a day', field('day'), { type: 'date', format: 'date', dateFormat: 'DD/MM/YYYY' }],
    ['a date', field('datetime', { enableTime: false }), { type: 'date', format: 'date' }],
    ['an address', field('email'), { type: 'email', format: 'email' }],
    ['a telephone', field('phoneNumber'), { type: 'text', pattern: '^[0-9+ ().-]{8,20}$' }],
    [
      'a file',
      field('file', { multiple: true, validate: { required: true } }),
      { type: 'information', helper: 'Đính kèm tệp ở mục thành phần hồ sơ.' },
    ],
    ['words', field('content', { html: '<p>Lưu ý</p>' }), { type: 'information', helper: 'Lưu ý' }],
    ['something hidden', field('hidden', { defaultValue: 3 }), { type: 'hidden', default: 3 }],
  ])('%s', (_what, component, expected) => {
    expect(formProblems(formOf(component))).toEqual([]);
    expect(translated(component)).toMatchObject(expected);
  });

  it('shows blocks one after the other, in their order, and leaves buttons out', () => {
    const form = formOf(
      { type: 'panel', components: [field('textfield', { key: 'a' })] },
      {
        type: 'columns',
        columns: [
          { components: [field('textfield', { key: 'b' })] },
          { components: [field('number', { key: 'c' })] },
        ],
      },
      { type: 'fieldset', components: [{ type: 'well', components: [field('email', { key: 'd' })] }] },
      field('button', { key: 'submit' }),
    );
    const { options } = toAlpaca(form) as unknown as {
      options: { fields: Record<string, { order: number }> };
    };
    expect(Object.entries(options.fields).map(([key, { order }]) => [key, order])).toEqual([
      ['a', 1],
      ['b', 2],
      ['c', 3],
      ['d', 4],
    ]);
    expect(formProblems(form)).toEqual([]);
  });
});

describe('what Alpaca cannot show', () => {
  it.each<[Fields, string]>([
    [field('survey'), 'không có kiểu trường "survey"'],
    [field('datagrid', { components: [] }), '"datagrid"'],
    [field('datetime'), 'enableTime: false'],
    [field('textfield', { multiple: true }), 'multiple'],
    [field('textfield', { inputMask: '99' }), 'inputMask'],
    [field('textfield', { calculateValue: 'value = 1' }), 'calculateValue'],
    [field('textfield', { validate: { custom: 'valid = true' } }), 'validate.custom'],
    [field('textfield', { conditional: { show: true, when: 'y' } }), 'theo điều kiện'],
    [field('textfield', { logic: [{}] }), 'theo điều kiện'],
    [field('textfield', { key: 'a.b' }), 'khóa có dấu'],
    [field('number', { validate: { pattern: '^1' } }), 'pattern'],
    [field('select', { dataSrc: 'url', data: { url: 'https://x' } }), 'dataSrc'],
    [field('select', { data: { values: [] } }), 'danh sách lựa chọn trống'],
    [field('radio', { values: [{ label: 'A', value: '' }] }), 'không có "value"'],
    [field('day', { datePicker: { minDate: 'moment()' } }), 'minDate'],
  ])('is named with key, type and reason: %j', (component, reason) => {
    expect(formProblems(formOf(component))).toEqual([
      { key: component.key, type: component.type, reason: expect.stringContaining(reason) },
    ]);
  });

  it('is a condition on a block, wizards, keys used twice, nothing at all', () => {
    const block = { type: 'panel', conditional: { when: 'y', show: true }, components: [field('textfield')] };
    expect(formProblems(formOf(block))).toMatchObject([
      { key: 'x', reason: expect.stringContaining('điều kiện') },
    ]);
    expect(formProblems({ display: 'wizard', components: [field('textfield')] })).toMatchObject([
      { key: '', type: 'wizard' },
    ]);
    expect(formProblems(formOf(field('textfield'), field('number')))).toMatchObject([
      { reason: expect.stringContaining('trùng') },
    ]);
    expect(formProblems(formOf())).toHaveLength(1);
  });

  it('is no empty setting, as the form builder leaves them', () => {
    const conditional = { show: null, when: null, eq: '', conditions: [] };
    const validate = { required: false, custom: '', pattern: '', json: '', minLength: '', unique: false };
    const settings = {
      conditional,
      validate,
      logic: [],
      multiple: false,
      inputMask: '',
      calculateValue: '',
      customConditional: '',
    };
    expect(formProblems(formOf(field('textfield', settings)))).toEqual([]);
    expect(translated(field('textfield', settings))).toEqual({
      type: 'text',
      title: 'X',
      name: 'x',
      order: 1,
    });
  });

  it('is told by the adapter, never by throwing', () => {
    fc.assert(
      fc.property(fc.record({ components: fc.array(fc.oneof(fc.object(), fc.jsonValue())) }), form => {
        expect(Array.isArray(adapter.formProblems!(form))).toBe(true);
        expect(Array.isArray(adapter.formProblems!(form.components as never))).toBe(true);
      }),
    );
  });
});

describe('the script', () => {
  const form = formOf(field('textfield', { label: '</script> "& \u2028' }));

  it('is strict JSON that carries the form, and is read back', () => {
    expect(Object.keys(JSON.parse(writeScript(form)))).toEqual(['schema', 'options', 'view', 'dvcSync']);
    expect(readScript(writeScript(form))).toEqual(form);
    expect(readScript(` ${JSON.stringify(JSON.parse(writeScript(form)), null, 2)}`)).toEqual(form);
  });

  it('of others is kept as it is', () => {
    for (const text of [
      '{ schema: {} } /* không phải JSON */',
      '{"dvcSync":1}',
      '{"dvcSync":{"formio":null}}',
      'null',
    ]) {
      expect(readScript(text)).toEqual({ raw: text });
      expect(writeScript({ raw: text })).toBe(text);
      expect(isOurs(text)).toBe(false);
    }
  });

  it('is no longer ours when schema, options or view were changed', () => {
    const script = JSON.parse(writeScript(form));
    script.view.parent = 'bootstrap-display';
    expect(isOurs(JSON.stringify(script))).toBe(false);
  });
});
