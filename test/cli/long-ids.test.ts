import { afterAll, beforeAll, expect, test } from 'vitest';
import { type AlteringPlace, alteringPlace } from '../support/altering.ts';
import { approved, architect, type PushPlace, planned, pushPlace, writes } from '../support/push-place.ts';

/** Ids of the one-stop system as they would be beyond 2^53: rounded, each would be that of another record or of none. 0 = none. */
const beginning = '9007199254';
const lengthened = (text: string) =>
  text.replace(/"(\w+Id)":([1-9]\d{0,8})(?=[,}])/g, (whole, key: string, id: string) =>
    /^(?:group|company|user)Id$/.test(key) ? whole : `"${key}":${beginning}${id.padStart(9, '0')}`,
  );
const shortened = (text: string) =>
  text.replace(new RegExp(`${beginning}(\\d{9})`, 'g'), (_, id: string) => String(Number(id)));

let place: PushPlace & AlteringPlace;
let longAnswers = 0;
let longRequests = 0;
beforeAll(async () => {
  place = await pushPlace({ push: { maxShare: 1 } }, { small: true }, alteringPlace);
  place.alter(
    'oneStop',
    text => {
      const long = lengthened(text);
      if (long !== text) longAnswers++;
      return long;
    },
    text => {
      const short = shortened(text);
      if (short !== text) longRequests++;
      return short;
    },
  );
});
afterAll(() => place.close());

test('ids beyond 2^53 are read, written to and read back with every digit', async () => {
  expect((await place.run()).code).toBe(0);
  const plan = await planned(place, '--only', architect);
  await approved(place, plan);
  const applied = await place.call('apply', plan.id, '--json');
  expect(applied).toMatchObject({ code: 0, stderr: '' });
  expect(JSON.parse(applied.stdout).counts).toMatchObject({ verified: plan.actions.length });
  expect(longAnswers).toBeGreaterThan(0);
  expect(longRequests).toBeGreaterThan(0);
  // What was written is what this procedure needed, and the next plan finds nothing missing.
  expect(writes(place).filter(write => write.startsWith('oneStop')).length).toBeGreaterThan(0);
  expect((await place.call('plan', '--only', architect)).code).toBe(0);
  expect((await place.run()).code).toBe(0);
});
