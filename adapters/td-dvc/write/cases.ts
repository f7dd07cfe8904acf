import type { Memory } from '../../../src/adapter/service-request.ts';
import type { RemoteSend } from '../../../src/adapter/writer.ts';
import { sameJson } from '../../../src/domain/canonical.ts';
import { rawForm } from '../../../src/domain/eform.ts';
import type { CaseValue, Change, ChangeTarget } from '../../../src/domain/push.ts';
import type { ServiceState } from '../../../src/domain/service-state.ts';
import { cleanText } from '../../../src/domain/text.ts';
import type { Fields } from '../diagram.ts';
import { caseMemory, ourDigits, readCaseValue } from '../read/case-keys.ts';
import { noForm, readEform } from '../read/service-case.ts';
import { caseOf, folded, type RemoteCase, remoteOf } from '../remote.ts';
import { jsonSend } from './sends.ts';

const units = { workingDay: 'Ngày làm việc', day: 'Ngày' } as const;

export function nextCase({ target, after }: Change<'set-case'>, actual: ServiceState): RemoteSend[] {
  const key = target.case ?? '';
  const item = caseOf(actual, key);
  const { procedure } = remoteOf(actual);
  const what = `trường hợp "${after.name || key}" của thủ tục ${target.procedure}`;
  if (!procedure) return [];
  if (!item) {
    const ma = `${procedure.code}_${ourDigits(actual.procedure, key)}`;
    const body = { thuTucId: procedure.code, ma, ...caseFields(after) };
    return [jsonSend(`tạo ${what}`, 'POST', 'truonghopthutucs', body, { [caseMemory(key)]: ma })];
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

export function nextEform({ target, after }: Change<'set-eform'>, actual: ServiceState): RemoteSend[] {
  const item = caseOf(actual, target.case);
  if (!item || sameJson(readEform(item.fields.eForm), after)) return [];
  const eForm = rawForm(after ?? noForm) ?? JSON.stringify(after ?? noForm);
  return [updateCase(`đặt biểu mẫu của thủ tục ${target.procedure}`, target.case!, item, { eForm })];
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
    [caseMemory(key)]: item.id,
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
