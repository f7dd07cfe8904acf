import { numberWords } from '../domain/number-words.ts';
import { painter, terminalLine } from '../domain/terminal-text.ts';
import { dayText } from '../domain/time.ts';
import { listWords, sentenceCase } from '../words/sentence.ts';
import type { Difference } from './difference.ts';
import type { Plan } from './plan.ts';
import { type PlanLine, type PlanNames, planView } from './show-model.ts';
import { kindNames } from './words.ts';

/** Differences of one line that are printed; the page has them all. */
const shownDifferences = 40;

const codes = { bold: 1, dim: 2, removed: 31, added: 32, changed: 33 } as const;
type Paint = ReturnType<typeof painter<keyof typeof codes>>;

const signs: Record<Difference['sign'], string> = { added: '+', removed: '-', changed: '~' };

/** `plan show` on a terminal: holds first with what to do, then every change by procedure, before → after. */
export function planText(plan: Plan, names: PlanNames, { colour }: { colour: boolean }): string {
  const view = planView(plan, names);
  const paint = painter(codes, colour);
  const parts = [
    [paint.bold(`${view.name}: ${view.headline}`)],
    section(
      'Đang bị giữ lại',
      [
        ...view.holds.map(hold => holdLine(hold, paint)),
        ...holdHints(plan).map(hint => paint.dim(`  ${hint}`)),
      ],
      paint,
    ),
    ...view.procedures.map(({ code, name, systems }) => [
      paint.bold(terminalLine(name ? `${code} ${name}` : code)),
      ...systems.flatMap(({ title, lines }) => [
        `  ${terminalLine(title)}`,
        ...lines.flatMap(line => lineText(line, paint, plan.rollbackOf !== undefined)),
      ]),
    ]),
    section(
      'Việc phải làm tay',
      view.tasks.map(
        ({ what, due, link }) =>
          `  • ${terminalLine([what, due && `hạn ${dayText(due)}`, link].filter(Boolean).join('; '))}`,
      ),
      paint,
    ),
    section(
      'Chưa biết được nên chưa lập thay đổi',
      view.unknown.map(each => `  ? ${terminalLine(each)}`),
      paint,
    ),
  ];
  return parts
    .filter(part => part.length > 0)
    .map(part => `${part.join('\n')}\n`)
    .join('\n');
}

function section(title: string, lines: string[], paint: Paint): string[] {
  return lines.length > 0 ? [paint.bold(title), ...lines] : [];
}

function holdLine(
  { name, message, approvable }: { name: string; message: string; approvable: boolean },
  paint: Paint,
) {
  const mark = approvable ? paint.changed('!') : paint.removed('✗');
  return `  ${mark} ${paint.bold(name)}: ${terminalLine(message)}`;
}

/** Which command lifts what holds a plan back, each once. */
function holdHints({ id, holds }: Plan): string[] {
  const suspicious = holds.some(({ guard }) => guard === 'source-suspicious');
  return [
    ...(suspicious
      ? ['Dùng: dvc-sync run (dữ liệu giảm đúng thực tế: thêm --accept-shrink <hệ-thống> --reason "lý do")']
      : []),
    ...(holds.some(({ guard }) => guard === 'changes-node-ids')
      ? ['Dùng: dvc-sync adopt <mã-thủ-tục> --from <hệ-thống>']
      : []),
    ...(holds.some(({ guard }) => guard === 'too-many-changes' || guard === 'too-large-share')
      ? ['Chia nhỏ: dvc-sync plan --only <mã-thủ-tục>…']
      : []),
    ...(holds.some(({ approvable }) => approvable)
      ? [`Cho phép: dvc-sync approve ${id} --as "tên" --reason "lý do"`]
      : []),
  ];
}

function lineText(line: PlanLine, paint: Paint, takenBack: boolean): string[] {
  const single = line.differences.length === 1 ? line.differences[0]! : undefined;
  // Levels and rows say it all in their title; only what was there is to be added.
  const from = single?.what === kindNames['set-level'] && single.before ? ` (từ ${single.before})` : '';
  const standing = line.moved ? paint.removed(line.standing) : paint.dim(line.standing);
  const fixed = line.reversible ? '' : paint.dim(', không tự trả lại được');
  const agencies =
    line.agencies.length > 1
      ? [`        ${paint.dim(terminalLine(listWords(line.agencies, 'đơn vị', 5)))}`]
      : [];
  const shown = line.agencies.length > 0 ? [] : line.differences.slice(0, shownDifferences);
  const rest = line.agencies.length > 0 ? 0 : line.differences.length - shown.length;
  return [
    `    ${terminalLine(line.title)}${from} · ${standing}${fixed}`,
    // Only the reason says whether it was a person for sure.
    ...(takenBack && line.moved ? [`      ${paint.removed(`! ${terminalLine(line.reason)}`)}`] : []),
    ...(line.leavesOut === undefined
      ? []
      : [`      ${paint.removed(`! ${terminalLine(sentenceCase(line.leavesOut))}`)}`]),
    ...agencies,
    ...shown.map(each => `      ${differenceText(each, paint)}`),
    ...(rest > 0 ? [paint.dim(`      … và ${numberWords(rest)} chỗ khác`)] : []),
  ];
}

function differenceText({ sign, what, before, after }: Difference, paint: Paint): string {
  const values = before !== null && after !== null ? `${before} → ${after}` : (after ?? before ?? '');
  return paint[sign](`${signs[sign]} ${terminalLine(what)}${values && `: ${terminalLine(values)}`}`);
}
