import { numberWords } from '../domain/number-words.ts';
import { painter, terminalLine } from '../domain/terminal-text.ts';
import { dayText } from '../domain/time.ts';
import { listWords, sentenceCase } from '../words/sentence.ts';
import type { Difference } from './difference.ts';
import type { GuardHold, Plan } from './plan.ts';
import { type PlanLine, type PlanNames, type PlanView, planView } from './show-model.ts';
import { kindNames } from './words.ts';

/** Differences of one line that are printed; the page has them all. */
const shownDifferences = 40;

const codes = { bold: 1, dim: 2, removed: 31, added: 32, changed: 33 } as const;

const signs: Record<Difference['sign'], string> = { added: '+', removed: '-', changed: '~' };

/** `plan show` on a terminal: holds first with what to do, then every change by procedure, before → after. */
export function planText(plan: Plan, names: PlanNames, { colour }: { colour: boolean }): string {
  const view = planView(plan, names);
  const paint = painter(codes, colour);
  const parts = [
    [paint.bold(`${view.name}: ${view.headline}`)],
    section('Đang bị giữ lại', [
      ...view.holds.map(holdLine),
      ...holdHints(plan).map(hint => paint.dim(`  ${hint}`)),
    ]),
    ...view.procedures.map(({ code, name, systems }) => [
      paint.bold(terminalLine(name ? `${code} ${name}` : code)),
      ...systems.flatMap(({ title, lines }) => [`  ${terminalLine(title)}`, ...lines.flatMap(lineText)]),
    ]),
    section(
      'Việc phải làm tay',
      view.tasks.map(
        ({ what, due, link }) =>
          `  • ${terminalLine([what, due && `hạn ${dayText(due)}`, link].filter(Boolean).join('; '))}`,
      ),
    ),
    section(
      'Chưa biết được nên chưa lập thay đổi',
      view.unknown.map(each => `  ? ${terminalLine(each)}`),
    ),
  ];
  return parts
    .filter(part => part.length > 0)
    .map(part => `${part.join('\n')}\n`)
    .join('\n');

  function section(title: string, lines: string[]): string[] {
    return lines.length > 0 ? [paint.bold(title), ...lines] : [];
  }

  function holdLine({ name, message, approvable }: PlanView['holds'][number]): string {
    const mark = approvable ? paint.changed('!') : paint.removed('✗');
    return `  ${mark} ${paint.bold(name)}: ${terminalLine(message)}`;
  }

  function lineText(line: PlanLine): string[] {
    const { differences, agencies, leavesOut } = line;
    const single = differences.length === 1 ? differences[0]! : undefined;
    // Levels and rows say it all in their title; only what was there is to be added.
    const from = single?.what === kindNames['set-level'] && single.before ? ` (từ ${single.before})` : '';
    const standing = line.moved ? paint.removed(line.standing) : paint.dim(line.standing);
    const fixed = line.reversible ? '' : paint.dim(', không tự trả lại được');
    const told = agencies.length > 0 ? [] : differences;
    const rest = told.length - shownDifferences;
    const warning = (words: string) => `      ${paint.removed(`! ${terminalLine(words)}`)}`;
    return [
      `    ${terminalLine(line.title)}${from} · ${standing}${fixed}`,
      // Only the reason says whether it was a person for sure.
      ...(plan.rollbackOf !== undefined && line.moved ? [warning(line.reason)] : []),
      ...(leavesOut === undefined ? [] : [warning(sentenceCase(leavesOut))]),
      ...(agencies.length > 1
        ? [`        ${paint.dim(terminalLine(listWords(agencies, 'đơn vị', 5)))}`]
        : []),
      ...told.slice(0, shownDifferences).map(each => `      ${differenceText(each)}`),
      ...(rest > 0 ? [paint.dim(`      … và ${numberWords(rest)} chỗ khác`)] : []),
    ];
  }

  function differenceText({ sign, what, before, after }: Difference): string {
    const values = before !== null && after !== null ? `${before} → ${after}` : (after ?? before ?? '');
    return paint[sign](`${signs[sign]} ${terminalLine(what)}${values && `: ${terminalLine(values)}`}`);
  }
}

/** Which command lifts what holds a plan back, each once. */
function holdHints({ id, holds }: Plan): string[] {
  const hints: [isMeant: (hold: GuardHold) => boolean, hint: string][] = [
    [
      ({ guard }) => guard === 'source-suspicious',
      'Dùng: dvc-sync run (dữ liệu giảm đúng thực tế: thêm --accept-shrink <hệ-thống> --reason "lý do")',
    ],
    [({ guard }) => guard === 'changes-node-ids', 'Dùng: dvc-sync adopt <mã-thủ-tục> --from <hệ-thống>'],
    [
      ({ guard }) => guard === 'too-many-changes' || guard === 'too-large-share',
      'Chia nhỏ: dvc-sync plan --only <mã-thủ-tục>…',
    ],
    [({ approvable }) => approvable, `Cho phép: dvc-sync approve ${id} --as "tên" --reason "lý do"`],
  ];
  return hints.flatMap(([isMeant, hint]) => (holds.some(isMeant) ? hint : []));
}
