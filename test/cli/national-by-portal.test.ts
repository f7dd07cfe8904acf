import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import type { Agency } from '../../src/domain/agency.ts';
import { readLines, readSummary } from '../support/command.ts';
import { type PeoplePlace, peoplePlace } from '../support/people-place.ts';

/** A city that cannot reach the national database over the service bus: the portal people file at stands in for it. */
let place: PeoplePlace;
const [withdrawn, other] = ['1.000894', '2.000806'];

beforeAll(async () => {
  // Few services: what one procedure loses would be a large share of them.
  place = await peoplePlace({ thresholds: { shrinkShare: 1 } });
  const config = parse(await readFile(place.config, 'utf8'));
  config.systems.national = { ...config.systems.people, role: 'national' };
  await writeFile(place.config, stringify(config));
  const file = join(dirname(place.config), config.agencies);
  const agencies = parse(await readFile(file, 'utf8')) as Agency[];
  const known = agencies.map(agency => ({
    ...agency,
    ids: { ...agency.ids, national: place.departments.get(agency.code)! },
  }));
  await writeFile(file, stringify(known));
});
afterAll(() => place?.close());

test('the portal of 2026 stands in for the national database, and the report says which rules that costs', async () => {
  const { code, stderr } = await place.run();
  const lines = await readLines(place.out);
  expect({ code, stderr, rules: [...new Set(lines.map(({ rule }) => rule))] }).toEqual({
    ...{ code: 0, stderr: '', rules: [] },
  });
  const { systems, rules } = await readSummary(place.out);
  expect(systems.national).toMatchObject({ status: 'complete', error: null });
  expect(systems.national!.procedures).toBeGreaterThan(0);
  // Fees and what has to be paid are not told there as the database tells them: nobody says anything of it.
  const costs = Object.entries(rules).flatMap(([rule, outcome]) =>
    outcome?.skipped.includes('national') ? [[rule, outcome] as const] : [],
  );
  expect(Object.fromEntries(costs.map(([rule, { status }]) => [rule, status]))).toEqual({
    'explanation-contradicted': 'partly',
    'fee-differs': 'not-evaluated',
    'fee-suspicious': 'not-evaluated',
    'free-with-amount': 'not-evaluated',
    'no-online-payment': 'not-evaluated',
    'not-localised': 'partly',
    'review-outdated': 'partly',
  });
  const page = await readFile(join(place.out, 'report.html'), 'utf8');
  for (const [, { reason }] of costs) if (reason) expect(page).toContain(reason.slice(0, 40));
});

test('what is withdrawn there is found at the systems that still offer it, and nothing is said of others', async () => {
  place.people.set('inactive', withdrawn);
  await place.run();
  const lines = await readLines(place.out);
  const found = new Set(lines.filter(({ procedure }) => procedure === withdrawn).map(({ rule }) => rule));
  expect([...found]).toEqual(['withdrawn-still-offered']);
  expect(lines.filter(({ procedure }) => procedure === other)).toEqual([]);
});
