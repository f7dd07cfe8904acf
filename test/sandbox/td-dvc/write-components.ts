import { randomUUID } from 'node:crypto';
import { type Answer, bare, missingForWrite, problem, result } from './answer.ts';
import type { Quirks } from './quirks.ts';
import type { Row } from './table-row.ts';
import { addComponentRow, type PortalState, removeComponentRow } from './tables.ts';

type Body = Record<string, unknown>;

const kept = ['ten', 'ma', 'thuTucId', 'truongHopId', 'maGiayToKhoQuocGia', 'stt', 'choPhepThemToKhai'];

/** `POST /thanhphanthutucs`: adds whatever is already there. */
export function createComponent(state: PortalState, body: Body): Answer {
  const blank = ['ten', 'thuTucId', 'truongHopId'].filter(name => typeof body[name] !== 'string');
  if (blank.length > 0) return problem(...blank);
  const row: Row = { id: randomUUID() };
  for (const name of [...kept, 'dinhKem', 'soBanChinh', 'soBanSao']) row[name] = body[name] ?? null;
  row.batBuoc = body.batBuoc ?? false;
  addComponentRow(state, row);
  return result(row.id, 201);
}

/** `PUT /thanhphanthutucs/{id}` with its traps (contract 2.6). */
export function updateComponent(state: PortalState, quirks: Quirks, id: string, body: Body): Answer {
  const row = state.byId.thanhphanthutucs.get(id);
  if (!row) return missingForWrite();
  if ((body.soBanChinh ?? null) === null || (body.soBanSao ?? null) === null) {
    return bare(500, 'Nullable object must have a value.');
  }
  for (const name of [...kept, 'soBanChinh', 'soBanSao']) {
    const value = body[name];
    if (value !== undefined && value !== null && value !== '') row[name] = value;
  }
  row.batBuoc = body.batBuoc ?? false;
  if (quirks.eraseOmitted || body.dinhKem !== undefined) row.dinhKem = body.dinhKem ?? null;
  return result(id);
}

/** `POST /thanhphanthutucs/DeleteMultiThanhPhanThuTuc`. */
export function removeComponents(state: PortalState, body: Body): Answer {
  if (!Array.isArray(body.ids)) return problem('ids');
  for (const id of body.ids) removeComponentRow(state, String(id).toLowerCase());
  return result(undefined, 201);
}
