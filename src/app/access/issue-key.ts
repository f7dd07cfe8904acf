import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import { isReservedName, nameSkeleton } from '../../domain/actor.ts';
import { Refusal } from '../../domain/refusal.ts';
import { type Doing, record } from '../../store/access/audit.ts';
import { type ApiKeyRow, addKey, lockKeys, namesInUse } from '../../store/access/keys.ts';
import type { Store } from '../../store/core/contract.ts';
import { inTransaction } from '../../store/core/open.ts';
import { asked } from '../audited.ts';
import { type Asking, doingOf } from '../context.ts';
import type { AccountRole } from '../permissions.ts';
import { secretHash } from './check-key.ts';

const letters = 'abcdefghijklmnopqrstuvwxyz0123456789';

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

/**
 * Gives somebody a key. The name is nobody else's, and none that people could take for another: of the program itself,
 * of a key that holds, of who has signed in.
 *
 * @throws Refusal
 */
export function issueKey(
  asking: Asking,
  wanted: Parameters<typeof createKey>[1],
): ReturnType<typeof createKey> {
  const { name, expiresAt } = wanted;
  return asked(asking, 'create-key', name, () => {
    const by = doingOf(asking);
    if (expiresAt !== null && expiresAt <= by.at) throw new Refusal('key-expiry-over', { expiresAt });
    if (isReservedName(name)) throw new Refusal('name-reserved', { name });
    return inTransaction(asking.store, async inner => {
      await lockKeys(inner);
      const skeleton = nameSkeleton(name);
      const taken = (await namesInUse(inner, by.at)).find(other => nameSkeleton(other) === skeleton);
      if (taken !== undefined) throw new Refusal('name-taken', { name: taken });
      return createKey(inner, wanted, by);
    });
  });
}
