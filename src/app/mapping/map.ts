import { record } from '../../store/access/audit.ts';
import { asked } from '../audited.ts';
import { type Asking, doingOf } from '../context.ts';

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
  const target = `${system}/${remote}`;
  return asked(asking, 'map', target, async () => {
    await write();
    await record(asking.store, {
      ...{ ...doingOf(asking), action: 'map', target, before: null, after: code, outcome: 'done' },
    });
  });
}
