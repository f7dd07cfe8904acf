import type { Tier } from '../../../src/domain/tier.ts';
import type { SandboxSeed, SeedAgency, SeedCase, SeedOffering, SeedProcedure } from '../seed.ts';
import { draw, stepRows } from './drawing.ts';
import { guidOf, type Row } from './table-row.ts';
import {
  addCaseRow,
  addComponentRow,
  addOfferingEntry,
  addStepRow,
  append,
  type PortalState,
} from './tables.ts';
import { userGroups } from './user-groups.ts';

const catalogs: Partial<Record<Tier, string>> = {
  province: 'so-ban-nganh',
  district: 'quan-huyen',
  commune: 'xa-phuong',
};
const tierTokens: Partial<Record<Tier, string>> = {
  ministry: 'CapBo',
  province: 'CapTinh',
  district: 'CapHuyen',
  commune: 'CapXa',
};
/** Every so many procedures have their decision only inside the stored national record. */
const decisionStored = 5;
const createdOn = '2021-06-04T08:00:00';

export function createState(seed: SandboxSeed): PortalState {
  const state: PortalState = {
    groups: [],
    groupsByCode: new Map(),
    procedures: [],
    proceduresByCode: new Map(),
    offeringsById: new Map(),
    offeringsByAgency: new Map(),
    offeringsByProcedure: new Map(),
    history: [],
    cases: [],
    casesByProcedure: new Map(),
    components: [],
    componentsByCase: new Map(),
    steps: new Map(),
    removedSteps: new Map(),
    usedStepIds: new Set(),
    userGroups: userGroups(seed),
    fees: [],
    feesByProcedure: new Map(),
    fields: seed.fields.map(({ code, name }) => ({
      ...{ id: guidOf('linhvuc', code), ma: code, ten: name, maNganh: null, suDung: true },
      ...{ soLuongThuTucCapTinh: 0, soLuongThuTucCapHuyen: 0, soLuongThuTucCapXa: 0 },
    })),
    byId: {
      groups: new Map(),
      thutucs: new Map(),
      truonghopthutucs: new Map(),
      thanhphanthutucs: new Map(),
      quytrinhxulys: new Map(),
      philephis: new Map(),
    },
  };
  const names = new Map(seed.agencies.map(({ id, name }) => [id.toUpperCase(), name]));
  for (const agency of seed.agencies) addGroup(state, agency, names);
  for (const [index, procedure] of seed.procedures.entries()) addProcedure(state, procedure, index);
  state.procedures.sort((a, b) => (String(a.maTTHC) < String(b.maTTHC) ? -1 : 1));
  return state;
}

function addGroup(state: PortalState, agency: SeedAgency, names: Map<string, string>): void {
  const row: Row = {
    id: guidOf('group', agency.id),
    groupCode: agency.id,
    groupName: agency.name,
    ofGroupCode: agency.parent ?? null,
    ofGroupName: agency.parent ? (names.get(agency.parent.toUpperCase()) ?? null) : null,
    type: agency.room ? 'phong-ban' : 'don-vi',
    catalog: agency.room ? null : (catalogs[agency.tier] ?? null),
    otherCatalog: null,
    maDinhDanh: agency.identification ?? null,
    groupOrder: String(state.groups.length + 1),
    donViQuanLy: null,
  };
  state.groups.push(row);
  state.groupsByCode.set(agency.id.toUpperCase(), row);
  state.byId.groups.set(row.id, row);
}

function addProcedure(state: PortalState, seed: SeedProcedure, index: number): void {
  const id = guidOf('thutuc', seed.code, String(index));
  const stored = index % decisionStored === 0;
  const highest = Math.max(0, ...seed.offerings.map(({ level }) => level ?? 0));
  const shown = seed.shownLevel === undefined ? highest || null : seed.shownLevel;
  const row: Row = {
    id,
    maTTHC: seed.code,
    tenTTHC: seed.name,
    maLinhVucChinh: seed.field?.code ?? '',
    linhVucChinh: seed.field?.name ?? '',
    // The import leaves '' where nobody set a level.
    mucDo: shown === null ? '' : String(shown),
    loaiTTHC: '1',
    suDung: seed.active,
    trangThaiPhiLePhi: false,
    laThuTucChungThuc: false,
    thucHienTaiBoPhanMotCua: true,
    lienThong: false,
    ngayCapNhat: '0001-01-01T00:00:00',
    quyetDinh: stored ? null : (seed.decision ?? null),
    quyetDinhCongBo:
      stored && seed.decision
        ? JSON.stringify({ SOQUYETDINH: seed.decision, NGAYQUYETDINH: '', TRICHYEU: '' })
        : null,
    dinhKemQuyetDinh: null,
    thuTu: null,
    capThucHien: seed.tiers.flatMap(tier => tierTokens[tier] ?? []).join('#'),
    thoiGianGiaiQuyet: '',
    hoSoPhatSinhTrongNam: 0,
    createdOn,
  };
  state.procedures.push(row);
  state.proceduresByCode.set(seed.code.toUpperCase(), row);
  state.byId.thutucs.set(id, row);
  for (const [at, offering] of seed.offerings.entries()) addOffering(state, seed, offering, at);
  for (const item of seed.cases) addCase(state, seed, item);
  for (const [at, amount] of (seed.fees ?? []).entries()) {
    const fee: Row = {
      ...{ id: guidOf('phi', seed.code, String(at)), thuTucId: seed.code, truongHopId: null, ma: null },
      ...{ loai: 'Phí', soTien: amount, ten: 'Phí thẩm định', moTa: null, dinhKem: null },
    };
    state.fees.push(fee);
    state.byId.philephis.set(fee.id, fee);
    append(state.feesByProcedure, seed.code, fee);
  }
}

function addOffering(state: PortalState, seed: SeedProcedure, offering: SeedOffering, at: number): void {
  const agency = state.groupsByCode.get(offering.agency.toUpperCase());
  if (!agency) throw new Error(`seed: offering of ${seed.code} at unknown agency ${offering.agency}`);
  const recipients = Array.from({ length: offering.recipients ?? 1 }, (_, number) => ({
    id: guidOf('user', offering.agency, String(number)),
    userName: `canbo${number + 1}`,
    fullName: `Cán bộ ${number + 1}`,
  }));
  const row: Row = {
    id: guidOf('donvithutuc', seed.code, offering.agency, String(at)),
    maTTHC: seed.code,
    donViId: agency.groupCode,
    mucDo: offering.level === null ? (at % 2 === 0 ? null : '') : String(offering.level),
    nguoiTiepNhanId: recipients.map(({ id }) => id).join('##'),
    taiKhoanThuHuongId: offering.account ? guidOf('taikhoan', offering.agency) : null,
    urlRedirect: null,
    maSoThue: null,
    donViMaSoThue: null,
    lastModifiedBy: guidOf('user', 'admin'),
  };
  const account = offering.account
    ? { tkThuHuong: '0000111122', maNHThuHuong: 'VCB', tenTKThuHuong: String(agency.groupName) }
    : undefined;
  addOfferingEntry(state, { row, agency, recipients, account });
}

function addCase(state: PortalState, seed: SeedProcedure, item: SeedCase): void {
  const id = guidOf('truonghop', seed.code, item.key);
  const row: Row = {
    id,
    ma: item.key,
    ten: item.name,
    thuTucId: seed.code,
    thoiGianThucHien: item.deadlineHours ?? 0,
    thoiGianThucHienTrucTuyen: item.onlineDeadlineHours ?? null,
    loaiThoiGianThucHien: item.deadlineUnit === 'day' ? 'Ngày' : 'Ngày làm việc',
    eForm: item.eform,
    eFormKetQua: null,
    eFormTemplate: null,
    maSoBieuMau: null,
    ...draw(item.workflow, id),
    yeuCauNopPhiTrucTuyen: item.onlinePayment ?? null,
    donViTiepNhanRieng: item.agencies === null ? '' : item.agencies.join('##'),
    khongNopTrucTuyen: item.onlineClosed ?? null,
    khongCoNgayHenTra: null,
    choPhepNopUyQuyen: true,
    noteNgayLamViec: null,
    noteTraKetQua: null,
    createdOn,
  };
  addCaseRow(state, row);
  for (const step of stepRows(row)) addStepRow(state, step);
  for (const [at, component] of item.components.entries()) {
    const part: Row = {
      id: guidOf('thanhphan', seed.code, item.key, String(at)),
      ...{ ten: component.name, ma: component.code ?? null, thuTucId: seed.code, truongHopId: item.key },
      ...{
        batBuoc: component.required,
        soBanChinh: component.originals,
        soBanSao: component.copies,
        stt: at + 1,
      },
      ...{ choPhepThemToKhai: false, dinhKem: null, maGiayToKhoQuocGia: null },
    };
    addComponentRow(state, part);
  }
}
