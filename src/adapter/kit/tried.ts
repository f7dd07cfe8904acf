import type { SystemCheck } from '../adapter.ts';
import { RemoteError } from '../errors.ts';

type Access = SystemCheck['access'];

/**
 * Tries one thing after the other for `check`: what fails is told beside what does not. `ends`: a failure after which nothing
 * else need be tried, which is thrown; a cancelled run always is.
 */
export function triedList(ends: (error: RemoteError, before: Access) => boolean = () => false) {
  const access: Access = [];
  const attempt = async (
    what: string,
    work: () => Promise<Omit<Access[number], 'what' | 'ok'> & { ok?: boolean }>,
  ): Promise<void> => {
    try {
      access.push({ what, ok: true, ...(await work()) });
    } catch (error) {
      if (!(error instanceof RemoteError) || error.kind === 'aborted' || ends(error, access)) throw error;
      access.push({ what, ok: false, note: error.message, failure: error });
    }
  };
  return { access, attempt };
}
