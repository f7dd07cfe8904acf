import type { Configuration } from '../../config/configuration.ts';
import { numberWords } from '../../domain/number-words.ts';
import { dayText } from '../../domain/time.ts';
import type { ActionWord, AgreedAction, OpenObstacle, SessionScope } from '../../domain/working-session.ts';
import { shownProcedures } from '../../review/obstacles.ts';
import type { HeldSession } from '../../store/reviews/working-sessions.ts';
import { firstProcedures, procedureWords } from '../../words/procedures.ts';
import { enumeration } from '../../words/sentence.ts';
import { type Names, namesOf } from '../names.ts';
import { dayColumn, numberColumn, numbered, textColumn } from './columns.ts';
import { minutesPaper, representatives } from './minutes-paper.ts';
import type { Paper, PaperTable } from './paper.ts';

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
        ? [actionTable('Việc thống nhất', 'CÁC VIỆC THỐNG NHẤT', agreed, agenda, names)]
        : []),
      ...(carried.length > 0
        ? [actionTable('Việc các buổi trước', 'CÁC VIỆC TỪ BUỔI TRƯỚC', carried, agenda, names)]
        : []),
      agendaTable(agenda, names, nameOf),
    ],
    footnotes: ['Vướng mắc lấy từ danh mục rà soát và ý kiến của hai cơ quan vào lúc mở buổi làm việc.'],
    signatures: [
      ...representatives(names),
      ...(session.scope === 'unit' ? [{ title: `Đại diện ${names.agency(session.subject)}` }] : []),
    ],
  });
}

function agendaTable(
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
      textColumn('Vướng mắc', 30, ({ what }) => what),
      dayColumn('Từ ngày', ({ since }) => since),
      textColumn('Đang chờ', 20, ({ turn }) => enumeration(turn.map(names.who))),
      { title: 'Dịch vụ đang vướng', width: 9, cell: ({ offerings }) => offerings },
      { title: 'Gỡ xong là đủ điều kiện', width: 9, cell: ({ frees }) => frees },
      { title: 'Số đơn vị', width: 7, cell: ({ units }) => units.length },
      textColumn('Thủ tục', 36, ({ procedures }) =>
        procedureWords(firstProcedures(procedures.map(code => ({ code, name: nameOf(code) ?? null }))), {
          atLeast: procedures.length === shownProcedures,
        }),
      ),
    ],
    rows: numbered(agenda),
  };
}

function actionTable(
  name: string,
  title: string,
  actions: readonly AgreedAction[],
  agenda: readonly OpenObstacle[],
  names: Names,
): PaperTable<AgreedAction> {
  const called = new Map(agenda.map(({ key, what }) => [key, what]));
  return {
    name,
    title: [title],
    columns: [
      numberColumn,
      textColumn('Việc phải làm', 36, ({ action }) => action),
      // Of one that is on the agenda no more.
      textColumn('Để gỡ vướng mắc', 26, ({ obstacle }) =>
        obstacle === null ? '' : (called.get(obstacle) ?? 'nay không còn vướng'),
      ),
      textColumn('Ai làm', 20, ({ owner }) => names.who(owner)),
      dayColumn('Phải xong ngày', ({ until }) => until),
      textColumn('Kết quả', 22, actionStateText),
    ],
    rows: numbered(actions),
  };
}
