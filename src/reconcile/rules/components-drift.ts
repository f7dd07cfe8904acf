import type { Component } from '../../domain/procedure.ts';
import { cleanText, textKey } from '../../domain/text.ts';
import { firstPapers } from '../compare-components.ts';
import { changeOf, driftRule } from '../drift.ts';

export const rule = driftRule('components-drift', 'components', ({ pushed, facts }) => {
  const now = facts ? facts.components : null;
  if (now === undefined) return undefined;
  const difference = differenceOf(pushed.value ?? [], now ?? []);
  const { missing, added, changed } = difference;
  if (missing.length + added.length + changed.length === 0) return undefined;
  const params = facts
    ? { missing: firstPapers(missing), added: firstPapers(added), changed: firstPapers(changed) }
    : { change: changeOf(facts, pushed.value, now) };
  return { params, evidence: { ...difference } };
});

interface Difference {
  missing: string[];
  added: string[];
  changed: string[];
}

/** Order does not count; a number or "required" counts where both sides told it. */
function differenceOf(before: readonly Component[], now: readonly Component[]): Difference {
  const rest = [...now];
  const difference: Difference = { missing: [], added: [], changed: [] };
  for (const paper of before) {
    const at = rest.findIndex(other => textKey(other.name) === textKey(paper.name));
    const [found] = at < 0 ? [] : rest.splice(at, 1);
    if (!found) difference.missing.push(cleanText(paper.name));
    else if (!same(paper, found)) difference.changed.push(cleanText(paper.name));
  }
  difference.added = rest.map(({ name }) => cleanText(name));
  return difference;
}

function same(one: Component, other: Component): boolean {
  return (['originals', 'copies', 'required'] as const).every(
    fact => one[fact] === undefined || other[fact] === undefined || one[fact] === other[fact],
  );
}
