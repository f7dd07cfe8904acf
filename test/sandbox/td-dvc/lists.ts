import type { Quirks } from './quirks.ts';
import type { Row } from './table-row.ts';
import type { Offering, PortalState } from './tables.ts';

export interface PageAsked {
  pageNumber: number;
  pageSize: number;
}

type Filters = URLSearchParams;
type Page = { totalCount: number };

/** Answers `GET /api/v1/<resource>`; `undefined` = no such list. */
export function createLists(state: PortalState, quirks: Quirks) {
  let asked = 0;

  const page = (rows: readonly unknown[], total: number, { pageNumber, pageSize }: PageAsked) => {
    const totalPages = Math.ceil(total / pageSize);
    const empty = rows.length === 0;
    return {
      data: empty && quirks.nullOnEmpty ? null : rows,
      currentPage: pageNumber,
      totalPages: empty ? 0 : totalPages,
      totalCount: empty ? 0 : total,
      pageSize,
      hasPreviousPage: pageNumber > 1,
      hasNextPage: pageNumber < totalPages,
    };
  };

  const plain = (rows: readonly Row[], size: PageAsked, show: (row: Row) => object = row => row) => {
    const from = (size.pageNumber - 1) * size.pageSize;
    return page(rows.slice(from, from + size.pageSize).map(show), rows.length, size);
  };

  const groups = (filters: Filters, size: PageAsked) => {
    const rows = state.groups.filter(row =>
      ['type', 'catalog', 'ofGroupCode', 'maDinhDanh'].every(name => matches(row, name, filters.get(name))),
    );
    const answer = plain(rows, size);
    if (!quirks.groupPagerZero) return answer;
    return { ...answer, currentPage: 0, pageSize: 0, hasPreviousPage: false, hasNextPage: rows.length > 0 };
  };

  const procedures = (filters: Filters, size: PageAsked) => {
    const inUse = filters.get('suDung');
    const rows = state.procedures.filter(
      row =>
        contains(row, 'maTTHC', filters.get('maTTHC')) && (inUse === null || String(row.suDung) === inUse),
    );
    return plain(rows, size, procedureRow);
  };

  const offerings = (filters: Filters, size: PageAsked) => {
    const from = (size.pageNumber - 1) * size.pageSize;
    if (!quirks.recipientPaging) {
      const rows = groupJoined(joinedOfferings(state, quirks, filters).rows);
      return page(rows.slice(from, from + size.pageSize), rows.length, size);
    }
    // A million of them are walked through for every page; only those are kept that may stand on it.
    const isFirst = (at: number) => at < mostShift;
    const isNear = (at: number) => at >= from && at < from + size.pageSize + mostShift;
    const { rows, total } = joinedOfferings(state, quirks, filters, at => isFirst(at) || isNear(at));
    const first = rows.filter(({ at }) => isFirst(at));
    const near = rows.filter(({ at }) => isNear(at));
    // Ordered by agency only: what stands where inside one agency differs from page to page, request to request.
    const shift = total > size.pageSize && size.pageNumber > 1 ? (asked++ * 3 + 2) % (mostShift + 1) : 0;
    const length = Math.max(0, Math.min(size.pageSize, total - from));
    // Behind the last stand the first again, in a list of two rows as well.
    const taken = [...near, ...first, ...first].slice(shift, shift + length);
    return page(groupJoined(taken), total, size);
  };

  const byParent = (all: Row[], index: Map<string, Row[]>, parent: string | null) =>
    parent === null ? all : (index.get(parent.toUpperCase()) ?? []);

  return (resource: string, filters: Filters, size: PageAsked): Page | undefined => {
    switch (resource) {
      case 'groups':
        return groups(filters, size);
      case 'thutucs':
        return procedures(filters, size);
      case 'donvithutucs':
        return offerings(filters, size);
      case 'truonghopthutucs':
        return plain(byParent(state.cases, state.casesByProcedure, filters.get('thuTucId')), size, caseRow);
      case 'thanhphanthutucs': {
        const procedure = filters.get('thuTucId');
        const rows = byParent(state.components, state.componentsByCase, filters.get('truongHopId'));
        const named = procedure === null ? rows : rows.filter(row => matches(row, 'thuTucId', procedure));
        return plain(named, size, componentRow);
      }
      case 'quytrinhxulys': {
        const steps =
          filters.get('removed') === 'true' && !quirks.ignoreRemoved ? state.removedSteps : state.steps;
        return plain(steps.get((filters.get('truongHopId') ?? '').toUpperCase()) ?? [], size);
      }
      case 'nhomnguoidungs':
        return plain(state.userGroups, size);
      case 'thaydoimucdothutucs':
        return plain(
          state.history.filter(row => matches(row, 'donVi', filters.get('donVi'))),
          size,
        );
      case 'philephis':
        return plain(byParent(state.fees, state.feesByProcedure, filters.get('thuTucId')), size, feeRow);
      case 'linhvucs':
        return plain(state.fields, size);
      default:
        return undefined;
    }
  };
}

/** So far rows move between two requests. */
const mostShift = 4;

interface Joined {
  /** Its place among all of them. */
  at: number;
  offering: Offering;
  /** Which of the equal procedure rows it was joined to. */
  copy: number;
  recipient: { id: string | null; userName: string | null; fullName: string | null };
  procedure: Row | undefined;
}

const nobody = { id: null, userName: null, fullName: null };

/** The SQL's rows: offering × procedures of its code × recipients, of agencies proper only. Those are made that are wanted. */
function joinedOfferings(
  state: PortalState,
  quirks: Quirks,
  filters: Filters,
  isWanted: (at: number) => boolean = () => true,
): { rows: Joined[]; total: number } {
  const agency = filters.get('donViId');
  const wanted = filters.get('maTTHC');
  const lists =
    agency !== null
      ? [state.offeringsByAgency.get(agency.toUpperCase()) ?? []]
      : wanted !== null
        ? [state.offeringsByProcedure.get(wanted.toUpperCase()) ?? []]
        : [...state.offeringsByAgency.values()];
  const [account, inUse] = [filters.get('taiKhoanThuHuongId'), filters.get('suDung')];
  const rows: Joined[] = [];
  let at = 0;
  const take = (offering: Offering): void => {
    const code = String(offering.row.maTTHC);
    const procedureOf = () => state.proceduresByCode.get(code.toUpperCase());
    if (offering.agency.type !== 'don-vi') return;
    if (!matches(offering.row, 'maTTHC', wanted)) return;
    if (!matches(offering.row, 'taiKhoanThuHuongId', account)) return;
    if (inUse !== null && String(procedureOf()?.suDung) !== inUse) return;
    const copies = quirks.duplicateProcedureRows.includes(code) ? 2 : 1;
    const recipients = offering.recipients.length > 0 ? offering.recipients : [nobody];
    for (let copy = 0; copy < copies; copy++) {
      for (const recipient of recipients) {
        if (isWanted(at)) rows.push({ at, offering, copy, recipient, procedure: procedureOf() });
        at++;
      }
    }
  };
  for (const list of lists) list.forEach(take);
  return { rows, total: at };
}

/** Grouped in memory, after paging. */
function groupJoined(joined: Joined[]): object[] {
  const rows = new Map<string, { nguoiTiepNhan: object[] }>();
  for (const { offering, copy, recipient, procedure } of joined) {
    const key = `${offering.row.id} ${copy}`;
    const known = rows.get(key);
    if (known) known.nguoiTiepNhan.push(recipient);
    else rows.set(key, { ...offeringRow(offering, procedure), nguoiTiepNhan: [recipient] });
  }
  return [...rows.values()];
}

function offeringRow({ row, agency, account }: Offering, procedure: Row | undefined) {
  return {
    ...row,
    catalog: agency.catalog,
    tenTTHC: procedure?.tenTTHC ?? null,
    groupName: agency.groupName,
    batBuoc: false,
    suDung: procedure?.suDung ?? false,
    tkThuHuong: account?.tkThuHuong ?? null,
    maNHThuHuong: account?.maNHThuHuong ?? null,
    tenTKThuHuong: account?.tenTKThuHuong ?? null,
    dinhKem: null,
    userId: null,
    userName: null,
    fullName: null,
    linhVucChinh: procedure?.linhVucChinh ?? null,
    maLinhVucChinh: procedure?.maLinhVucChinh ?? null,
  };
}

function procedureRow(row: Row): object {
  const { id, maTTHC, tenTTHC, maLinhVucChinh, linhVucChinh, mucDo, loaiTTHC, suDung } = row;
  const { trangThaiPhiLePhi, laThuTucChungThuc, thucHienTaiBoPhanMotCua, lienThong, ngayCapNhat } = row;
  const { quyetDinh, dinhKemQuyetDinh, thuTu } = row;
  return {
    ...{ id, maTTHC, tenTTHC, maLinhVucChinh, linhVucChinh, mucDo, loaiTTHC, suDung },
    ...{ trangThaiPhiLePhi, laThuTucChungThuc, thucHienTaiBoPhanMotCua, lienThong, ngayCapNhat },
    ...{ quyetDinh, dinhKemQuyetDinh, doiTuongThucHien: null, thuTu, soLuongTruongHopThuTuc: 0 },
  };
}

/** Neither e-form nor workflow nor agencies in the list; a boolean as text (contract 2.5). */
function caseRow(row: Row): object {
  const { id, ma, ten, thuTucId, thoiGianThucHien, thoiGianThucHienTrucTuyen, loaiThoiGianThucHien } = row;
  const { yeuCauNopPhiTrucTuyen: payment, khongCoNgayHenTra, noteNgayLamViec, noteTraKetQua } = row;
  return {
    ...{ id, maDonVi: null, tenDonVi: null, maTTHC: thuTucId, tenTTHC: null, ma, ten },
    ...{ thoiGianThucHien, thoiGianThucHienTrucTuyen, loaiThoiGianThucHien, donViTiepNhanRieng: null },
    yeuCauNopPhiTrucTuyen: payment === null ? null : payment ? 'True' : 'False',
    ...{ khongCoNgayHenTra, noteNgayLamViec, noteTraKetQua },
  };
}

/** The list tells neither attachments nor the code of the national store (contract 2.6). */
function componentRow(row: Row): object {
  return { ...row, dinhKem: null, maGiayToKhoQuocGia: null };
}

function feeRow({ id, loai, soTien, ten, moTa }: Row): object {
  return { id, loai, soTien, ten, moTa };
}

function matches(row: Row, name: string, wanted: string | null): boolean {
  return wanted === null || String(row[name] ?? '').toUpperCase() === wanted.toUpperCase();
}

function contains(row: Row, name: string, wanted: string | null): boolean {
  return (
    wanted === null ||
    String(row[name] ?? '')
      .toUpperCase()
      .includes(wanted.toUpperCase())
  );
}
