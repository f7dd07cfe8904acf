import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Alter, type AlteringPlace, alteringPlace } from '../support/altering.ts';
import { readLines, readSummary } from '../support/command.ts';
import { smallCity } from '../support/small-city.ts';

const keys = { national: 'MATTHC', portal: 'maTTHC', oneStop: 'serviceCode' } as const;
type System = keyof typeof keys;

/** Every code of national shape as a number, in lists and details alike: 1.002010 comes as 1.00201. */
const asNumbers = (system: System): Alter => {
  const code = new RegExp(`"${keys[system]}":"(\\d\\.\\d{6})(?:\\.000\\.00\\.00\\.H13)?"`, 'g');
  return text => text.replace(code, (_, digits: string) => `"${keys[system]}":${Number(digits)}`);
};

let place: AlteringPlace;
beforeEach(async () => {
  place = await alteringPlace(smallCity());
});
afterEach(() => place.close());

test.each<{ systems: System[] }>([
  { systems: ['national'] },
  { systems: ['oneStop'] },
  { systems: ['national', 'portal', 'oneStop'] },
])('codes that come as numbers make nothing unknown, missing or double: $systems', async ({ systems }) => {
  let numbers = 0;
  for (const system of systems) {
    place.alter(system, (text, asked) => {
      const changed = asNumbers(system)(text, asked);
      if (changed !== text) numbers++;
      return changed;
    });
  }
  for (const when of ['on an empty store', 'after a clean run']) {
    const { code, stderr } = await place.run();
    expect({ when, code, stderr }).toEqual({ when, code: 0, stderr: '' });
    expect(await readLines(place.out)).toEqual([]);
    const { systems: read } = await readSummary(place.out);
    for (const system of systems)
      expect(read[system]).toMatchObject({ status: 'complete', procedures: 6, quarantined: 0 });
  }
  expect(numbers).toBeGreaterThan(1);
});

test('a number that no procedure of the national list has is one nobody can tell, and nobody’s absence', async () => {
  place.alter('oneStop', text => text.replace(/"serviceCode":"1\.002010[^"]*"/g, '"serviceCode":1.0020101'));
  const { code } = await place.run();
  expect(code).toBe(3);
  const rules = new Set((await readLines(place.out)).map(({ rule }) => rule));
  expect([...rules].sort()).toEqual(['records-quarantined', 'source-unreadable']);
});
