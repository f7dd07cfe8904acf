import { canonical } from '../domain/canonical.ts';
import type { DesiredComponent } from '../domain/service.ts';
import { textKey } from '../domain/text.ts';
import { added, changed, type Difference, removed } from './difference.ts';

/** Papers are paired by their code, else by their name; normal forms on both sides. */
export function componentDifferences(before: DesiredComponent[], after: DesiredComponent[]): Difference[] {
  const found: Difference[] = [];
  const { pairs, gone, come } = paired(before, after);
  for (const [was, wanted] of pairs) {
    // A code that is left out leaves the one the paper has.
    const will = wanted.code === undefined && was.code !== undefined ? { ...wanted, code: was.code } : wanted;
    if (canonical(was) === canonical(will)) continue;
    found.push(
      changed(nameOf(was), detailOf(was, was.name !== will.name), detailOf(will, was.name !== will.name)),
    );
  }
  for (const paper of gone) found.push(removed(nameOf(paper), detailOf(paper)));
  for (const paper of come) found.push(added(nameOf(paper), detailOf(paper)));
  return found;
}

function paired(before: DesiredComponent[], after: DesiredComponent[]) {
  const waiting = [...before];
  const pairs: [DesiredComponent, DesiredComponent][] = [];
  let come = [...after];
  for (const same of [equal, sameCode, sameName]) {
    come = come.filter(paper => {
      const at = waiting.findIndex(other => same(other, paper));
      if (at === -1) return true;
      pairs.push([waiting.splice(at, 1)[0]!, paper]);
      return false;
    });
  }
  return { pairs, gone: waiting, come };
}

type Same = (a: DesiredComponent, b: DesiredComponent) => boolean;
const equal: Same = (a, b) => canonical(a) === canonical(b);
const sameCode: Same = (a, b) => a.code !== undefined && a.code === b.code;
const sameName: Same = (a, b) => textKey(a.name) === textKey(b.name);

function nameOf({ name }: DesiredComponent): string {
  return `giấy tờ «${name}»`;
}

function detailOf(paper: DesiredComponent, withName = false): string {
  const { code, name, originals, copies, required } = paper;
  const parts = [
    withName && `«${name}»`,
    code && `mã ${code}`,
    `${originals} bản chính`,
    `${copies} bản sao`,
    required ? 'bắt buộc' : 'không bắt buộc',
  ];
  return parts.filter(Boolean).join(', ');
}
