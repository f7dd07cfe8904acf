import type { Said } from '../../domain/finding.ts';
import type { Level } from '../../domain/level.ts';
import type { Told } from '../../domain/told.ts';
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
  shown(level: Told<Level>): string;
}

/** A text that says a level in it, or one that does not. */
export type Text = string | ((levels: LevelTerms) => string);

/**
 * All a rule says. Parameters are kept as long as the finding is, so what they mean never changes: a new one is
 * optional. They are JSON, and small however much was found.
 */
export interface FindingWords<Params> {
  /** A short noun phrase ("Mức độ khác nhau giữa hai hệ thống"). */
  title: Text;
  what: Text;
  why: Text;
  /** Who acts and how, in a sentence. */
  remedy: Text;
  say(params: Params, about: About): Said;
  /** The sentence names every unit the finding is about, where it is about several. */
  namesUnits?(params: Params): boolean;
}

/** Fixes the parameters of a rule's words; the rule that reports them is held to these. */
export function findingWords<Params>(words: FindingWords<Params>): FindingWords<Params> {
  return words;
}
