import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { loadAgencies } from '../../src/config/agencies.ts';
import { definitionJsonSchemas } from '../../src/definitions/json-schema.ts';
import { loadDefinitions } from '../../src/definitions/load.ts';
import { problemText } from '../../src/definitions/problem.ts';
import { validateDefinition } from '../../src/definitions/validate.ts';
import { textKey } from '../../src/domain/text.ts';
import { hostedConditions } from '../../src/readiness/answer.ts';
import { readNationalRecord } from '../sandbox/city/national.ts';
import { nationalRecord, sampleProcedures } from '../sandbox/city/sample.ts';
import { readCatalogue, roles, service, workflow } from './support.ts';

const config = fileURLToPath(new URL('../../config/can-tho/', import.meta.url));

const catalogue = await readCatalogue();
type Records = Map<string, Record<string, unknown>>;
const real: Records = new Map(
  (catalogue ? gunzipSync(catalogue).toString() : '')
    .split('\n')
    .filter(Boolean)
    .map(line => JSON.parse(line))
    .map(record => [record.MATTHC as string, record]),
);
const built: Records = new Map(sampleProcedures.map(one => [one.code, nationalRecord(one)]));

describe('the procedures Cần Thơ has defined', () => {
  const sources: [string, Records][] = [['the built-in sample', built]];
  if (real.size > 0) sources.push(['the real national records', real]);
  it.each(sources)('are right against %s, down to every paper and readiness row', async (_, records) => {
    const { understood, problems } = await loadDefinitions(`${config}services`);
    expect(problems).toEqual([]);
    expect(understood.map(({ definition }) => definition.procedure)).toEqual(['1.008989', '1.011606']);
    const { list } = await loadAgencies(`${config}agencies.yaml`, []);
    for (const { definition, locate } of understood) {
      const complaints = validateDefinition(definition, {
        agencies: list!.agencies,
        roles,
        workflowSystems: ['portal', 'oneStop'],
        hostsOf: () => undefined,
        formChecks: [],
        hosts: [...hostedConditions],
        national: { ...readNationalRecord(records.get(definition.procedure)!), detailed: true },
      });
      expect(complaints.map(one => problemText(locate(one)))).toEqual([]);
    }
  });

  it.runIf(real.size > 0)('have papers whose names are whole in the sample', () => {
    const names = (records: Records, code: string) =>
      readNationalRecord(records.get(code)!)
        .cases!.flatMap(({ components }) => components!)
        .map(({ name }) => textKey(name!));
    const cut = sampleProcedures.flatMap(({ code }) => {
      const whole = names(real, code);
      return names(built, code).filter(
        name => !whole.includes(name) && whole.some(one => one.startsWith(name)),
      );
    });
    expect(cut).toEqual([]);
  });
});

describe('the published schemas', () => {
  const validator = (name: string) =>
    z.fromJSONSchema(definitionJsonSchemas()[name] as z.core.JSONSchema.JSONSchema);

  it.each([
    ['service.schema.json', service, service.replace('level: 4', 'level: 5')],
    ['service.schema.json', service, `${service}extra: 1\n`],
    ['workflow.schema.json', workflow, workflow.replace('kind: start', 'kind: begin')],
  ])('%s takes what the loader takes and refuses what it refuses', (name, right, wrong) => {
    expect(validator(name).safeParse(parse(right)).error?.issues ?? []).toEqual([]);
    expect(validator(name).safeParse(parse(wrong)).success).toBe(false);
  });

  it('explain every key', () => {
    const undescribed: string[] = [];
    const walk = (value: unknown, path: string) => {
      if (typeof value !== 'object' || value === null) return;
      const { properties } = value as { properties?: Record<string, { description?: string }> };
      for (const [key, inner] of Object.entries(properties ?? {}))
        if (!inner.description) undescribed.push(`${path}.${key}`);
      for (const [key, inner] of Object.entries(value)) walk(inner, `${path}.${key}`);
    };
    walk(definitionJsonSchemas(), '');
    expect(undescribed).toEqual([]);
  });
});
