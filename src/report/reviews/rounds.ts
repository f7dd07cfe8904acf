import type { Configuration } from '../../config/configuration.ts';
import { roundListNames, roundLists, unitsOf } from '../../domain/consultation.ts';
import { numberWords } from '../../domain/number-words.ts';
import { reviewListNames } from '../../domain/review.ts';
import { date, dateAndTime, dayText } from '../../domain/time.ts';
import type { AddresseeState, AddresseeTally, RoundTally } from '../../review/consultation.ts';
import type { ReviewRound } from '../../store/reviews/rounds.ts';
import { roundNames, silenceUnheard, silenceWords } from '../../words/desk.ts';
import { listWords } from '../../words/sentence.ts';
import { minutesPaper, representatives } from '../documents/minutes-paper.ts';
import { numberColumn, numbered, type Paper, procedureColumns } from '../documents/paper.ts';
import { type Names, namesOf } from '../names.ts';
import { column, list } from '../table/table.ts';

export const roundTable = list<ReviewRound>([
  {
    ...{ title: 'Đợt', head: true },
    cell: ({ id }) => String(id),
    page: ({ id, list }) => `Đợt ${id}: dự thảo ${reviewListNames[list]}`,
  },
  { title: 'Dự thảo', page: false, cell: ({ list }) => reviewListNames[list] },
  { title: 'Trả lời hết ngày', cell: ({ until }) => ({ day: until }) },
  { title: 'Đơn vị', cell: ({ addressees }) => addressees.length },
  { title: 'Thủ tục', cell: ({ rows }) => rows.length },
  { title: 'Tình trạng', cell: ({ closedAt }) => (closedAt === null ? 'đang mở' : 'đã đóng') },
]);

const tones = { answered: 'good', late: 'major', silent: 'major', waiting: undefined } as const;

/** Who was asked, and how each has answered. `early`: the round was closed before its last day was over. */
export function addresseeTable({ agency: nameOf }: Names, early: boolean) {
  const { state: stateNames, afterwards } = roundNames(early);
  const words = ({ at, late, counts, contradicts }: AddresseeTally['answers'][number]) =>
    `${dateAndTime(at)}: ${[counts ? 'được tính' : 'không tính', late && `đến ${afterwards}`, contradicts && 'nội dung khác lần được tính'].filter(Boolean).join(', ')}`;
  return list<AddresseeTally>([
    column('Cơ quan, đơn vị', 36, ({ agency }) => nameOf(agency), { head: true }),
    column('Trả lời', 16, ({ state, asked }) =>
      asked > 0
        ? { value: `${stateNames[state]}, đang hỏi lại ${numberWords(asked)} dòng`, tone: 'major' }
        : { value: stateNames[state], tone: tones[state] },
    ),
    column('Các lần trả lời', 44, ({ answers }) => (answers.length === 0 ? 'chưa có' : answers.map(words)), {
      terminal: ({ answers }) => (answers.length === 0 ? 'chưa có' : `${numberWords(answers.length)} lần`),
    }),
  ]);
}

/** What was said of each row of the list, with the name of its procedure. */
export function namedRows({ rows }: Pick<ReviewRound, 'rows'>, tally: Pick<RoundTally, 'rows'>) {
  return tally.rows.map((row, at) => ({ ...row, name: rows[at]!.name, units: unitsOf(rows[at]!) }));
}

export function opinionTable({ agency: nameOf }: Names, { list: of }: Pick<ReviewRound, 'list'>) {
  return list<ReturnType<typeof namedRows>[number]>([
    // On a terminal what is said stands last, and nothing long before it.
    ...procedureColumns(32).map(column => (column.long ? { ...column, terminal: false } : column)),
    column(of === 'eligible' ? 'Đơn vị nâng mức' : 'Đơn vị chưa nâng', 16, ({ units }) =>
      units.length === 0 ? 'nhiều đơn vị' : listWords(units.map(nameOf), 'đơn vị'),
    ),
    column('Thống nhất', 7, ({ agree }) => agree, { number: true }),
    column('Không thống nhất', 7, ({ differ }) => (differ > 0 ? { value: differ, tone: 'strong' } : differ), {
      number: true,
    }),
    column('Không có ý kiến', 7, ({ none, asked }) => none - asked, { number: true }),
    column('Đang hỏi lại', 7, ({ asked }) => (asked > 0 ? { value: asked, tone: 'strong' } : asked), {
      number: true,
    }),
    {
      ...{ title: 'Góp ý', width: 30, long: true },
      cell: ({ comments, differing }) => {
        const said = comments.map(
          ({ agency, text, at, asked }) =>
            `${nameOf(agency)} (${date(at)})${asked ? ', chưa rõ ý, đang hỏi lại' : ''}: ${text}`,
        );
        // Who does not agree is to be known also where nobody wrote why.
        if (differing.length > 0)
          said.unshift(`Không thống nhất: ${listWords(differing.map(nameOf), 'đơn vị')}`);
        return said.length === 0 ? 'không có' : said;
      },
    },
  ]);
}

/** A round as machines get it, with how many it was sent to and how many rows it has. */
export function roundHeadJson(round: ReviewRound) {
  const { id, list, until, silence, openedAt, closedAt, addressees, rows } = round;
  return {
    ...{ round: id, list: roundListNames.find(name => roundLists[name] === list)! },
    ...{ until, silence, openedAt, closedAt, addressees: addressees.length, rows: rows.length },
  };
}

/** The same with what came of it. */
export function roundJson(round: ReviewRound, { addressees, rows }: RoundTally) {
  return { ...roundHeadJson(round), addressees, rows };
}

/** What came of a consultation, as minutes. @param now ISO 8601, UTC. */
export function consultationRecord(
  round: ReviewRound,
  tally: RoundTally,
  configuration: Pick<Configuration, 'city' | 'documents'>,
  now: string,
): Paper {
  const { id, list, until, silence, openedAt, closedAt, closeReason } = round;
  const { early } = tally;
  const count = (state: AddresseeState) => tally.addressees.filter(each => each.state === state).length;
  const names = namesOf(configuration.city);
  const { differing = [], commented = [], agreed = [], unheard = [] } = Object.groupBy(tally.rows, outcomeOf);
  const askedUnits = tally.addressees.filter(({ asked }) => asked > 0).length;
  const assumed = silence === 'agrees' && !early ? count('silent') + count('late') : 0;
  const called = roundNames(early);
  return minutesPaper(configuration, now, {
    file: `lay-y-kien-${id}`,
    title: [`Tổng hợp ý kiến về dự thảo ${reviewListNames[list]}`],
    paragraphs: [
      `Đợt lấy ý kiến số ${id}, gửi ngày ${date(openedAt)} tới ${tally.addressees.length} cơ quan, đơn vị; hạn trả lời hết ngày ${dayText(until)}. Quá hạn không trả lời: ${silenceWords[silence]}.`,
      `Kết quả: ${count('answered')} đơn vị trả lời ${called.inTime}${askedUnits > 0 ? ` (trong đó ${askedUnits} đơn vị đang được hỏi lại vì ghi chưa rõ)` : ''}, ${count('late')} đơn vị ${called.state.late} (không tính), ${count('silent')} đơn vị không trả lời${count('waiting') > 0 ? `, ${count('waiting')} đơn vị còn chờ` : ''}.`,
      `${numberWords(agreed.length)} trên ${numberWords(tally.rows.length)} dòng có đơn vị thống nhất, không đơn vị nào có ý kiến khác${commented.length > 0 ? `; ${numberWords(commented.length)} dòng không đơn vị nào không thống nhất nhưng có góp ý hoặc ý kiến chưa rõ` : ''}; ${numberWords(differing.length)} dòng có đơn vị không thống nhất, xem bảng kèm theo${unheard.length > 0 ? `; ${numberWords(unheard.length)} dòng chưa đơn vị nào nêu thống nhất hay không` : ''}.`,
      ...(closedAt === null
        ? []
        : [
            `Đóng lúc ${dateAndTime(closedAt)}${early ? ', trước hạn' : ''}${closeReason ? `; lý do: ${closeReason}` : ''}.`,
            ...(early && silence === 'agrees' ? [silenceUnheard] : []),
          ]),
    ],
    tables: [
      {
        ...{ name: 'Ý kiến từng dòng', title: ['Ý KIẾN VỀ TỪNG THỦ TỤC HÀNH CHÍNH'] },
        columns: opinionTable(names, round).columns,
        rows: numbered(namedRows(round, tally)),
        notes:
          assumed > 0
            ? [
                `Trong số thống nhất ở mỗi dòng có ${assumed} đơn vị không trả lời trong hạn, được coi là thống nhất.`,
              ]
            : [],
      },
      {
        ...{ name: 'Đơn vị được lấy ý kiến', title: ['CƠ QUAN, ĐƠN VỊ ĐƯỢC LẤY Ý KIẾN'] },
        columns: [numberColumn, ...addresseeTable(names, early).columns],
        rows: numbered(tally.addressees),
      },
    ],
    signatures: representatives(names),
  });
}

/** Plain assent is what minutes may sum up as that; whatever else was said of a row is to be read in its table. */
function outcomeOf({ agree, differ, asked, comments }: RoundTally['rows'][number]) {
  if (differ > 0) return 'differing';
  if (asked > 0 || comments.length > 0) return 'commented';
  return agree > 0 ? 'agreed' : 'unheard';
}
