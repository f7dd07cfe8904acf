/** Positions in two sorted lists of agency codes: what only the first has, what only the second has. */
export interface AgencyDifference {
  /** Positions in `expected`. */
  missing: readonly number[];
  /** Positions in `found`. */
  extra: readonly number[];
}

const nothing: AgencyDifference = { missing: [], extra: [] };
const known = new WeakMap<readonly string[], WeakMap<readonly string[], AgencyDifference>>();

/**
 * Compares where a procedure should be offered with where it is. Most procedures of a city share a few lists of
 * agencies, so an answer is remembered for as long as both lists live; neither may ever be changed.
 */
export function agencyDifference(expected: readonly string[], found: readonly string[]): AgencyDifference {
  if (expected === found) return nothing;
  let answers = known.get(expected);
  if (!answers) {
    answers = new WeakMap();
    known.set(expected, answers);
  }
  let answer = answers.get(found);
  if (!answer) {
    answer = walk(expected, found);
    answers.set(found, answer);
  }
  return answer;
}

function walk(expected: readonly string[], found: readonly string[]): AgencyDifference {
  const missing: number[] = [];
  const extra: number[] = [];
  let at = 0;
  expected.forEach((agency, position) => {
    while (at < found.length && found[at]! < agency) extra.push(at++);
    if (found[at] === agency) at++;
    else missing.push(position);
  });
  while (at < found.length) extra.push(at++);
  return missing.length === 0 && extra.length === 0 ? nothing : { missing, extra };
}
