import { numberWords } from '../../domain/number-words.ts';
import { type Standing, standingOf } from '../../domain/standing.ts';
import { shortText } from '../../domain/text.ts';
import { date, dateAndTime } from '../../domain/time.ts';
import { firstProcedures, type NamedProcedure, procedureWords } from '../../words/procedures.ts';
import { listWords } from '../../words/sentence.ts';
import { CauseGatherer, type CauseGroup } from '../causes.ts';
import { inMemory } from '../forms.ts';
import type { ReportModel } from '../model.ts';
import { reportForm } from '../report-forms.ts';
import { isSettled, sliceName, sourceAdvice, sourceSentence, unreadSystems } from '../sentences.ts';
import { orderNames } from '../words.ts';
import type { Composing } from './composing.ts';
import type { Attachment, LetterItem, LetterSection } from './content.ts';
import { reportAddress } from './report-address.ts';
import { concernsSources, type Slice, sliceFilter } from './slice.ts';

/** Longest sentence of an item, in characters: what is wrong often stands at its end, behind who said what. */
const longestText = 480;
const mostGroups = 5;
const mostCauses = 6;

/** "Phần việc của Sở TTTT", an agency's name, "" for everything; `inside` in the middle of a sentence. */
export function partName(slice: Slice, model: ReportModel, inside = false): string {
  if (slice.part === 'everything') return '';
  if (slice.part === 'agency') return model.agency(slice.agency);
  return `${inside ? 'phần' : 'Phần'} việc ${inside ? '' : 'của '}${model.owner(slice.owner)}`;
}

/** What to do next, in the order of lists, and whose turn it is. */
export function workSection(model: ReportModel, slice: Slice): LetterSection {
  const title = `Cần xử lý, ${model.orderBy === 'demand' ? orderNames.demand : 'gấp nhất trước'}`;
  return groupsSection({ title }, 'toDo', model, slice, ({ rule, owner }) => ({
    turn: `Đến lượt: ${turnOf(owner, model, slice)}`,
    text: model.ruleText(rule).remedy,
  }));
}

/** What was found before and could not be looked at again, worst first: it can be worked on all the same. */
export function uncheckedSection(model: ReportModel, slice: Slice): LetterSection {
  const head = {
    title: 'Chưa kiểm tra lại được',
    note: 'Đã thấy trước đây; lần này chưa đọc đủ nguồn nên chưa rõ còn hay hết. Có thể làm tiếp.',
  };
  return groupsSection(head, 'unchecked', model, slice, ({ owner, causes }) => {
    const seen = causes.map(({ lastSeen }) => lastSeen).sort();
    return {
      turn: `Thuộc: ${turnOf(owner, model, slice)}`,
      ...(seen.length > 0 && { text: `Thấy gần nhất ${dateAndTime(seen.at(-1)!)}.` }),
    };
  });
}

/** The first kinds of what stands alike one by one, and how many there are beyond. */
function groupsSection(
  head: Pick<LetterSection, 'title' | 'note'>,
  standing: Standing,
  model: ReportModel,
  slice: Slice,
  said: (group: CauseGroup) => Pick<LetterItem, 'turn' | 'text'>,
): LetterSection {
  const groups = model.groups.filter(group => group.standing === standing);
  const items = groups.slice(0, mostGroups).map(
    (group): LetterItem => ({
      severity: group.severity,
      title: `${model.ruleText(group.rule).title} (${numberWords(group.tally.total)})`,
      ...said(group),
      note: whereOf(group, model, slice),
    }),
  );
  const further = groups.slice(mostGroups);
  const rows = further.reduce((sum, group) => sum + group.tally.total, 0);
  const more = `Và ${numberWords(further.length)} loại khác, ${numberWords(rows)} sai lệch.`;
  return { ...head, items, ...(further.length > 0 && { more }) };
}

/** Which procedures are wrong, and where; the list itself is on the page of findings. */
function whereOf({ causes, unlisted, rule }: CauseGroup, { home, ...model }: ReportModel, slice: Slice) {
  const found = new Map<string, NamedProcedure>();
  for (const { procedure, system, agencies, affected } of causes) {
    if (procedure === null || found.has(procedure)) continue;
    const units = agencies.length > 0 ? agencies.map(({ code }) => code) : affected;
    const place =
      units.length > 0 && slice.part !== 'agency'
        ? `tại ${listWords(units.map(model.agency), 'đơn vị', 1)}`
        : system === null
          ? undefined
          : `trên ${model.system(system)}`;
    found.set(procedure, { code: procedure, name: model.procedureName(procedure) ?? null, place });
  }
  if (found.size === 0) return undefined;
  // Of very many only the worst are kept one by one.
  const rest =
    home &&
    `${home}/sai-lech?${new URLSearchParams({ ...(sliceFilter(slice) as Record<string, string>), rule })}`;
  return procedureWords(firstProcedures([...found.values()]), { rest, atLeast: unlisted > 0 });
}

/** One's own agency is spoken to as such. */
function turnOf(owner: 'technical' | 'regulatory' | 'agency', model: ReportModel, slice: Slice): string {
  return owner === 'agency' && slice.part === 'agency' ? 'chính đơn vị' : model.owner(owner);
}

/**
 * What is to be done and first seen between two moments (ISO 8601, inclusive): an item for what is wrong in one way with
 * one procedure, however many systems and units show it.
 */
export async function freshSection(
  model: ReportModel,
  slice: Slice,
  { from, until = '\uffff' }: { from: string; until?: string | undefined },
  title = 'Mới phát hiện',
): Promise<{ section: LetterSection; rows: number }> {
  const gatherer = new CauseGatherer(model.orderBy, 200);
  for await (const page of model.rows()) {
    for (const row of page)
      if (standingOf(row) === 'toDo' && row.firstSeen >= from && row.firstSeen <= until) gatherer.add(row);
  }
  const groups = gatherer.groups();
  const rows = groups.reduce((sum, group) => sum + group.tally.toDo, 0);
  const alike = groups
    .flatMap(group =>
      [...Map.groupBy(group.causes, ({ procedure, system }) => procedure ?? `in ${system}`).values()].map(
        ([first, ...others]) => {
          const places = others.reduce((sum, { tally }) => sum + tally.total, first!.tally.total);
          return { group, message: first!.message, places };
        },
      ),
    )
    .slice(0, mostCauses);
  const items = alike.map(
    ({ group, message, places }): LetterItem => ({
      severity: group.severity,
      turn: turnOf(group.owner, model, slice),
      text: shortText(message, longestText),
      ...(places > 1 && { note: `Cùng lỗi này: ${numberWords(places - 1)} chỗ khác.` }),
    }),
  );
  const shown = alike.reduce((sum, { places }) => sum + places, 0);
  return {
    rows,
    section: {
      title,
      items,
      ...(rows > shown && { more: `và ${numberWords(rows - shown)} sai lệch mới khác, có trong bảng tính.` }),
    },
  };
}

/** Systems that could not be read whole; what to do for those whose work it is. */
export function sourcesSection(model: ReportModel, slice: Slice): LetterSection {
  const concerned = concernsSources(slice);
  return {
    title: 'Nguồn chưa đọc đủ',
    note: 'Phần chưa đọc được không bị tính là sai lệch, cũng không được coi là đã hết.',
    items: unreadSystems(model).map(system => ({
      title: sourceSentence(system),
      ...(concerned && { text: sourceAdvice(system, model) }),
      ...(concerned &&
        system.error !== null && { note: `Dành cho kỹ thuật: ${shortText(system.error, longestText)}` }),
    })),
  };
}

export const uncheckedLabel = 'chưa kiểm tra lại được';

/** The numbers people look for first: what is not known before all. */
export function figuresOf(model: ReportModel, fresh: number, resolved: number) {
  const { tally } = model;
  const unchecked = { value: tally.unchecked, label: uncheckedLabel, tone: 'bad' as const };
  return [
    ...(tally.unchecked > 0 ? [unchecked] : []),
    { value: tally.toDo, label: 'cần xử lý', tone: 'plain' as const },
    { value: tally.bySeverity.critical, label: 'nghiêm trọng', tone: 'bad' as const },
    { value: fresh, label: 'mới', tone: 'plain' as const },
    ...(isSettled(model) ? [{ value: resolved, label: 'đã hết', tone: 'good' as const }] : []),
  ];
}

/** The workbook of the slice, attached, or where it can be had when it is too large; `words` say which. */
export async function attachedWorkbook(
  model: ReportModel,
  slice: Slice,
  { configuration, mail, signal }: Pick<Composing, 'configuration' | 'mail' | 'signal'>,
): Promise<{ attachments: Attachment[]; words: string }> {
  const filename = workbookName(model);
  const content = await inMemory(reportForm('xlsx', model), mail.attachmentMegabytes * 1_000_000, signal);
  if (content) {
    return {
      attachments: [{ filename, content }],
      words: `Danh sách đầy đủ từng dòng: tệp đính kèm “${filename}”.`,
    };
  }
  const limit = `Danh sách đầy đủ có ${numberWords(model.tally.total)} dòng, lớn hơn ${numberWords(mail.attachmentMegabytes)} MB cho phép đính kèm`;
  const address = reportAddress(configuration, model.summary.runId, slice, 'xlsx');
  return {
    attachments: [],
    words: address ? `${limit}; tải tại ${address}` : `${limit}; đề nghị người quản trị dvc-sync gửi riêng.`,
  };
}

/** "Sai lệch DVCTT Sở TTTT 23-11-2026.xlsx": a name any system can store. */
function workbookName(model: ReportModel): string {
  const part = sliceName(model).replace(/^Phần việc của /, '');
  const day = date(model.summary.startedAt).replaceAll('/', '-');
  const name = ['Sai lệch DVCTT', part, day].filter(Boolean).join(' ');
  return `${name
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\\/:*?"<>|]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 120)
    .toWellFormed()}.xlsx`;
}
