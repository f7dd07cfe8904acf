import type { Configuration } from '../../config/configuration.ts';
import { type Agreement, offices } from '../../domain/agreement.ts';
import { numberWords } from '../../domain/number-words.ts';
import { dayText } from '../../domain/time.ts';
import {
  agreementStateNames,
  nobodyTells,
  officeWordNames,
  shownText,
  verdictNames,
} from '../../words/explanations.ts';
import { type Names, namesOf } from '../names.ts';
import { numbered, procedureColumns, textColumn } from './columns.ts';
import { minutesPaper, representatives } from './minutes-paper.ts';
import type { Paper, PaperTable } from './paper.ts';

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
  return minutesPaper(configuration, now, {
    file: 'bien-ban-thong-nhat',
    title: ['Thống nhất ý kiến giải trình đối với các thủ tục hành chính trong Phụ lục II'],
    participants: offices.map(office => ({
      office: names.owner(office),
      name: [...new Set(rows.flatMap(({ words }) => words[office]?.by ?? []))].join(', '),
    })),
    paragraphs: [
      `Hai cơ quan đã xem xét giải trình của ${numberWords(units)} đơn vị về ${numberWords(rows.length)} dòng trong Phụ lục II, đối chiếu với điều các hệ thống đang cho thấy.`,
      `Kết quả: ${count('final')} dòng đã chốt, ${count('explain-again')} dòng đơn vị giải trình lại, ${count('conflict')} dòng hai cơ quan còn khác ý kiến, ${count('waiting')} dòng chờ ý kiến. Chi tiết ở bảng kèm theo.`,
    ],
    tables: [tableOf(rows, names)],
    footnotes: [
      'Lập từ các danh mục rà soát đang có hiệu lực và số liệu của lần đọc đủ gần nhất của từng hệ thống.',
    ],
    signatures: representatives(names),
  });
}

function tableOf(rows: readonly Agreement[], names: Names): PaperTable<Agreement> {
  return {
    name: 'Thống nhất',
    title: ['DANH SÁCH GIẢI TRÌNH VÀ Ý KIẾN CỦA HAI CƠ QUAN'],
    columns: [
      ...procedureColumns(22),
      textColumn('Đơn vị', 13, ({ agency }) => names.agency(agency)),
      textColumn('Giải trình của đơn vị', 18, saidOf),
      textColumn('Các hệ thống cho thấy', 18, ({ facts }) => {
        const shown = facts.flatMap(({ shown, system, verdict }) =>
          shown && system !== null
            ? [`${names.system(system)}: ${shownText(shown)} (${verdictNames[verdict]})`]
            : [],
        );
        return shown.length === 0 && facts.length > 0 ? nobodyTells : shown.join('; ');
      }),
      ...offices.map(office =>
        textColumn<Agreement>(`Ý kiến của ${names.owner(office)}`, 16, row => wordText(row, office)),
      ),
      textColumn('Kết quả', 9, ({ state }) => agreementStateNames[state]),
    ],
    rows: numbered(rows),
  };
}

function saidOf({ technical, legal, reasons }: Agreement): string {
  const texts = [technical.text, legal.text].filter(text => text !== null);
  return texts.length > 0 ? texts.join('; ') : reasons.length > 0 ? '' : 'không nêu điều kiện';
}

function wordText({ words }: Agreement, office: (typeof offices)[number]): string | null {
  const said = words[office];
  if (!said) return null;
  const { word, opinion, proposal, until, by, at } = said;
  return [
    officeWordNames[word],
    opinion,
    proposal && `đề xuất: ${proposal}`,
    until && `trả lời trước ngày ${dayText(until)}`,
    `(${by}, ${dayText(at.slice(0, 10))})`,
  ]
    .filter(Boolean)
    .join('; ');
}
