import { expect, it } from 'vitest';
import type { Store } from '../../src/store/contract.ts';
import { inTransaction } from '../../src/store/open.ts';
import {
  claimPart,
  createParts,
  dropPartsOf,
  failPart,
  finishPart,
  type HeldPart,
  PartLost,
  releasePart,
  renewPart,
  requirePart,
  standingOf,
  stopParts,
  waitingParts,
} from '../../src/store/parts.ts';
import { abortRun, beginRun } from '../../src/store/runs.ts';
import { minute, onEveryDatabase } from './support.ts';

const configuration = 'c0ffee';
const portal = { kind: 'read' as const, name: 'portal', body: { system: 'portal', keys: ['1.004194'] } };

async function one(store: Store, owner = 'run-1'): Promise<string> {
  return (await createParts(store, owner, configuration, [portal]))[0]!;
}

async function held(store: Store, id: string, now = minute(0)): Promise<HeldPart> {
  const claim = await claimPart(store, id, configuration, now);
  if (claim.answer !== 'claimed') throw new Error(`not claimed: ${claim.answer}`);
  return claim.held;
}

/** As if a process on another machine had claimed it. */
async function elsewhere(store: Store, id: string): Promise<void> {
  await store.db.updateTable('part').set({ host: 'may-chu-khac', pid: 1 }).where('id', '=', id).execute();
}

async function standing(store: Store, id: string, now = minute(0)) {
  return (await standingOf(store, [id], now))[0];
}

onEveryDatabase('a part of shared work', database => {
  it('is given to one of all that ask at once, with what has to be known to do it', async () => {
    const store = await database.open();
    const id = await one(store);
    const claims = await Promise.all(
      Array.from({ length: 10 }, () => claimPart(store, id, configuration, minute(0))),
    );
    const won = claims.filter(claim => claim.answer === 'claimed');
    expect(won).toMatchObject([{ part: { id, owner: 'run-1', ...portal } }]);
    expect(claims.filter(({ answer }) => answer === 'not-free')).toHaveLength(9);
    expect(await standing(store, id)).toMatchObject({ state: 'running', free: false });
  });

  it('is left to others by a process with another configuration', async () => {
    const store = await database.open();
    const id = await one(store);
    expect(await claimPart(store, id, 'decaf', minute(0))).toEqual({ answer: 'other-configuration' });
    expect(await waitingParts(store, 'decaf', 10)).toEqual([]);
    expect(await waitingParts(store, configuration, 10)).toEqual([id]);
  });

  it('is taken over when its worker has been silent for more than a minute; the one before writes nothing more', async () => {
    const store = await database.open();
    const id = await one(store);
    const first = await held(store, id);
    await elsewhere(store, id);
    await renewPart(store, first, minute(1));
    expect(await claimPart(store, id, configuration, minute(2))).toEqual({ answer: 'not-free' });
    expect(await standing(store, id, minute(3))).toMatchObject({ state: 'running', free: true });
    const second = await held(store, id, minute(3));

    const late = [
      renewPart(store, first, minute(4)),
      finishPart(store, first, 'late'),
      failPart(store, first, 'late'),
      releasePart(store, first),
      inTransaction(store, inner => requirePart(inner, first)),
    ];
    for (const end of await Promise.allSettled(late)) {
      expect(end).toMatchObject({ status: 'rejected', reason: expect.any(PartLost) });
    }
    await finishPart(store, second, { rows: 7 });
    expect(await standing(store, id)).toMatchObject({ state: 'done', result: { rows: 7 }, free: false });
  });

  it('is taken over at once from a process of this machine that is gone', async () => {
    const store = await database.open();
    const id = await one(store);
    await held(store, id);
    await store.db
      .updateTable('part')
      .set({ pid: 2 ** 22 + 1 })
      .execute();
    expect(await standing(store, id)).toMatchObject({ free: true });
    await held(store, id);
  });

  it('fails when process after process dies of it', async () => {
    const store = await database.open();
    const id = await one(store);
    for (let time = 0; time < 5; time++) {
      await held(store, id, minute(2 * time));
      await elsewhere(store, id);
    }
    expect(await claimPart(store, id, configuration, minute(10))).toEqual({ answer: 'not-free' });
    expect(await standing(store, id, minute(10))).toMatchObject({
      state: 'failed',
      error: expect.stringContaining('5 tiến trình đã chết khi đang làm phần “portal”'),
    });
  });

  it('waits again when it is put back, as often as processes are asked to leave', async () => {
    const store = await database.open();
    const id = await one(store);
    for (let time = 0; time < 9; time++) await releasePart(store, await held(store, id));
    expect(await standing(store, id)).toMatchObject({ state: 'waiting', free: true });
    await held(store, id);
  });

  it('tells how far it is, and is told to come to an end; what was not begun is taken back', async () => {
    const store = await database.open();
    const ids = await createParts(store, 'plan-1', configuration, [portal, portal]);
    const first = await held(store, ids[0]!);
    expect(await renewPart(store, first, minute(0), { done: 3, total: 9 })).toEqual({ stop: false });
    expect(await standing(store, ids[0]!)).toMatchObject({ progress: { done: 3, total: 9 } });
    await stopParts(store, ids);
    expect(await renewPart(store, first, minute(0))).toEqual({ stop: true });
    expect((await standingOf(store, ids, minute(0))).map(({ id }) => id)).toEqual([ids[0]]);
  });

  it('is gone with its run: what its worker wanted to write is not written', async () => {
    const store = await database.open();
    const runId = await beginRun(store, minute(0));
    const [id, other] = [await one(store, runId), await one(store, 'run-2')];
    const worker = await held(store, id);
    await abortRun(store, runId, minute(1));
    await expect(finishPart(store, worker, null)).rejects.toThrow(PartLost);
    expect((await standingOf(store, [id, other], minute(1))).map(part => part.id)).toEqual([other]);
    await dropPartsOf(store, 'run-2');
    expect(await standingOf(store, [other], minute(1))).toEqual([]);
  });
});
