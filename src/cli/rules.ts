import type { Command } from 'commander';
import { ownerNames, severityNames } from '../domain/severity.ts';
import type { Rule } from '../reconcile/rule.ts';
import { rules } from '../reconcile/rules/index.ts';
import { type RuleText, ruleText } from '../words/findings.ts';
import { withJson } from './common.ts';
import { UsageError } from './exit.ts';
import { colour, print, printJson, table } from './output.ts';

export function rulesCommand(command: Command): void {
  withJson(command)
    .addHelpText('after', '\nVí dụ:\n  dvc-sync rules\n  dvc-sync rules level-differs no-eform')
    .action((ids: string[], options: { json?: boolean }) => {
      const unknown = ids.find(id => !rules.some(rule => rule.id === id));
      if (unknown)
        throw new UsageError(`không có quy tắc "${unknown}". Xem danh sách bằng "dvc-sync rules".`);
      const chosen = (ids.length > 0 ? rules.filter(rule => ids.includes(rule.id)) : rules).map(withText);
      if (options.json) return printJson(chosen.map(described));
      if (ids.length > 0) return chosen.forEach(explain);
      print(
        table([
          ['QUY TẮC', 'MỨC', 'AI XỬ LÝ', 'Ý NGHĨA'],
          ...chosen.map(({ id, severity, owner, title }) => [
            id,
            severityNames[severity],
            ownerNames[owner],
            title,
          ]),
        ]),
      );
      print('\nXem kỹ một quy tắc: dvc-sync rules <mã>');
    });
}

const made: Record<NonNullable<Rule['becomes']>, string> = {
  task: 'Mỗi sai lệch là một việc trong danh sách việc (lệnh tasks).',
  plan: 'Đẩy được lên hệ thống bằng plan và apply khi có tệp định nghĩa dịch vụ.',
};

type Explained = Rule & RuleText;

function withText(rule: Rule): Explained {
  return { ...rule, ...ruleText(rule.id) };
}

function described({ id, severity, owner, title, what, why, remedy, becomes, needs, scope }: Explained) {
  const needsNational = needs.national !== undefined;
  return { id, severity, owner, title, what, why, remedy, becomes, needsNational, scope };
}

function explain(rule: Explained): void {
  print(colour('bold', `${rule.id} · ${rule.title}`));
  print(`  Mức:        ${severityNames[rule.severity]}`);
  print(`  Ai xử lý:   ${ownerNames[rule.owner]}`);
  print(`  Sai gì:     ${rule.what}`);
  print(`  Vì sao:     ${rule.why}`);
  print(`  Cách xử lý: ${rule.remedy}`);
  if (rule.becomes) print(`  ${made[rule.becomes]}`);
  if (rule.needs.national) print('  Chỉ đánh giá khi đọc đủ cơ sở dữ liệu quốc gia.');
  print();
}
