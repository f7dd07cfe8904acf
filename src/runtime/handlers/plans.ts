import { type ApplyResult, applyStored } from '../../app/plans/apply.ts';
import { draftPlan, draftRollback, newPlanId } from '../../app/plans/draft.ts';
import { planFromFindings } from '../../app/plans/from-findings.ts';
import { numberWords } from '../../domain/number-words.ts';
import type { ActionState } from '../../domain/push.ts';
import { isRefusal } from '../../domain/refusal.ts';
import { type Plan, waitsFor } from '../../plan/plan.ts';
import { actionStateNames } from '../../plan/words.ts';
import { findPlan } from '../../store/push/plans.ts';
import { needSentence } from '../../words/mending.ts';
import { refusalWords } from '../../words/refusals.ts';
import { askingOf, type JobInHand, type JobOutcome } from './handler.ts';

/** Drafts a plan. That nothing is defined yet is no failure of a job that comes every night. */
export async function plan(work: JobInHand<'plan'>): Promise<JobOutcome> {
  const { signal, job } = work;
  try {
    const { only, fromFindings } = job.scope;
    if (fromFindings === undefined)
      return await drafted(work, id => draftPlan(askingOf(work), { signal, id, only }));
    const fingerprints = fromFindings === true ? undefined : fromFindings;
    let needs: string[] = [];
    const outcome = await drafted(work, async id => {
      const { plan, mending } = await planFromFindings(askingOf(work), { signal, id, fingerprints });
      needs = mending.needs.map(needSentence);
      return plan ?? { actions: [], holds: [] };
    });
    return { ...outcome, message: [`${outcome.message}.`, ...needs].join(' ') };
  } catch (error) {
    if (!isRefusal(error, 'nothing-defined')) throw error;
    return { planId: null, message: refusalWords(error) };
  }
}

/** Drafts the reverse of an applied plan. */
export function rollback(work: JobInHand<'rollback'>): Promise<JobOutcome> {
  const { signal, job } = work;
  return drafted(work, id => draftRollback(askingOf(work), { signal, id, plan: job.scope.plan }));
}

/** Applies a plan, or goes on with one this very job had begun; what is in hand is finished before it stops. */
export async function apply(work: JobInHand<'apply'>): Promise<JobOutcome> {
  const { job, store, signal } = work;
  const { plan: planId, resume = false, parallel } = job.scope;
  const state = (await findPlan(store, planId))?.state;
  const begun = work.again && (state === 'applying' || state === 'stopped');
  await work.note({ planId });
  let ended = 0;
  let total = 0;
  const result = await applyStored(askingOf(work), {
    ...{ plan: planId, signal, parallel, resume: resume || begun },
    events: {
      begun(all, done) {
        total = all;
        ended = done;
      },
      settled({ number, system, change }, outcome, message) {
        ended++;
        const { procedure, agency = null } = change.target;
        work.tell('action', { number, system, procedure, agency, state: outcome, message, ended, total });
      },
    },
  });
  const words = appliedWords(result);
  if (result.interrupted) return { message: words, planId, unfinished: true };
  const failed = result.counts.failed > 0 || result.state === 'stopped';
  return { message: words, planId, failed };
}

/**
 * The id is noted before the plan is stored: taken over after that, nothing is drafted twice. A plan without actions
 * is not kept.
 */
async function drafted(
  work: JobInHand,
  draft: (id: string) => Promise<Pick<Plan, 'actions' | 'tasks' | 'holds'>>,
): Promise<JobOutcome> {
  const { job, store, again, now } = work;
  const stored = again && job.planId !== null && (await findPlan(store, job.planId));
  if (stored) return { planId: stored.id, message: 'đã lập kế hoạch' };
  const id = newPlanId(now().toISOString());
  await work.note({ planId: id });
  const made = await draft(id).catch(async error => {
    await work.note({ planId: null });
    throw error;
  });
  const { actions, tasks = [], holds } = made;
  const byHand = tasks.length > 0 ? `; ${numberWords(tasks.length)} việc làm tay` : '';
  if (actions.length === 0) return { planId: null, message: `không có gì phải đẩy${byHand}` };
  const waits = waitsFor({ holds }, work.configuration.push);
  const held = { nothing: '', approver: '; cần người thứ hai duyệt', cause: '; bị giữ lại' }[waits];
  return { planId: id, message: `đã lập kế hoạch: ${numberWords(actions.length)} thay đổi${byHand}${held}` };
}

function appliedWords({ already, counts, halted, state }: ApplyResult): string {
  if (already) return 'kế hoạch này đã áp dụng từ trước; không gửi gì thêm';
  const parts = Object.entries(counts).filter(([, count]) => count > 0);
  const said = parts.map(([name, count]) => `${count} ${actionStateNames[name as ActionState]}`);
  const stopped = Object.entries(halted).map(([system, why]) => `dừng ghi vào ${system}: ${why}`);
  const next = state === 'stopped' ? ['có thể làm tiếp'] : [];
  const items = [...said, ...stopped, ...next];
  // What fits into a message; the rest is in the log and in the plan.
  const shown = items.slice(0, 10).join('; ');
  return items.length > 10 ? `${shown}; … và ${items.length - 10} mục nữa` : shown;
}
