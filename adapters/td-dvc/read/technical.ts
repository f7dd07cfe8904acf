import type { z } from 'zod';
import { given } from '../../../src/domain/given.ts';
import { someTold } from '../../../src/domain/known.ts';
import { isObject } from '../../../src/domain/object.ts';
import type { TechnicalFacts } from '../../../src/domain/procedure.ts';
import { sizeInBytes } from '../../../src/domain/size.ts';
import { parseList } from '../diagram.ts';
import type { caseEntity } from '../schema.ts';

type Row = Pick<
  z.output<typeof caseEntity>,
  'eForm' | 'eFormKetQua' | 'batBuocKySoKetQua' | 'batBuocDinhKemKetQua' | 'nodeQuyTrinh'
>;

/** What a case shows of the plan's technical conditions; undefined = nothing. */
export function technicalOf({ eForm, eFormKetQua, nodeQuyTrinh, ...flags }: Row): TechnicalFacts | undefined {
  const resultForm = eFormKetQua && hasFields(eFormKetQua);
  const facts: TechnicalFacts = given({
    signature: flags.batBuocKySoKetQua,
    electronicResult: someTold([
      resultForm === undefined ? undefined : !!resultForm,
      flags.batBuocDinhKemKetQua,
    ]),
    transfer: nodeQuyTrinh ? handsOver(nodeQuyTrinh) : undefined,
    uploadLimit: eForm ? smallestUpload(eForm) : undefined,
  });
  return Object.keys(facts).length > 0 ? facts : undefined;
}

/** The empty form that a builder leaves is none. */
function hasFields(form: string): boolean {
  return /"components"\s{0,9}:\s{0,9}\[\s{0,9}[^\s\]]/.test(form);
}

const linked = /^Nhận liên thông/;

/** Steps taken from or sent to other bodies (contract 3.4); undefined = the drawing is none, or nobody can read it. */
function handsOver(nodes: string): boolean | undefined {
  const steps = parseList(nodes);
  if (!steps?.length || !steps.every(isObject)) return undefined;
  return steps.some(({ data }) => {
    const { loaiBuoc, guiLienThongQLVB } = isObject(data) ? data : {};
    const kind = String(loaiBuoc ?? '').normalize('NFC');
    return guiLienThongQLVB === true || linked.test(kind.trim());
  });
}

/** The smallest limit of the form's fields for files; null = none sets one, undefined = there are no such fields. */
function smallestUpload(form: string): number | null | undefined {
  if (!/"type"\s{0,9}:\s{0,9}"file"/.test(form)) return undefined;
  const limits = [...form.matchAll(/"fileMaxSize"\s{0,9}:\s{0,9}"([^"]{1,20})"/g)].flatMap(
    ([, size = '']) => sizeInBytes(size) ?? [],
  );
  return limits.length > 0 ? Math.min(...limits) : null;
}
