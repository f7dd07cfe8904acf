import type { Words } from '../domain/language.ts';
import { type Owner, ownerNames, type Severity, severityNames } from '../domain/severity.ts';
import type { Rule } from '../reconcile/rule.ts';
import { rules } from '../reconcile/rules/index.ts';
import { list } from '../report/table/table.ts';
import type { RuleText } from '../words/findings/shape.ts';
import { ruleText } from '../words/findings.ts';
import { command, jsonOption } from './command.ts';
import { UsageError } from './exit.ts';
import { said, spokenLanguage } from './language.ts';
import { colour, print, printTable } from './output.ts';

export const rulesCommand = command({
  options: [jsonOption],
  examples: ['dvc-sync rules', 'dvc-sync rules level-differs no-eform'],
  act(_options, ids: string[]) {
    requireRules(ids);
    const chosen = (ids.length > 0 ? rules.filter(rule => ids.includes(rule.id)) : rules).map(withText);
    const more = {
      vi: '\nXem kỹ một quy tắc: dvc-sync rules <mã>',
      en: '\nMore on one rule: dvc-sync rules <id>',
    };
    return {
      json: chosen.map(described),
      print: () => (ids.length > 0 ? chosen.forEach(explain) : printTable(ruleTable(), chosen)),
      notes: ids.length > 0 ? [] : [said(more)],
    };
  },
});

/** @throws UsageError for the first that is none. */
export function requireRules(given: readonly string[]): void {
  const unknown = given.find(id => !rules.some(rule => rule.id === id));
  if (unknown !== undefined)
    throw new UsageError({
      vi: `không có quy tắc "${unknown}". Xem danh sách bằng "dvc-sync rules".`,
      en: `there is no rule "${unknown}". "dvc-sync rules" lists them.`,
    });
}

/** In the language asked for. */
const ruleTable = () =>
  list<Explained>([
    { title: said({ vi: 'Quy tắc', en: 'Rule' }), cell: ({ id }) => id },
    { title: said({ vi: 'Mức', en: 'Severity' }), cell: ({ severity }) => severityName(severity) },
    { title: said({ vi: 'Ai xử lý', en: 'Owner' }), cell: ({ owner }) => ownerName(owner) },
    { title: said({ vi: 'Ý nghĩa', en: 'Meaning' }), cell: ({ title }) => title },
  ]);

const made: Record<NonNullable<Rule['becomes']>, Words> = {
  task: {
    vi: 'Mỗi sai lệch là một việc trong danh sách việc (lệnh tasks).',
    en: 'Each discrepancy is a task in the list of tasks (command tasks).',
  },
  plan: {
    vi: 'Đẩy được lên hệ thống bằng plan và apply khi có tệp định nghĩa dịch vụ.',
    en: 'Can be pushed to the system with plan and apply, once the service is defined in files.',
  },
};

const ownersInEnglish: Record<Owner, string> = {
  technical: 'technical office',
  regulatory: 'regulatory office',
  agency: 'agency',
};

function ownerName(owner: Owner): string {
  return said({ vi: ownerNames[owner], en: ownersInEnglish[owner] });
}

function severityName(severity: Severity): string {
  return said({ vi: severityNames[severity], en: severity });
}

type Explained = Rule & RuleText;

function withText(rule: Rule): Explained {
  return { ...rule, ...ruleText(rule.id, undefined, spokenLanguage()) };
}

function described({ id, severity, owner, title, what, why, remedy, becomes, needs, scope }: Explained) {
  const needsNational = needs.national !== undefined;
  return { id, severity, owner, title, what, why, remedy, becomes, needsNational, scope };
}

function explain(rule: Explained): void {
  print(colour('bold', `${rule.id} · ${rule.title}`));
  const lines: [Words, string][] = [
    [{ vi: 'Mức:', en: 'Severity:' }, severityName(rule.severity)],
    [{ vi: 'Ai xử lý:', en: 'Owner:' }, ownerName(rule.owner)],
    [{ vi: 'Sai gì:', en: 'What:' }, rule.what],
    [{ vi: 'Vì sao:', en: 'Why:' }, rule.why],
    [{ vi: 'Cách xử lý:', en: 'Remedy:' }, rule.remedy],
    ...(rule.technical === undefined
      ? []
      : [[{ vi: 'Kỹ thuật:', en: 'Commands:' }, rule.technical] as [Words, string]]),
  ];
  for (const [head, text] of lines) print(`  ${said(head).padEnd(11)} ${text}`);
  if (rule.becomes) print(`  ${said(made[rule.becomes])}`);
  if (rule.needs.national)
    print(
      `  ${said({
        vi: 'Chỉ đánh giá khi đọc đủ cơ sở dữ liệu quốc gia.',
        en: 'Judged only where the national database was read whole.',
      })}`,
    );
  print();
}
