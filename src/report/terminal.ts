import { basename, dirname } from 'node:path';
import { numberWords } from '../domain/number-words.ts';
import { type Severity, severityNames } from '../domain/severity.ts';
import { painter, terminalLine } from '../domain/terminal-text.ts';
import { shortText } from '../domain/text.ts';
import { duration } from '../domain/time.ts';
import type { Cause, CauseGroup } from './causes.ts';
import type { ReportModel, SystemPart } from './model.ts';
import { peopleSentence } from './people.ts';
import {
  headline,
  idleWords,
  isSettled,
  mendableSentence,
  sliceName,
  sourceAdvice,
  uncheckedSentence,
  unreadSystems,
} from './sentences.ts';
import { beginningByCommand, sourceCommand } from './technical.ts';
import { orderNames, systemStatusNames } from './words.ts';

type Paint = (text: string) => string;

const codes = { bold: 1, dim: 2, critical: 31, major: 33, minor: 36, info: 34, good: 32 } as const;

const shownCauses = 10;
/** Of one rule, so that one that fires everywhere does not hide the others. */
const shownOfRule = 3;

/**
 * What `run` prints. When everything could be read and nothing came or went it is one line, so that a schedule's
 * unchanged runs stay quiet.
 *
 * @param files Those written, as they are to be shown.
 */
export function terminalSummary(
  model: ReportModel,
  { colour, files }: { colour: boolean; files: readonly string[] },
): string {
  const paint = painter(codes, colour);
  const titled = (title: string, lines: string[]) => (lines.length > 0 ? [paint.bold(title), ...lines] : []);
  const written = files.length > 0 ? `Báo cáo: ${together(files)}` : '';
  if (isSettled(model) && model.tally.states.new === 0 && model.resolved === 0) {
    const nothing =
      model.tally.total === 0 ? ': không có sai lệch nào.' : ` so với lần trước. ${headline(model)}`;
    return `Không có gì mới${nothing}${written && ` ${written}`}\n`;
  }
  const sentence = model.tally.toDo > 0 || !isSettled(model) ? paint.critical : paint.good;
  const parts = [
    [
      sentence(paint.bold(headline(model))),
      model.people ? peopleSentence(model.people, model.levels) : '',
      uncheckedSentence(model) ?? '',
      sliceName(model),
      numbers(model),
      mendableSentence(model, beginningByCommand),
    ].filter(Boolean),
    titled('Nguồn dữ liệu', sourceLines(model, paint)),
    titled(`Cần xử lý, ${orderNames[model.orderBy]}`, causeLines(model, paint)),
    titled('Ai phải làm gì', ownerLines(model, paint)),
    written ? [written] : [],
  ];
  return parts
    .filter(part => part.length > 0)
    .map(part => `${part.join('\n')}\n`)
    .join('\n');
}

/** The folder once, then the names: people look for the page first. */
function together(files: readonly string[]): string {
  const [first] = files;
  const folder = first === undefined ? '' : dirname(first);
  if (files.length === 1 || files.some(file => dirname(file) !== folder)) return files.join(', ');
  const names = files.map(file => basename(file));
  const inOrder = new Set([...names.filter(name => name.startsWith('report.')), ...names]);
  return `${[...inOrder].join(', ')} trong ${folder}`;
}

function numbers({ tally, resolved }: ReportModel): string {
  const parts = [
    tally.unchecked > 0 && `${numberWords(tally.unchecked)} chưa kiểm tra lại được`,
    `${numberWords(tally.toDo)} cần xử lý (${numberWords(tally.fresh)} mới, ${numberWords(tally.toDo - tally.fresh)} còn tồn tại)`,
    resolved !== null && `${numberWords(resolved)} đã hết`,
    `${numberWords(tally.states.waived)} tạm bỏ qua`,
    tally.bySeverity.info > 0 && `${numberWords(tally.bySeverity.info)} chỉ để biết`,
  ];
  return parts.filter(Boolean).join('; ');
}

function sourceLines(model: ReportModel, paint: Record<keyof typeof codes, Paint>): string[] {
  const width = Math.max(...model.systems.map(system => system.title.length));
  const state = Math.max(...model.systems.map(system => systemStatusNames[system.status].length));
  const line = (system: SystemPart) => {
    const tone = system.status === 'complete' ? paint.good : paint.critical;
    const status = tone(systemStatusNames[system.status].padEnd(state));
    return `  ${system.title.padEnd(width)}  ${status}  ${numberWords(system.procedures)} thủ tục, ${numberWords(system.offerings)} dịch vụ, ${duration(system.durationMs)}`;
  };
  const advice = unreadSystems(model).flatMap(system => [
    `  ${system.title}: ${terminalLine(system.error ?? systemStatusNames[system.status])}`,
    `    Cần làm: ${sourceAdvice(system, model)} Lệnh: ${sourceCommand(system, model)}`,
  ]);
  const notes = model.systems.flatMap(({ title, notes = [] }) =>
    notes.map(note => `  ${title}: ${terminalLine(note)}`),
  );
  return [...model.systems.map(line), ...advice, ...notes];
}

function causeLines(model: ReportModel, paint: Record<Severity | 'dim', Paint>): string[] {
  const groups = model.groups.filter(({ standing }) => standing === 'toDo');
  const causes = groups
    .flatMap(group => group.causes.slice(0, shownOfRule).map(cause => ({ group, cause })))
    .slice(0, shownCauses);
  const all = groups.reduce((sum, group) => sum + group.causes.length, 0);
  const unlisted = groups.some(group => group.unlisted > 0);
  const lines = causes.map(
    ({ group, cause }) =>
      `  ${paint[group.severity](severityNames[group.severity].padEnd(12))}  ${causeWords(group, cause, model)}`,
  );
  if (all > causes.length || unlisted) {
    const count = unlisted ? 'nhiều' : numberWords(all - causes.length);
    lines.push(paint.dim(`  … và ${count} nguyên nhân khác, xem trong báo cáo`));
  }
  return lines;
}

function causeWords(group: CauseGroup, cause: Cause, model: ReportModel): string {
  const title = model.ruleText(group.rule).title;
  const where = cause.system === null ? '' : ` (${model.system(cause.system)})`;
  const name = cause.procedure === null ? undefined : model.procedureName(cause.procedure);
  const subject =
    cause.procedure === null ? (cause.key ?? '') : `${cause.procedure} ${shortText(name ?? '', 60)}`.trim();
  const times = cause.agencies.length > 1 ? `, ${numberWords(cause.agencies.length)} đơn vị` : '';
  return terminalLine(`${title}${subject && `: ${subject}`}${times}${where}`);
}

function ownerLines(model: ReportModel, paint: Record<'bold', Paint>): string[] {
  return model.owners
    .filter(part => part.tally.toDo + part.tally.unchecked > 0)
    .flatMap(part => {
      const steps = part.groups
        .filter(({ standing }) => standing === 'toDo')
        .slice(0, 3)
        .map(group => `${model.ruleText(group.rule).title} (${numberWords(group.tally.total)})`);
      const known = `${numberWords(part.tally.toDo)} cần xử lý. Trước hết: ${steps.join('; ')}`;
      const words = [part.tally.unchecked > 0 && idleWords(model, part.tally), part.tally.toDo > 0 && known];
      return [`  ${paint.bold(part.name)}: ${words.filter(Boolean).join('; ')}`];
    });
}
