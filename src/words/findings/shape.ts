import type { Said } from '../../domain/finding.ts';
import type { Known } from '../../domain/known.ts';
import type { Level } from '../../domain/level.ts';
import type { LevelTerms } from '../level-names.ts';

/** Where a finding was made, as a sentence calls it, and what the city calls levels. */
export interface About {
  /** `1.004194 «Đăng ký khai sinh»`. */
  procedure: string;
  /** `Sở Y tế (H13.5)`. */
  agency: string;
  /** `Cổng DVC thành phố`. */
  system: string;
  levels: LevelTerms;
  /** A level as that system shows it. */
  shown(level: Known<Level>): string;
}

/**
 * What is said of a rule, whatever it finds. `{noun}`, `{top}` and `{online}` stand for what the city calls levels, level 4
 * and those where people file online; with a capital at the start of a sentence.
 */
export interface RuleText {
  /** A short noun phrase ("Mức độ khác nhau giữa hai hệ thống"). */
  title: string;
  what: string;
  why: string;
  /** Who acts and how, in a sentence: for officials, so without a command, a file or a key. */
  remedy: string;
  /** What whoever has the machine types or opens for it. */
  technical?: string;
}

export interface RuleWords extends RuleText {
  /** The same for who reads English; what it finds is said in Vietnamese only, to the officials it is for. */
  english: RuleText;
}

/**
 * All a rule says. Parameters are kept as long as the finding is, so what they mean never changes: a new one is
 * optional. They are JSON, and small however much was found.
 */
export interface FindingWords<Params> extends RuleWords {
  say(params: Params, about: About): Said;
  /** The sentence names every unit the finding is about, where it is about several. */
  namesUnits?(params: Params): boolean;
}

/** Words of a rule that says of a problem where it is, and goes on with what it is, without a full stop. */
export interface ProblemWords<Params> extends RuleWords {
  problem(params: Params): { problem: string; expected: string; actual: string };
}

/** @param where The beginning of the sentence. */
export function problemWords<Params>(
  { problem: found, ...texts }: ProblemWords<Params>,
  where: (params: Params, about: About) => string,
): FindingWords<Params> {
  return {
    ...texts,
    say(params, about) {
      const { problem, ...values } = found(params);
      return { ...values, message: `${where(params, about)} ${problem}.` };
    },
  };
}

/** Fixes the parameters of a rule's words; the rule that reports them is held to these. */
export function findingWords<Params>(words: FindingWords<Params>): FindingWords<Params> {
  return words;
}
