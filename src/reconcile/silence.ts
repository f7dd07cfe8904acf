import { systemLabel } from '../words/sentence.ts';
import type { Lacking } from './needs.ts';
import type { JudgeContext, Rule, RuleOutcome } from './rule.ts';

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
