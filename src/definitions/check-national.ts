import type { DesiredCase, ServiceDefinition } from '../domain/service.ts';
import { shortText, textKey } from '../domain/text.ts';
import { needsOf } from '../readiness/needs.ts';
import { compareComponents } from '../reconcile/compare-components.ts';
import type { SnapshotProcedure } from '../snapshot/model.ts';
import { type Complaint, complaining, onlyWarning } from './problem.ts';
import { raisesNothing } from './readiness.ts';

/** What of the national record a definition is held against. */
export type NationalRecord = Pick<SnapshotProcedure, 'code' | 'detailed' | 'facts' | 'cases'>;

/**
 * @param national `null` = the national list, read whole, does not have the procedure; `undefined` = could not tell:
 *   never read whole, or the procedure's details were not.
 */
export function checkNational(
  definition: ServiceDefinition,
  national: NationalRecord | null | undefined,
): Complaint[] {
  const { complaints, says } = complaining({ part: 'service' });
  const { procedure, cases, fees } = definition;
  if (national === undefined) {
    const reason =
      'chưa đọc đủ CSDL quốc gia nên chưa biết thủ tục và thành phần hồ sơ có đúng không; chạy "dvc-sync run" trước';
    says(['procedure'], reason, onlyWarning);
    return complaints;
  }
  if (national === null) says(['procedure'], `CSDL quốc gia không có thủ tục ${procedure}`);
  else if (national.facts.active === false)
    says(['procedure'], `thủ tục ${procedure} đã bãi bỏ hoặc không còn công khai`);
  else if (!national.detailed || !national.cases) {
    const reason = 'chi tiết của thủ tục trên CSDL quốc gia chưa đọc được nên chưa so được thành phần hồ sơ';
    says(['cases'], reason, onlyWarning);
  }
  if (complaints.length > 0 || !national?.cases) return complaints;
  const { name } = national.facts;
  if (name && textKey(name) !== textKey(definition.name))
    says(['name'], `CSDL quốc gia ghi "${shortText(name, 160)}"`, onlyWarning);
  const { fee } = needsOf(national.facts);
  const charges = fees?.some(({ amount }) => amount > 0);
  if (fee === 'due' && charges === false) says(['fees'], 'CSDL quốc gia ghi có thu phí, lệ phí', onlyWarning);
  if (fee === 'free' && charges) says(['fees'], 'CSDL quốc gia ghi không thu phí, lệ phí', onlyWarning);
  for (const [index, one] of cases.entries()) {
    const indeterminate = one.components.length === 0 && raisesNothing(definition);
    for (const reason of componentProblems(one, cases.length === 1, national.cases))
      says(['cases', index, 'components'], reason, indeterminate ? onlyWarning : {});
  }
  return complaints;
}

function componentProblems(
  { key, name, components }: DesiredCase,
  only: boolean,
  national: NonNullable<NationalRecord['cases']>,
): string[] {
  const own = { key, name, agencies: null, components };
  if (components.length === 0) {
    const expected = needsOf({ cases: national }).papers(own);
    return expected ? [`chưa có giấy tờ nào, CSDL quốc gia ghi ${expected}`] : [];
  }
  const found = compareComponents(own, only, national);
  if (!found) return [];
  return [
    ...found.missing.map(paper => `thiếu giấy tờ của CSDL quốc gia: "${shortText(paper, 160)}"`),
    ...found.surplus.map(paper => `giấy tờ không có trên CSDL quốc gia: "${shortText(paper, 160)}"`),
  ];
}
