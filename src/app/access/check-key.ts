import { createHash, timingSafeEqual } from 'node:crypto';
import { type ApiKeyRow, findKey, touchKey } from '../../store/access/keys.ts';
import type { Store } from '../../store/core/contract.ts';

const shape = /^dvcs_([a-z0-9]{8})_[A-Za-z0-9_-]{43}$/;

/** Often enough to see which keys are in use, seldom enough that reading stays reading. */
const touchEveryMs = 60_000;

/** The shown first characters of a key, which name it; undefined when the text is no key of ours. */
export function keyPrefix(key: string): string | undefined {
  return shape.exec(key)?.[1];
}

/** For what is random by 256 bits: no salt and no slow hash is needed. */
export function secretHash(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** The key somebody shows, when it is one of ours and holds at `now`; else why it is refused. */
export async function checkKey(
  store: Store,
  key: string,
  now: Date,
): Promise<ApiKeyRow | { refused: 'unknown' | 'expired' | 'revoked' }> {
  const prefix = keyPrefix(key);
  const found = prefix === undefined ? undefined : await findKey(store, prefix);
  // Compared even where there is none, so that the time it takes tells nothing.
  const same = timingSafeEqual(digest(key), found ? Buffer.from(found.hash, 'hex') : digest(''));
  if (!found || !same) return { refused: 'unknown' };
  const at = now.toISOString();
  if (found.revokedAt !== null) return { refused: 'revoked' };
  if (found.expiresAt !== null && found.expiresAt <= at) return { refused: 'expired' };
  const notSince = new Date(now.getTime() - touchEveryMs).toISOString();
  if ((found.lastUsedAt ?? '') < notSince) touch(store, found.id, at, notSince);
  return found;
}

/** Keys whose use is being written down. */
const touched = new Set<string>();

/** Nobody waits for it: reading must not wait until somebody else has written. What fails is tried with the next request. */
function touch(store: Store, id: string, at: string, notSince: string): void {
  if (touched.has(id)) return;
  touched.add(id);
  void touchKey(store, id, at, notSince)
    .catch(() => {})
    .finally(() => touched.delete(id));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
