import type { Words } from '../domain/language.ts';

/** Characters; keys, codes and commands are shorter. */
const longestWord = 200;

/** The candidate a person most likely meant, or nothing when none is close: at most a third of the letters wrong. */
function nearest(given: string, candidates: Iterable<string>): string | undefined {
  const word = given.toLowerCase();
  let best: { candidate: string; distance: number } | undefined;
  for (const candidate of candidates) {
    const most = Math.max(1, Math.floor(word.length / 3));
    // Letters that one has more than the other are wrong in any case; a whole page is nobody's slip.
    if (word.length > longestWord || Math.abs(word.length - candidate.length) > most) continue;
    const distance = editDistance(word, candidate.toLowerCase());
    if (distance <= most && distance < (best?.distance ?? Infinity)) {
      best = { candidate, distance };
    }
  }
  return best?.candidate;
}

/** `; có phải là "baseUrl"?`, or nothing. */
export function didYouMean(given: string, candidates: Iterable<string>): Words {
  const candidate = nearest(given, candidates);
  return candidate === undefined
    ? { vi: '', en: '' }
    : { vi: `; có phải là "${candidate}"?`, en: `; did you mean "${candidate}"?` };
}

/** Insertions, deletions, replacements and swaps of neighbours. */
function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let least = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        least = Math.min(least, beforeLast[j - 2]! + 1);
      }
      row.push(least);
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length]!;
}
