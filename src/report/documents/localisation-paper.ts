import type { Configuration } from '../../config/configuration.ts';
import type { LocalPart } from '../../domain/local-part.ts';
import { numberWords } from '../../domain/number-words.ts';
import { dayOf, dayText } from '../../domain/time.ts';
import type { Announced, LocalisedProcedure } from '../../reconcile/localisation.ts';
import { localPartNames } from '../../words/findings/national.ts';
import { numbered, procedureColumns, textColumn } from './columns.ts';
import { paperFrame } from './from-store.ts';
import type { Paper, PaperTable } from './paper.ts';

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
      rows.length === 0
        ? 'CSDL quốc gia không cho biết phần địa phương của thủ tục nào nên chưa có gì để báo cáo.'
        : `Trong ${numberWords(rows.length)} thủ tục hành chính đang áp dụng tại thành phố, ${numberWords(lacking.length)} thủ tục còn thiếu phần của địa phương, ${numberWords(unclear.length)} thủ tục có điều các hệ thống không cho biết. Chi tiết ở bảng kèm theo.`,
    ],
    tables: [tableOf(rows)],
    footnotes: ['Lập từ số liệu của lần đọc đủ gần nhất của từng hệ thống; ô trống là hệ thống không ghi.'],
  };
}

function tableOf(rows: readonly LocalisedProcedure[]): PaperTable<LocalisedProcedure> {
  const decision = ({ decision, day }: Announced) =>
    decision === null ? null : `${decision}${day === null ? '' : `, ngày ${dayText(day)}`}`;
  const named = (parts: readonly LocalPart[]) => parts.map(part => localPartNames[part]).join('; ');
  return {
    name: 'Địa phương hóa',
    title: ['DANH MỤC CÔNG BỐ VÀ ĐỊA PHƯƠNG HÓA THỦ TỤC HÀNH CHÍNH'],
    columns: [
      ...procedureColumns(34),
      textColumn('Quyết định công bố của bộ, ngành', 18, row => decision(row.national)),
      textColumn('Quyết định công bố của thành phố', 18, row => decision(row.city)),
      textColumn('Còn thiếu', 20, ({ missing }) => named(missing) || 'đủ'),
      textColumn('Chưa rõ', 16, ({ unknown }) => named(unknown) || null),
    ],
    rows: numbered(rows),
  };
}
