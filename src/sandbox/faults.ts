import type { SeedCase, SeedProcedure } from '../adapter/sandbox.ts';
import type { Agency } from '../domain/agency.ts';
import { localCode } from '../domain/code.ts';
import { feeDue } from '../domain/fee.ts';
import type { RuleId } from '../domain/finding.ts';
import type { Level } from '../domain/level.ts';
import type { Tier } from '../domain/tier.ts';
import { type CityProcedure, type CitySeeds, portalAgencyId } from './base-city.ts';

/** A fault the sandbox city holds on purpose, and the place where a reconciliation must find it. */
export interface PlantedFault {
  rule: RuleId;
  system: string | null;
  procedure: string | null;
  agency: string | null;
  /** Vietnamese: what was done. */
  what: string;
}

interface Wanted {
  /** All its agencies are of this tier; a commune will do for a district, which today's real catalogue no longer has. */
  tier: Tier;
  /** Levels that will do; any when absent. */
  levels?: Level[];
  fits?: (procedure: CityProcedure) => boolean;
}

/**
 * Plants faults of every rule, each in a procedure of its own so that one never hides or causes another.
 * Changes the seeds in place; deterministic.
 */
export function plantFaults(
  seeds: CitySeeds,
  procedures: CityProcedure[],
  agencies: Agency[],
  locality: string,
): PlantedFault[] {
  const planted: PlantedFault[] = [];
  const used = new Set<string>();
  const index = (list: SeedProcedure[]) => new Map(list.map(seed => [localCode(seed.code, locality), seed]));
  const portal = index(seeds.portal.procedures);
  const oneStop = index(seeds.oneStop.procedures);
  const tierOf = new Map(agencies.map(({ code, tier }) => [code, tier]));

  const unused = ({ tier, levels, fits }: Wanted) =>
    procedures.find(
      procedure =>
        !used.has(procedure.code) &&
        procedure.agencies.length > 0 &&
        procedure.agencies.every(code => tierOf.get(code) === tier) &&
        (!levels || levels.includes(procedure.level)) &&
        (!fits || fits(procedure)),
    );
  const take = (wanted: Wanted): CityProcedure => {
    const district = wanted.tier === 'district';
    const taken = unused(wanted) ?? (district ? unused({ ...wanted, tier: 'commune' }) : undefined);
    if (!taken) throw new Error(`No ${wanted.tier} procedure is left for this fault; add one to the sample`);
    used.add(taken.code);
    return taken;
  };
  const found = (
    rule: RuleId,
    system: string | null,
    procedure: string | null,
    agency: string | null,
    what: string,
  ) => planted.push({ rule, system, procedure, agency, what });
  const online: Level[] = [3, 4];
  const hasPapers = ({ cases }: CityProcedure) =>
    cases.some(({ components }) => (components?.length ?? 0) > 0);
  const clearDeadline = ({ facts }: CityProcedure) =>
    (facts.deadlines ?? []).some(({ amount, unit }) => amount !== undefined && unit === 'workingDay');
  const national = (code: string) => seeds.national.procedures.find(seed => seed.code === code)!;
  const patch = (code: string, change: Record<string, unknown>) => {
    const seed = national(code);
    seed.national = { ...(seed.national as Record<string, unknown>), ...change };
  };
  const onCase = (seed: SeedProcedure, change: Partial<SeedCase>) => Object.assign(seed.cases[0]!, change);

  // Offerings that are missing, doubled, foreign or out of place.
  {
    const procedure = take({ tier: 'commune' });
    const lost = procedure.agencies.slice(3, 6);
    const seed = portal.get(procedure.code)!;
    seed.offerings = seed.offerings.filter(
      ({ agency }) => !lost.some(code => portalAgencyId(code) === agency),
    );
    for (const agency of lost)
      found('missing-offering', 'portal', procedure.code, agency, 'xã này chưa có dịch vụ trên cổng');
  }
  {
    const procedure = take({ tier: 'province' });
    oneStop.get(procedure.code)!.offerings = [];
    found(
      'missing-offering',
      'oneStop',
      procedure.code,
      procedure.agencies[0]!,
      'chưa cấu hình ở hệ thống một cửa',
    );
  }
  {
    const procedure = take({ tier: 'district' });
    portal.get(procedure.code)!.active = false;
    for (const agency of procedure.agencies)
      found('missing-offering', 'portal', procedure.code, agency, 'thủ tục bị tắt trên cổng');
  }
  {
    const template = take({ tier: 'commune' });
    for (const [code, system, list] of [
      ['1.999001', 'portal', seeds.portal.procedures],
      ['1.999002', 'oneStop', seeds.oneStop.procedures],
    ] as const) {
      const source = (system === 'portal' ? portal : oneStop).get(template.code)!;
      list.push({
        ...structuredClone(source),
        code,
        name: `Thủ tục đã bãi bỏ số ${code.slice(-1)}`,
        offerings: source.offerings.slice(0, 2),
      });
      found('unknown-procedure', system, code, null, 'mã không có trong danh mục quốc gia');
    }
    const source = portal.get(template.code)!;
    seeds.portal.procedures.push({
      ...structuredClone(source),
      code: 'NK-2021-01',
      name: `${source.name} (quận Ninh Kiều)`,
      offerings: source.offerings.slice(0, 1),
    });
    found('unmapped-procedure', 'portal', 'NK-2021-01', null, 'mã tự đặt, chưa ánh xạ sang mã quốc gia');
  }
  {
    const procedure = take({ tier: 'commune' });
    patch(procedure.code, { TRANGTHAI: 0 });
    found('withdrawn-still-offered', 'portal', procedure.code, null, 'thủ tục đã bị bãi bỏ');
    found('withdrawn-still-offered', 'oneStop', procedure.code, null, 'thủ tục đã bị bãi bỏ');
  }
  {
    const procedure = take({ tier: 'district' });
    const seed = portal.get(procedure.code)!;
    seed.offerings.push({ ...seed.offerings[1]! });
    found('duplicate-offering', 'portal', procedure.code, procedure.agencies[1]!, 'hai dòng cho một đơn vị');
  }
  {
    const procedure = take({ tier: 'province' });
    const seed = oneStop.get(procedure.code)!;
    const other = seed.code === procedure.code ? `${procedure.code}.${locality}` : procedure.code;
    seeds.oneStop.procedures.push({ ...structuredClone(seed), code: other });
    found(
      'duplicate-offering',
      'oneStop',
      procedure.code,
      procedure.agencies[0]!,
      'một thủ tục nhập dưới hai dạng mã',
    );
  }
  {
    const procedure = take({ tier: 'commune' });
    const district = agencies.find(({ tier }) => tier === 'district')!;
    const seed = portal.get(procedure.code)!;
    seed.offerings.push({ agency: portalAgencyId(district.code), level: procedure.level });
    found('offered-outside-scope', 'portal', procedure.code, district.code, 'thủ tục cấp xã mở ở quận');
  }
  {
    const procedure = take({ tier: 'province' });
    const centre = {
      id: portalAgencyId('trung tâm'),
      name: 'Trung tâm Phục vụ hành chính công thành phố',
      tier: 'province' as const,
    };
    seeds.portal.agencies.push(centre);
    portal.get(procedure.code)!.offerings.push({ agency: centre.id, level: procedure.level });
    found('unmapped-agency', 'portal', null, null, `${centre.name} chưa có trong danh sách đơn vị`);
    seeds.oneStop.agencies.push({
      id: 'VPDK-NK',
      name: 'Chi nhánh Văn phòng Đăng ký đất đai quận Ninh Kiều',
      tier: 'other',
    });
    oneStop.get(procedure.code)!.offerings.push({ agency: 'VPDK-NK', level: procedure.level });
    found(
      'unmapped-agency',
      'oneStop',
      null,
      null,
      'Chi nhánh Văn phòng Đăng ký đất đai quận Ninh Kiều chưa có trong danh sách đơn vị',
    );
  }

  // Levels.
  for (const [levels, other] of [
    [[4], 3],
    [[2], 4],
  ] as [Level[], Level][]) {
    const procedure = take({ tier: 'province', levels });
    oneStop.get(procedure.code)!.offerings[0]!.level = other;
    if (other >= 3 && procedure.level < 3) {
      // Level 4 at the one-stop without anything behind it would be a second fault: give it what it needs.
      Object.assign(oneStop.get(procedure.code)!, {
        cases: structuredClone(oneStop.get(procedure.code)!.cases),
      });
      const donor = oneStop.get(procedures.find(({ level }) => level === 4)!.code)!;
      for (const item of oneStop.get(procedure.code)!.cases)
        item.workflow = structuredClone(donor.cases[0]!.workflow);
      for (const item of oneStop.get(procedure.code)!.cases) item.deadlineHours = item.deadlineHours ?? 40;
      fitWorkflow(oneStop.get(procedure.code)!);
    }
    found(
      'level-differs',
      null,
      procedure.code,
      procedure.agencies[0]!,
      `cổng mức ${procedure.level}, một cửa mức ${other}`,
    );
  }
  {
    const procedure = take({ tier: 'commune', levels: [4] });
    for (const seed of [portal.get(procedure.code)!, oneStop.get(procedure.code)!]) {
      for (const offering of seed.offerings.slice(10, 14)) offering.level = 3;
    }
    for (const system of ['portal', 'oneStop'])
      found('uneven-level', system, procedure.code, null, 'bốn xã để mức 3, các xã khác mức 4');
  }
  {
    const procedure = take({ tier: 'province', levels: [2] });
    portal.get(procedure.code)!.shownLevel = 4;
    found(
      'exposed-above-level',
      'portal',
      procedure.code,
      procedure.agencies[0]!,
      'cổng cho nộp trực tuyến theo mức cao nhất',
    );
  }

  // What an online service needs.
  for (const eform of [null, '{"display":"form","components":[]}']) {
    const procedure = take({ tier: 'province', levels: online });
    onCase(portal.get(procedure.code)!, { eform });
    found(
      'no-eform',
      'portal',
      procedure.code,
      null,
      eform === null ? 'không có biểu mẫu' : 'biểu mẫu không có ô nhập nào',
    );
  }
  for (const [eform, what] of [
    ['{"display":"form","components":[{"type":"textfield","key":"HoVaTen"', 'biểu mẫu bị cắt cụt'],
    [
      JSON.stringify({
        display: 'form',
        components: [1, 2].map(() => ({
          type: 'textfield',
          key: 'HoVaTen',
          label: 'Họ và tên',
          input: true,
        })),
      }),
      'hai ô cùng khóa HoVaTen',
    ],
  ] as const) {
    const procedure = take({ tier: 'province', levels: online });
    onCase(portal.get(procedure.code)!, { eform });
    found('invalid-eform', 'portal', procedure.code, null, what);
  }
  {
    const procedure = take({ tier: 'district', levels: online });
    onCase(portal.get(procedure.code)!, { workflow: null });
    found('no-workflow', 'portal', procedure.code, null, 'không có quy trình');
  }
  for (const system of ['portal', 'oneStop'] as const) {
    const procedure = take({ tier: 'province', levels: online });
    const item = (system === 'portal' ? portal : oneStop).get(procedure.code)!.cases[0]!;
    if (item.workflow && typeof item.workflow === 'object') item.workflow.transitions.splice(2, 1);
    found('unsound-workflow', system, procedure.code, null, 'bước Thẩm định không có đường đi tiếp');
  }
  {
    const procedure = take({ tier: 'commune', levels: online, fits: clearDeadline });
    const item = portal.get(procedure.code)!.cases[0]!;
    if (item.workflow && typeof item.workflow === 'object') item.workflow.steps[2]!.hours = 8 * 200;
    found('unsound-workflow', 'portal', procedure.code, null, 'thời gian các bước vượt thời hạn');
  }
  for (const system of ['portal', 'oneStop'] as const) {
    const list = system === 'portal' ? portal : oneStop;
    const empty = take({ tier: 'province', levels: online, fits: hasPapers });
    onCase(list.get(empty.code)!, { components: [] });
    found('no-components', system, empty.code, null, 'không có thành phần hồ sơ');
    const changed = take({ tier: 'commune', levels: online, fits: hasPapers });
    list.get(changed.code)!.cases[0]!.components[0]!.name = 'Giấy tờ do đơn vị tự yêu cầu thêm';
    found('components-differ', system, changed.code, null, 'một giấy tờ khác với cơ sở dữ liệu quốc gia');
  }
  {
    const procedure = take({
      tier: 'province',
      levels: [4],
      fits: ({ facts }) => feeDue(facts.fees) === 'due',
    });
    for (const item of portal.get(procedure.code)!.cases) item.onlinePayment = false;
    found('no-online-payment', 'portal', procedure.code, null, 'mức 4, có phí, không thanh toán trực tuyến');
  }
  {
    const procedure = take({ tier: 'commune', levels: online });
    for (const item of portal.get(procedure.code)!.cases) item.onlineClosed = true;
    found('online-closed', 'portal', procedure.code, null, 'trường hợp không nhận nộp trực tuyến');
  }

  // Content.
  for (const system of ['portal', 'oneStop'] as const) {
    const list = system === 'portal' ? portal : oneStop;
    const renamed = take({ tier: 'province' });
    list.get(renamed.code)!.name += ' (bản cũ)';
    found('name-differs', system, renamed.code, null, 'tên thủ tục bản cũ');
    const moved = take({ tier: 'province' });
    list.get(moved.code)!.field = { code: 'LV-KHAC', name: 'Lĩnh vực khác' };
    found('field-differs', system, moved.code, null, 'sai lĩnh vực');
    const late = take({ tier: 'province', levels: [2], fits: clearDeadline });
    const seed = list.get(late.code)!;
    seed.deadlineText = '90 ngày làm việc';
    for (const item of seed.cases) item.deadlineHours = 720;
    found('deadline-differs', system, late.code, null, 'thời hạn 90 ngày');
  }
  {
    const procedure = take({ tier: 'province', fits: ({ facts }) => feeDue(facts.fees) === 'due' });
    portal.get(procedure.code)!.fees = [999_000];
    found('fee-differs', 'portal', procedure.code, null, 'phí 999.000 đồng');
    const other = take({ tier: 'province', fits: ({ facts }) => feeDue(facts.fees) === 'free' });
    oneStop.get(other.code)!.feeText = '50.000 đồng';
    found('fee-differs', 'oneStop', other.code, null, 'thu phí thủ tục miễn phí');
    const decision = take({ tier: 'province' });
    portal.get(decision.code)!.decision = '01/QĐ-CŨ';
    found('decision-differs', 'portal', decision.code, null, 'quyết định công bố cũ');
  }

  // The national record itself. Content planted here must not make the city differ from it as well.
  {
    const row = (
      amount: string,
      unit: string,
      note: string,
      time = { THOIGIANGIAIQUYET: '5', DONVITINH: 'Ngày làm việc' },
    ) => [
      {
        KENH: '2',
        THOIGIAN: [
          {
            ...time,
            MOTA: '',
            PHILEPHI: [{ MAPHILEPHI: '1', SOTIEN: amount, DONVI: unit, MOTA: note, Url: '' }],
          },
        ],
      },
    ];
    const plain = (rule: RuleId, change: Record<string, unknown>, what: string) => {
      const procedure = take({
        tier: 'province',
        levels: [2],
        fits: ({ facts }) => !facts.decision?.includes('Demo'),
      });
      patch(procedure.code, change);
      found(rule, 'national', procedure.code, null, what);
      return procedure;
    };
    const unclear = (rule: RuleId, channels: unknown[], what: string) => {
      const { code } = plain(rule, { CACHTHUCTHUCHIEN: channels }, what);
      for (const seed of [portal.get(code)!, oneStop.get(code)!]) {
        seed.deadlineText = rule === 'deadline-without-unit' ? '' : '05 ngày làm việc';
        for (const item of seed.cases) item.deadlineHours = 40;
        for (const item of seed.cases) item.deadlineUnit = 'workingDay';
      }
    };
    unclear('fee-suspicious', row('135', 'VNĐ', '135.000 đồng'), 'phí 135 đồng');
    unclear(
      'free-with-amount',
      row('', '', 'Miễn phí (phí thẩm định 250.000 đồng/hồ sơ)'),
      'miễn phí nhưng ghi số tiền',
    );
    unclear(
      'deadline-without-unit',
      row('', '', 'Miễn phí', { THOIGIANGIAIQUYET: '5', DONVITINH: '' }),
      'thời hạn không có đơn vị',
    );
    const residue = plain('test-residue', { SOQUYETDINH: 'Demo/QĐ-BTP' }, 'số quyết định thử nghiệm');
    for (const seed of [portal.get(residue.code)!]) seed.decision = 'Demo/QĐ-BTP';
    plain(
      'other-locality',
      { COQUANTHUCHIEN: [{ MADONVI: '', TENDONVI: 'Sở Tư pháp tỉnh Bình Dương' }] },
      'cơ quan của tỉnh khác',
    );
    const twin = take({ tier: 'province', levels: [2] });
    const first = procedures.find(({ code }) => code < twin.code && !used.has(code))!;
    used.add(first.code);
    patch(twin.code, { TENTTHC: first.facts.name });
    for (const seed of [portal.get(twin.code)!, oneStop.get(twin.code)!])
      seed.name = first.facts.name ?? first.code;
    found('name-twice', 'national', twin.code, null, `trùng tên với ${first.code}`);
    const homeless = take({ tier: 'province', levels: [2] });
    patch(homeless.code, { LINHVUCTHUCHIEN: [{ MALINHVUC: '', TENLINHVUC: 'Lĩnh vực chưa phân công' }] });
    for (const seed of [portal.get(homeless.code)!, oneStop.get(homeless.code)!])
      seed.field = { code: 'LV-CPC', name: 'Lĩnh vực chưa phân công' };
    found('unmapped-procedure', 'national', homeless.code, null, 'lĩnh vực chưa có cơ quan quản lý');
    const broken = take({ tier: 'province', levels: [2] });
    national(broken.code).national = 'Không tìm thấy thủ tục';
    found('records-quarantined', 'national', null, null, `chi tiết của ${broken.code} không đọc được`);
  }
  return planted;
}

/** Brings a borrowed workflow down to the deadline of the cases it was put in. */
function fitWorkflow(seed: SeedProcedure): void {
  for (const { workflow, deadlineHours } of seed.cases) {
    if (!workflow || typeof workflow !== 'object' || !deadlineHours) continue;
    for (const step of workflow.steps)
      step.hours = step.kind === 'end' ? 0 : deadlineHours / (workflow.steps.length * 2);
  }
}
