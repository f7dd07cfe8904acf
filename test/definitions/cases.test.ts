import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { city, roles, validate } from './support.ts';

/** Files and right answers other people made, beside the project where they are laid out. */
const cases = new URL('../../../shared/cases/', import.meta.url);
const text = (place: string) => readFile(new URL(place, cases), 'utf8');
const folders = await Promise.all(
  ['eforms-nobody-can-submit', 'bpmn-of-other-tools', 'white-space-in-names'].map(async folder => {
    const names = await readdir(new URL(folder, cases)).catch(() => []);
    const expected = names.length > 0 ? JSON.parse(await text(`${folder}/expected.json`)).files : {};
    return Object.entries<{ right: string[]; why: string }>(expected).map(
      ([name, { right, why }]) => [`${folder}/${name}`, why, right] as const,
    );
  }),
);
const files = folders.flat();

describe.runIf(files.length > 0)('definitions from the field', () => {
  it.each(files)('%s: %s', async (place, _why, right) => {
    const isForm = place.endsWith('.json');
    const code = '1.000894';
    const complaints = await validate(
      {
        'service.yaml': await text('eforms-nobody-can-submit/service.yaml'),
        'eform.json': await text(isForm ? place : 'eforms-nobody-can-submit/good.json'),
        'workflow.bpmn': await text(isForm ? 'bpmn-of-other-tools/good.bpmn' : place),
      },
      { national: undefined, agencies: city.agencies, roles },
      code,
    );
    const about = complaints.filter(one => /^(cảnh báo )?(eform\.json|workflow\.bpmn)/.test(one));
    const errors = about.filter(one => !one.startsWith('cảnh báo'));
    expect(right).toContain(errors.length > 0 ? 'invalid' : about.length > 0 ? 'warning' : 'valid');
    for (const one of errors) expect(one).toMatch(/^(eform\.json|workflow\.bpmn):\d+: [^\n]*$/);
  });
});
