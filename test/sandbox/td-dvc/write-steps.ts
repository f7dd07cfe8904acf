import { type Answer, bare, missingForWrite, problem, result } from './answer.ts';
import type { Row } from './table-row.ts';
import { addStepRow, type PortalState, removeStepRow } from './tables.ts';

type Body = Record<string, unknown>;

const required = ['id', 'truongHopId', 'tenBuocXuLy', 'thoiGianXuLy', 'loaiThoiGian'];
const flags = [
  'yeuCauCoKetQuaBuocTruoc',
  'choPhepChuyenLaiBuocTruoc',
  'guiLienThongQLVB',
  'guiEmail',
  'guiSMS',
];
const fields = [
  ...required,
  ...flags,
  ...['thoiGianThucHienTrucTuyen', 'loaiBuoc', 'nhomNguoiDungId', 'tenNhomNguoiDung', 'maTrangThaiHoSo'],
  ...['tenTrangThaiHoSo', 'bieuMauEmail', 'bieuMauSMS'],
];

/** `POST /quytrinhxulys`: all or none; an id that was ever used, deleted steps included, breaks the primary key. */
export function createSteps(state: PortalState, { quyTrinhs }: Body): Answer {
  if (!Array.isArray(quyTrinhs)) return problem('quyTrinhs');
  const steps = quyTrinhs as Body[];
  for (const [at, step] of steps.entries()) {
    const wrong = wrongFields(step);
    if (wrong.length > 0) return problem(...wrong.map(name => `quyTrinhs[${at}].${name}`));
  }
  if (steps.some(({ id }) => state.usedStepIds.has(String(id).toLowerCase()))) {
    return bare(500, "Violation of PRIMARY KEY constraint 'PK_QuyTrinhXuLys'. Cannot insert duplicate key.");
  }
  for (const step of steps) addStepRow(state, storedFields(step));
  return result(undefined, 201);
}

/** `PUT /quytrinhxulys/{id}`: nothing and blank texts change nothing. */
export function updateStep(state: PortalState, id: string, body: Body): Answer {
  const row = state.byId.quytrinhxulys.get(id);
  if (!row) return missingForWrite();
  if (body.nhomNguoiDungId === '') return problem('nhomNguoiDungId');
  for (const [name, value] of Object.entries(storedFields(body))) {
    if (name !== 'id' && value !== null && value !== '') row[name] = value;
  }
  return result(id);
}

/** Softly deleted: gone from every list but that of the removed. */
export function removeStep(state: PortalState, id: string): Answer {
  return removeStepRow(state, id) ? result(id) : missingForWrite();
}

function wrongFields(step: Body): string[] {
  const blank = required.filter(name => step[name] === undefined || step[name] === null);
  const flag = flags.filter(name => (step[name] ?? null) !== null && typeof step[name] !== 'boolean');
  return [...blank, ...flag, ...(step.nhomNguoiDungId === '' ? ['nhomNguoiDungId'] : [])];
}

/** Fields the table does not have are dropped without a word. */
function storedFields(step: Body): Row {
  return Object.fromEntries(fields.map(name => [name, step[name] ?? null])) as Row;
}
