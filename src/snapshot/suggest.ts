import { textKey, withoutAccents } from '../domain/text.ts';
import type { Suggestion } from './model.ts';

const most = 5;
/** Below this a suggestion is not believed: two names then have little but common words in common. */
export const leastScore = 0.5;
/** A match that needs the accents taken off is worth a little less than one that does not. */
const accentlessWorth = 0.9;
/** Words no candidate has say that something is different, but not how much it matters. */
const unknownWordWorth = 0.5;

const stopPhrases = ['thủ tục hành chính', 'thủ tục', 'đối với', 'cấp'].map(phrase => textKey(phrase));
const shortForms = new Map(
  [
    ['ubnd', 'ủy ban nhân dân'],
    ['tp', 'thành phố'],
  ].map(([short, long]) => [short!, textKey(long!)]),
);

/**
 * Suggestions by name, best first: TF-IDF over syllables and pairs of them, once with diacritics and once without,
 * the better of the two counting. Candidates that score alike are all kept, also beyond the fifth. Nothing here may be
 * applied without a person.
 */
export function suggester(candidates: readonly Omit<Suggestion, 'score'>[]): (name: string) => Suggestion[] {
  const exact = new NameIndex(candidates.map(candidate => words(candidate.name)));
  const plain = new NameIndex(candidates.map(candidate => words(candidate.name).map(withoutAccents)));
  return name => {
    const wanted = words(name);
    const byAccents = exact.scores(wanted);
    const byLetters = plain.scores(wanted.map(withoutAccents));
    const found: Suggestion[] = [];
    candidates.forEach(({ code, name: candidateName }, index) => {
      const score = Math.max(byAccents[index]!, byLetters[index]! * accentlessWorth);
      // Rounded, so that equal names are equal whatever order their words were added up in.
      const rounded = Math.round(score * 1000) / 1000;
      if (rounded >= leastScore) found.push({ code, name: candidateName, score: Math.min(rounded, 1) });
    });
    return bestOf(found);
  };
}

/** Best first, the first five and all that tie with the fifth. */
export function bestOf(suggestions: Suggestion[]): Suggestion[] {
  suggestions.sort((a, b) => b.score - a.score || (a.code < b.code ? -1 : a.code > b.code ? 1 : 0));
  const last = suggestions[most - 1];
  return last ? suggestions.filter(suggestion => suggestion.score >= last.score) : suggestions;
}

function words(name: string): string[] {
  const spelled = textKey(name)
    .split(' ')
    .map(word => shortForms.get(word) ?? word)
    .join(' ');
  let padded = ` ${spelled} `;
  for (const phrase of stopPhrases) padded = padded.replaceAll(` ${phrase} `, ' ');
  const kept = padded.trim();
  // A name of stop phrases only is better than none.
  return (kept || spelled).split(' ').filter(Boolean);
}

/** Inverted index: feature → the candidates that have it, with weights, so that a look-up touches only those. */
class NameIndex {
  readonly #size: number;
  readonly #postings = new Map<string, { at: number[]; weight: number[] }>();
  readonly #lengths: Float64Array;

  constructor(names: readonly string[][]) {
    this.#size = names.length;
    this.#lengths = new Float64Array(names.length);
    names.forEach((name, index) => {
      for (const [feature, count] of featuresOf(name)) {
        let posting = this.#postings.get(feature);
        if (!posting) {
          posting = { at: [], weight: [] };
          this.#postings.set(feature, posting);
        }
        posting.at.push(index);
        posting.weight.push(1 + Math.log(count));
      }
    });
    for (const { at, weight } of this.#postings.values()) {
      const rarity = this.#rarity(at.length);
      for (let n = 0; n < at.length; n++) {
        weight[n]! *= rarity;
        this.#lengths[at[n]!]! += weight[n]! ** 2;
      }
    }
    for (let n = 0; n < this.#size; n++) this.#lengths[n] = Math.sqrt(this.#lengths[n]!);
  }

  /** Cosine (0…1) of each candidate. */
  scores(name: readonly string[]): Float64Array {
    const scores = new Float64Array(this.#size);
    let length = 0;
    for (const [feature, count] of featuresOf(name)) {
      const posting = this.#postings.get(feature);
      const rarity = posting ? this.#rarity(posting.at.length) : this.#rarity(1) * unknownWordWorth;
      const weight = (1 + Math.log(count)) * rarity;
      length += weight ** 2;
      if (!posting) continue;
      for (let n = 0; n < posting.at.length; n++) scores[posting.at[n]!]! += weight * posting.weight[n]!;
    }
    if (length === 0) return scores;
    for (let n = 0; n < this.#size; n++) {
      if (scores[n]) scores[n]! /= Math.sqrt(length) * this.#lengths[n]!;
    }
    return scores;
  }

  #rarity(documents: number): number {
    return Math.log(1 + this.#size / documents);
  }
}

/** Syllables and pairs of neighbours: Vietnamese words are mostly two syllables, and their order matters. */
function featuresOf(name: readonly string[]): Map<string, number> {
  const features = new Map<string, number>();
  const add = (feature: string) => features.set(feature, (features.get(feature) ?? 0) + 1);
  name.forEach((word, index) => {
    add(word);
    if (index > 0) add(`${name[index - 1]} ${word}`);
  });
  return features;
}
