import type { DesiredCase, ServiceDefinition } from '../domain/service.ts';
import { shortText, textKey } from '../domain/text.ts';
import { needsOf } from '../readiness/needs.ts';
import { compareComponents } from '../reconcile/compare-components.ts';
import type { SnapshotProcedure } from '../snapshot/model.ts';
import type { Complaint } from './problem.ts';
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
  const service = (path: Complaint['path'], reason: string): Complaint => ({
    part: 'service',
    path,
    reason,
  });
  const { procedure, cases, fees } = definition;
  if (national === undefined) {
    const reason =
      'chưa đọc đủ CSDL quốc gia nên chưa biết thủ tục và thành phần hồ sơ có đúng không; chạy "dvc-sync run" trước';
    return [{ ...service(['procedure'], reason), warning: true }];
  }
  if (national === null) return [service(['procedure'], `CSDL quốc gia không có thủ tục ${procedure}`)];
  if (national.facts.active === false)
    return [service(['procedure'], `thủ tục ${procedure} đã bãi bỏ hoặc không còn công khai`)];
  if (!national.detailed || !national.cases) {
    const reason = 'chi tiết của thủ tục trên CSDL quốc gia chưa đọc được nên chưa so được thành phần hồ sơ';
    return [{ ...service(['cases'], reason), warning: true }];
  }
  const complaints: Complaint[] = [];
  const { name } = national.facts;
  if (name && textKey(name) !== textKey(definition.name))
    complaints.push({ ...service(['name'], `CSDL quốc gia ghi "${shortText(name, 160)}"`), warning: true });
  const { fee } = needsOf(national.facts);
  const charges = fees?.some(({ amount }) => amount > 0);
  if (fee === 'due' && charges === false)
    complaints.push({ ...service(['fees'], 'CSDL quốc gia ghi có thu phí, lệ phí'), warning: true });
  if (fee === 'free' && charges)
    complaints.push({ ...service(['fees'], 'CSDL quốc gia ghi không thu phí, lệ phí'), warning: true });
  for (const [index, one] of cases.entries()) {
    const indeterminate = one.components.length === 0 && raisesNothing(definition);
    for (const reason of componentProblems(one, cases.length === 1, national.cases))
      complaints.push({
        ...service(['cases', index, 'components'], reason),
        ...(indeterminate && { warning: true as const }),
      });
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
