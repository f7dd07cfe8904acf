import { hash } from 'node:crypto';
import type { RemoteSend } from '../../../src/adapter/writer.ts';
import type { Level } from '../../../src/domain/level.ts';
import type { ActualService, Change } from '../../../src/domain/push.ts';
import { type RemoteOffering, remoteOf } from './remote.ts';
import { jsonSend } from './sends.ts';

/**
 * Levels by one `UpdateMulti` for each target. It always names the level, because it writes history even without one;
 * null leaves recipients and account as they are (contract 2.2).
 */
export function nextLevels(
  changes: readonly Change<'set-level'>[],
  actuals: readonly ActualService[],
): RemoteSend[] {
  const rows = new Map<Level, { ids: string[]; services: number }>();
  for (const [at, { after, target }] of changes.entries()) {
    if (after === null) continue;
    const wrong = rowsAt(actuals[at]!, target.agency).filter(({ level }) => level !== String(after));
    if (wrong.length === 0) continue;
    const group = rows.get(after) ?? { ids: [], services: 0 };
    rows.set(after, { ids: [...group.ids, ...wrong.map(({ id }) => id)], services: group.services + 1 });
  }
  return [...rows].map(([level, { ids, services }]) =>
    levelSend(`đặt mức ${level} cho ${services} dịch vụ`, ids, String(level)),
  );
}

/** The row exists, with its level, or is gone; then the procedure's level, which neither write puts right. */
export function nextOffering(
  { target, after }: Change<'create-offering' | 'deactivate-offering'>,
  actual: ActualService,
): RemoteSend[] {
  const { procedure, directory } = remoteOf(actual);
  const donViId = directory.agencies[target.agency ?? ''];
  if (!procedure || donViId === undefined) return [];
  const rows = rowsAt(actual, target.agency);
  const what = `thủ tục ${target.procedure} tại ${target.agency}`;
  if (after === null) {
    const ids = rows.map(({ id }) => id);
    if (ids.length === 0) return recomputed(actual);
    return [jsonSend(`gỡ ${what}`, 'POST', 'donvithutucs/DelMulti', { ids, forceDelete: false })];
  }
  const mucDo = after.level === null ? undefined : String(after.level);
  if (rows.length === 0) {
    const body = { maTTHC: procedure.code, donViId, ...(mucDo ? { mucDo } : {}) };
    return [jsonSend(`thêm ${what}`, 'POST', 'donvithutucs', body)];
  }
  const wrong = rows.filter(({ level }) => mucDo !== undefined && level !== mucDo);
  if (wrong.length === 0) return recomputed(actual);
  const ids = wrong.map(({ id }) => id);
  return [levelSend(`đặt mức ${mucDo} cho ${what}`, ids, mucDo!)];
}

/** What stays wrong with offerings although nothing is left to send; Vietnamese. */
export function offeringComplaint(change: Change, actual: ActualService): string | undefined {
  const { target, kind, after } = change;
  const { directory, procedure } = remoteOf(actual);
  if (kind === 'set-level') {
    if (rowsAt(actual, target.agency).length === 0) {
      return `thủ tục ${target.procedure} chưa có ở đơn vị ${target.agency} trên cổng`;
    }
    const level = actual.offerings[target.agency ?? '']?.level;
    if (after === null && level) return `cổng không cho xóa mức độ đã đặt (đang là ${level})`;
  } else if (directory.agencies[target.agency ?? ''] === undefined) {
    return `không có đơn vị nào trên cổng ứng với mã ${target.agency}`;
  }
  const highest = highestLevel(actual);
  if (procedure && procedure.level !== highest) {
    const words = (level: string) => level || 'chưa đặt';
    return `mức người dân thấy của thủ tục ${target.procedure} là ${words(procedure.level)}, trong khi mức cao nhất ở các đơn vị là ${words(highest)}`;
  }
  return undefined;
}

/**
 * The platform recomputes the procedure's level only when levels are updated, so a row is given the level it has. Once
 * for what was seen: rows we cannot see (of closed agencies) may hold the level where it is.
 */
function recomputed(actual: ActualService): RemoteSend[] {
  const { procedure, offerings = [], memory } = remoteOf(actual);
  const highest = highestLevel(actual);
  const row = offerings.find(({ level }) => level === highest);
  if (!procedure || !row || highest === '' || procedure.level === highest) return [];
  const seen = offerings.map(({ id, level }) => `${id} ${level}`).sort();
  const recompute = hash('sha1', [procedure.level, ...seen].join('\n'), 'hex');
  if (memory.recompute === recompute) return [];
  const label = `tính lại mức của thủ tục ${actual.procedure}`;
  return [{ ...levelSend(label, [row.id], highest), remember: { recompute } }];
}

function levelSend(label: string, ids: string[], mucDo: string): RemoteSend {
  const unchanged = { nguoiTiepNhanId: null, taiKhoanThuHuongId: null };
  const flags = { laBoSungNguoiTiepNhan: false, laBoNguoiTiepNhan: false };
  return jsonSend(label, 'PUT', 'donvithutucs/UpdateMulti', { ids, mucDo, ...unchanged, ...flags });
}

function rowsAt(actual: ActualService, agency: string | undefined): RemoteOffering[] {
  return (remoteOf(actual).offerings ?? []).filter(row => row.agency !== undefined && row.agency === agency);
}

/** In string order, as the platform compares (contract 2.2); blank = no row has one. */
function highestLevel(actual: ActualService): string {
  const levels = (remoteOf(actual).offerings ?? []).map(({ level }) => level);
  return levels.sort().at(-1) ?? '';
}
