import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { fileSchema, systemSchema } from '../../src/config/schema.ts';
import { validate } from '../../src/config/validate.ts';
import { parseYaml } from '../../src/config/yaml-source.ts';
import { agenciesText, load, problemsOf, wholeText } from './plain-adapter.ts';

interface Shape {
  properties?: Record<string, Shape>;
  required?: string[];
  type?: string;
}
const shapeOf = (schema: z.ZodType) =>
  z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Shape;

/** What a configuration comes to, wherever it lies. */
async function loaded(files: Record<string, string>): Promise<unknown> {
  const { folder, ...configuration } = await load(files);
  return JSON.parse(JSON.stringify(configuration).replaceAll(folder, ''));
}

const withLine = (line: string) => ({ 'dvc-sync.yaml': `${wholeText}${line}\n` });
const optional = ({ properties = {}, required = [] }: Shape) =>
  Object.keys(properties).filter(key => !required.includes(key));

describe('a key left empty counts as absent', () => {
  const file = shapeOf(fileSchema);

  it.each(optional(file))('%s of the configuration', async key => {
    expect(await loaded(withLine(`${key}:`))).toEqual(await loaded({}));
  });

  // What a schedule says by null is documented: never.
  const sections = Object.entries(file.properties ?? {}).filter(
    ([name, { type, required = [] }]) => type === 'object' && required.length === 0 && name !== 'schedule',
  );
  it.each(sections.map(([name, shape]) => [name, optional(shape)] as const))('%s: %j', async (name, keys) => {
    for (const key of keys)
      expect(await loaded(withLine(`${name}: { ${key}: }`)), key).toEqual(
        await loaded(withLine(`${name}: {}`)),
      );
  });

  it.each(optional(shapeOf(systemSchema)))('%s of a system', async key => {
    expect(await loaded(withLine(`    ${key}:`))).toEqual(await loaded({}));
  });

  it('in the list of agencies and in the fields', async () => {
    const agencies = agenciesText.replace('tier: province }', 'tier: province, parent: , ids: }');
    expect(await loaded({ 'agencies.yaml': agencies })).toEqual(await loaded({}));
    const ids = agenciesText.replace('{ portal: [', '{ oneStop: , portal: [');
    expect(await loaded({ 'agencies.yaml': ids })).toEqual(await loaded({}));
    const fields = (text: string) => ({ ...withLine('fields: fields.yaml'), 'fields.yaml': text });
    expect(await loaded(fields('Hộ tịch: H13.1.2\nLuật sư:\n'))).toEqual(
      await loaded(fields('Hộ tịch: H13.1.2\n')),
    );
  });

  it('but one that has to be there is told as empty, and a misspelt one all the same', async () => {
    const agencies = agenciesText.replace('name: Thành phố', 'name:');
    expect(await problemsOf({ 'agencies.yaml': agencies })).toEqual([
      'agencies.yaml:1: [0].name: phải là chuỗi ký tự, đang là để trống',
    ]);
    expect(await problemsOf(withLine('shcedule:'))).toEqual([
      expect.stringContaining('shcedule: khóa không được biết'),
    ]);
    // A place in a list is no key.
    expect(await problemsOf({ 'agencies.yaml': `${agenciesText}-\n` })).toHaveLength(1);
  });

  it('and one that something else makes necessary is told as missing, in both languages', () => {
    const schema = z
      .object({ way: z.string(), path: z.string().optional() })
      .superRefine((given, context) => {
        if (given.path === undefined) context.addIssue({ code: 'custom', path: ['path'], message: 'needed' });
      });
    const problemOf = (text: string) => {
      const source = parseYaml('x.yaml', text);
      const checked = validate(schema, source.plain(), source);
      return 'problems' in checked && checked.problems.map(({ problem }) => problem);
    };
    expect(problemOf('way: a\npath:\n')).toEqual([
      { vi: 'thiếu khóa bắt buộc', en: 'a required key is missing' },
    ]);
    expect(problemOf('way: a\npath:\n')).toEqual(problemOf('way: a\n'));
  });
});
