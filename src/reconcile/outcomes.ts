import { systemLabel } from '../words/sentence.ts';
import type { JudgeContext, JudgedSystem, Rule, RuleOutcome } from './rule.ts';

/** What of a rule can be judged in this run, before a single record was looked at. */
export interface Judgeable extends RuleOutcome {
  /** Indexes in `JudgeContext.systems` of those it concerns and may look at; empty when it is not evaluated. */
  systems: number[];
}

/** Which systems a rule concerns, which of them it may look at, and what that leaves of it. */
export function judgeable(rule: Rule, { systems, national }: JudgeContext): Judgeable {
  if (rule.scope === 'source' && !rule.needsWhole) return { ...evaluated, systems: [...systems.keys()] };
  const ofAbsence = rule.scope === 'source' || rule.absence === 'system';
  const concerned = systems.filter(system => system !== national && concerns(rule, system));
  const isWhole = ({ complete, shows }: JudgedSystem) => (ofAbsence ? complete : shows);
  const whole = concerned.filter(isWhole);
  const incomplete = concerned.filter(system => !isWhole(system));

  if (rule.needs.national) {
    if (!national) return notEvaluated([], 'Chưa khai báo CSDL quốc gia (hệ thống có vai trò national).');
    const listed = rule.absence === 'national' ? national.complete : national.shows;
    if (!listed) return notEvaluated([national, ...incomplete]);
  }
  if (rule.scope === 'review' && incomplete.length > 0)
    return { ...notEvaluated(incomplete), status: 'partly' };
  if (rule.scope === 'national' || rule.scope === 'review') return { ...evaluated, systems: [] };

  const alone = rule.scope === 'system' && rule.judgeNational !== undefined;
  const needsOne = rule.scope === 'cross' ? rule.needsOne : undefined;
  const least = rule.scope === 'cross' ? 2 : alone ? 0 : 1;
  if ((concerned.length === 0 && !alone) || (needsOne && !concerned.some(needsOne)))
    return notEvaluated([], 'Không có hệ thống nào thuộc phạm vi của quy tắc.');
  if (concerned.length < least) return notEvaluated([], 'Cần ít nhất hai hệ thống để so sánh.');
  if (whole.length < least || (needsOne && !whole.some(needsOne))) return notEvaluated(incomplete);

  const judged = whole.map(system => systems.indexOf(system));
  if (incomplete.length === 0) return { ...evaluated, systems: judged };
  return { ...notEvaluated(incomplete), status: 'partly', systems: judged };
}

function concerns(rule: Rule, system: JudgedSystem): boolean {
  if (rule.scope === 'national') return false;
  if (rule.scope === 'source') return true;
  return rule.concerns ? rule.concerns(system) : rule.scope === 'system';
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
