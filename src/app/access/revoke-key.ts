import { Refusal } from '../../domain/refusal.ts';
import { type ApiKeyRow, knownKey, revokeKey as revoke } from '../../store/access/keys.ts';
import { askedAtOnce } from '../audited.ts';
import type { Asking } from '../context.ts';

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
    const revoked = await revoke(inner, id, { by: by.who, at: by.at });
    if (revoked) await done(inner, { target: id, before: { prefix, name, role } });
    return { key: (await knownKey(inner, id))!, revoked };
  });
}
