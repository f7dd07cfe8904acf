import { Refusal } from '../../domain/refusal.ts';
import { record } from '../../store/access/audit.ts';
import { type ApiKeyRow, knownKey, revokeKey as revoke } from '../../store/access/keys.ts';
import { inTransaction } from '../../store/core/open.ts';
import { asked } from '../audited.ts';
import { type Asking, doingOf } from '../context.ts';

/**
 * Ends a key and its browser sessions, at once and for good; `revoked` is false when it had been ended before.
 *
 * @param given Its id or its shown first characters.
 * @throws Refusal when there is none.
 */
export function revokeKey(asking: Asking, given: string): Promise<{ key: ApiKeyRow; revoked: boolean }> {
  return asked(asking, 'revoke-key', given, () => {
    const by = doingOf(asking);
    return inTransaction(asking.store, async inner => {
      const before = await knownKey(inner, given);
      if (!before) throw new Refusal('key-unknown', { key: given });
      const { id, prefix, name, role } = before;
      const revoked = await revoke(inner, id, { by: by.who, at: by.at });
      if (revoked)
        await record(inner, {
          ...{ ...by, action: 'revoke-key', target: id },
          ...{ before: { prefix, name, role }, after: null, outcome: 'done' },
        });
      return { key: (await knownKey(inner, id))!, revoked };
    });
  });
}
