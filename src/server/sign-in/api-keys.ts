import { createHash, randomBytes, randomInt, randomUUID, timingSafeEqual } from 'node:crypto';
import type { AccountRole } from '../../app/permissions.ts';
import { isReservedName, nameSkeleton } from '../../domain/actor.ts';
import { type Doing, record } from '../../store/audit.ts';
import type { ApiKeyRow, Store } from '../../store/contract.ts';
import { addKey, findKey, lockKeys, namesInUse, revokeKey, touchKey } from '../../store/keys.ts';
import { inTransaction } from '../../store/open.ts';

const shape = /^dvcs_([a-z0-9]{8})_[A-Za-z0-9_-]{43}$/;
const letters = 'abcdefghijklmnopqrstuvwxyz0123456789';

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

/**
 * Makes a key, in the audit trail by the same transaction. `key` is shown this once and is nowhere afterwards.
 *
 * @param wanted `expiresAt`: ISO 8601 UTC, null = never.
 */
export async function createKey(
  store: Store,
  wanted: { name: string; role: AccountRole; expiresAt: string | null },
  by: Doing,
): Promise<ApiKeyRow & { key: string }> {
  const prefix = Array.from({ length: 8 }, () => letters[randomInt(letters.length)]).join('');
  const key = `dvcs_${prefix}_${randomBytes(32).toString('base64url')}`;
  const row = { id: randomUUID(), prefix, ...wanted, createdAt: by.at, createdBy: by.who };
  await inTransaction(store, async inner => {
    await addKey(inner, row, secretHash(key));
    await record(inner, {
      ...by,
      action: 'create-key',
      target: row.id,
      before: null,
      after: { prefix, ...wanted },
      outcome: 'done',
    });
  });
  return { ...row, lastUsedAt: null, revokedAt: null, revokedBy: null, key };
}

/** A name nobody may have, or that somebody has. Vietnamese; `english` is the same. */
export class KeyNameError extends Error {
  readonly english: string;
  constructor(vi: string, en: string) {
    super(vi);
    this.name = 'KeyNameError';
    this.english = en;
  }
}

/**
 * Gives somebody a key. The name is nobody else's, and none that people could take for another: of the program itself,
 * of a key that holds, of who has signed in.
 *
 * @throws KeyNameError
 */
export async function issueKey(
  store: Store,
  wanted: Parameters<typeof createKey>[1],
  by: Doing,
): ReturnType<typeof createKey> {
  const { name } = wanted;
  if (isReservedName(name))
    throw new KeyNameError(
      `tên "${name}" dành riêng cho dvc-sync hoặc không có chữ nào; chọn tên khác`,
      'is reserved for the program itself, or has no letter',
    );
  return inTransaction(store, async inner => {
    await lockKeys(inner);
    const skeleton = nameSkeleton(name);
    const taken = (await namesInUse(inner, by.at)).find(other => nameSkeleton(other) === skeleton);
    if (taken !== undefined)
      throw new KeyNameError(
        `đã có người dùng tên "${taken}"; chọn tên khác, hoặc thu hồi khóa đang mang tên ấy trước`,
        'is the name of somebody who has access, or looks like it',
      );
    return createKey(inner, wanted, by);
  });
}

/** Ends a key and its browser sessions, in the audit trail too; false when it had been revoked before. */
export async function endKey(store: Store, key: ApiKeyRow, by: Doing): Promise<boolean> {
  return inTransaction(store, async inner => {
    const revoked = await revokeKey(inner, key.id, { by: by.who, at: by.at });
    if (revoked)
      await record(inner, {
        ...by,
        action: 'revoke-key',
        target: key.id,
        before: { prefix: key.prefix, name: key.name, role: key.role },
        after: null,
        outcome: 'done',
      });
    return revoked;
  });
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
  if ((found.lastUsedAt ?? '') < notSince) await touchKey(store, found.id, at, notSince);
  return found;
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
