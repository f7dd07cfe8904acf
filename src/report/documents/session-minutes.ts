import type { Configuration } from '../../config/configuration.ts';
import { numberWords } from '../../domain/number-words.ts';
import type { AgreedAction, OpenObstacle } from '../../domain/working-session.ts';
import { shownProcedures } from '../../review/obstacles.ts';
import type { HeldSession } from '../../store/reviews/working-sessions.ts';
import { firstProcedures, procedureWords } from '../../words/procedures.ts';
import { type Names, namesOf } from '../names.ts';
import { actionTable, agendaTable, subjectName } from '../reviews/sessions.ts';
import { minutesPaper, representatives } from './minutes-paper.ts';
import { numberColumn, numbered, type Paper, type PaperTable } from './paper.ts';

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
      { title: 'Số đơn vị', width: 7, number: true, cell: ({ units }) => units.length },
      {
        title: 'Thủ tục',
        width: 36,
        cell: ({ procedures }) =>
          procedureWords(firstProcedures(procedures.map(code => ({ code, name: nameOf(code) ?? null }))), {
            atLeast: procedures.length === shownProcedures,
          }),
      },
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
