import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { configurationJsonSchema } from '../../src/config/json-schema.ts';
import { starterFiles } from '../../src/config/starter.ts';
import { plainAdapter, wholeText } from './plain-adapter.ts';

const validator = z.fromJSONSchema(configurationJsonSchema([plainAdapter]) as z.core.JSONSchema.JSONSchema);
const accepts = (text: string) => validator.safeParse(parse(text)).success;

describe('the published JSON Schema', () => {
  it('accepts what the loader accepts, references included', () => {
    expect(accepts(wholeText)).toBe(true);
    expect(
      accepts(`${wholeText}    groupId: "\${GROUP}"
    concurrency: "\${AT_ONCE}"
    hosts: [components]
store: { driver: postgres, url: "\${DATABASE_URL}" }
codes: { portal: { 1.000010: "2.002620" } }
applies: [{ procedure: "1.004190", add: [H13], reason: vì }]
rules: { name-twice: { enabled: false } }
keep: { runs: 5 }
`),
    ).toBe(true);
  });

  it.each([
    ['an unknown key', `${wholeText}localty: H13\n`],
    ["an unknown key beside an adapter's own", `${wholeText}    usrname: x\n`],
    ['a wrong type', `${wholeText}    concurrency: many\n`],
    ["a wrong type of an adapter's own key", `${wholeText}    groupId: [1]\n`],
    ['a missing key', wholeText.replace('locality: H13\n', '')],
    ["an adapter's missing key", wholeText.replace('    username: soyte\n', '')],
    ['an unknown adapter', wholeText.replaceAll('adapter: plain', 'adapter: plian')],
    ['an unknown rule', `${wholeText}rules: { name-thrice: { enabled: false } }\n`],
  ])('refuses %s', (_what, text) => {
    expect(accepts(text)).toBe(false);
  });

  it('explains every key of the file and of a system', () => {
    const schema = configurationJsonSchema() as {
      properties: Record<
        string,
        { description?: string; additionalProperties?: { oneOf?: { properties: object }[] } }
      >;
    };
    const variants = schema.properties.systems?.additionalProperties?.oneOf ?? [];
    expect(variants.length).toBeGreaterThan(0);
    const undescribed = (properties: object) =>
      Object.entries(properties).flatMap(([key, value]) => (value.description ? [] : [key]));
    expect(undescribed(schema.properties).filter(key => key !== 'thresholds' && key !== 'keep')).toEqual([]);
    for (const variant of variants) expect(undescribed(variant.properties)).toEqual([]);
  });

  it('accepts the starter', () => {
    const whole = z.fromJSONSchema(configurationJsonSchema() as z.core.JSONSchema.JSONSchema);
    expect(whole.safeParse(parse(starterFiles()['dvc-sync.yaml']!)).error?.issues ?? []).toEqual([]);
  });
});
