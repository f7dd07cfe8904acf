import { hash } from 'node:crypto';
import type { Memory } from '../../../src/adapter/service-request.ts';
import type { RemoteSend } from '../../../src/adapter/writer.ts';
import type { CaseValue, Change, ChangeTarget, KnownCases } from '../../../src/domain/push.ts';
import type { ServiceState } from '../../../src/domain/service-state.ts';
import { cleanText, textKey } from '../../../src/domain/text.ts';
import type { Fields } from '../diagram.ts';
import { readRow } from '../row.ts';
import { caseDetail } from '../schema.ts';
import { caseOf, folded, type RemoteCase, remoteOf } from './remote.ts';
import { jsonSend, softly } from './sends.ts';

const units = { workingDay: 'Ngày làm việc', day: 'Ngày' } as const;

type Listed = Pick<RemoteCase, 'id' | 'code'> & { name: string };

/**
 * Which of our cases each of the portal's is: by what we remember, by its code (our key, or the one we gave it), by
 * name, and the only one for the only one. Others keep their own code as key.
 */
export function caseKeys(
  procedure: string,
  listed: readonly Listed[],
  known: KnownCases,
  memory: Memory,
): Map<string, string> {
  const keys = new Map<string, string>();
  const free = new Set(known.map(({ key }) => key));
  const take = (row: Listed | undefined, key: string) => {
    if (!row || !free.delete(key)) return;
    keys.set(row.id, key);
  };
  const unclaimed = () => listed.filter(({ id }) => !keys.has(id));
  const coded = (code: string) =>
    unclaimed().find(each => folded(each.id) === folded(code) || folded(each.code) === folded(code));
  for (const { key } of known) if (memory[memoryOf(key)]) take(coded(memory[memoryOf(key)]!), key);
  for (const { key } of known) take(free.has(key) ? coded(key) : undefined, key);
  for (const { key } of known) take(free.has(key) ? withOurCode(key) : undefined, key);
  for (const { key, name } of known) {
    take(free.has(key) ? unclaimed().find(each => textKey(each.name) === textKey(name)) : undefined, key);
  }
  if (listed.length === 1 && known.length === 1) take(unclaimed()[0], known[0]!.key);
  const taken = new Set<string>();
  for (const { id, code } of unclaimed()) {
    // Two of one code are two cases all the same.
    const key = code === '' || taken.has(code) ? id : code;
    taken.add(key);
    keys.set(id, key);
  }
  return keys;

  function withOurCode(key: string): Listed | undefined {
    const ours = ourDigits(procedure, key);
    return unclaimed().find(({ code }) => folded(code).endsWith(`_${ours}`));
  }
}

/** Case as `set-case` has it. */
export function readCaseValue(fields: Fields): CaseValue {
  const { row } = readRow(caseDetail, fields, 'case', 'ma');
  const online = row?.thoiGianThucHienTrucTuyen ?? 0;
  return {
    name: row?.ten ?? '',
    deadlineHours: row?.thoiGianThucHien ?? 0,
    onlineDeadlineHours: online > 0 ? online : null,
    deadlineUnit: row?.loaiThoiGianThucHien?.toLowerCase() === 'ngày' ? 'day' : 'workingDay',
    online: row?.khongNopTrucTuyen !== true,
    onlinePayment: row?.yeuCauNopPhiTrucTuyen === true,
  };
}

export function nextCase({ target, after }: Change<'set-case'>, actual: ServiceState): RemoteSend[] {
  const key = target.case ?? '';
  const item = caseOf(actual, key);
  const { procedure } = remoteOf(actual);
  const what = `trường hợp "${after?.name || key}" của thủ tục ${target.procedure}`;
  if (!procedure) return [];
  if (after === null)
    return item ? [jsonSend(`xóa ${what}`, 'DELETE', `truonghopthutucs/${item.id}`, softly)] : [];
  if (!item) {
    const ma = `${procedure.code}_${ourDigits(actual.procedure, key)}`;
    const body = { thuTucId: procedure.code, ma, ...caseFields(after) };
    return [jsonSend(`tạo ${what}`, 'POST', 'truonghopthutucs', body, { [memoryOf(key)]: ma })];
  }
  const wanted: Fields = caseFields(after);
  const found = {
    ...caseFields(readCaseValue(item.fields)),
    loaiThoiGianThucHien: item.fields.loaiThoiGianThucHien,
  };
  const changed = Object.entries(wanted).filter(
    // A name that is left out says nothing, and none can be cleared (contract 2.5).
    ([name, value]) => value !== (found as Fields)[name] && value !== '',
  );
  if (changed.length === 0) return [];
  return [updateCase(`sửa ${what}`, key, item, Object.fromEntries(changed))];
}

/** Everything of a case but its steps hangs on its code: two of one code share what belongs to either. */
export function caseComplaint(target: ChangeTarget, actual: ServiceState): string | undefined {
  const item = caseOf(actual, target.case);
  if (!item || item.code === '') return undefined;
  const same = Object.values(remoteOf(actual).cases).filter(({ code }) => folded(code) === folded(item.code));
  if (same.length === 1) return undefined;
  const ids = same.map(({ id }) => id).join(', ');
  return `cổng có ${same.length} trường hợp cùng mã "${item.code}" (id ${ids}); xóa bớt trên cổng, chỉ giữ một, rồi đẩy lại`;
}

/** Omitted, these are lost (the notes) or left to the platform's mercy: what was read goes back with every update. */
const sentBack = [
  ...['batBuocDinhKemKetQua', 'yeuCauNopPhiTrucTuyen', 'choChuyenPhiDiaGioi', 'khongThuBanGiay'],
  ...['batBuocKySoKetQua', 'anThongTinLienHeNopTrucTuyen', 'khongCoNgayHenTra', 'choPhepNopUyQuyen'],
  ...['khongNopTrucTuyen', 'batBuocDungDiaBan', 'donViTiepNhanRieng', 'maSoBieuMau'],
  ...['loaiBaoTroXaHoi', 'loaiDuLieuKetNoi'],
];

/** `PUT` of a case that changes `fields` only. */
export function updateCase(
  label: string,
  key: string,
  item: RemoteCase,
  fields: Fields,
  remember: Memory = {},
): RemoteSend {
  const { noteNgayLamViec = null, noteTraKetQua = null } = item.fields;
  const back = sentBack.filter(name => (item.fields[name] ?? null) !== null);
  const body = {
    ...Object.fromEntries(back.map(name => [name, item.fields[name]])),
    ...fields,
    ...{ noteNgayLamViec, noteTraKetQua },
  };
  return jsonSend(label, 'PUT', `truonghopthutucs/${item.id}`, body, {
    [memoryOf(key)]: item.id,
    ...remember,
  });
}

function caseFields(value: CaseValue) {
  return {
    ten: cleanText(value.name),
    thoiGianThucHien: value.deadlineHours,
    // No number clears it; 0 is read as none.
    thoiGianThucHienTrucTuyen: value.onlineDeadlineHours ?? 0,
    loaiThoiGianThucHien: units[value.deadlineUnit],
    khongNopTrucTuyen: !value.online,
    yeuCauNopPhiTrucTuyen: value.onlinePayment,
  };
}

function memoryOf(key: string): string {
  return `case:${key}`;
}

/** The five digits of a code like the platform's own, the same at every try: a lost answer makes no second case. */
function ourDigits(procedure: string, key: string): string {
  return hash('sha1', `${procedure}\n${key}`, 'hex').slice(0, 5);
}
