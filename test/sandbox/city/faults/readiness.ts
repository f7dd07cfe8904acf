import { feeDue } from '../../../../src/domain/fee.ts';
import type { CityProcedure } from '../base-city.ts';
import { clearDeadline, online, type Planting } from './planting.ts';

/** What an online service needs and lacks: e-form, workflow, documents, payment, an open channel. */
export function plantReadinessFaults(ground: Planting): void {
  eforms(ground);
  workflows(ground);
  components(ground);
  payment(ground);
  channel(ground);
}

const twoFieldsOfOneKey = JSON.stringify({
  display: 'form',
  components: [1, 2].map(() => ({ type: 'textfield', key: 'HoVaTen', label: 'Họ và tên', input: true })),
});

function eforms({ take, portal, found }: Planting): void {
  for (const [rule, eform, what] of [
    ['no-eform', null, 'không có biểu mẫu'],
    ['no-eform', '{"display":"form","components":[]}', 'biểu mẫu không có ô nhập nào'],
    [
      'invalid-eform',
      '{"display":"form","components":[{"type":"textfield","key":"HoVaTen"',
      'biểu mẫu bị cắt cụt',
    ],
    ['invalid-eform', twoFieldsOfOneKey, 'hai ô cùng khóa HoVaTen'],
  ] as const) {
    const { code } = take({ tier: 'province', levels: online });
    portal.get(code)!.cases[0]!.eform = eform;
    found(rule, 'portal', code, null, what);
  }
}

function workflows({ take, portal, listOf, found }: Planting): void {
  const without = take({ tier: 'district', levels: online });
  portal.get(without.code)!.cases[0]!.workflow = null;
  found('no-workflow', 'portal', without.code, null, 'không có quy trình');
  for (const system of ['portal', 'oneStop'] as const) {
    const { code } = take({ tier: 'province', levels: online });
    const { workflow } = listOf(system).get(code)!.cases[0]!;
    if (workflow && typeof workflow === 'object') workflow.transitions.splice(2, 1);
    found('unsound-workflow', system, code, null, 'bước Thẩm định không có đường đi tiếp');
  }
  const slow = take({ tier: 'commune', levels: online, fits: clearDeadline });
  const { workflow } = portal.get(slow.code)!.cases[0]!;
  if (workflow && typeof workflow === 'object') workflow.steps[2]!.hours = 8 * 200;
  found('unsound-workflow', 'portal', slow.code, null, 'thời gian các bước vượt thời hạn');
}

function hasPapers({ cases }: CityProcedure): boolean {
  return cases.some(({ components }) => (components?.length ?? 0) > 0);
}

function components({ take, listOf, found }: Planting): void {
  for (const system of ['portal', 'oneStop'] as const) {
    const list = listOf(system);
    const empty = take({ tier: 'province', levels: online, fits: hasPapers });
    list.get(empty.code)!.cases[0]!.components = [];
    found('no-components', system, empty.code, null, 'không có thành phần hồ sơ');
    const changed = take({ tier: 'commune', levels: online, fits: hasPapers });
    list.get(changed.code)!.cases[0]!.components[0]!.name = 'Giấy tờ do đơn vị tự yêu cầu thêm';
    found('components-differ', system, changed.code, null, 'một giấy tờ khác với cơ sở dữ liệu quốc gia');
  }
}

function payment({ take, portal, found }: Planting): void {
  const { code } = take({
    tier: 'province',
    levels: [4],
    fits: ({ facts }) => feeDue(facts.fees) === 'due',
  });
  for (const item of portal.get(code)!.cases) item.onlinePayment = false;
  found('no-online-payment', 'portal', code, null, 'mức 4, có phí, không thanh toán trực tuyến');
}

function channel({ take, portal, found }: Planting): void {
  const { code } = take({ tier: 'commune', levels: online });
  for (const item of portal.get(code)!.cases) item.onlineClosed = true;
  found('online-closed', 'portal', code, null, 'trường hợp không nhận nộp trực tuyến');
}
