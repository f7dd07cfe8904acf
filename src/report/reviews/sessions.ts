import { dayText } from '../../domain/time.ts';
import type { ActionWord, AgreedAction, OpenObstacle, SessionScope } from '../../domain/working-session.ts';
import type { HeldSession, WorkingSession } from '../../store/reviews/working-sessions.ts';
import { enumeration } from '../../words/sentence.ts';
import { html } from '../html/markup.ts';
import type { Names } from '../names.ts';
import { list } from '../table/table.ts';

/** "Sở Tư pháp", "lĩnh vực Hộ tịch". */
export function subjectName(names: Names, { scope, subject }: SessionScope): string {
  return scope === 'unit' ? names.agency(subject) : `lĩnh vực ${subject}`;
}

export const actionWordNames: Record<ActionWord, string> = {
  done: 'đã xong',
  dropped: 'không làm nữa',
  postponed: 'lùi ngày',
};

/** "đã xong: đã nối với kho dữ liệu". */
export function actionStateText({ state, words, until }: AgreedAction): string {
  const last = words.at(-1);
  if (!last) return 'đang làm';
  const word = state === 'open' ? `lùi đến ${dayText(until)}` : actionWordNames[last.word];
  return `${word}: ${last.reason}`;
}

/** @param actions What was agreed in them. */
export function sessionTable(names: Names, actions: readonly AgreedAction[]) {
  const agreed = (id: number) => actions.filter(({ session }) => session === id);
  return list<WorkingSession>([
    {
      ...{ title: 'Buổi', head: true },
      cell: ({ id }) => String(id),
      page: session => `Buổi ${session.id}: ${subjectName(names, session)}`,
    },
    { title: 'Ngày', cell: ({ heldOn }) => ({ day: heldOn }) },
    // A unit sees its own part of an agenda only.
    { title: 'Vướng mắc', page: false, cell: ({ agenda }) => agenda.length },
    { title: 'Việc thống nhất', cell: ({ id }) => agreed(id).length },
    { title: 'Chưa xong', cell: ({ id }) => agreed(id).filter(({ state }) => state === 'open').length },
    { title: 'Về', page: false, cell: session => subjectName(names, session) },
  ]);
}

/** What is in the way. */
export function agendaTable(names: Names) {
  return list<OpenObstacle>([
    { title: 'Vướng mắc', width: 30, head: true, long: true, cell: ({ what }) => what },
    {
      ...{ title: 'Từ ngày', width: 10, align: 'center', unbroken: 10 },
      cell: ({ since }) => (since === null ? 'chưa rõ' : { day: since }),
    },
    { title: 'Đang chờ', width: 20, cell: ({ turn }) => enumeration(turn.map(names.who)) },
    { title: 'Dịch vụ đang vướng', width: 9, number: true, cell: ({ offerings }) => offerings },
    { title: 'Gỡ xong là đủ điều kiện', width: 9, number: true, cell: ({ frees }) => frees },
    { title: 'Mã', page: false, paper: false, cell: ({ key }) => key },
  ]);
}

/**
 * What was agreed.
 *
 * @param agenda Of the session they stand on; absent: of several sessions.
 * @param today Days before it are over; absent: the day is not held against any.
 */
export function actionTable(names: Names, agenda?: readonly OpenObstacle[], today = '') {
  const called = new Map(agenda?.map(({ key, what }) => [key, what]));
  // Of one that is on the agenda no more.
  const obstacleOf = ({ obstacle }: AgreedAction) =>
    obstacle === null ? '' : (called.get(obstacle) ?? 'nay không còn vướng');
  return list<AgreedAction>([
    { title: 'Số', page: false, paper: false, cell: ({ id }) => String(id) },
    {
      ...{ title: 'Việc phải làm', width: 36, head: true, long: true },
      cell: ({ action }) => action,
      page: row =>
        // A unit sees its own part of an agenda: what is not there may be in the way still.
        html`${row.action}${row.obstacle !== null && called.has(row.obstacle) && html`<br><small class="quiet">${obstacleOf(row)}</small>`}`,
    },
    { title: 'Để gỡ vướng mắc', width: 26, page: false, terminal: false, cell: obstacleOf },
    { title: 'Ai làm', width: 20, cell: ({ owner }) => names.who(owner) },
    {
      ...{ title: 'Phải xong ngày', width: 10, align: 'center', unbroken: 10 },
      cell: ({ until, state }) =>
        state === 'open' && until < today
          ? { value: `${dayText(until)}, quá hạn`, tone: 'critical' }
          : { day: until },
    },
    { title: 'Kết quả', width: 22, cell: actionStateText },
  ]);
}

/** A working session as machines get it. */
export function sessionJson({ session, agreed, carried }: HeldSession) {
  const { id, scope, subject, heldOn, place, participants, agenda, by, at } = session;
  return {
    ...{ session: id, scope, subject, heldOn, place, participants, by, at },
    ...{ agenda, agreed, carried },
  };
}
