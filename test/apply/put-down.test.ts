import { expect, it } from 'vitest';
import type { Applying } from '../../src/store/contract.ts';
import { journalSend, setActionState } from '../../src/store/journal.ts';
import {
  claimPart,
  createParts,
  finishPart,
  PartLost,
  releasePart,
  standingOf,
} from '../../src/store/parts.ts';
import { setPlanState } from '../../src/store/plans.ts';
import { usePlaces } from './place.ts';
import { change, names, planId, seed } from './plan-of.ts';

const placeOf = usePlaces();
const procedures = names('P', 4);
const rows = procedures.map(procedure =>
  change('create-offering', { procedure, agency: 'H13.1' }, null, { level: 2 }),
);
const configuration = 'c0ffee';
const begun = new Date().toISOString();

/** A process has died that conducted the applying of this plan; another one has a part of it in hand. */
async function conductorDied() {
  const place = await placeOf(rows);
  seed(place.portal, procedures);
  const { store } = place;
  await setPlanState(store, planId, ['draft'], 'applying', 'the-dead');
  const part = { kind: 'apply' as const, name: 'portal', body: {} };
  const [id, waiting] = await createParts(store, planId, configuration, [part, part]);
  const claim = await claimPart(store, id!, configuration, begun);
  if (claim.answer !== 'claimed') throw new Error(claim.answer);
  const applying: Applying = { planId, token: 'the-dead', part: claim.held };
  return { place, held: claim.held, waiting: waiting!, applying };
}

const send = {
  system: 'portal',
  actions: [1],
  label: 'thêm dịch vụ',
  request: {},
  at: begun,
};

it('waits for what is still in hand for one that died before it looks at anything', async () => {
  const { place, held, waiting } = await conductorDied();
  const resumed = place.apply({ resume: true });
  // Taken back: nobody begins it any more.
  await expect.poll(() => standingOf(place.store, [waiting], begun)).toEqual([]);
  await expect
    .poll(async () => (await place.store.db.selectFrom('part').select('stop').execute())[0]?.stop)
    .toBe(1);
  expect(place.portal.reads).toEqual([]);
  await finishPart(place.store, held, null);
  expect(await resumed).toMatchObject({ state: 'applied', counts: { verified: 4 } });
  expect(await place.store.db.selectFrom('part').select('id').execute()).toEqual([]);
});

it('lets nobody journal a request or a result for a part he has not in hand any more', async () => {
  const { place, held, applying } = await conductorDied();
  expect(await journalSend(place.store, applying, send)).toBe(1);
  await releasePart(place.store, held);
  await expect(journalSend(place.store, applying, send)).rejects.toThrow(PartLost);
  const result = { number: 1, state: 'verified' as const, message: null };
  await expect(setActionState(place.store, applying, [result], begun)).rejects.toThrow(PartLost);
});
