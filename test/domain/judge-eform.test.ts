import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeFormio } from '../../src/domain/judge-eform.ts';

const field = (key: string, change: object = {}) => ({
  type: 'textfield',
  key,
  label: key,
  input: true,
  ...change,
});
const form = (...components: unknown[]) => JSON.stringify({ display: 'form', components });

describe('judgeFormio', () => {
  it.each<[string, string]>([
    [
      'a plain form',
      form(field('HoVaTen'), field('SoGiayTo', { validate: { required: true, pattern: '^[0-9]{12}$' } })),
    ],
    ['a field in a panel', form({ type: 'panel', key: 'p', components: [field('a')] })],
    ['a field in a column', form({ type: 'columns', key: 'c', columns: [{ components: [field('a')] }] })],
    ['a field in a table', form({ type: 'table', key: 't', rows: [[{ components: [field('a')] }]] })],
    [
      'one key in two scopes',
      form(field('a'), { type: 'datagrid', key: 'g', input: true, components: [field('a')] }),
    ],
    [
      'one key in a field that keeps its own values apart',
      form(field('a'), field('b', { tree: true, components: [field('a')] })),
    ],
    ['a layout that says it is a field', form(field('a'), { type: 'panel', input: true, components: [] })],
    ['a field that leaves "input" to its type', form({ type: 'number', key: 'n' })],
    [
      'a wizard',
      JSON.stringify({
        display: 'wizard',
        components: [{ type: 'panel', key: 'p1', components: [field('a')] }],
      }),
    ],
    [
      'two buttons of one key',
      form(
        field('a'),
        { type: 'button', key: 'submit', input: true },
        { type: 'button', key: 'submit', input: true },
      ),
    ],
  ])('takes %s', (_, text) => {
    expect(judgeFormio(text)).toMatchObject({ state: 'usable' });
  });

  it.each<[string, string]>([
    ['no components at all', '{"display":"form"}'],
    ['an empty list', form()],
    ['only a button', form({ type: 'button', key: 'submit', input: true })],
    ['only what says it is no field', form(field('a', { input: false }))],
    ['only text', form({ type: 'content', key: 'c', input: false, html: '<p>' })],
    ['empty panels', form({ type: 'panel', key: 'p', components: [] })],
  ])('calls a form with %s empty', (_, text) => {
    expect(judgeFormio(text)).toMatchObject({ state: 'empty', reason: expect.stringContaining('biểu mẫu') });
  });

  it.each<[string, string, string]>([
    ['cut text', form(field('a')).slice(0, 40), 'JSON'],
    ['a list', '[]', 'đối tượng'],
    ['null', 'null', 'đối tượng'],
    ['components that are no list', '{"components":{"a":1}}', 'components'],
    ['a null component', form(null), 'components[0]'],
    ['a duplicate key', form(field('HoVaTen'), field('HoVaTen')), '"HoVaTen"'],
    [
      'a duplicate key behind a panel',
      form(field('a'), { type: 'panel', key: 'p', components: [field('a')] }),
      '"a"',
    ],
    ['a field without a key', form({ type: 'textfield', input: true }), 'components[0]'],
    ['a field without a type', form({ key: 'a', input: true }), 'components[0]'],
    ['a type nobody knows', form(field('a', { type: 'mystery' })), '"mystery"'],
    ['a pattern that does not compile', form(field('a', { validate: { pattern: '[' } })), '"a"'],
    ['a hole where a column should be', form({ type: 'columns', key: 'c', columns: [null] }), 'columns[0]'],
    ['columns of text', form({ type: 'columns', key: 'c', columns: [{ components: 'x' }] }), 'danh sách'],
    [
      'a hole in a table',
      form({ type: 'table', key: 't', rows: [[{ components: [] }, null]] }),
      'rows[0][1]',
    ],
    [
      'a component deep inside',
      form({ type: 'table', key: 't', rows: [[{ components: [null] }]] }),
      'rows[0][0].components[0]',
    ],
    ['endless nesting', `${'{"components":['.repeat(100_000)}${']}'.repeat(100_000)}`, 'lồng nhau'],
    ['too many fields', form(...Array.from({ length: 20_001 }, (_, at) => field(`k${at}`))), '20000'],
    [
      'what Form.io itself cannot walk',
      form(field('a'), { type: 'signature', key: 's', input: true, rows: [[null]] }),
      'Form.io',
    ],
  ])('calls %s invalid and says where', (_, text, where) => {
    const verdict = judgeFormio(text);
    expect(verdict.state).toBe('invalid');
    expect(verdict.reason).toContain(where);
  });

  it('runs none of the code a form carries', () => {
    const code = 'globalThis.formRan = true';
    const hostile = field('a', {
      customConditional: code,
      calculateValue: code,
      customDefaultValue: code,
      defaultValue: 'x',
      validate: { custom: code, json: { var: 'x' } },
      logic: [{ trigger: { type: 'javascript', javascript: code }, actions: [] }],
    });
    expect(judgeFormio(form(hostile)).state).toBe('usable');
    expect(globalThis).not.toHaveProperty('formRan');
  });

  it('says the same of the same text, and hashes tell texts apart', () => {
    const one = judgeFormio(form(field('a')));
    expect(judgeFormio(form(field('a')))).toEqual(one);
    expect(judgeFormio(form(field('b'))).hash).not.toBe(one.hash);
  });

  it('never throws, whatever it is given', () => {
    const parts = (depth: number): fc.Arbitrary<unknown> =>
      depth === 0 ? fc.jsonValue() : fc.oneof(fc.array(component(depth), { maxLength: 3 }), fc.jsonValue());
    const component = (depth: number): fc.Arbitrary<unknown> => {
      const inside = parts(depth - 1);
      const cells = fc.array(fc.record({ components: inside }), { maxLength: 2 });
      const types = [
        'textfield',
        'panel',
        'columns',
        'table',
        'datagrid',
        'form',
        'tree',
        'day',
        'mystery',
        '',
      ];
      return fc.record(
        {
          type: fc.constantFrom(...types),
          key: fc.oneof(fc.constantFrom('a', '__proto__', 'a.b', 'constructor'), fc.jsonValue()),
          input: fc.oneof(fc.boolean(), fc.jsonValue()),
          validate: fc.jsonValue(),
          conditional: fc.jsonValue(),
          components: inside,
          columns: fc.oneof(cells, fc.jsonValue()),
          rows: fc.oneof(fc.array(cells, { maxLength: 2 }), fc.jsonValue()),
        },
        { requiredKeys: [] },
      );
    };
    const forms = parts(3).map(components => JSON.stringify({ components }));
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json(), forms), text => {
        expect(['usable', 'empty', 'invalid']).toContain(judgeFormio(text).state);
      }),
      { numRuns: 500 },
    );
  });
});
