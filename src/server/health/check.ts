import type { ServerContext } from '../context.ts';
import { within } from '../remember.ts';

/** `degraded`: the service answers and works, but somebody has to look; `down`: it cannot do its work at all. */
export type Health = 'ok' | 'degraded' | 'down';

export interface CheckResult {
  health: Health;
  /** Vietnamese, each what is wrong and what to do; empty when all is well. No secrets. */
  problems: string[];
  /** JSON-safe, for people who are signed in. */
  details: Record<string, unknown>;
}

/** One thing health looks at. What it throws means that it could not tell. */
export interface HealthCheck {
  name: string;
  look(context: ServerContext): Promise<CheckResult>;
}

const worstFirst: readonly Health[] = ['down', 'degraded', 'ok'];

export function worst(healths: readonly Health[]): Health {
  return worstFirst.find(health => healths.includes(health)) ?? 'ok';
}

export function well(details: Record<string, unknown> = {}): CheckResult {
  return { health: 'ok', problems: [], details };
}

export function down(problem: string, details: Record<string, unknown> = {}): CheckResult {
  return { health: 'down', problems: [problem], details };
}

/** `degraded` when there is a problem. */
export function judged(found: readonly (string | false)[], details: Record<string, unknown>): CheckResult {
  const problems = found.filter(problem => problem !== false);
  return { health: problems.length > 0 ? 'degraded' : 'ok', problems, details };
}

export interface Overall {
  health: Health;
  /** ISO 8601 UTC. */
  checkedAt: string;
  checks: Record<string, CheckResult>;
}

/** A database that has not answered by then does not answer: probes themselves wait five seconds at most. */
const patienceMs = 4_000;

/**
 * Makes the function that asks all checks. One that fails or hangs is told as such and never fails the whole: the
 * first (the database) as down, any other as degraded. Failures are logged when they begin, not every few seconds.
 */
export function createLook(context: ServerContext, checks: readonly HealthCheck[]): () => Promise<Overall> {
  const failing = new Set<string>();
  const ask = async (check: HealthCheck, otherwise: Health): Promise<CheckResult> => {
    try {
      const result = await within(patienceMs, check.look(context));
      failing.delete(check.name);
      return result;
    } catch (error) {
      if (!failing.has(check.name))
        context.log.warn({ err: error, check: check.name }, 'health check failed');
      failing.add(check.name);
      const problem = `Không kiểm tra được mục ${check.name}; nguyên nhân ở nhật ký của dịch vụ.`;
      return { health: otherwise, problems: [problem], details: {} };
    }
  };
  return async () => {
    const checkedAt = context.now().toISOString();
    const [first, ...others] = checks;
    const results: [string, CheckResult][] = [[first!.name, await ask(first!, 'down')]];
    if (results[0]![1].health !== 'down') {
      results.push(
        ...(await Promise.all(
          others.map(
            async (check): Promise<[string, CheckResult]> => [check.name, await ask(check, 'degraded')],
          ),
        )),
      );
    }
    const health = worst(results.map(([, result]) => result.health));
    return { health, checkedAt, checks: Object.fromEntries(results) };
  };
}
