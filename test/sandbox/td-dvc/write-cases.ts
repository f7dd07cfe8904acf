import { randomUUID } from 'node:crypto';
import { type Answer, missingForWrite, problem, result } from './answer.ts';
import { serverSteps, stepRows } from './drawing.ts';
import type { Quirks } from './quirks.ts';
import { guidOf, type Row } from './table-row.ts';
import { addCaseRow, addStepRow, type PortalState, removeCaseRow } from './tables.ts';

type Body = Record<string, unknown>;

const texts = [
  ...['ten', 'ma', 'loaiThoiGianThucHien', 'maSoBieuMau', 'eForm', 'eFormTemplate', 'donViTiepNhanRieng'],
  'loaiBaoTroXaHoi',
];
const numbers = ['thoiGianThucHien', 'thoiGianThucHienTrucTuyen'];
const flags = [
  ...['batBuocDinhKemKetQua', 'yeuCauNopPhiTrucTuyen', 'choChuyenPhiDiaGioi', 'khongThuBanGiay'],
  ...['batBuocKySoKetQua', 'anThongTinLienHeNopTrucTuyen', 'khongCoNgayHenTra', 'choPhepNopUyQuyen'],
  'khongNopTrucTuyen',
];
const notes = ['noteNgayLamViec', 'noteTraKetQua'];
/** Accepted, but saved by an update only (contract 2.5). */
const onlyUpdated = ['eFormKetQua', 'nodeQuyTrinh', 'edgeQuyTrinh', 'loaiDuLieuKetNoi', 'batBuocDungDiaBan'];

/** `POST /truonghopthutucs`: the server adds a start and an end step of its own. */
export function createCase(state: PortalState, body: Body): Answer {
  const blank = ['thuTucId', 'loaiThoiGianThucHien'].filter(name => typeof body[name] !== 'string');
  blank.push(...wronglyTyped(body));
  if (blank.length > 0) return problem(...blank);
  const id = randomUUID();
  const start = randomUUID();
  const row: Row = { id, thuTucId: body.thuTucId, createdOn: '2026-11-23T08:00:00' };
  for (const name of [...texts, ...numbers, ...flags, ...notes]) row[name] = body[name] ?? null;
  row.thoiGianThucHien ??= 0;
  row.choPhepNopUyQuyen ??= true;
  const nodeQuyTrinh = JSON.stringify(serverSteps(start, randomUUID()));
  Object.assign(row, { eFormKetQua: null, nodeQuyTrinh, edgeQuyTrinh: '[]' });
  addCaseRow(state, row);
  for (const step of stepRows(row)) addStepRow(state, step);
  return result(id, 201);
}

/** `PUT /truonghopthutucs/{id}`: merges, but for the notes, which it takes as they come. */
export function updateCase(state: PortalState, quirks: Quirks, id: string, body: Body): Answer {
  const row = state.byId.truonghopthutucs.get(id);
  if (!row) return missingForWrite();
  const wrong = wronglyTyped(body);
  if (wrong.length > 0) return problem(...wrong);
  for (const name of [...texts, ...numbers, ...flags, ...onlyUpdated]) {
    const value = body[name];
    const left = value === undefined || value === null || (value === '' && name !== 'donViTiepNhanRieng');
    if (!left) row[name] = value;
  }
  const serverTime = new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 19);
  Object.assign(row, { lastModifiedOn: serverTime, lastModifiedBy: guidOf('user', 'admin') });
  for (const name of notes)
    if (quirks.eraseOmitted || body[name] !== undefined) row[name] = body[name] ?? null;
  return result(id);
}

/** Softly deleted: nobody finds it again, its steps and components stay behind. */
export function removeCase(state: PortalState, id: string): Answer {
  return removeCaseRow(state, id) ? result(id) : missingForWrite();
}

function wronglyTyped(body: Body): string[] {
  const not = (names: string[], type: string) =>
    names.filter(name => body[name] !== undefined && body[name] !== null && typeof body[name] !== type);
  const number = numbers.filter(name => body[name] === '' || Number.isNaN(Number(body[name] ?? 0)));
  return [
    ...not([...texts, ...notes, 'nodeQuyTrinh', 'edgeQuyTrinh'], 'string'),
    ...not(flags, 'boolean'),
    ...number,
  ];
}
