import { type Agreement, offices } from '../../domain/agreement.ts';
import type { City } from '../../domain/city.ts';
import type { Office } from '../../domain/role.ts';
import { dayText } from '../../domain/time.ts';
import {
  agreementStateNames,
  conditionWords,
  nobodyTells,
  officeWordNames,
  shownText,
  verdictNames,
} from '../../words/explanations.ts';
import { procedureColumns } from '../documents/columns.ts';
import { type Names, namesOf } from '../names.ts';
import { list } from '../table/table.ts';

export const agreementTones = {
  waiting: 'info',
  conflict: 'critical',
  'explain-again': 'minor',
  final: 'good',
} as const;

/** Rows of Phụ lục II: what the unit says, what systems show, what both offices say. */
export function agreementTable(names: Names) {
  return list<Agreement>([
    ...procedureColumns(22),
    { title: 'Đơn vị', width: 13, cell: ({ agency }) => names.agency(agency) },
    { title: 'Đơn vị nêu', width: 18, cell: saidOf },
    {
      ...{ title: 'Các hệ thống cho thấy', width: 18, page: false, terminal: false },
      cell: ({ facts }) => {
        const shown = facts.flatMap(({ shown, system, verdict }) =>
          shown && system !== null
            ? [`${names.system(system)}: ${shownText(shown)} (${verdictNames[verdict]})`]
            : [],
        );
        return shown.length === 0 && facts.length > 0 ? nobodyTells : shown;
      },
    },
    ...offices.map(office => ({
      ...{ title: `Ý kiến của ${names.owner(office)}`, width: 16 },
      cell: (row: Agreement) => wordText(row, office),
      page: (row: Agreement) => wordName(row, office),
      terminal: (row: Agreement) => wordName(row, office),
    })),
    {
      ...{ title: 'Tình trạng', width: 9 },
      cell: ({ state }) => ({ value: agreementStateNames[state], tone: agreementTones[state] }),
    },
  ]);
}

function saidOf({ technical, legal, reasons }: Agreement): string {
  const texts = [technical.text, legal.text].filter(text => text !== null);
  if (texts.length > 0) return texts.join('; ');
  return (
    reasons.map(code => conditionWords[code] ?? 'điều kiện khác').join('; ') || 'không nêu điều kiện nào'
  );
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
    `(${by}, ${dayText(at.slice(0, 10))})`,
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
