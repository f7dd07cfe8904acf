import type { ServiceDefinition } from '../domain/service.ts';
import { textKey } from '../domain/text.ts';

/** A condition of the plan as a definition states it. */
export type Declared = ServiceDefinition['readiness'][number];

/** The plan's conditions for a level 3 or 4, the legal one first, by the names they have in `service.yaml`. */
export const planConditions = {
  legal: 'Quy định của pháp luật cho phép thực hiện qua mạng',
  'file-size': 'Dung lượng tệp đính kèm',
  'database-connection': 'Kết nối cơ sở dữ liệu cần thiết',
  'digital-signature': 'Chữ ký số',
  'electronic-result': 'Kết quả điện tử',
  'inter-agency-transfer': 'Liên thông giữa các cơ quan',
  'specialised-software': 'Kết nối phần mềm chuyên ngành',
  payment: 'Thanh toán trực tuyến',
} as const;
export type PlanCondition = keyof typeof planConditions;

const byName = new Map(
  Object.entries(planConditions).map(([id, name]) => [textKey(name), id as PlanCondition]),
);

/** Which of the plan's conditions it is; undefined = one of the definition's own. */
export function planConditionOf({ condition }: Declared): PlanCondition | undefined {
  return byName.get(textKey(condition));
}

/** What a definition states of one of the plan's conditions. */
export function declaredOf(
  definition: Pick<ServiceDefinition, 'readiness'> | undefined,
  condition: PlanCondition,
): Declared | undefined {
  return definition?.readiness.find(each => planConditionOf(each) === condition);
}
