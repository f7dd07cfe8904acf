import type { FastifyRequest } from 'fastify';
import { recordRefused } from '../../app/audited.ts';
import type { ServerContext } from '../context.ts';
import { limits } from '../limits.ts';
import { addressOf, networkOf } from './address.ts';
import { createCounter } from './counter.ts';
import { type CredentialRefused, originOf } from './credentials.ts';

const anyone = 'anyone';
/** Who it was is not known. */
const nobody = { who: '', action: 'sign-in' };

/** Failed sign-ins alike: from one network, refused for one reason. */
interface Sum {
  origin: string;
  reason: string;
  /** Since the last time they were written down. */
  attempts: number;
  first: string;
  last: string;
  targets: Set<string>;
}

/**
 * Failed sign-ins in the audit trail: the first of its kind at once, those alike summed up in one entry when their time
 * is over, so that whoever guesses cannot fill the trail. More than `limits.failedSignIns` a minute from one network,
 * or `limits.allFailedSignIns` from everywhere, are turned away.
 */
export function createGuesses({ store, now, log }: Pick<ServerContext, 'store' | 'now' | 'log'>) {
  const counter = createCounter(now);
  let sums = new Map<string, Sum>();
  let begun = now().getTime();

  async function settle(): Promise<void> {
    const over = [...sums.values()].filter(({ attempts }) => attempts > 0);
    sums = new Map();
    begun = now().getTime();
    for (const { origin, reason, attempts, first, last, targets } of over) {
      const target = targets.size === 1 ? [...targets][0]! : 'several';
      const after = { attempts, first, last, targets: [...targets] };
      await recordRefused(store, { ...nobody, at: now().toISOString(), origin, target, why: reason, after });
    }
  }

  return {
    /** Writes down what has been summed up so far. */
    settle: () =>
      settle().catch(error => {
        log.error({ err: error }, 'failed sign-ins could not be written down');
      }),
    /** Writes a failed sign-in down. @returns The seconds to wait, where there were too many; it is only counted then. */
    async note(request: FastifyRequest, refusal: CredentialRefused) {
      const at = now();
      if (at.getTime() - begun >= limits.guessesSummed || at.getTime() < begun) await settle();
      const network = networkOf(addressOf(request));
      const wait =
        counter.exceeded(network, limits.failedSignIns) ?? counter.exceeded(anyone, limits.allFailedSignIns);
      const alone = sums.size < limits.guessedFrom;
      const key = alone || sums.has(`${network} ${refusal.reason}`) ? `${network} ${refusal.reason}` : anyone;
      const known = sums.get(key);
      const sum: Sum = known ?? {
        origin: key === anyone ? 'api, many addresses' : originOf(request),
        reason: key === anyone ? 'many reasons' : refusal.reason,
        ...{ attempts: 0, first: at.toISOString(), last: '', targets: new Set() },
      };
      sums.set(key, sum);
      if (!known && key !== anyone) {
        const { target, reason: why } = refusal;
        await recordRefused(store, { ...nobody, at: sum.first, origin: sum.origin, target, why });
        return wait;
      }
      if (sum.attempts === 0) sum.first = at.toISOString();
      sum.attempts++;
      sum.last = at.toISOString();
      if (sum.targets.size < limits.guessedTargets) sum.targets.add(refusal.target);
      return wait;
    },
  };
}
