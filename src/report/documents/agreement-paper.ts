import type { Configuration } from '../../config/configuration.ts';
import { type Agreement, offices } from '../../domain/agreement.ts';
import { dayText } from '../../domain/time.ts';
import {
  agreementStateNames,
  nobodyTells,
  officeWordNames,
  shownText,
  verdictNames,
} from '../../words/explanations.ts';
import { systemLabel } from '../../words/sentence.ts';
import { namesOf } from '../names.ts';
import { minutesPaper } from './minutes-paper.ts';
import { cellWords, type Paper, type PaperTable } from './paper.ts';

/**
 * Minutes of what the two offices say of the explanations in Phụ lục II.
 *
 * @param now ISO 8601; the day of the document.
 */
export function agreementPaper(
  rows: readonly Agreement[],
  { city, documents }: Pick<Configuration, 'city' | 'documents'>,
  now: string,
): Paper {
  const names = namesOf(city);
  const count = (state: Agreement['state']) => cellWords(rows.filter(row => row.state === state).length, {});
  const speakers = offices.map(office => ({
    office: names.owner(office),
    name: [...new Set(rows.flatMap(({ words }) => words[office]?.by ?? []))].join(', '),
  }));
  return minutesPaper({ city, documents }, now, {
    file: 'bien-ban-thong-nhat',
    title: ['Thống nhất ý kiến giải trình đối với các thủ tục hành chính trong Phụ lục II'],
    participants: speakers,
    paragraphs: [
      `Hai cơ quan đã xem xét giải trình của ${cellWords(new Set(rows.map(({ agency }) => agency)).size, {})} đơn vị về ${cellWords(rows.length, {})} dòng trong Phụ lục II, đối chiếu với điều các hệ thống đang cho thấy.`,
      `Kết quả: ${count('final')} dòng đã chốt, ${count('explain-again')} dòng đơn vị giải trình lại, ${count('conflict')} dòng hai cơ quan còn khác ý kiến, ${count('waiting')} dòng chờ ý kiến. Chi tiết ở bảng kèm theo.`,
    ],
    tables: [tableOf(rows, { city, documents })],
    footnotes: [
      'Lập từ các danh mục rà soát đang có hiệu lực và số liệu của lần đọc đủ gần nhất của từng hệ thống.',
    ],
    signatures: offices.map(office => ({ authority: [], title: `Đại diện ${names.owner(office)}` })),
  });
}

function tableOf(
  rows: readonly Agreement[],
  { city }: Pick<Configuration, 'city' | 'documents'>,
): PaperTable<Agreement & { at: number }> {
  const names = namesOf(city);
  const label = (system: string | null) => {
    const profile = city.systems.find(({ name }) => name === system);
    return profile ? systemLabel(profile) : (system ?? '');
  };
  return {
    name: 'Thống nhất',
    title: ['DANH SÁCH GIẢI TRÌNH VÀ Ý KIẾN CỦA HAI CƠ QUAN'],
    subtitle: [],
    columns: [
      { title: 'STT', width: 4, align: 'center', cell: ({ at }) => at + 1 },
      { title: 'Mã TTHC/ DVC', width: 9, align: 'center', cell: ({ procedure }) => procedure },
      { title: 'Tên thủ tục hành chính', width: 22, align: 'left', cell: ({ name }) => name },
      { title: 'Đơn vị', width: 13, align: 'left', cell: ({ agency }) => names.agency(agency) },
      { title: 'Giải trình của đơn vị', width: 18, align: 'left', cell: saidOf },
      {
        title: 'Các hệ thống cho thấy',
        ...{ width: 18, align: 'left' },
        cell: ({ facts }) => {
          const shown = facts.flatMap(({ shown, system, verdict }) =>
            shown ? [`${label(system)}: ${shownText(shown)} (${verdictNames[verdict]})`] : [],
          );
          return shown.length === 0 && facts.length > 0 ? nobodyTells : shown.join('; ');
        },
      },
      ...offices.map(office => ({
        title: `Ý kiến của ${names.owner(office)}`,
        ...{ width: 16, align: 'left' as const },
        cell: (row: Agreement) => wordText(row, office),
      })),
      { title: 'Kết quả', width: 9, align: 'left', cell: ({ state }) => agreementStateNames[state] },
    ],
    rows: rows.map((row, at) => ({ row: { ...row, at } })),
    notes: [],
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
