import type { Store } from '../../store/core/contract.ts';
import type { NewLetter } from '../../store/mail/letter-rows.ts';
import { amendHeldLetter, listLetters, queueLetters, type ShownLetter } from '../../store/mail/outbox.ts';

/** Letters of one kind to one address looked through for the last on a part; few people get more parts than that. */
const lookedAt = 200;

/** The last letter of a kind to somebody whose body is about the same. */
export async function lastLetter<Body>(
  store: Store,
  of: Pick<NewLetter, 'kind' | 'to'>,
  now: string,
  isSame: (body: Body) => boolean,
): Promise<(ShownLetter & { body: Body }) | undefined> {
  const letters = await listLetters(store, of, now, lookedAt);
  return (letters as (ShownLetter & { body: Body })[]).find(({ body }) => isSame(body));
}

/**
 * Puts a letter into the outbox: at once, unless one on the same went to the same address a short while ago; then what
 * comes up meanwhile goes together into one when the hold-off is over. How many were put in.
 *
 * @param join makes the body of one that is held off already.
 */
export async function queueHeldOff<Body>(
  inner: Store,
  letter: Pick<NewLetter, 'kind' | 'to' | 'subject'> & { body: Body },
  { isSame, join }: { isSame(body: Body): boolean; join(held: Body): Body },
  holdOffMinutes: number,
  now: string,
): Promise<number> {
  const amended = await amendHeldLetter<Body>(inner, letter, now, held =>
    isSame(held) ? join(held) : undefined,
  );
  if (amended) return 0;
  const last = await lastLetter(inner, letter, now, isSame);
  // A clock that was ahead when the last one was queued holds this one up no longer than that.
  const before = last && Math.min(Date.parse(last.notBefore), Date.parse(now));
  const free = before === undefined ? 0 : before + holdOffMinutes * 60_000;
  const notBefore = new Date(Math.max(Date.parse(now), free)).toISOString();
  return queueLetters(inner, [{ ...letter, notBefore }], now);
}
