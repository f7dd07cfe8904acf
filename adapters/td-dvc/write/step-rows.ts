import type { Fields } from '../diagram.ts';
import type { DrawnNode } from '../drawn.ts';
import { folded, type RemoteCase } from '../remote.ts';

/** Columns of a step's row; the node's `data` has the same names (contract 2.7, 3.4). */
const shared = [
  ...['tenBuocXuLy', 'thoiGianXuLy', 'thoiGianThucHienTrucTuyen', 'loaiThoiGian', 'loaiBuoc'],
  ...['nhomNguoiDungId', 'tenNhomNguoiDung', 'maTrangThaiHoSo', 'tenTrangThaiHoSo'],
  ...['yeuCauCoKetQuaBuocTruoc', 'choPhepChuyenLaiBuocTruoc', 'guiLienThongQLVB', 'guiEmail', 'bieuMauEmail'],
  ...['guiSMS', 'bieuMauSMS'],
];

/**
 * What the rows lack to say the same as the nodes; `dropped` = ids of those whose step is drawn no more. `unlike`: all of
 * these by name, with what cannot be written. Not what the drawing says nothing of: no PUT empties a row (contract 2.7
 * has none), and the drawing is what runs (contract 3.4).
 */
export function rowWork(nodes: readonly DrawnNode[], item: RemoteCase) {
  const rows = new Map(item.steps?.map(row => [folded(row.id), row]));
  const gone = new Set(item.removedSteps?.map(folded));
  const work = { missing: [] as Fields[], changed: [] as Fields[] };
  const unlike: string[] = [];
  for (const node of nodes) {
    const wanted = rowOf(node, item.id);
    const row = rows.get(folded(node.id));
    rows.delete(folded(node.id));
    if (row && !shared.some(name => differs(wanted[name], row[name]))) continue;
    unlike.push(String(node.data.tenBuocXuLy ?? node.id));
    if (row) work.changed.push(wanted);
    // The row of a drawn step that was deleted once cannot come back under its id, and the id has to stay.
    else if (!gone.has(folded(node.id))) work.missing.push(wanted);
  }
  const dropped = [...rows.values()].map(({ id }) => id);
  return { ...work, dropped, unlike: [...unlike, ...dropped] };
}

function rowOf({ id, data }: DrawnNode, caseId: string): Fields {
  const told = shared.filter(name => (data[name] ?? '') !== '');
  return { id, truongHopId: caseId, ...Object.fromEntries(told.map(name => [name, data[name]])) };
}

/** Nothing cannot be written over something, so it is no work. */
function differs(wanted: unknown, found: unknown): boolean {
  return wanted !== undefined && plain(wanted) !== plain(found);
}

/** Never set, blank and no are the same to the platform; so are numbers and their text, and GUIDs in both cases. */
function plain(value: unknown): string {
  if (value === undefined || value === null || value === false || value === 0) return '';
  return folded(String(value));
}
