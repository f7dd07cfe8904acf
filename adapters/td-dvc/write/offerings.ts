import { leavingOut, makingAnew } from '../../../src/adapter/kit/taken-away.ts';
import type { CityNames, Memory } from '../../../src/adapter/service-request.ts';
import type { RemoteSend } from '../../../src/adapter/writer.ts';
import { isLevel, type Level } from '../../../src/domain/level.ts';
import type { Change } from '../../../src/domain/push.ts';
import type { ServiceState } from '../../../src/domain/service-state.ts';
import { type RemoteOffering, remoteOf } from '../remote.ts';
import { formerOffering, offeringName, takingOffering } from '../taken-offerings.ts';
import { jsonSend } from './sends.ts';

type LevelWords = CityNames['levelWords'];

/** Promises nothing; what the portal itself gives a procedure (contract 2.1). */
const levelOfNothing = '2';

/**
 * Levels by one `UpdateMulti` for each target. It always names the level, because it writes history even without one;
 * null leaves recipients and account as they are (contract 2.2).
 */
export function nextLevels(
  changes: readonly { change: Change<'set-level'>; actual: ServiceState }[],
  levelWords: LevelWords,
): RemoteSend[] {
  const rows = new Map<Level, { ids: string[]; services: number }>();
  for (const { change, actual } of changes) {
    const { after, target } = change;
    const wrong = rowsAt(actual, target.agency).filter(({ level }) => level !== String(after));
    if (wrong.length === 0) continue;
    const group = rows.get(after) ?? { ids: [], services: 0 };
    rows.set(after, { ids: [...group.ids, ...idsOf(wrong)], services: group.services + 1 });
  }
  if (rows.size > 0) {
    return [...rows].map(([level, { ids, services }]) =>
      levelSend(`đặt ${levelWords(level)} cho ${services} dịch vụ`, ids, String(level)),
    );
  }
  return [...new Map(changes.map(({ actual }) => [actual.procedure, actual])).values()].flatMap(recomputed);
}

/**
 * The level people meet is the highest of the rows only where something had it computed: creating and removing rows
 * does not. Giving a highest row the level it has does (contract 2.2).
 */
function recomputed(actual: ServiceState): RemoteSend[] {
  const { procedure, offerings = [] } = remoteOf(actual);
  const top = highestOf(offerings);
  const row = offerings.find(({ level }) => level === top);
  if (!procedure || !row || top === '' || procedure.level === top) return [];
  return [levelSend(`tính lại mức của thủ tục ${actual.procedure}`, [row.id], top)];
}

/** The row exists, with its level, or is gone. */
export function nextOffering(
  { kind, target, before, after }: Change<'create-offering' | 'deactivate-offering'>,
  actual: ServiceState,
  levelWords: LevelWords,
): RemoteSend[] {
  const { procedure, directory, memory } = remoteOf(actual);
  const donViId = directory.agencies[target.agency ?? ''];
  if (!procedure || donViId === undefined) return [];
  const rows = rowsAt(actual, target.agency);
  const what = `thủ tục ${target.procedure} tại ${target.agency}`;
  if (after === null) return removal(what, rows, actual);
  const { level: wanted } = after;
  const mucDo = wanted === null ? undefined : String(wanted);
  if (rows.length === 0) {
    const { before, lost } = formerOffering(donViId, remoteOf(actual));
    const without = 'không kèm tài khoản thụ hưởng đã có trước khi gỡ, vì không còn dòng nào dùng';
    const body = { maTTHC: procedure.code, donViId, ...before, ...(mucDo && { mucDo }) };
    const remember = makingAnew(memory, offeringName(donViId));
    const send = jsonSend(`thêm ${what}`, 'POST', 'donvithutucs', body, remember);
    return [leavingOut(send, lost ? without : undefined)];
  }
  // A row that was there when it was planned lacks nothing here: what level it has is another change's business.
  if (kind === 'create-offering' && before !== null) return [];
  const wrong = mucDo === undefined ? [] : rows.filter(({ level }) => level !== mucDo);
  if (wrong.length > 0) return [levelSend(`đặt ${levelWords(wanted)} cho ${what}`, idsOf(wrong), mucDo!)];
  return recomputed(actual);
}

/**
 * Neither does removing a row lower the level people meet. So a row that holds it up is first brought down to the
 * others, or where there are none to a level that promises nothing, which has it recomputed, and then removed.
 */
function removal(what: string, rows: RemoteOffering[], actual: ServiceState): RemoteSend[] {
  const { procedure, offerings = [], memory } = remoteOf(actual);
  if (rows.length === 0) return recomputed(actual);
  const others = highestOf(offerings.filter(row => !rows.includes(row))) || levelOfNothing;
  const above = rows.filter(({ level }) => level > others);
  if (above.length > 0 && procedure?.level !== others) {
    return [levelSend(`hạ mức trước khi gỡ ${what}`, idsOf(above), others)];
  }
  const body = { ids: idsOf(rows), forceDelete: false };
  const remember = Object.assign({}, ...rows.map(row => takingOffering(row, memory))) as Memory;
  return [jsonSend(`gỡ ${what}`, 'POST', 'donvithutucs/DelMulti', body, remember)];
}

/** What stays wrong with offerings although nothing is left to send; Vietnamese. */
export function offeringComplaint(
  change: Change,
  actual: ServiceState,
  levelWords: LevelWords,
): string | undefined {
  const { target, kind } = change;
  const { directory, procedure } = remoteOf(actual);
  if (kind === 'set-level') {
    if (rowsAt(actual, target.agency).length === 0) {
      return `thủ tục ${target.procedure} chưa có ở đơn vị ${target.agency} trên cổng`;
    }
  } else if (directory.agencies[target.agency ?? ''] === undefined) {
    return `không có đơn vị nào trên cổng ứng với mã ${target.agency}`;
  }
  const top = highestOf(remoteOf(actual).offerings ?? []);
  // Where no agency offers it at a level, there is nothing for people to meet.
  if (procedure && top !== '' && procedure.level !== top) {
    return `mức người dân thấy của thủ tục ${target.procedure} là ${shown(procedure.level, levelWords)}, trong khi mức cao nhất ở các đơn vị là ${shown(top, levelWords)}`;
  }
  return undefined;
}

/** A level as the portal writes it, in words; what is none stays as it stands there. */
function shown(level: string, levelWords: LevelWords): string {
  const number = Number(level);
  return isLevel(number) ? levelWords(number) : level || 'chưa đặt';
}

function levelSend(label: string, ids: string[], mucDo: string): RemoteSend {
  const unchanged = { nguoiTiepNhanId: null, taiKhoanThuHuongId: null };
  const flags = { laBoSungNguoiTiepNhan: false, laBoNguoiTiepNhan: false };
  return jsonSend(label, 'PUT', 'donvithutucs/UpdateMulti', { ids, mucDo, ...unchanged, ...flags });
}

function rowsAt(actual: ServiceState, agency: string | undefined): RemoteOffering[] {
  return (remoteOf(actual).offerings ?? []).filter(row => row.agency !== undefined && row.agency === agency);
}

function idsOf(rows: readonly RemoteOffering[]): string[] {
  return rows.map(({ id }) => id);
}

/** In string order, as the platform compares (contract 2.2); blank = no row has one. */
function highestOf(rows: readonly RemoteOffering[]): string {
  return (
    rows
      .map(({ level }) => level)
      .sort()
      .at(-1) ?? ''
  );
}
