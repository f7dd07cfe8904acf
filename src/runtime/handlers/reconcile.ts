import { clockBehindWords, type RunEvents, run } from '../../app/runs/run.ts';
import type { RunSummary } from '../../domain/run.ts';
import { findRun } from '../../store/runs/runs.ts';
import { askingOf, type JobInHand, type JobOutcome } from './handler.ts';

/** Reads, reconciles, remembers. Begun anew when its process died, unless the run had come to its end already. */
export async function reconcile(work: JobInHand<'reconcile'>): Promise<JobOutcome> {
  const { job, store, signal } = work;
  const before = work.again && job.runId !== null ? await findRun(store, job.runId) : undefined;
  if (before?.summary) return outcomeOf(before.summary);
  const { fresh = false, full = fresh, acceptShrink } = job.scope;
  const { summary, clockBehind } = await run(askingOf(work), {
    ...{ signal, full, ...(acceptShrink && { acceptShrink }) },
    events: { ...progress(work), begun: runId => work.note({ runId }) },
  });
  const outcome = outcomeOf(summary);
  if (clockBehind === undefined) return outcome;
  return { ...outcome, message: `${outcome.message}; ${clockBehindWords(clockBehind)}` };
}

function outcomeOf({ runId, status, counts, systems }: RunSummary): JobOutcome {
  const { new: fresh, open, resolved } = counts;
  const incomplete = Object.entries(systems).filter(([, system]) => system.status !== 'complete');
  const rows = `${fresh} sai lệch mới, ${open} còn mở, ${resolved} đã hết`;
  const unread = `chưa đọc đủ ${incomplete.map(([name]) => name).join(', ')}; `;
  return { runId, message: `${status === 'partial' ? unread : ''}${rows}` };
}

/** At most two a second for each system: listeners show them, nobody counts on each. */
const quietMs = 500;

function progress({ tell, now }: JobInHand<'reconcile'>): RunEvents {
  const said = new Map<string, number>();
  return {
    reading(system, part, done, total, requests, slowed = '') {
      const time = now().getTime();
      if (done !== total && time - (said.get(system) ?? 0) < quietMs) return;
      said.set(system, time);
      const limited = slowed !== '' && { slowed };
      tell('reading', { system, part, done, ...(total !== undefined && { total }), requests, ...limited });
    },
    read({ system, status, procedures, offerings, requests, error }) {
      tell('read', { system, status, procedures, offerings, requests, error });
    },
    judging: () => tell('judging', {}),
  };
}
