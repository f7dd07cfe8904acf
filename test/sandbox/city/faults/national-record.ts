import type { RuleId } from '../../../../src/domain/finding.ts';
import type { SeedProcedure } from '../../seed.ts';
import type { Planting } from './planting.ts';

/**
 * Faults of the national record itself. What is planted here must not make others differ from it as well, so the city's
 * systems and the national portal follow where the content changes.
 */
export function plantNationalFaults(ground: Planting): void {
  unclear(ground, 'fee-suspicious', channel('135', 'VNĐ', '135.000 đồng'), 'phí 135 đồng');
  unclear(
    ground,
    'free-with-amount',
    channel('', '', 'Miễn phí (phí thẩm định 250.000 đồng/hồ sơ)'),
    'miễn phí nhưng ghi số tiền',
  );
  unclear(
    ground,
    'deadline-without-unit',
    channel('', '', 'Miễn phí', { THOIGIANGIAIQUYET: '5', DONVITINH: '' }),
    'thời hạn không có đơn vị',
  );
  const residue = odd(ground, 'test-residue', { SOQUYETDINH: 'Demo/QĐ-BTP' }, 'số quyết định thử nghiệm');
  for (const seed of [ground.portal.get(residue)!, ground.people.get(residue)!])
    seed.decision = 'Demo/QĐ-BTP';
  odd(
    ground,
    'other-locality',
    { COQUANTHUCHIEN: [{ MADONVI: '', TENDONVI: 'Sở Tư pháp tỉnh Bình Dương' }] },
    'cơ quan của tỉnh khác',
  );
  nameTwice(ground);
  nobodysField(ground);
  unreadable(ground);
}

export function changeNationalRecord(
  { seeds }: Planting,
  code: string,
  change: Record<string, unknown>,
): void {
  const seed = seeds.national.procedures.find(procedure => procedure.code === code)!;
  seed.national = { ...(seed.national as Record<string, unknown>), ...change };
}

/** The record's own form of one channel with its deadline and fee. */
function channel(
  amount: string,
  unit: string,
  note: string,
  time = { THOIGIANGIAIQUYET: '5', DONVITINH: 'Ngày làm việc' },
) {
  const fee = { MAPHILEPHI: '1', SOTIEN: amount, DONVI: unit, MOTA: note, Url: '' };
  return { KENH: '2', THOIGIAN: [{ ...time, MOTA: '', PHILEPHI: [fee] }] };
}

function odd(ground: Planting, rule: RuleId, change: Record<string, unknown>, what: string): string {
  const { code } = ground.take({
    tier: 'province',
    levels: [2],
    fits: ({ facts }) => !facts.decision?.includes('Demo'),
  });
  changeNationalRecord(ground, code, change);
  ground.found(rule, 'national', code, null, what);
  return code;
}

function unclear(ground: Planting, rule: RuleId, only: unknown, what: string): void {
  const code = odd(ground, rule, { CACHTHUCTHUCHIEN: [only] }, what);
  for (const seed of elsewhere(ground, code)) {
    seed.deadlineText = rule === 'deadline-without-unit' ? '' : '05 ngày làm việc';
    for (const item of seed.cases) Object.assign(item, { deadlineHours: 40, deadlineUnit: 'workingDay' });
  }
}

function nameTwice(ground: Planting): void {
  const twin = ground.take({ tier: 'province', levels: [2] });
  const first = ground.procedures.find(({ code }) => code < twin.code && ground.reserve(code))!;
  changeNationalRecord(ground, twin.code, { TENTTHC: first.facts.name });
  for (const seed of elsewhere(ground, twin.code)) seed.name = first.facts.name ?? first.code;
  ground.found('name-twice', 'national', twin.code, null, `trùng tên với ${first.code}`);
}

function nobodysField(ground: Planting): void {
  const { code } = ground.take({ tier: 'province', levels: [2] });
  const name = 'Lĩnh vực chưa phân công';
  changeNationalRecord(ground, code, { LINHVUCTHUCHIEN: [{ MALINHVUC: '', TENLINHVUC: name }] });
  for (const seed of elsewhere(ground, code)) seed.field = { code: 'LV-CPC', name };
  ground.found('unmapped-procedure', 'national', code, null, 'lĩnh vực chưa có cơ quan quản lý');
}

function unreadable({ take, seeds, found }: Planting): void {
  const { code } = take({ tier: 'province', levels: [2] });
  seeds.national.procedures.find(procedure => procedure.code === code)!.national = 'Không tìm thấy thủ tục';
  found('records-quarantined', 'national', null, null, `chi tiết của ${code} không đọc được`);
}

function elsewhere({ portal, oneStop, people }: Planting, code: string): SeedProcedure[] {
  return [portal.get(code)!, oneStop.get(code)!, people.get(code)!];
}
