import { canonical } from '../domain/canonical.ts';
import { pairUp } from '../domain/pairing.ts';
import { asSilent, type StoredComponent } from '../domain/service.ts';
import { textKey } from '../domain/text.ts';
import { added, changed, type Difference, removed } from './difference.ts';

/** Papers are paired by their code, else by their name; normal forms on both sides. */
export function componentDifferences(before: StoredComponent[], after: StoredComponent[]): Difference[] {
  const found: Difference[] = [];
  const { found: former, left } = pairUp(after, before, [equal, sameCode, sameName]);
  for (const [at, wanted] of after.entries()) {
    const was = former[at];
    if (!was) continue;
    // A code that is left out leaves the one the paper has; numbers that say what silence means leave that.
    const { originals: _, copies: _copies, ...rest } = wanted;
    const silent = was.originals === undefined && asSilent(wanted);
    const counted = silent || wanted.originals === undefined ? rest : wanted;
    const will =
      counted.code === undefined && was.code !== undefined ? { ...counted, code: was.code } : counted;
    if (canonical(was) === canonical(will)) continue;
    found.push(
      changed(nameOf(was), detailOf(was, was.name !== will.name), detailOf(will, was.name !== will.name)),
    );
  }
  for (const paper of left) found.push(removed(nameOf(paper), detailOf(paper)));
  for (const paper of after.filter((_, at) => !former[at])) found.push(added(nameOf(paper), detailOf(paper)));
  return found;
}

type Same = (a: StoredComponent, b: StoredComponent) => boolean;
const equal: Same = (a, b) => canonical(a) === canonical(b);
const sameCode: Same = (a, b) => a.code !== undefined && a.code === b.code;
const sameName: Same = (a, b) => textKey(a.name) === textKey(b.name);

/** How many of a paper are asked for. */
export function countWords({ originals, copies = 0 }: Pick<StoredComponent, 'originals' | 'copies'>): string {
  return originals === undefined ? 'không ghi số bản' : `${originals} bản chính, ${copies} bản sao`;
}

function nameOf({ name }: StoredComponent): string {
  return `giấy tờ «${name}»`;
}

function detailOf(paper: StoredComponent, withName = false): string {
  const { code, name, originals, copies, required } = paper;
  const parts = [
    withName && `«${name}»`,
    code && `mã ${code}`,
    countWords({ originals, copies }),
    required ? 'bắt buộc' : 'không bắt buộc',
  ];
  return parts.filter(Boolean).join(', ');
}
