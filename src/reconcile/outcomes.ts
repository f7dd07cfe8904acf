import { systemLabel } from '../words/sentence.ts';
import type { JudgeContext, JudgedSystem, Rule, RuleOutcome } from './rule.ts';

/** What of a rule can be judged in this run, before a single record was looked at. */
export interface Judgeable extends RuleOutcome {
  /** Indexes in `JudgeContext.systems` of those it concerns and may look at; empty when it is not evaluated. */
  systems: number[];
}

/** Which systems a rule concerns, which of them it may look at, and what that leaves of it. */
export function judgeable(rule: Rule, context: JudgeContext): Judgeable {
  if (rule.scope === 'source' && !rule.needsWhole)
    return { ...evaluated, systems: context.systems.map((_, at) => at) };
  const { national } = context;
  const whole = (system: JudgedSystem) =>
    rule.scope === 'source' || rule.absence === 'system' ? system.complete : system.shows;
  const concerned =
    rule.scope === 'national'
      ? []
      : context.systems.filter(s => s !== national && (rule.scope === 'source' || rule.concerns?.(s)));
  const incomplete = concerned.filter(system => !whole(system));
  const needsNational = rule.needs.national !== undefined;

  if (needsNational && !national)
    return notEvaluated([], 'Chưa khai báo CSDL quốc gia (hệ thống có vai trò national).');
  const listed = rule.absence === 'national' ? national?.complete : national?.shows;
  if (needsNational && !listed) return notEvaluated([national!, ...incomplete]);
  if (rule.scope === 'review' && incomplete.length > 0)
    return { ...notEvaluated(incomplete), status: 'partly' };
  if (rule.scope === 'national' || rule.scope === 'review') return { ...evaluated, systems: [] };

  const complete = concerned.filter(whole);
  const alone = rule.scope === 'system' && rule.judgeNational !== undefined;
  if (concerned.length === 0 && !alone)
    return notEvaluated([], 'Không có hệ thống nào thuộc phạm vi của quy tắc.');
  const needsOne = rule.scope === 'cross' ? rule.needsOne : undefined;
  if (needsOne && !concerned.some(needsOne))
    return notEvaluated([], 'Không có hệ thống nào thuộc phạm vi của quy tắc.');
  if (rule.scope === 'cross' && concerned.length < 2)
    return notEvaluated([], 'Cần ít nhất hai hệ thống để so sánh.');
  if (complete.length < (rule.scope === 'cross' ? 2 : alone ? 0 : 1)) return notEvaluated(incomplete);

  if (needsOne && !complete.some(needsOne)) return notEvaluated(incomplete);

  const systems = complete.map(system => context.systems.indexOf(system));
  if (incomplete.length === 0) return { ...evaluated, systems };
  return { ...notEvaluated(incomplete), status: 'partly', systems };
}

/** What becomes of a rule that looked at all records of a system, some of which did not tell what it needs. */
export function unsure(system: JudgedSystem): Pick<RuleOutcome, 'status' | 'skipped' | 'reason'> {
  const reason = `Một số bản ghi của ${systemLabel(system)} không đọc được.`;
  return { status: 'partly', skipped: [system.name], reason };
}

const evaluated = { status: 'evaluated', skipped: [], reason: null, count: 0 } satisfies RuleOutcome;

function notEvaluated(skipped: JudgedSystem[], reason?: string): Judgeable {
  const names = skipped.map(systemLabel).join(', ');
  return {
    status: 'not-evaluated',
    skipped: skipped.map(system => system.name),
    reason: reason ?? `Không đọc được đầy đủ dữ liệu của: ${names}.`,
    count: 0,
    systems: [],
  };
}
