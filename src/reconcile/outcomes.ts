import { systemLabel } from '../words/sentence.ts';
import type { Lacking } from './needs.ts';
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

/**
 * Which rules systems that were read leave unjudged, since they do not tell what these need. A rule that is told what it needs by no record at all is not evaluated, and costs the city that much; one that lacks
 * something only since details wait for their turn is judged partly until they have had it. What a system never tells
 * beside others that do is no news.
 */
export function countSilence({ systems, nationalAt }: JudgeContext) {
  const records = systems.map(() => 0);
  /** Records by what they lack, so that nothing is counted rule by rule before the end. */
  const lacking = systems.map(() => new Map<Lacking, number>());
  const concerned: { rule: Rule; own: readonly number[]; outcome: RuleOutcome }[] = [];

  const lacks = (at: number, { id }: Rule) =>
    [...lacking[at]!].reduce((sum, [rules, count]) => sum + (rules.includes(id) ? count : 0), 0);
  const isSilent = (at: number, rule: Rule) => records[at]! > 0 && lacks(at, rule) === records[at];
  const waits = (at: number, rule: Rule) => systems[at]!.snapshot.waiting === true && lacks(at, rule) > 0;

  function settleOne(rule: Rule, own: readonly number[], outcome: RuleOutcome): Partial<RuleOutcome> {
    const ofNational = rule.needs.national && nationalAt >= 0 ? [nationalAt] : [];
    const silent = ofNational.filter(at => isSilent(at, rule));
    const elsewhere = rule.scope === 'system' && rule.judgeNational !== undefined;
    const silentHere = own.filter(at => isSilent(at, rule));
    if (!elsewhere && own.length > 0 && silentHere.length === own.length) silent.push(...silentHere);
    const late = [...ofNational, ...own].filter(at => waits(at, rule));
    if (late.length > 0) return unjudged('partly', late, 'còn chi tiết chưa đến lượt đọc');
    if (silent.length === 0) return {};
    // Where a procedure applies is known of some tiers without the bodies; what was found without it all was judged.
    const some =
      outcome.count > 0 || (rule.needs.national?.includes('provinceBodies') && silent.includes(nationalAt));
    return unjudged(some ? 'partly' : 'not-evaluated', silent, 'không cho biết điều quy tắc này cần');
  }

  function unjudged(
    status: RuleOutcome['status'],
    at: readonly number[],
    what: string,
  ): Partial<RuleOutcome> {
    const named = at.map(each => systems[each]!);
    return {
      status,
      skipped: named.map(({ name }) => name),
      reason: `${named.map(systemLabel).join(', ')} ${what}.`,
    };
  }

  return {
    /** @param own Indexes of the systems the rule looks at. */
    concern(rule: Rule, own: readonly number[], outcome: RuleOutcome): void {
      concerned.push({ rule, own, outcome });
    },
    /** A record of the system, and the rules that lack something there. */
    count(at: number, rules: Lacking): void {
      records[at]!++;
      if (rules.length > 0) lacking[at]!.set(rules, (lacking[at]!.get(rules) ?? 0) + 1);
    },
    /** The rules that are judged partly for it. */
    settle(): Set<string> {
      const partly = new Set<string>();
      for (const { rule, own, outcome } of concerned) {
        if (outcome.status !== 'evaluated') continue;
        Object.assign(outcome, settleOne(rule, own, outcome));
        if (outcome.skipped.length > 0) partly.add(rule.id);
      }
      return partly;
    },
  };
}
