import { portalAgencyId } from '../base-city.ts';
import { changeNationalRecord } from './national-record.ts';
import type { Planting } from './planting.ts';

/** Offerings that are missing, doubled, foreign or out of place. */
export function plantCoverageFaults(ground: Planting): void {
  missingAtThreeCommunes(ground);
  missingAtTheOneStop(ground);
  switchedOffAtThePortal(ground);
  unknownCodes(ground);
  withdrawn(ground);
  twoRowsForOneAgency(ground);
  twoFormsOfOneCode(ground);
  offeredOutsideScope(ground);
  unmappedAgencies(ground);
}

function missingAtThreeCommunes({ take, portal, found, landElsewhere }: Planting): void {
  const procedure = take({ tier: 'commune' });
  const lost = procedure.agencies.slice(3, 6);
  const seed = portal.get(procedure.code)!;
  seed.offerings = seed.offerings.filter(({ agency }) => !lost.some(code => portalAgencyId(code) === agency));
  for (const agency of lost)
    found('missing-offering', 'portal', procedure.code, agency, 'xã này chưa có dịch vụ trên cổng');
  landElsewhere(procedure, lost, 'người dân nộp được, cổng thành phố chưa có dịch vụ');
}

function missingAtTheOneStop({ take, oneStop, found, landElsewhere }: Planting): void {
  const procedure = take({ tier: 'province' });
  const { code, agencies } = procedure;
  oneStop.get(code)!.offerings = [];
  landElsewhere(procedure, agencies, 'người dân nộp được, hệ thống một cửa chưa cấu hình');
  found('missing-offering', 'oneStop', code, agencies[0]!, 'chưa cấu hình ở hệ thống một cửa');
}

function switchedOffAtThePortal({ take, portal, found, landElsewhere }: Planting): void {
  const procedure = take({ tier: 'district' });
  const { code, agencies } = procedure;
  portal.get(code)!.active = false;
  landElsewhere(procedure, agencies, 'người dân nộp được, thủ tục bị tắt trên cổng thành phố');
  for (const agency of agencies)
    found('missing-offering', 'portal', code, agency, 'thủ tục bị tắt trên cổng');
}

function unknownCodes({ take, seeds, listOf, found }: Planting): void {
  const template = take({ tier: 'commune' });
  for (const [code, system] of [
    ['1.999001', 'portal'],
    ['1.999002', 'oneStop'],
  ] as const) {
    const source = listOf(system).get(template.code)!;
    seeds[system].procedures.push({
      ...structuredClone(source),
      code,
      name: `Thủ tục đã bãi bỏ số ${code.slice(-1)}`,
      offerings: source.offerings.slice(0, 2),
    });
    found('unknown-procedure', system, code, null, 'mã không có trong danh mục quốc gia');
  }
  const source = listOf('portal').get(template.code)!;
  seeds.portal.procedures.push({
    ...structuredClone(source),
    code: 'NK-2021-01',
    name: `${source.name} (quận Ninh Kiều)`,
    offerings: source.offerings.slice(0, 1),
  });
  found('unmapped-procedure', 'portal', 'NK-2021-01', null, 'mã tự đặt, chưa ánh xạ sang mã quốc gia');
}

function withdrawn(ground: Planting): void {
  const { code } = ground.take({ tier: 'commune' });
  changeNationalRecord(ground, code, { TRANGTHAI: 0 });
  ground.people.get(code)!.active = false;
  for (const system of ['portal', 'oneStop'])
    ground.found('withdrawn-still-offered', system, code, null, 'thủ tục đã bị bãi bỏ');
}

function twoRowsForOneAgency({ take, portal, found }: Planting): void {
  const { code, agencies } = take({ tier: 'district' });
  const seed = portal.get(code)!;
  seed.offerings.push({ ...seed.offerings[1]! });
  found('duplicate-offering', 'portal', code, agencies[1]!, 'hai dòng cho một đơn vị');
}

function twoFormsOfOneCode({ take, seeds, oneStop, locality, found }: Planting): void {
  const { code, agencies } = take({ tier: 'province' });
  const seed = oneStop.get(code)!;
  const other = seed.code === code ? `${code}.${locality}` : code;
  seeds.oneStop.procedures.push({ ...structuredClone(seed), code: other });
  found('duplicate-offering', 'oneStop', code, agencies[0]!, 'một thủ tục nhập dưới hai dạng mã');
}

function offeredOutsideScope({ take, portal, agencies, found }: Planting): void {
  const { code, level } = take({ tier: 'commune' });
  const district = agencies.find(({ tier }) => tier === 'district')!;
  portal.get(code)!.offerings.push({ agency: portalAgencyId(district.code), level });
  found('offered-outside-scope', 'portal', code, district.code, 'thủ tục cấp xã mở ở quận');
}

function unmappedAgencies({ take, seeds, listOf, found }: Planting): void {
  const { code, level } = take({ tier: 'province' });
  for (const [system, id, name, tier] of [
    ['portal', portalAgencyId('trung tâm'), 'Trung tâm Phục vụ hành chính công thành phố', 'province'],
    ['oneStop', 'VPDK-NK', 'Chi nhánh Văn phòng Đăng ký đất đai quận Ninh Kiều', 'other'],
  ] as const) {
    seeds[system].agencies.push({ id, name, tier });
    listOf(system).get(code)!.offerings.push({ agency: id, level });
    found('unmapped-agency', system, null, null, `${name} chưa có trong danh sách đơn vị`);
  }
}
