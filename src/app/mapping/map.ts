import { asked } from '../audited.ts';
import type { Asking } from '../context.ts';

/**
 * Says which of our codes a remote's code is, from the next run on; in the audit trail once it is written.
 *
 * @param remote The system, and its code there.
 * @param write Writes it where mappings are kept.
 */
export function mapCode(
  asking: Asking,
  { system, remote, code }: { system: string; remote: string; code: string },
  write: () => Promise<void>,
): Promise<void> {
  return asked(asking, 'map', `${system}/${remote}`, async (_by, done) => {
    await write();
    await done(asking.store, { after: code });
  });
}
