import type { ServerContext } from '../context.ts';

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

/** `degraded` when there is a problem. */
export function judged(found: readonly (string | false)[], details: Record<string, unknown>): CheckResult {
  const problems = found.filter(problem => problem !== false);
  return { health: problems.length > 0 ? 'degraded' : 'ok', problems, details };
}
