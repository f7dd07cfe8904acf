import { type ConfiguredSystem, pagesOf } from '../config/configuration.ts';
import type { City, ListOrder } from '../domain/city.ts';
import { cleanFileName } from '../domain/file-name.ts';
import { type Owner, owners } from '../domain/severity.ts';
import { procedurePage, type TaskRow } from '../domain/task.ts';
import { dayOf } from '../domain/time.ts';
import { rules } from '../reconcile/rules/index.ts';
import { nationalSnapshot, proceduresOf } from '../snapshot/stored.ts';
import type { Store } from '../store/core/contract.ts';
import { lastMeasured } from '../store/runs/measures.ts';
import { readTasks, type StoredTask, type TaskFilter, taskOrderOf } from '../store/work/task-rows.ts';
import { ruleProfiles, say } from '../words/findings.ts';
import { levelTerms } from '../words/level-names.ts';
import { type Names, namesOf } from './names.ts';
import { sideWords } from './side-words.ts';

/** A work list: every form is made from it. */
export interface TaskList {
  /** By due date, or what most people asked for first. */
  orderBy: ListOrder;
  names: Names;
  /** ISO 8601, UTC. */
  madeAt: string;
  /** Counted in one pass; owners without tasks are left out. */
  owners: { owner: Owner; name: string; total: number; open: number; late: number }[];
  /** By due date; of one of `owners` where given. */
  pages(owner?: Owner): AsyncIterable<TaskRow[]>;
  /** How a finding of that rule is remedied; null for tasks of a plan. */
  remedy(task: TaskRow): string | null;
  /** The task's own page, else the system's page for its procedure; only web addresses, never one for programs. */
  link(task: TaskRow): string | null;
  /** Name of the workbook that comes with it; null = none does. */
  attachment(task: TaskRow): string | null;
  isLate(task: TaskRow): boolean;
}

/** Is it still open although its last day is over? */
export function isLate({ state, due }: Pick<TaskRow, 'state' | 'due'>, today: string): boolean {
  return state === 'open' && due !== null && due < today;
}

/** @param settings `now`: ISO 8601, what is late is judged by it. */
export async function buildTaskList(
  store: Store,
  settings: { city: City; systems: readonly ConfiguredSystem[]; filter: TaskFilter; now: string },
): Promise<TaskList> {
  const { city, systems, filter, now } = settings;
  const pages = pagesOf(systems);
  const today = dayOf(now);
  const names = namesOf(city);
  const remedies = new Map<string, string>(
    ruleProfiles(rules, city.levelNames).map(({ id, remedy }) => [id, remedy]),
  );
  const counts = new Map(owners.map(owner => [owner, { total: 0, open: 0, late: 0 }]));
  for await (const page of readTasks(store, filter)) {
    for (const task of page) {
      const count = counts.get(task.owner)!;
      count.total++;
      if (task.state === 'open') count.open++;
      if (isLate(task, today)) count.late++;
    }
  }
  const order = taskOrderOf(city);
  const byDemand = order === 'demand' && (await lastMeasured(store)) !== undefined;
  return {
    names,
    orderBy: byDemand ? 'demand' : 'severity',
    madeAt: now,
    owners: owners
      .map(owner => ({ owner, name: names.owner(owner), ...counts.get(owner)! }))
      .filter(({ total }) => total > 0),
    pages: owner =>
      named(readTasks(store, owner === undefined ? filter : { ...filter, owner }, { order }), store, city),
    remedy: ({ origin }) => ('rule' in origin ? (remedies.get(origin.rule) ?? null) : null),
    link: ({ link, system, procedure }) =>
      webAddress(link) ??
      (system === null || procedure === null ? null : webAddress(procedurePage(pages[system], procedure))),
    attachment: task => processBookName(task, systems),
    isLate: task => isLate(task, today),
  };
}

/**
 * Name of the workbook that belongs to a task: from it the operators of the system set up the process the task asks for.
 * null: the task asks for no process, or its system takes none from a workbook.
 */
export function processBookName(
  task: Pick<TaskRow, 'kind' | 'system' | 'procedure' | 'case' | 'state'>,
  systems: readonly Pick<ConfiguredSystem, 'profile' | 'adapter'>[],
): string | null {
  if (task.kind !== 'set-workflow' || task.state !== 'open') return null;
  const at = systems.find(({ profile }) => profile.name === task.system);
  if (at?.adapter.processBook === undefined || at.profile.role !== 'oneStop') return null;
  const parts = ['quy-trinh', task.system, task.procedure, task.case].filter(part => part !== null);
  return cleanFileName(`${parts.join('-')}.xlsx`, 'quy-trinh.xlsx');
}

/** Fills in procedure names from the last national list read whole, and what findings say. */
export async function* named(
  pages: AsyncIterable<StoredTask[]> | Iterable<StoredTask[]>,
  store: Store,
  city: City,
): AsyncGenerator<TaskRow[]> {
  const snapshot = await nationalSnapshot(store, city);
  for await (const page of pages) {
    const codes = new Set(page.flatMap(task => (task.procedureName === null ? (task.procedure ?? []) : [])));
    const records = snapshot && (await proceduresOf(store, snapshot.id, [...codes]));
    yield page.map(({ content, ...task }) => {
      const { procedure, procedureName } = task;
      const name = procedureName ?? ((procedure && records?.get(procedure)?.facts.name) || null);
      return { ...task, procedureName: name, ...contentOf(content, city) };
    });
  }
}

function contentOf(content: StoredTask['content'], { levelNames }: City): Pick<TaskRow, 'what' | 'values'> {
  if ('what' in content) return content;
  const { message, expected, actual } = say(content, levelNames);
  const levels = levelTerms(levelNames);
  const values = [
    { label: 'Phải là', value: sideWords(content.rule, expected, levels) },
    { label: 'Đang là', value: sideWords(content.rule, actual, levels) },
  ];
  return {
    what: message,
    values: values.flatMap(({ label, value }) => (value === null ? [] : [{ label, value }])),
  };
}

function webAddress(text: string | null | undefined): string | null {
  const url = text ? URL.parse(text) : null;
  return url && (url.protocol === 'https:' || url.protocol === 'http:') ? url.href : null;
}
