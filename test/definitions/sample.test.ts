import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { loadAgencies } from '../../src/config/agencies.ts';
import { definitionJsonSchemas } from '../../src/definitions/json-schema.ts';
import { loadDefinitions } from '../../src/definitions/load.ts';
import { problemText } from '../../src/definitions/problem.ts';
import { validateDefinition } from '../../src/definitions/validate.ts';
import { readNationalRecord } from '../../src/sandbox/national.ts';
import { nationalRecord, sampleProcedures } from '../../src/sandbox/sample.ts';
import { roles, service, workflow } from './support.ts';

const config = fileURLToPath(new URL('../../config/can-tho/', import.meta.url));

describe('the procedures Cần Thơ has defined', () => {
  it('are right, down to the national record and every readiness row', async () => {
    const { understood, problems } = await loadDefinitions(`${config}services`);
    expect(problems).toEqual([]);
    expect(understood.map(({ definition }) => definition.procedure)).toEqual(['1.008989', '1.011606']);
    const { list } = await loadAgencies(`${config}agencies.yaml`, []);
    for (const { definition, locate } of understood) {
      const procedure = sampleProcedures.find(({ code }) => code === definition.procedure)!;
      const national = { ...readNationalRecord(nationalRecord(procedure)), detailed: true };
      const complaints = validateDefinition(definition, {
        agencies: list!.agencies,
        roles,
        workflowSystems: ['portal', 'oneStop'],
        formChecks: [],
        national,
      });
      expect(complaints.map(one => problemText(locate(one)))).toEqual([]);
    }
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
