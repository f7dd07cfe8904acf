import type { Configuration } from '../../config/configuration.ts';
import { numberWords } from '../../domain/number-words.ts';
import { reviewListNames } from '../../domain/review.ts';
import { date, dateAndTime, dayText } from '../../domain/time.ts';
import type { AddresseeState, RoundTally } from '../../review/consultation.ts';
import type { ReviewRound } from '../../store/reviews/rounds.ts';
import { roundNames, silenceUnheard } from '../../words/rounds.ts';
import { namesOf } from '../names.ts';
import { addresseeTable, namedRows, opinionTable } from '../reviews/rounds.ts';
import { minutesPaper, representatives } from './minutes-paper.ts';
import { numberColumn, numbered, type Paper } from './paper.ts';

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
  const rule = silence === 'agrees' ? 'coi là thống nhất' : 'ghi là không có ý kiến';
  const called = roundNames(early);
  return minutesPaper(configuration, now, {
    file: `lay-y-kien-${id}`,
    title: [`Tổng hợp ý kiến về dự thảo ${reviewListNames[list]}`],
    paragraphs: [
      `Đợt lấy ý kiến số ${id}, gửi ngày ${date(openedAt)} tới ${tally.addressees.length} cơ quan, đơn vị; hạn trả lời hết ngày ${dayText(until)}. Quá hạn không trả lời: ${rule}.`,
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
