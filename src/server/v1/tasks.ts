import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { pageOfTasks, type TaskFilter, taskOrderOf, tasksOf } from '../../app/queries/runs.ts';
import { confirmTask } from '../../app/tasks/confirm.ts';
import { owners } from '../../domain/severity.ts';
import { type TaskRow, taskStates } from '../../domain/task.ts';
import { named, processBookName } from '../../report/tasks-model.ts';
import { type App, callerOf } from '../app.ts';
import { askingOf, may } from '../asking.ts';
import type { ServerContext } from '../context.ts';
import { unitOfList } from '../slice.ts';
import { found } from './found.ts';
import { operation } from './operation.ts';
import { cursorOf, emptyPage, pageOf, pageQuery, placeOf } from './paging.ts';
import { documents, give } from './reports.ts';

const task = z
  .object({
    key: z.string(),
    kind: z.string().describe('The kind of change, `register-level`, or the rule.'),
    state: z.enum(taskStates),
    owner: z.enum(owners),
    system: z.string().nullable(),
    procedure: z.string().nullable(),
    procedureName: z.string().nullable(),
    case: z.string().nullable(),
    agencies: z.array(z.string()),
    what: z.string(),
    values: z.array(z.object({ label: z.string(), value: z.string() })),
    link: z.string().nullable(),
    attachment: z
      .string()
      .nullable()
      .describe('Name of the workbook of the process to set up (`/tasks/{key}/workbook`); null = none.'),
    due: z.string().nullable().describe('Last day, YYYY-MM-DD.'),
    origin: z
      .looseObject({})
      .describe(
        'The plan with the kind of change, the finding with its rule, or the kind alone: it follows from the targets.',
      ),
    openedAt: z.string(),
    closedAt: z.string().nullable(),
    note: z.string().nullable(),
    checkedAt: z.string().nullable(),
    confirmed: z.object({ by: z.string(), reason: z.string() }).nullable(),
  })
  .meta({ id: 'Task' });

const filterQuery = {
  owner: z.enum(owners).optional(),
  system: z.string().max(100).optional(),
  procedure: z.string().max(100).optional(),
  agency: z.string().max(100).optional().describe('About this unit, be it among others.'),
  state: z.enum([...taskStates, 'all']).default('open'),
};

export function taskRoutes(app: App, context: ServerContext): void {
  app.get(
    '/tasks',
    operation('read-slice', 'tasks', 'listTasks', {
      summary: 'Work for people, what is due first first, or what `report.orderBy` puts first',
      querystring: z.strictObject({ ...pageQuery, ...filterQuery }),
      response: { 200: pageOf(task) },
    }),
    async request => {
      const { limit, cursor, ...query } = request.query;
      const filter = filterOf(request, query);
      if (!filter) return emptyPage;
      return pageOfTasksIn(context, filter, { cursor, limit });
    },
  );

  app.get(
    '/review/registration',
    operation('read-slice', 'reviews', 'listRegistrations', {
      summary: 'Services that have to be registered in the national database, one a unit',
      querystring: z.strictObject({
        ...pageQuery,
        procedure: filterQuery.procedure,
        agency: filterQuery.agency,
        state: filterQuery.state,
      }),
      response: { 200: pageOf(task) },
    }),
    async request => {
      const { limit, cursor, ...query } = request.query;
      const asked = filterOf(request, query);
      if (!asked) return emptyPage;
      const filter = { ...asked, kind: 'register-level' };
      return pageOfTasksIn(context, filter, { cursor, limit });
    },
  );

  // The older address could also be read as one of a task called "export": it is answered, and described no more.
  for (const [url, hide] of [
    ['/documents/tasks/:form', false],
    ['/tasks/export/:form', true],
  ] as const)
    app.get(
      url,
      {
        exposeHeadRoute: false,
        config: may('read-slice'),
        schema: {
          ...{ hide, tags: ['tasks'], operationId: 'exportTasks' },
          summary: 'The work list as a workbook or a page',
          params: z.object({ form: z.enum(['xlsx', 'html']) }),
          querystring: z.strictObject(filterQuery),
          response: {
            200: documents(
              'The document.',
              'text/html',
              'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
            ),
          },
        },
      },
      async (request, reply) => {
        const { form } = request.params;
        const now = context.now().toISOString();
        const filter = found(
          filterOf(request, request.query),
          'Tài khoản của đơn vị chỉ xem được phần của đơn vị mình.',
          'The account of a unit sees what is about that unit only.',
        );
        return (await give(context, reply, { what: 'tasks', form, filter, now })) as never;
      },
    );

  app.get(
    '/tasks/:key/workbook',
    {
      ...operation('read', 'tasks', 'downloadTaskWorkbook', {
        summary:
          'The workbook from which operators of the one-stop system set up the process a task asks for',
        params: z.object({ key: z.string().max(500) }),
        response: {
          200: documents(
            'The document.',
            'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
          ),
        },
      }),
      exposeHeadRoute: false,
    },
    async (request, reply) => {
      const { key } = request.params;
      const { city, systems } = context.configuration();
      const rows = await tasksOf(context.store, [key]);
      const { value: [one] = [] } = await named([rows], context.store, city).next();
      const file = one ? processBookName(one, systems) : null;
      const wanted = found(
        file ?? undefined,
        'Việc này không có bảng tính kèm theo.',
        'No workbook comes with this task.',
      );
      const now = context.now().toISOString();
      return (await give(context, reply, { what: 'process', task: key, file: wanted, now })) as never;
    },
  );

  app.post(
    '/tasks/:key/confirmation',
    operation('confirm-task', 'tasks', 'confirmTask', {
      summary: 'Say that a task is done which no run can see',
      params: z.object({ key: z.string().max(500) }),
      body: z.strictObject({ reason: z.string().trim().min(1).max(2_000) }),
      response: { 200: z.object({ key: z.string(), state: z.literal('confirmed'), by: z.string() }) },
    }),
    async request => {
      const { key } = request.params;
      await confirmTask(askingOf(request, context), key, request.body);
      return { key, state: 'confirmed' as const, by: callerOf(request).name };
    },
  );
}

/** A page of tasks in the order the city asks for, `cursor` being where one before it ended. */
export async function pageOfTasksIn(
  { store, configuration }: ServerContext,
  filter: TaskFilter,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
) {
  const { city, systems } = configuration();
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
  const items = (tasks as TaskRow[]).map(one => ({ ...one, attachment: processBookName(one, systems) }));
  return { items, next: next ? cursorOf(next, of) : null };
}

/** Of those asked for the ones the caller sees; undefined: none. */
function filterOf(
  request: FastifyRequest,
  { state, agency, ...rest }: Omit<TaskFilter, 'states'> & { state: z.output<typeof filterQuery.state> },
): TaskFilter | undefined {
  const unit = unitOfList(request, agency);
  if (unit === null) return undefined;
  return {
    ...rest,
    ...(unit !== undefined && { agency: unit }),
    ...(state !== 'all' && { states: [state] }),
  };
}
