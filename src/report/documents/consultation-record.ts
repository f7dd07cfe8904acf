import type { Configuration } from '../../config/configuration.ts';
import { offices } from '../../domain/agreement.ts';
import type { RoundRow } from '../../domain/consultation.ts';
import { reviewListNames } from '../../domain/review.ts';
import { date, dateAndTime, dayText } from '../../domain/time.ts';
import type { AddresseeState, AddresseeTally, RoundTally, RowTally } from '../../review/consultation.ts';
import { namesOf } from '../names.ts';
import { minutesPaper } from './minutes-paper.ts';
import { cellWords, type Paper, type PaperTable } from './paper.ts';

interface Recorded {
  id: number;
  list: 'eligible' | 'not-eligible';
  until: string;
  silence: 'agrees' | 'none';
  openedAt: string;
  rows: readonly RoundRow[];
  closedAt: string | null;
  closeReason: string | null;
}

export const addresseeStateNames: Record<AddresseeState, string> = {
  waiting: 'chờ trả lời',
  answered: 'đã trả lời',
  late: 'trả lời sau hạn',
  silent: 'không trả lời',
};

/** What came of a consultation, as minutes. @param now ISO 8601, UTC. */
export function consultationRecord(
  round: Recorded,
  tally: RoundTally,
  configuration: Pick<Configuration, 'city' | 'documents'>,
  now: string,
): Paper {
  const { id, list, until, silence, openedAt, closedAt, closeReason } = round;
  const count = (state: AddresseeState) => tally.addressees.filter(each => each.state === state).length;
  const names = namesOf(configuration.city);
  const differing = tally.rows.filter(({ differ }) => differ > 0).length;
  const agreed = tally.rows.filter(({ agree, differ }) => differ === 0 && agree > 0).length;
  const unheard = tally.rows.length - differing - agreed;
  const assumed = silence === 'agrees' && tally.over ? count('silent') + count('late') : 0;
  const rule = silence === 'agrees' ? 'coi là thống nhất' : 'ghi là không có ý kiến';
  return minutesPaper(configuration, now, {
    file: `lay-y-kien-${id}`,
    title: [`Tổng hợp ý kiến về dự thảo ${reviewListNames[list]}`],
    paragraphs: [
      `Đợt lấy ý kiến số ${id}, gửi ngày ${date(openedAt)} tới ${tally.addressees.length} cơ quan, đơn vị; hạn trả lời hết ngày ${dayText(until)}. Quá hạn không trả lời: ${rule}.`,
      `Kết quả: ${count('answered')} đơn vị trả lời trong hạn, ${count('late')} đơn vị trả lời sau hạn (không tính), ${count('silent')} đơn vị không trả lời${count('waiting') > 0 ? `, ${count('waiting')} đơn vị còn chờ` : ''}.`,
      `${cellWords(agreed, {})} trên ${cellWords(tally.rows.length, {})} dòng có đơn vị thống nhất, không đơn vị nào có ý kiến khác; ${cellWords(differing, {})} dòng có đơn vị không thống nhất, xem bảng kèm theo${unheard > 0 ? `; ${cellWords(unheard, {})} dòng chưa đơn vị nào nêu thống nhất hay không` : ''}.`,
      ...(closedAt === null
        ? []
        : [`Đóng lúc ${dateAndTime(closedAt)}${closeReason ? `; lý do: ${closeReason}` : ''}.`]),
    ],
    tables: [
      rowTable(round.rows, tally.rows, names.agency, assumed),
      addresseeTable(tally.addressees, names.agency),
    ],
    signatures: offices.map(office => ({ authority: [], title: `Đại diện ${names.owner(office)}` })),
  });
}

function rowTable(
  rows: readonly RoundRow[],
  tallies: readonly RowTally[],
  nameOf: (agency: string) => string,
  /** Of those who agree: whose silence says so. */
  assumed: number,
): PaperTable {
  type Line = RowTally & { at: number; name: string };
  const table: PaperTable<Line> = {
    name: 'Ý kiến từng dòng',
    title: ['Ý KIẾN VỀ TỪNG THỦ TỤC HÀNH CHÍNH'],
    subtitle: [],
    columns: [
      { title: 'STT', width: 5, align: 'center', cell: ({ at }) => at },
      { title: 'Mã TTHC/ DVC', width: 11, align: 'center', cell: ({ procedure }) => procedure },
      { title: 'Tên thủ tục hành chính', width: 32, align: 'left', cell: ({ name }) => name },
      {
        title: 'Đơn vị',
        ...{ width: 16, align: 'left' },
        cell: ({ agency }) => (agency === null ? 'nhiều đơn vị' : nameOf(agency)),
      },
      { title: 'Thống nhất', width: 7, cell: ({ agree }) => agree },
      { title: 'Không thống nhất', width: 7, cell: ({ differ }) => differ },
      { title: 'Không có ý kiến', width: 7, cell: ({ none }) => none },
      {
        title: 'Góp ý',
        ...{ width: 30, align: 'left' },
        cell: ({ comments }) =>
          comments.map(({ agency, text, at }) => `${nameOf(agency)} (${date(at)}): ${text}`).join('; '),
      },
    ],
    rows: tallies.map((row, at) => ({ row: { ...row, at: at + 1, name: rows[at]!.name } })),
    notes:
      assumed > 0
        ? [
            `Trong số thống nhất ở mỗi dòng có ${assumed} đơn vị không trả lời trong hạn, được coi là thống nhất.`,
          ]
        : [],
  };
  return table as PaperTable;
}

function addresseeTable(
  addressees: readonly AddresseeTally[],
  nameOf: (agency: string) => string,
): PaperTable {
  type Line = AddresseeTally & { at: number };
  const table: PaperTable<Line> = {
    name: 'Đơn vị được lấy ý kiến',
    title: ['CƠ QUAN, ĐƠN VỊ ĐƯỢC LẤY Ý KIẾN'],
    subtitle: [],
    columns: [
      { title: 'STT', width: 5, align: 'center', cell: ({ at }) => at },
      { title: 'Cơ quan, đơn vị', width: 36, align: 'left', cell: ({ agency }) => nameOf(agency) },
      { title: 'Trả lời', width: 16, align: 'left', cell: ({ state }) => addresseeStateNames[state] },
      {
        title: 'Các lần trả lời',
        ...{ width: 44, align: 'left' },
        cell: ({ answers }) =>
          answers
            .map(({ at, late, counts, contradicts }) =>
              [dateAndTime(at), counts && 'được tính', late && 'sau hạn', contradicts && 'nội dung khác']
                .filter(Boolean)
                .join(', '),
            )
            .join('; '),
      },
    ],
    rows: addressees.map((row, at) => ({ row: { ...row, at: at + 1 } })),
    notes: [],
  };
  return table as PaperTable;
}
