import type { Configuration } from '../../config/configuration.ts';
import { type Agreement, offices } from '../../domain/agreement.ts';
import type { City } from '../../domain/city.ts';
import { numberWords } from '../../domain/number-words.ts';
import type { Office } from '../../domain/role.ts';
import { date, dayText } from '../../domain/time.ts';
import type { ReasonWords } from '../../review/reason-words.ts';
import {
  agreementStateNames,
  nobodyTells,
  officeWordNames,
  shownText,
  verdictNames,
} from '../../words/desk.ts';
import { agencyLabel } from '../../words/sentence.ts';
import { minutesPaper, representatives } from '../documents/minutes-paper.ts';
import { numbered, type Paper, procedureColumns } from '../documents/paper.ts';
import { type Names, namesOf } from '../names.ts';
import { column, list } from '../table/table.ts';

export const agreementTones = {
  waiting: 'info',
  conflict: 'critical',
  'explain-again': 'minor',
  final: 'good',
} as const;

/**
 * Rows of Phụ lục II: what the unit says, what systems show, what both offices say.
 *
 * @param conditions Of the city's list, for a terminal.
 */
export function agreementTable(names: Names, conditions: ReasonWords['conditions'] = {}) {
  return list<Agreement>([
    ...procedureColumns(22),
    {
      ...{ title: 'Đơn vị', width: 13 },
      cell: ({ agency }) => names.agency(agency),
      // Whoever gives a word there says the code.
      terminal: ({ agency }) => agencyLabel({ code: agency, name: names.agency(agency) }),
    },
    column(
      'Giải trình của đơn vị',
      18,
      ({ technical, legal }) =>
        [technical.text, legal.text].filter(Boolean).join('; ') || 'không nêu điều kiện nào',
      {
        pageTitle: 'Đơn vị nêu',
        terminal: ({ reasons }) =>
          reasons.map(code => conditions[code]?.name ?? 'chưa rõ').join('; ') || 'không nêu điều kiện nào',
      },
    ),
    column(
      'Các hệ thống cho thấy',
      18,
      ({ facts }) => {
        const shown = facts.flatMap(({ shown, system, verdict }) =>
          shown && system !== null
            ? [`${names.system(system)}: ${shownText(shown)} (${verdictNames[verdict]})`]
            : [],
        );
        return shown.length === 0 && facts.length > 0 ? nobodyTells : shown;
      },
      { page: false, terminal: false },
    ),
    ...offices.map(office =>
      column(`Ý kiến của ${names.owner(office)}`, 16, (row: Agreement) => wordText(row, office), {
        page: (row: Agreement) => wordName(row, office),
        terminal: (row: Agreement) => wordName(row, office),
      }),
    ),
    column(
      'Kết quả',
      9,
      ({ state }) => ({ value: agreementStateNames[state], tone: agreementTones[state] }),
      { pageTitle: 'Tình trạng' },
    ),
  ]);
}

function wordName({ words }: Agreement, office: Office): string {
  return words[office] ? officeWordNames[words[office].word] : 'chưa có ý kiến';
}

function wordText({ words }: Agreement, office: Office): string | null {
  const said = words[office];
  if (!said) return null;
  const { word, opinion, proposal, until, by, at } = said;
  return [
    officeWordNames[word],
    opinion,
    proposal && `đề xuất: ${proposal}`,
    until && `trả lời trước ngày ${dayText(until)}`,
    `(${by}, ${date(at)})`,
  ]
    .filter(Boolean)
    .join('; ');
}

/** A row as machines get it: `review agreements --json`, `GET /v1/review/agreements`. */
export function agreementJson(row: Agreement, city: City, history = false) {
  const { procedure, name, agency, grounds, reasons, technical, legal, facts, words, state } = row;
  return {
    ...{ procedure, name, agency, agencyName: namesOf(city).agency(agency), grounds, reasons },
    texts: { technical: technical.text, legal: legal.text },
    facts: facts.map(({ reason, verdict, system, shown, at }) => ({
      ...{ reason, verdict, system, at },
      actual: shown && shownText(shown),
    })),
    ...{ words, state },
    ...(history && { history: row.history }),
  };
}

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
