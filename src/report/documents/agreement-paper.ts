import type { Configuration } from '../../config/configuration.ts';
import { type Agreement, offices } from '../../domain/agreement.ts';
import { numberWords } from '../../domain/number-words.ts';
import { namesOf } from '../names.ts';
import { agreementTable } from '../reviews/agreements.ts';
import { minutesPaper, representatives } from './minutes-paper.ts';
import { numbered, type Paper } from './paper.ts';

/**
 * Minutes of what the two offices say of the explanations in Phụ lục II.
 *
 * @param now ISO 8601; the day of the document.
 */
export function agreementPaper(
  rows: readonly Agreement[],
  configuration: Pick<Configuration, 'city' | 'documents'>,
  now: string,
): Paper {
  const names = namesOf(configuration.city);
  const count = (state: Agreement['state']) => numberWords(rows.filter(row => row.state === state).length);
  const units = new Set(rows.map(({ agency }) => agency)).size;
  const said = offices.map(office => ({
    office: names.owner(office),
    by: rows.flatMap(({ words }) => words[office]?.by ?? []),
  }));
  return minutesPaper(configuration, now, {
    file: 'bien-ban-thong-nhat',
    title: ['Thống nhất ý kiến giải trình đối với các thủ tục hành chính trong Phụ lục II'],
    participants: said
      .filter(({ by }) => by.length > 0)
      .map(({ office, by }) => ({ office, name: [...new Set(by)].join(', ') })),
    paragraphs: [
      `Phụ lục II có ${numberWords(rows.length)} dòng giải trình của ${numberWords(units)} đơn vị, đã đối chiếu với điều các hệ thống đang cho thấy. ${said.map(({ office, by }) => `${office} ${by.length > 0 ? `đã cho ý kiến về ${numberWords(by.length)} dòng` : 'chưa cho ý kiến về dòng nào'}`).join('; ')}.`,
      `Kết quả: ${count('final')} dòng đã chốt, ${count('explain-again')} dòng đơn vị giải trình lại, ${count('conflict')} dòng hai cơ quan còn khác ý kiến, ${count('waiting')} dòng chờ ý kiến. Chi tiết ở bảng kèm theo.`,
    ],
    tables: [
      {
        ...{ name: 'Thống nhất', title: ['DANH SÁCH GIẢI TRÌNH VÀ Ý KIẾN CỦA HAI CƠ QUAN'] },
        columns: agreementTable(names).columns,
        rows: numbered(rows),
      },
    ],
    footnotes: [
      'Lập từ các danh mục rà soát đang có hiệu lực và số liệu của lần đọc đủ gần nhất của từng hệ thống.',
    ],
    signatures: representatives(names),
  });
}
