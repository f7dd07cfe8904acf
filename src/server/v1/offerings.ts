import { z } from 'zod';
import type { Configuration } from '../../config/configuration.ts';
import { localCode } from '../../domain/code.ts';
import { columnsOf, levelAt } from '../../reconcile/columns.ts';
import { lastCompleteSummary, proceduresOf } from '../../snapshot/stored.ts';
import type { Store } from '../../store/contract.ts';
import { history } from '../../store/history.ts';
import type { App } from '../app.ts';
import type { ServerContext } from '../context.ts';
import { historySchema } from './discrepancies.ts';
import { found } from './found.ts';

const atSystem = z.object({
  system: z.string(),
  role: z.string(),
  takenAt: z.string().nullable().describe('Of the last snapshot read whole; null = there is none.'),
  offered: z.boolean().nullable().describe('null = could not tell.'),
  level: z
    .int()
    .min(1)
    .max(4)
    .nullable()
    .optional()
    .describe('null = the system says there is none; absent = could not tell, or it has no levels.'),
});

const offering = z
  .object({
    procedure: z.string(),
    procedureName: z.string().nullable(),
    agency: z.string(),
    agencyName: z.string(),
    systems: z.array(atSystem),
    open: z
      .array(historySchema)
      .describe('Discrepancies of this offering, and of the procedure as a whole (`agency` null).'),
    history: z.array(historySchema).describe('Resolved ones of this offering, those seen last first.'),
  })
  .meta({ id: 'Offering' });

/** More open discrepancies than this has no procedure; the rest of a history is in the runs. */
const shown = 200;

export function offeringRoutes(app: App, context: ServerContext): void {
  app.get(
    '/offerings/:procedure/:agency',
    {
      config: { role: 'viewer' },
      schema: {
        tags: ['offerings'],
        operationId: 'readOffering',
        summary: 'One procedure at one agency: its level at every system, what is open, what was',
        params: z.object({ procedure: z.string().max(100), agency: z.string().max(100) }),
        response: { 200: offering },
      },
    },
    async ({ params }) => {
      const { store } = context;
      const configuration = context.configuration();
      const procedure = localCode(params.procedure, configuration.city.locality);
      const agency = found(
        configuration.city.agencies.find(({ code }) => code === params.agency),
        'Danh sách đơn vị không có mã này.',
        'No agency of this code is configured.',
      );
      const { systems, name } = await atSystems(store, configuration, procedure, agency.code);
      const now = context.now().toISOString();
      const open = await history(store, { procedure, state: 'open' }, now, shown * 5);
      const past = await history(store, { procedure, agency: agency.code, state: 'resolved' }, now, shown);
      found(
        name === undefined && open.length === 0 && past.length === 0 ? undefined : true,
        'Chưa hệ thống nào có thủ tục này.',
        'No system has shown this procedure.',
      );
      return {
        procedure,
        procedureName: name ?? null,
        agency: agency.code,
        agencyName: agency.name,
        systems,
        open: open.filter(row => row.agency === null || row.agency === agency.code).slice(0, shown),
        history: past,
      };
    },
  );
}

/** As every system had it when it was last read whole; `name` undefined = none of them knows the procedure. */
async function atSystems(
  store: Store,
  { city }: Configuration,
  procedure: string,
  agency: string,
): Promise<{ systems: z.output<typeof atSystem>[]; name: string | undefined }> {
  const systems: z.output<typeof atSystem>[] = [];
  let name: string | undefined;
  for (const { name: system, role } of city.systems) {
    const snapshot = await lastCompleteSummary(store, system);
    const head = { system, role, takenAt: snapshot?.takenAt ?? null };
    const record = snapshot && (await proceduresOf(store, snapshot.id, [procedure])).get(procedure);
    if (record) name ??= record.facts.name ?? '';
    if (role === 'national') {
      systems.push({ ...head, offered: snapshot ? (record?.facts.active ?? record !== undefined) : null });
      continue;
    }
    const untold =
      !snapshot ||
      snapshot.untoldOfferings?.agencies.includes(agency) ||
      snapshot.untoldOfferings?.procedures.includes(procedure);
    const columns = record && columnsOf(record);
    const position = columns?.agencies.indexOf(agency) ?? -1;
    if (!columns || position < 0) systems.push({ ...head, offered: untold ? null : false });
    else {
      const level = levelAt(columns, position);
      systems.push({ ...head, offered: true, ...(level !== undefined && { level }) });
    }
  }
  return { systems, name };
}
