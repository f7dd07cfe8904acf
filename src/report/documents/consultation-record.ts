import type { Configuration } from '../../config/configuration.ts';
import type { RoundRow } from '../../domain/consultation.ts';
import { numberWords } from '../../domain/number-words.ts';
import { reviewListNames } from '../../domain/review.ts';
import { date, dateAndTime, dayText } from '../../domain/time.ts';
import type { AddresseeState, AddresseeTally, RoundTally, RowTally } from '../../review/consultation.ts';
import type { ReviewRound } from '../../store/reviews/rounds.ts';
import { roundNames, silenceUnheard } from '../../words/rounds.ts';
import { namesOf } from '../names.ts';
import { numberColumn, numbered, procedureColumns, textColumn } from './columns.ts';
import { minutesPaper, representatives } from './minutes-paper.ts';
import type { Paper, PaperTable } from './paper.ts';

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
  const differing = tally.rows.filter(({ differ }) => differ > 0).length;
  const agreed = tally.rows.filter(({ agree, differ }) => differ === 0 && agree > 0).length;
  const unheard = tally.rows.length - differing - agreed;
  const assumed = silence === 'agrees' && !early ? count('silent') + count('late') : 0;
  const rule = silence === 'agrees' ? 'coi là thống nhất' : 'ghi là không có ý kiến';
  const called = roundNames(early);
  return minutesPaper(configuration, now, {
    file: `lay-y-kien-${id}`,
    title: [`Tổng hợp ý kiến về dự thảo ${reviewListNames[list]}`],
    paragraphs: [
      `Đợt lấy ý kiến số ${id}, gửi ngày ${date(openedAt)} tới ${tally.addressees.length} cơ quan, đơn vị; hạn trả lời hết ngày ${dayText(until)}. Quá hạn không trả lời: ${rule}.`,
      `Kết quả: ${count('answered')} đơn vị trả lời ${called.inTime}, ${count('late')} đơn vị ${called.state.late} (không tính), ${count('silent')} đơn vị không trả lời${count('waiting') > 0 ? `, ${count('waiting')} đơn vị còn chờ` : ''}.`,
      `${numberWords(agreed)} trên ${numberWords(tally.rows.length)} dòng có đơn vị thống nhất, không đơn vị nào có ý kiến khác; ${numberWords(differing)} dòng có đơn vị không thống nhất, xem bảng kèm theo${unheard > 0 ? `; ${numberWords(unheard)} dòng chưa đơn vị nào nêu thống nhất hay không` : ''}.`,
      ...(closedAt === null
        ? []
        : [
            `Đóng lúc ${dateAndTime(closedAt)}${early ? ', trước hạn' : ''}${closeReason ? `; lý do: ${closeReason}` : ''}.`,
            ...(early && silence === 'agrees' ? [silenceUnheard] : []),
          ]),
    ],
    tables: [
      rowTable(round.rows, tally.rows, names.agency, assumed),
      addresseeTable(tally.addressees, names.agency, called),
    ],
    signatures: representatives(names),
  });
}

function rowTable(
  rows: readonly RoundRow[],
  tallies: readonly RowTally[],
  nameOf: (agency: string) => string,
  /** Of those who agree: whose silence says so. */
  assumed: number,
): PaperTable<RowTally & { name: string }> {
  return {
    name: 'Ý kiến từng dòng',
    title: ['Ý KIẾN VỀ TỪNG THỦ TỤC HÀNH CHÍNH'],
    columns: [
      ...procedureColumns(32),
      textColumn('Đơn vị', 16, ({ agency }) => (agency === null ? 'nhiều đơn vị' : nameOf(agency))),
      { title: 'Thống nhất', width: 7, cell: ({ agree }) => agree },
      { title: 'Không thống nhất', width: 7, cell: ({ differ }) => differ },
      { title: 'Không có ý kiến', width: 7, cell: ({ none }) => none },
      textColumn('Góp ý', 30, ({ comments }) =>
        comments.map(({ agency, text, at }) => `${nameOf(agency)} (${date(at)}): ${text}`).join('; '),
      ),
    ],
    rows: numbered(tallies.map((row, at) => ({ ...row, name: rows[at]!.name }))),
    notes:
      assumed > 0
        ? [
            `Trong số thống nhất ở mỗi dòng có ${assumed} đơn vị không trả lời trong hạn, được coi là thống nhất.`,
          ]
        : [],
  };
}

function addresseeTable(
  addressees: readonly AddresseeTally[],
  nameOf: (agency: string) => string,
  { state: stateNames, afterwards }: ReturnType<typeof roundNames>,
): PaperTable<AddresseeTally> {
  return {
    name: 'Đơn vị được lấy ý kiến',
    title: ['CƠ QUAN, ĐƠN VỊ ĐƯỢC LẤY Ý KIẾN'],
    columns: [
      numberColumn,
      textColumn('Cơ quan, đơn vị', 36, ({ agency }) => nameOf(agency)),
      textColumn('Trả lời', 16, ({ state }) => stateNames[state]),
      textColumn('Các lần trả lời', 44, ({ answers }) =>
        answers
          .map(({ at, late, counts, contradicts }) =>
            [dateAndTime(at), counts && 'được tính', late && afterwards, contradicts && 'nội dung khác']
              .filter(Boolean)
              .join(', '),
          )
          .join('; '),
      ),
    ],
    rows: numbered(addressees),
  };
}
