import { feeDue } from '../../../../src/domain/fee.ts';
import { clearDeadline, type Planting } from './planting.ts';

/** Content of a system that differs from the national record. */
export function plantContentFaults(ground: Planting): void {
  for (const system of ['portal', 'oneStop'] as const) {
    name(ground, system);
    field(ground, system);
    deadline(ground, system);
  }
  fees(ground);
  decision(ground);
}

type System = 'portal' | 'oneStop';

function name({ take, listOf, found }: Planting, system: System): void {
  const { code } = take({ tier: 'province' });
  listOf(system).get(code)!.name += ' (bản cũ)';
  found('name-differs', system, code, null, 'tên thủ tục bản cũ');
}

function field({ take, listOf, found }: Planting, system: System): void {
  const { code } = take({ tier: 'province' });
  listOf(system).get(code)!.field = { code: 'LV-KHAC', name: 'Lĩnh vực khác' };
  found('field-differs', system, code, null, 'sai lĩnh vực');
}

function deadline({ take, listOf, found }: Planting, system: System): void {
  const { code } = take({ tier: 'province', levels: [2], fits: clearDeadline });
  const seed = listOf(system).get(code)!;
  seed.deadlineText = '90 ngày làm việc';
  for (const item of seed.cases) item.deadlineHours = 720;
  found('deadline-differs', system, code, null, 'thời hạn 90 ngày');
}

function fees({ take, portal, oneStop, found }: Planting): void {
  const due = take({ tier: 'province', fits: ({ facts }) => feeDue(facts.fees) === 'due' });
  portal.get(due.code)!.fees = [999_000];
  found('fee-differs', 'portal', due.code, null, 'phí 999.000 đồng');
  const free = take({ tier: 'province', fits: ({ facts }) => feeDue(facts.fees) === 'free' });
  oneStop.get(free.code)!.feeText = '50.000 đồng';
  found('fee-differs', 'oneStop', free.code, null, 'thu phí thủ tục miễn phí');
}

function decision({ take, portal, found }: Planting): void {
  const { code } = take({ tier: 'province' });
  portal.get(code)!.decision = '01/QĐ-CŨ';
  found('decision-differs', 'portal', code, null, 'quyết định công bố cũ');
}
