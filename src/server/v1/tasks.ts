import { z } from 'zod';
import type { Store } from '../../app/context.ts';
import { pageOfTasks, type TaskFilter, taskOrderOf, tasksOf } from '../../app/queries/runs.ts';
import { confirmTask } from '../../app/tasks/confirm.ts';
import type { City } from '../../domain/city.ts';
import { owners } from '../../domain/severity.ts';
import { type TaskRow, taskStates } from '../../domain/task.ts';
import { dayOf } from '../../domain/time.ts';
import { isLate, named, processBookName } from '../../report/tasks-model.ts';
import type { Call } from '../asking.ts';
import { notConfigured, wrongParts } from '../problems/problem.ts';
import { requireSlice, unitOfList } from '../slice.ts';
import type { Api, ApiCall } from './api.ts';
import { documents, give } from './files.ts';
import { found } from './found.ts';
import { cursorOf, emptyPage, pageOf, pageQuery, placeOf } from './paging.ts';
import { each, maybe, reason, text } from './schemas.ts';

const task = z
  .object({
    ...each(text, 'key', 'what', 'openedAt'),
    kind: text.describe('The kind of change, `register-level`, or the rule.'),
    state: z.enum(taskStates),
    owner: z.enum(owners),
    ...each(maybe, 'system', 'procedure', 'procedureName', 'case', 'link'),
    agencies: z.array(text),
    values: z.array(z.object(each(text, 'label', 'value'))),
    attachment: maybe.describe(
      'Name of the workbook of the process to set up (`/tasks/{key}/workbook`); null = none.',
    ),
    due: maybe.describe('Last day, YYYY-MM-DD.'),
    late: z.boolean().describe('Open although its last day is over.'),
    origin: z
      .looseObject({})
      .describe(
        'The plan with the kind of change, the finding with its rule, or the kind alone: it follows from the targets.',
      ),
    ...each(maybe, 'closedAt', 'note', 'checkedAt'),
    confirmed: z.object(each(text, 'by', 'reason')).nullable(),
  })
  .meta({ id: 'Task' });

const params = { key: z.string().max(500) };
const { owner, system, ...ofRegistration } = {
  owner: z.enum(owners).optional(),
  ...each(z.string().max(100).optional(), 'system', 'procedure'),
  agency: z.string().max(100).optional().describe('About this unit, be it among others.'),
  state: z.enum([...taskStates, 'all']).default('open'),
};
const filterQuery = { owner, system, ...ofRegistration };

export function taskRoutes({ get, raw, post }: Api): void {
  get('/tasks', ['read-slice', 'tasks', 'listTasks'], {
    summary: 'Work for people, what is due first first, or what `report.orderBy` puts first',
    query: { ...pageQuery, ...filterQuery },
    answer: pageOf(task),
    do: call => tasksFor(call, {}),
  });

  get('/review/registration', ['read-slice', 'reviews', 'listRegistrations'], {
    summary: 'Services that have to be registered in the national database, one a unit',
    query: { ...pageQuery, ...ofRegistration },
    answer: pageOf(task),
    do: call => tasksFor(call, { kind: 'register-level' }),
  });

  // The older address could also be read as one of a task called "export": it is answered, and described no more.
  for (const [url, hide] of [
    ['/documents/tasks/:form', false],
    ['/tasks/export/:form', true],
  ] as const)
    raw('GET', url, ['read-slice', 'tasks', 'exportTasks'], {
      ...{ hide, head: false },
      summary: 'The work list as a workbook or a page',
      params: { form: z.enum(['xlsx', 'html']) },
      query: filterQuery,
      response: { 200: documents('The document.', 'html', 'xlsx') },
      do(call) {
        const filter = requireSlice(filterOf(call, call.query));
        return give(call, { what: 'tasks', ...call.params, filter, now: call.now });
      },
    });

  raw('GET', '/tasks/:key/workbook', ['read', 'tasks', 'downloadTaskWorkbook'], {
    summary: 'The workbook from which operators of the one-stop system set up the process a task asks for',
    head: false,
    params,
    response: { 200: documents('The document.', 'xlsx') },
    async do(call) {
      const { store, configuration, city, now, params: of } = call;
      const one = await taskNamed(store, city, of.key);
      const file = found(
        (one && processBookName(one, configuration.systems)) ?? undefined,
        'Việc này không có bảng tính kèm theo.',
        'No workbook comes with this task.',
      );
      return give(call, { what: 'process', task: of.key, file, now });
    },
  });

  post('/tasks/:key/confirmation', ['confirm-task', 'tasks', 'confirmTask'], {
    summary: 'Say that a task is done which no run can see',
    params,
    body: z.strictObject({ reason }),
    answer: z.object({ key: text, state: z.literal('confirmed'), by: text }),
    async do({ asking, caller, params: { key }, body }) {
      await confirmTask(asking, key, body);
      return { key, state: 'confirmed' as const, by: caller.name };
    },
  });
}

type Asked = Omit<TaskFilter, 'states' | 'agency'> & {
  agency?: string | undefined;
  state: z.output<typeof filterQuery.state>;
};

async function tasksFor(
  call: ApiCall<unknown, Asked & { limit: number; cursor?: string | undefined }>,
  more: Pick<TaskFilter, 'kind'>,
) {
  const { limit, cursor, ...query } = call.query;
  const filter = filterOf(call, query);
  if (!filter) return emptyPage;
  const page = await pageOfTasksIn(call, { ...filter, ...more }, { cursor, limit });
  // Nothing to do at a system nobody knows is no answer; one that was configured once may have tasks.
  const { system } = filter;
  const known = system === undefined || call.city.systems.some(({ name }) => name === system);
  if (page.items.length === 0 && !known)
    throw wrongParts({ path: '/query/system', problem: notConfigured.system });
  return page;
}

/** A task by its key, with how what it is about is called. */
export async function taskNamed(store: Store, city: City, key: string): Promise<TaskRow | undefined> {
  const rows = await tasksOf(store, [key]);
  const { value: [task] = [] } = await named([rows], store, city).next();
  return task;
}

/** A page of tasks in the order the city asks for, `cursor` being where one before it ended. */
export async function pageOfTasksIn(
  { store, configuration: { city, systems }, now }: Pick<Call, 'store' | 'configuration' | 'now'>,
  filter: TaskFilter,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
) {
  const order = taskOrderOf(city);
  const of = ['tasks', order, filter];
  const after = placeOf(
    cursor,
    of,
    z
      .array(z.union([z.string(), z.number()]))
      .min(2)
      .max(3),
  );
  const { rows, next } = await pageOfTasks(store, filter, { order, after, limit });
  const { value: tasks = [] } = await named([rows], store, city).next();
  const today = dayOf(now);
  const items = (tasks as TaskRow[]).map(one => ({
    ...one,
    attachment: processBookName(one, systems),
    late: isLate(one, today),
  }));
  return { items, next: next ? cursorOf(next, of) : null };
}

/** Of those asked for the ones the caller sees; undefined: none. */
function filterOf(call: Pick<Call, 'own'>, { state, agency, ...rest }: Asked): TaskFilter | undefined {
  const unit = unitOfList(call, agency);
  if (unit === null) return undefined;
  return {
    ...rest,
    ...(unit !== undefined && { agency: unit }),
    ...(state !== 'all' && { states: [state] }),
  };
}
