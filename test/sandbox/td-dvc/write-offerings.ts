import { randomUUID } from 'node:crypto';
import { type Answer, bare, problem, refusal, result, successWord } from './answer.ts';
import type { Quirks } from './quirks.ts';
import { addOfferingEntry, type Offering, type PortalState, removeOfferingEntry } from './tables.ts';

type Body = Record<string, unknown>;

/** `POST /donvithutucs`; the procedure's level is not recomputed (contract 2.2). */
export function createOffering(state: PortalState, body: Body): Answer {
  const { maTTHC, donViId, mucDo } = body;
  const blank = Object.entries({ maTTHC, donViId }).filter(([, value]) => typeof value !== 'string');
  if (blank.length > 0) return problem(...blank.map(([name]) => name));
  const agency = state.groupsByCode.get(String(donViId).toUpperCase());
  if (!agency) return bare(500, 'Không tìm thấy đơn vị');
  const known = state.offeringsByProcedure.get(String(maTTHC).toUpperCase()) ?? [];
  if (known.some(({ row }) => row.donViId === agency.groupCode)) {
    return refusal('Đã tồn tại thủ tục trong đơn vị này');
  }
  const id = randomUUID();
  const row = {
    ...{ id, maTTHC, donViId: agency.groupCode, mucDo: mucDo ?? null },
    ...{ nguoiTiepNhanId: body.nguoiTiepNhanId ?? null, taiKhoanThuHuongId: body.taiKhoanThuHuongId ?? null },
    ...{ urlRedirect: body.urlRedirect ?? null, maSoThue: body.maSoThue ?? null },
    ...{ donViMaSoThue: body.donViMaSoThue ?? null, lastModifiedBy: null },
  };
  const recipients = users(body.nguoiTiepNhanId);
  addOfferingEntry(state, { row, agency, recipients, account: undefined });
  return result(id);
}

/** `PUT /donvithutucs/UpdateMulti`: levels of many rows, their history, then the levels of their procedures. */
export function updateOfferings(state: PortalState, quirks: Quirks, body: Body): Answer {
  const { ids, mucDo } = body;
  if (!Array.isArray(ids) || ids.length === 0) return bare(500, 'Value cannot be null. (Parameter ids)');
  const found = ids.map(id => state.offeringsById.get(String(id).toLowerCase()));
  if (!quirks.silentUnknownIds && found.includes(undefined)) return bare(500, 'Không tìm thấy dữ liệu');
  const offerings = found.filter(offering => offering !== undefined);
  const level = typeof mucDo === 'string' && mucDo !== '' ? mucDo : null;
  for (const { row } of offerings)
    if (row.mucDo !== level) state.history.push(historyRow(row, level, quirks));
  for (const offering of offerings) {
    if (level !== null) offering.row.mucDo = level;
    changeRecipients(offering, body);
    // Rebuilt from a partial read: who made the row, and when, is lost.
    Object.assign(offering.row, { createdBy: null, createdOn: null, lastModifiedBy: caller });
  }
  if (level !== null)
    recompute(state, new Set(offerings.map(({ row }) => String(row.maTTHC).toUpperCase())), level);
  return successWord();
}

/** `POST /donvithutucs/DelMulti`; the level of the procedure stays where it was. */
export function removeOfferings(state: PortalState, body: Body): Answer {
  if (!Array.isArray(body.ids)) return problem('ids');
  for (const id of body.ids) removeOfferingEntry(state, String(id).toLowerCase());
  return result();
}

const caller = '7f000000-0000-4000-8000-00000000d0b0';

/** Written even when no level came, and in the name of the row's previous editor (contract 2.2). */
function historyRow(row: Offering['row'], level: string | null, { historyQuirk }: Quirks) {
  return {
    id: randomUUID(),
    ...{ thuTuc: row.maTTHC, donVi: row.donViId, thoiGian: '2026-11-23T08:00:00', mucDoCu: row.mucDo },
    ...{ mucDoMoi: level, nguoiCapNhat: historyQuirk ? row.lastModifiedBy : caller },
  };
}

/** The procedure's level := the highest of its rows, in string order; if none has one, the requested. */
function recompute(state: PortalState, codes: ReadonlySet<string>, requested: string): void {
  for (const code of codes) {
    const levels = (state.offeringsByProcedure.get(code) ?? []).map(({ row }) => String(row.mucDo ?? ''));
    const procedure = state.proceduresByCode.get(code);
    if (procedure) procedure.mucDo = levels.sort().at(-1) || requested;
  }
}

function changeRecipients(offering: Offering, body: Body): void {
  const given = users(body.nguoiTiepNhanId);
  if (given.length === 0) return;
  const named = new Set(given.map(({ id }) => id));
  const others = offering.recipients.filter(({ id }) => !named.has(id));
  offering.recipients = body.laBoNguoiTiepNhan
    ? others
    : body.laBoSungNguoiTiepNhan
      ? [...others, ...given]
      : given;
  offering.row.nguoiTiepNhanId = offering.recipients.map(({ id }) => id).join('##');
}

function users(joined: unknown): Offering['recipients'] {
  const ids = typeof joined === 'string' ? joined.split('##').filter(id => id !== '') : [];
  return ids.map(id => ({ id, userName: id, fullName: `Cán bộ ${id}` }));
}
