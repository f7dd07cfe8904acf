import type { JobKind } from '../../domain/job.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { JobHandlers, JobInHand, JobOutcome } from '../handlers/handler.ts';
import { jobHandlers } from '../handlers/index.ts';
import { ChildEnded, doneByChild, tooMuch } from './child.ts';
import type { JobErrand } from './job-errand.ts';
import { type ChildLimits, jobLimits } from './messages.ts';

export interface ChildJobSettings {
  /** The program's main module. */
  program: string;
  /** Between being asked to end and being killed. */
  graceMs(): number;
  limits?: ChildLimits;
}

/** What takes much memory and time; the rest is done by the process that serves. */
const heavy = [
  'reconcile',
  'plan',
  'rollback',
  'apply',
  'define',
  'monthly-report',
] as const satisfies JobKind[];

/** Who does what in a process that serves: heavy jobs are a child's each, so that its memory goes back with it. */
export function handlersWithChildren(settings: ChildJobSettings): JobHandlers {
  const children = heavy.map(kind => [kind, (work: JobInHand) => byChild(work, settings)]);
  return { ...jobHandlers, ...Object.fromEntries(children) };
}

async function byChild(
  { job, again, token, configuration, log, signal, tell }: JobInHand,
  { program, graceMs, limits = jobLimits }: ChildJobSettings,
): Promise<JobOutcome> {
  const given: JobErrand = { job, again, token };
  try {
    const outcome = await doneByChild(['work', '--job', job.id], given, {
      ...{ program, configuration, log, limits, signal, graceMs: graceMs() },
      told(word) {
        const { kind, data } = word as { kind: string; data: Record<string, unknown> };
        tell(kind, data);
      },
    });
    return outcome as JobOutcome;
  } catch (error) {
    const heavy = error instanceof ChildEnded ? tooMuch(error, limits) : undefined;
    throw heavy ? new Refusal('job-too-heavy', heavy) : error;
  }
}
