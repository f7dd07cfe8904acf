import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import { Refusal } from '../../domain/refusal.ts';
import { isReservedName, nameSkeleton } from '../../domain/same-person.ts';
import { type Doing, record } from '../../store/access/audit.ts';
import {
  type ApiKeyRow,
  addKey,
  knownKey,
  lockKeys,
  namesInUse,
  revokeKey as revoke,
} from '../../store/access/keys.ts';
import type { Store } from '../../store/core/contract.ts';
import { inTransaction } from '../../store/core/open.ts';
import { askedAtOnce } from '../audited.ts';
import type { Asking, ConfiguredAsking } from '../context.ts';
import type { AccountRole } from '../permissions.ts';
import { secretHash } from './check-key.ts';

const letters = 'abcdefghijklmnopqrstuvwxyz0123456789';

interface WantedKey {
  name: string;
  role: AccountRole;
  /** Our code, of role `unit`. */
  unit?: string | null | undefined;
  /** ISO 8601 UTC, null = never. */
  expiresAt: string | null;
}

/**
 * Makes a key, in the audit trail by the same transaction. `key` is shown this once and is nowhere afterwards.
 */
export async function createKey(
  store: Store,
  { unit = null, ...rest }: WantedKey,
  by: Doing,
): Promise<ApiKeyRow & { key: string }> {
  const prefix = Array.from({ length: 8 }, () => letters[randomInt(letters.length)]).join('');
  const key = `dvcs_${prefix}_${randomBytes(32).toString('base64url')}`;
  const wanted = { ...rest, unit };
  const row = { id: randomUUID(), prefix, ...wanted, createdAt: by.at, createdBy: by.who };
  await inTransaction(store, async inner => {
    await addKey(inner, row, secretHash(key));
    await record(inner, {
      ...{ ...by, action: 'create-key', target: row.id },
      after: { prefix, ...rest, ...(unit !== null && { unit }) },
    });
  });
  return { ...row, lastUsedAt: null, revokedAt: null, revokedBy: null, key };
}

/**
 * Gives somebody a key. The name is nobody else's, and none that people could take for another: of the program itself,
 * of a key that holds, of who has signed in. A key of role `unit` speaks for a unit of ours, no other key does.
 *
 * @throws Refusal
 */
export function issueKey(asking: ConfiguredAsking, wanted: WantedKey): ReturnType<typeof createKey> {
  const { name, role, unit = null, expiresAt } = wanted;
  return askedAtOnce(asking, 'create-key', name, async (inner, by) => {
    if (expiresAt !== null && expiresAt <= by.at) throw new Refusal('key-expiry-over', { expiresAt });
    if ((unit !== null) !== (role === 'unit')) throw new Refusal('key-unit-wrong', { role });
    const { agencies } = asking.configuration.city;
    if (unit !== null && !agencies.some(({ code }) => code === unit))
      throw new Refusal('agency-unknown', { agency: unit });
    if (isReservedName(name)) throw new Refusal('name-reserved', { name });
    await lockKeys(inner);
    const skeleton = nameSkeleton(name);
    const taken = (await namesInUse(inner, by.at)).find(other => nameSkeleton(other) === skeleton);
    if (taken !== undefined) throw new Refusal('name-taken', { name: taken });
    return createKey(inner, wanted, by);
  });
}

/**
 * Ends a key and its browser sessions, at once and for good; `revoked` is false when it had been ended before.
 *
 * @param given Its id or its shown first characters.
 * @throws Refusal when there is none.
 */
export function revokeKey(asking: Asking, given: string): Promise<{ key: ApiKeyRow; revoked: boolean }> {
  return askedAtOnce(asking, 'revoke-key', given, async (inner, by, done) => {
    const before = await knownKey(inner, given);
    if (!before) throw new Refusal('key-unknown', { key: given });
    const { id, prefix, name, role } = before;
    const revoked = await revoke(inner, id, by);
    if (revoked) await done(inner, { target: id, before: { prefix, name, role } });
    return { key: (await knownKey(inner, id))!, revoked };
  });
}
