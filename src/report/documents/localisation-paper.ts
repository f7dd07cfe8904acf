import type { Configuration } from '../../config/configuration.ts';
import type { LocalPart } from '../../domain/local-part.ts';
import { numberWords } from '../../domain/number-words.ts';
import { dayOf, dayText } from '../../domain/time.ts';
import type { Announced, LocalisedProcedure } from '../../reconcile/localisation.ts';
import { localPartNames } from '../../words/findings/national.ts';
import { column, list } from '../table/table.ts';
import { numbered, type Paper, paperFrame, procedureColumns } from './paper.ts';

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
    tables: [
      {
        ...{ name: 'Địa phương hóa', title: ['DANH MỤC CÔNG BỐ VÀ ĐỊA PHƯƠNG HÓA THỦ TỤC HÀNH CHÍNH'] },
        columns: localisationTable.columns,
        rows: numbered(rows),
      },
    ],
    footnotes: ['Lập từ số liệu của lần đọc đủ gần nhất của từng hệ thống; ô trống là hệ thống không ghi.'],
  };
}

/** What of each procedure is announced, and what the city has still to add. */
export const localisationTable = list<LocalisedProcedure>([
  ...procedureColumns(34),
  column('Quyết định công bố của bộ, ngành', 18, ({ national }) => decisionWords(national)),
  column('Quyết định công bố của thành phố', 18, ({ city }) => decisionWords(city)),
  column('Còn thiếu', 20, ({ missing }) => partWords(missing) ?? 'đủ'),
  column('Chưa rõ', 16, ({ unknown }) => partWords(unknown)),
]);

function decisionWords({ decision, day }: Announced): string | null {
  return decision === null ? null : `${decision}${day === null ? '' : `, ngày ${dayText(day)}`}`;
}

function partWords(parts: readonly LocalPart[]): string | null {
  return parts.map(part => localPartNames[part]).join('; ') || null;
}
