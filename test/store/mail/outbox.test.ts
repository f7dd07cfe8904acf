import { expect, it } from 'vitest';
import type { Store } from '../../../src/store/core/contract.ts';
import { inTransaction } from '../../../src/store/core/open.ts';
import type { NewLetter } from '../../../src/store/mail/letter-rows.ts';
import {
  amendHeldLetter,
  listLetters,
  messageIdOf,
  outboxState,
  pruneLetters,
  queueLetters,
  resendLetter,
} from '../../../src/store/mail/outbox.ts';
import {
  beginSending,
  dueLetter,
  type LetterEnd,
  sendingClaim,
  settleLetter,
} from '../../../src/store/mail/outbox-sending.ts';
import { type Claim, ClaimLost, releaseClaim, takeClaim } from '../../../src/store/work/claims.ts';
import { minute, onEveryDatabase } from '../support.ts';

const letter = (given: Partial<NewLetter> = {}): NewLetter => ({
  kind: 'digest',
  subject: 'R-1/everything',
  to: 'sở@example.vn',
  notBefore: minute(0),
  body: { runs: ['R-1'] },
  ...given,
});

/** The right to send, for somebody whose process nobody here can look at; with his last word at `now`. */
async function sender(store: Store, now: string, host = 'elsewhere'): Promise<Claim> {
  const taken = await takeClaim(store, sendingClaim, { pid: 1, host, purpose: 'mail', since: now }, now);
  if (!taken.held) throw new Error('somebody else sends');
  return taken.claim;
}

/** Takes and sends the letter that is due, with this end. */
async function sendOne(store: Store, now: string, end: LetterEnd): Promise<number> {
  const claim = await sender(store, now);
  const due = await dueLetter(store, now);
  expect(await beginSending(store, due!.id, claim)).toBe(true);
  expect(await settleLetter(store, due!.id, claim, end, now)).toBe(true);
  await releaseClaim(store, claim);
  return due!.id;
}

function findLetter({ db }: Store, id: number) {
  return db.selectFrom('letter').selectAll().where('id', '=', id).executeTakeFirst();
}

onEveryDatabase('the outbox', database => {
  it('holds a letter once, however often it is put in, and by the id that follows from what it is', async () => {
    const store = await database.open();
    expect(await queueLetters(store, [letter(), letter({ to: 'SỞ@example.vn' })], minute(0))).toBe(1);
    expect(await queueLetters(store, [letter(), letter({ kind: 'critical' })], minute(1))).toBe(1);
    const all = await listLetters(store, {}, minute(1), 10);
    expect(all.map(({ kind, messageId }) => [kind, messageId])).toEqual([
      ['critical', messageIdOf(letter({ kind: 'critical' }))],
      ['digest', messageIdOf(letter())],
    ]);
    expect(all[1]).toMatchObject({ ...letter(), queuedAt: minute(0), attempts: 0, standing: 'waiting' });
  });

  it('keeps a letter out when the transaction it tells of fails', async () => {
    const store = await database.open();
    const failing = inTransaction(store, async inner => {
      await queueLetters(inner, [letter()], minute(0));
      throw new Error('the run could not be written');
    });
    await expect(failing).rejects.toThrow('could not be written');
    expect(await listLetters(store, {}, minute(0), 10)).toEqual([]);
  });

  it('gives out the letter that is due longest, and none before its time', async () => {
    const store = await database.open();
    const subjects = ['b', 'a', 'c', 'later'];
    const letters = subjects.map((subject, at) => letter({ subject, notBefore: minute([2, 1, 3, 9][at]!) }));
    await queueLetters(store, letters, minute(0));
    expect(await dueLetter(store, minute(0))).toBeUndefined();
    const order: string[] = [];
    for (let due = await dueLetter(store, minute(5)); due; due = await dueLetter(store, minute(5))) {
      order.push(due.subject);
      await sendOne(store, minute(5), { state: 'sent' });
    }
    expect(order).toEqual(['a', 'b', 'c']);
  });

  it('lets nobody send who was taken for dead before the mail server heard of the letter', async () => {
    const store = await database.open();
    await queueLetters(store, [letter()], minute(0));
    const dead = await sender(store, minute(0));
    const { id } = (await dueLetter(store, minute(3)))!;
    const next = await sender(store, minute(3));
    // The first comes to again: it may neither send nor say how it ended.
    await expect(beginSending(store, id, dead)).rejects.toThrow(ClaimLost);
    const failed = { state: 'waiting', nextTryAt: minute(9), error: 'x' } as const;
    await expect(settleLetter(store, id, dead, failed, minute(3))).rejects.toThrow(ClaimLost);
    expect(await findLetter(store, id)).toMatchObject({ state: 'waiting', attempts: 0 });
    expect(await beginSending(store, id, next)).toBe(true);
  });

  it('writes down what the mail server told somebody who was taken for dead meanwhile', async () => {
    const store = await database.open();
    await queueLetters(store, [letter()], minute(0));
    const dead = await sender(store, minute(0));
    const { id } = (await dueLetter(store, minute(0)))!;
    await beginSending(store, id, dead);
    await sender(store, minute(3));
    expect(await listLetters(store, { standing: 'in-doubt' }, minute(3), 10)).toMatchObject([{ id }]);
    expect(await settleLetter(store, id, dead, { state: 'sent' }, minute(3))).toBe(true);
    expect(await findLetter(store, id)).toMatchObject({ state: 'sent', sentAt: minute(3) });
  });

  it('never gives out again a letter the mail server may have, until a person says so', async () => {
    const store = await database.open();
    await queueLetters(store, [letter()], minute(0));
    const dead = await sender(store, minute(0));
    const { id } = (await dueLetter(store, minute(0)))!;
    await beginSending(store, id, dead);
    expect(await outboxState(store, minute(1))).toMatchObject({ waiting: 0, inDoubt: 0 });
    expect(await resendLetter(store, id, minute(1))).toEqual({ was: 'sending', again: 'no' });
    expect(await listLetters(store, { standing: 'sending' }, minute(1), 10)).toMatchObject([{ id }]);
    // More than a minute without a word.
    expect(await dueLetter(store, minute(30))).toBeUndefined();
    expect(await outboxState(store, minute(30))).toMatchObject({ waiting: 0, inDoubt: 1 });
    expect(await listLetters(store, { standing: 'sending' }, minute(30), 10)).toEqual([]);
    expect(await listLetters(store, { standing: 'in-doubt' }, minute(30), 10)).toMatchObject([
      { id, standing: 'in-doubt', attempts: 1 },
    ]);
    expect(await resendLetter(store, id, minute(30))).toEqual({ was: 'in-doubt', again: 'yes' });
    expect(await dueLetter(store, minute(30))).toMatchObject({ id });
    // Whoever was taken for dead has nothing to say of it any more.
    expect(await settleLetter(store, id, dead, { state: 'sent' }, minute(31))).toBe(false);
  });

  it('keeps what came of a try, and tries again when it is time', async () => {
    const store = await database.open();
    await queueLetters(store, [letter()], minute(0));
    const error = '451 thử lại sau\0';
    const id = await sendOne(store, minute(1), { state: 'waiting', nextTryAt: minute(6), error });
    expect(await findLetter(store, id)).toMatchObject({
      state: 'waiting',
      attempts: 1,
      nextTryAt: minute(6),
      lastError: '451 thử lại sau\ufffd',
    });
    expect(await dueLetter(store, minute(5))).toBeUndefined();
    // A try that ends before the server heard of the letter is one, too.
    const claim = await sender(store, minute(6));
    await settleLetter(store, id, claim, { state: 'waiting', nextTryAt: minute(9), error: 'x' }, minute(6));
    expect(await findLetter(store, id)).toMatchObject({ state: 'waiting', attempts: 2 });
    await sendOne(store, minute(9), { state: 'sent' });
    expect(await findLetter(store, id)).toMatchObject({
      state: 'sent',
      attempts: 3,
      sentAt: minute(9),
      nextTryAt: null,
      lastError: null,
    });
    expect(await resendLetter(store, id, minute(10))).toEqual({ was: 'sent', again: 'no' });
    expect(await resendLetter(store, 999_999, minute(10))).toBeUndefined();
  });

  it('waits between tries also for a letter that was put in by a clock that was ahead', async () => {
    const store = await database.open();
    await queueLetters(store, [letter({ notBefore: minute(50) })], minute(50));
    const postponed = { state: 'waiting', nextTryAt: minute(9), error: 'bận' } as const;
    await sendOne(store, minute(3), postponed);
    expect(await dueLetter(store, minute(4))).toBeUndefined();
    expect(await dueLetter(store, minute(9))).toMatchObject({ attempts: 1 });
  });

  it('says what is stuck: how long due, dead, in doubt; a letter held off is not stuck', async () => {
    const store = await database.open();
    expect(await outboxState(store, minute(0))).toEqual({
      waiting: 0,
      oldestDueSeconds: null,
      inDoubt: 0,
      dead: 0,
    });
    await queueLetters(store, [letter({ subject: 'held', notBefore: minute(50) })], minute(0));
    expect(await outboxState(store, minute(10))).toMatchObject({ waiting: 1, oldestDueSeconds: null });
    await queueLetters(store, [letter({ subject: 'due' })], minute(0));
    await sendOne(store, minute(0), { state: 'waiting', nextTryAt: minute(40), error: 'x' });
    expect(await outboxState(store, minute(10))).toMatchObject({ waiting: 2, oldestDueSeconds: 600 });
    await sendOne(store, minute(40), { state: 'dead', error: '550' });
    await sendOne(store, minute(50), { state: 'in-doubt', error: 'lost' });
    expect(await outboxState(store, minute(50))).toEqual({
      waiting: 0,
      oldestDueSeconds: null,
      inDoubt: 1,
      dead: 1,
    });
  });

  it('adds to a letter that is held off, never to one that is on its way or of somebody else', async () => {
    const store = await database.open();
    await queueLetters(store, [letter({ kind: 'critical', notBefore: minute(30) })], minute(0));
    type Body = { runs: string[] };
    const add = (to: string, now: string) =>
      amendHeldLetter<Body>(store, { kind: 'critical', to }, now, ({ runs }) => ({ runs: [...runs, 'R-2'] }));
    expect(await add('khác@example.vn', minute(1))).toBe(false);
    expect(await add(letter().to, minute(1))).toBe(true);
    expect(await add(letter().to, minute(31))).toBe(false);
    expect((await dueLetter(store, minute(31)))?.body).toEqual({ runs: ['R-1', 'R-2'] });
  });

  it('forgets old letters that came to an end, and no other', async () => {
    const store = await database.open();
    const ends: LetterEnd[] = [
      { state: 'sent' },
      { state: 'dead', error: 'x' },
      { state: 'in-doubt', error: 'x' },
      { state: 'waiting', nextTryAt: minute(2), error: 'x' },
    ];
    for (const [at, end] of ends.entries()) {
      await queueLetters(store, [letter({ subject: `${at}` })], minute(0));
      await sendOne(store, minute(1), end);
    }
    expect(await pruneLetters(store, minute(0))).toBe(0);
    expect(await pruneLetters(store, minute(2))).toBe(2);
    const left = await listLetters(store, {}, minute(3), 10);
    expect(left.map(({ standing }) => standing)).toEqual(['waiting', 'in-doubt']);
  });
});
