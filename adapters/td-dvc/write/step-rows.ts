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

export interface RowWork {
  missing: Fields[];
  changed: Fields[];
  /** Ids of rows whose step is drawn no more. */
  dropped: string[];
}

/** What the rows lack to say the same as the nodes. */
export function rowWork(nodes: readonly DrawnNode[], item: RemoteCase): RowWork {
  const rows = new Map(item.steps?.map(row => [folded(row.id), row]));
  const gone = new Set(item.removedSteps?.map(folded));
  const work: RowWork = { missing: [], changed: [], dropped: [] };
  for (const node of nodes) {
    const wanted = rowOf(node, item.id);
    const row = rows.get(folded(node.id));
    rows.delete(folded(node.id));
    // The row of a drawn step that was deleted once cannot come back under its id, and the id has to stay.
    if (!row && !gone.has(folded(node.id))) work.missing.push(wanted);
    else if (row && shared.some(name => differs(wanted[name], row[name]))) work.changed.push(wanted);
  }
  work.dropped = [...rows.values()].map(({ id }) => id);
  return work;
}

/**
 * Steps that the two stores still tell differently, by name; for what cannot be written. Not what the drawing says nothing
 * of: no PUT empties a row (contract 2.7 has none), and the drawing is what runs (contract 3.4).
 */
export function unlikeRows(nodes: readonly DrawnNode[], item: RemoteCase): string[] {
  const rows = new Map(item.steps?.map(row => [folded(row.id), row]));
  const unlike = nodes.filter(node => {
    const row = rows.get(folded(node.id));
    rows.delete(folded(node.id));
    if (!row) return true;
    const wanted = rowOf(node, item.id);
    return shared.some(name => differs(wanted[name], row[name]));
  });
  return [...unlike.map(({ data, id }) => String(data.tenBuocXuLy ?? id)), ...rows.keys()];
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
