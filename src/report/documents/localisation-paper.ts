import type { Configuration } from '../../config/configuration.ts';
import { dayOf, dayText } from '../../domain/time.ts';
import type { Announced, LocalisedProcedure } from '../../reconcile/localisation.ts';
import { localPartNames } from '../../words/findings/national.ts';
import { paperFrame } from './from-store.ts';
import { cellWords, type Paper, type PaperTable } from './paper.ts';

/**
 * What of the procedures is announced nationally and by the city, and what the city has still to add (III.2.c of the
 * plan).
 *
 * @param now ISO 8601; the day of the document.
 */
export function localisationPaper(
  rows: readonly LocalisedProcedure[],
  { city, documents }: Pick<Configuration, 'city' | 'documents'>,
  now: string,
): Paper {
  const lacking = rows.filter(({ missing }) => missing.length > 0);
  const unclear = rows.filter(({ unknown }) => unknown.length > 0);
  return {
    file: 'cong-bo-dia-phuong-hoa',
    type: 'Báo cáo',
    ...paperFrame({ city, documents }, dayOf(now)),
    title: ['Công bố, công khai và địa phương hóa thủ tục hành chính'],
    paragraphs: [
      `Trong ${cellWords(rows.length, {})} thủ tục hành chính đang áp dụng tại thành phố, ${cellWords(lacking.length, {})} thủ tục còn thiếu phần của địa phương, ${cellWords(unclear.length, {})} thủ tục có điều các hệ thống không cho biết. Chi tiết ở bảng kèm theo.`,
    ],
    tables: [tableOf(rows)],
    footnotes: ['Lập từ số liệu của lần đọc đủ gần nhất của từng hệ thống; ô trống là hệ thống không ghi.'],
  };
}

function tableOf(rows: readonly LocalisedProcedure[]): PaperTable<LocalisedProcedure & { at: number }> {
  const decision = ({ decision, day }: Announced) =>
    decision === null ? null : `${decision}${day === null ? '' : `, ngày ${dayText(day)}`}`;
  return {
    name: 'Địa phương hóa',
    title: ['DANH MỤC CÔNG BỐ VÀ ĐỊA PHƯƠNG HÓA THỦ TỤC HÀNH CHÍNH'],
    subtitle: [],
    columns: [
      { title: 'STT', width: 4, align: 'center', cell: ({ at }) => at + 1 },
      { title: 'Mã TTHC/ DVC', width: 10, align: 'center', cell: ({ procedure }) => procedure },
      { title: 'Tên thủ tục hành chính', width: 34, align: 'left', cell: ({ name }) => name },
      {
        title: 'Quyết định công bố của bộ, ngành',
        width: 18,
        align: 'left',
        cell: row => decision(row.national),
      },
      {
        title: 'Quyết định công bố của thành phố',
        width: 18,
        align: 'left',
        cell: row => decision(row.city),
      },
      {
        title: 'Còn thiếu',
        ...{ width: 20, align: 'left' },
        cell: ({ missing }) => missing.map(part => localPartNames[part]).join('; ') || 'đủ',
      },
      {
        title: 'Chưa rõ',
        ...{ width: 16, align: 'left' },
        cell: ({ unknown }) => unknown.map(part => localPartNames[part]).join('; ') || null,
      },
    ],
    rows: rows.map((row, at) => ({ row: { ...row, at } })),
    notes: [],
  };
}
