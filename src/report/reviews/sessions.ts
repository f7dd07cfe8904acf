import type { Configuration } from '../../config/configuration.ts';
import { numberWords } from '../../domain/number-words.ts';
import { dayText } from '../../domain/time.ts';
import type { ActionWord, AgreedAction, OpenObstacle, SessionScope } from '../../domain/working-session.ts';
import { shownProcedures } from '../../review/obstacles.ts';
import type { HeldSession, WorkingSession } from '../../store/reviews/working-sessions.ts';
import { firstProcedures, procedureWords } from '../../words/procedures.ts';
import { enumeration } from '../../words/sentence.ts';
import { minutesPaper, representatives } from '../documents/minutes-paper.ts';
import { numberColumn, numbered, type Paper, type PaperTable } from '../documents/paper.ts';
import { html } from '../html/markup.ts';
import { type Names, namesOf } from '../names.ts';
import { column, list } from '../table/table.ts';

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
    column('Vướng mắc', 30, ({ what }) => what, { head: true, long: true }),
    column('Từ ngày', 10, ({ since }) => (since === null ? 'chưa rõ' : { day: since }), {
      align: 'center',
      unbroken: 10,
    }),
    column('Đang chờ', 20, ({ turn }) => enumeration(turn.map(names.who))),
    column('Dịch vụ đang vướng', 9, ({ offerings }) => offerings, { number: true }),
    column('Gỡ xong là đủ điều kiện', 9, ({ frees }) => frees, { number: true }),
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
    column('Để gỡ vướng mắc', 26, obstacleOf, { page: false, terminal: false }),
    column('Ai làm', 20, ({ owner }) => names.who(owner)),
    column(
      'Phải xong ngày',
      10,
      ({ until, state }) =>
        state === 'open' && until < today
          ? { value: `${dayText(until)}, quá hạn`, tone: 'critical' }
          : { day: until },
      { align: 'center', unbroken: 10 },
    ),
    column('Kết quả', 22, actionStateText),
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

/**
 * Minutes of a working session.
 *
 * @param nameOf What the national list calls a procedure. @param now ISO 8601, UTC.
 */
export function sessionMinutes(
  { session, agreed, carried }: HeldSession,
  configuration: Pick<Configuration, 'city' | 'documents'>,
  nameOf: (procedure: string) => string | undefined,
  now: string,
): Paper {
  const names = namesOf(configuration.city);
  const { id, heldOn, place, participants, agenda } = session;
  const frees = agenda.reduce((sum, each) => sum + each.frees, 0);
  const about = subjectName(names, session);
  return minutesPaper(configuration, now, {
    file: `buoi-lam-viec-${id}`,
    title: [
      'Làm việc, đề xuất giải pháp khắc phục đối với thủ tục hành chính',
      `chưa đủ điều kiện thực hiện ${names.levels.of(4)}: ${about}`,
    ],
    meeting: { on: heldOn, ...(place !== null && { place }) },
    participants,
    paragraphs: [
      agenda.length === 0
        ? `Không còn vướng mắc nào của ${about}.`
        : `Nội dung: ${numberWords(agenda.length)} vướng mắc của ${about} theo danh mục rà soát đang có hiệu lực; ${frees > 0 ? `${numberWords(frees)} dịch vụ chỉ còn vướng một việc, gỡ được việc ấy là đủ điều kiện` : 'dịch vụ nào cũng vướng hơn một việc'}.`,
      ...(carried.length > 0
        ? [`Các buổi trước còn ${numberWords(carried.length)} việc chưa xong, xem lại ở bảng kèm theo.`]
        : []),
      agreed.length === 0
        ? 'Chưa ghi việc nào được thống nhất.'
        : `Các bên thống nhất ${numberWords(agreed.length)} việc, mỗi việc có người làm và ngày phải xong.`,
    ],
    tables: [
      ...(agreed.length > 0
        ? [minutesActions('Việc thống nhất', 'CÁC VIỆC THỐNG NHẤT', agreed, agenda, names)]
        : []),
      ...(carried.length > 0
        ? [minutesActions('Việc các buổi trước', 'CÁC VIỆC TỪ BUỔI TRƯỚC', carried, agenda, names)]
        : []),
      minutesAgenda(agenda, names, nameOf),
    ],
    footnotes: ['Vướng mắc lấy từ danh mục rà soát và ý kiến của hai cơ quan vào lúc mở buổi làm việc.'],
    signatures: [
      ...representatives(names),
      ...(session.scope === 'unit' ? [{ title: `Đại diện ${names.agency(session.subject)}` }] : []),
    ],
  });
}

function minutesAgenda(
  agenda: readonly OpenObstacle[],
  names: Names,
  nameOf: (procedure: string) => string | undefined,
): PaperTable<OpenObstacle> {
  return {
    name: 'Vướng mắc',
    title: ['CÁC VƯỚNG MẮC'],
    subtitle: ['(Gỡ được thì nhiều dịch vụ đủ điều kiện nhất xếp trước)'],
    columns: [
      numberColumn,
      ...agendaTable(names).columns,
      column('Số đơn vị', 7, ({ units }) => units.length, { number: true }),
      column('Thủ tục', 36, ({ procedures }) =>
        procedureWords(firstProcedures(procedures.map(code => ({ code, name: nameOf(code) ?? null }))), {
          atLeast: procedures.length === shownProcedures,
        }),
      ),
    ],
    rows: numbered(agenda),
  };
}

function minutesActions(
  name: string,
  title: string,
  actions: readonly AgreedAction[],
  agenda: readonly OpenObstacle[],
  names: Names,
): PaperTable<AgreedAction> {
  return {
    ...{ name, title: [title], rows: numbered(actions) },
    columns: [numberColumn, ...actionTable(names, agenda).columns],
  };
}
