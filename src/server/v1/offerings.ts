import { z } from 'zod';
import { ownUnit, type Store } from '../../app/context.ts';
import { type DiscrepancyHistory, history } from '../../app/queries/runs.ts';
import type { Configuration } from '../../config/configuration.ts';
import type { Agency } from '../../domain/agency.ts';
import { localCode } from '../../domain/code.ts';
import { indeterminateOf, mayBeHidden } from '../../reconcile/absence.ts';
import { columnsOf, levelAt } from '../../reconcile/columns.ts';
import { tellsUse } from '../../reconcile/offered.ts';
import { namesOf } from '../../report/names.ts';
import { offeringForms } from '../../report/readiness/offering-forms.ts';
import { lastCompleteSummary, proceduresOf } from '../../snapshot/stored.ts';
import { told } from '../../words/findings.ts';
import { type App, callerOf } from '../app.ts';
import { goneOf } from '../asking.ts';
import type { ServerContext } from '../context.ts';
import { isSeen, requireSeenBy } from '../slice.ts';
import { historySchema } from './discrepancies.ts';
import { found, foundAgency } from './found.ts';
import { operation } from './operation.ts';
import { documents, givePage } from './reports.ts';

/** What one system shows of an offering. */
export const levelAtSystem = z.object({
  system: z.string(),
  level: z
    .int()
    .min(1)
    .max(4)
    .nullable()
    .optional()
    .describe('null = the system says there is none; absent = could not tell, or it has no levels.'),
});

const atSystem = levelAtSystem.extend({
  role: z.string(),
  takenAt: z.string().nullable().describe('Of the last snapshot read whole; null = there is none.'),
  offered: z.boolean().nullable().describe('null = could not tell.'),
});

const stated = z
  .object({
    state: z.enum(['met', 'not-met', 'not-needed', 'unknown']),
    source: z.string(),
    at: z.string().nullable(),
  })
  .optional();

const readiness = z
  .object({
    verdict: z.enum(['ready', 'missing', 'unclear']).describe('May it be raised to level 4?'),
    target: z.looseObject({}).optional().describe('What the reviews say; absent where nothing was reviewed.'),
    rows: z.array(
      z.looseObject({
        id: z.string(),
        name: z.string(),
        kind: z.string(),
        owner: z.string(),
        state: z.enum(['met', 'not-met', 'not-needed', 'unknown']),
        source: z.string(),
        at: z.string().nullable(),
        measured: stated.describe('What the systems show; absent where none shows anything.'),
        said: stated.describe(
          'What the unit, or the definition of the service, says; absent where neither does.',
        ),
      }),
    ),
  })
  .meta({ id: 'Readiness' });

const offering = z
  .object({
    procedure: z.string(),
    procedureName: z.string().nullable(),
    agency: z.string(),
    agencyName: z.string(),
    systems: z.array(atSystem),
    readiness: readiness.nullable().describe('null = nothing is known of the procedure.'),
    open: z
      .array(historySchema)
      .describe('Discrepancies of this offering, and of the procedure as a whole (`agency` null).'),
    history: z.array(historySchema).describe('Resolved ones of this offering, those seen last first.'),
  })
  .meta({ id: 'Offering' });

/** More open discrepancies than this has no procedure; the rest of a history is in the runs. */
const shown = 200;

const params = z.object({ procedure: z.string().max(100), agency: z.string().max(100) });

export function offeringRoutes(app: App, context: ServerContext): void {
  const seenBy = (request: Parameters<typeof callerOf>[0]) => ({ context, own: ownUnit(callerOf(request)) });
  app.get(
    '/offerings/:procedure/:agency/readiness',
    {
      ...operation('read-slice', 'offerings', 'readReadiness', {
        summary: 'The checklist of one offering as a page, for appraisal',
        params,
        response: { 200: documents('The page.', 'text/html') },
      }),
      exposeHeadRoute: false,
    },
    async (request, reply) => {
      const { procedure, agency } = offeringOf(seenBy(request), request.params);
      const configuration = context.configuration();
      const checklist = found(
        await context.reader.checklist(procedure, agency.code, goneOf(reply)),
        'Chưa hệ thống, danh mục hay định nghĩa nào có thủ tục này.',
        'No system, list or definition has this procedure.',
      );
      const names = namesOf(configuration.city);
      const now = context.now().toISOString();
      return (await givePage(reply, 'readiness.html', offeringForms(checklist, names, now)[0])) as never;
    },
  );

  app.get(
    '/offerings/:procedure/:agency',
    operation('read-slice', 'offerings', 'readOffering', {
      summary: 'One procedure at one agency: its level at every system, what is open, what was',
      params,
      response: { 200: offering },
    }),
    async (request, reply) => {
      const { store } = context;
      const configuration = context.configuration();
      const { procedure, agency } = offeringOf(seenBy(request), request.params);
      const checklist = await context.reader.checklist(procedure, agency.code, goneOf(reply));
      const { systems, name } = await atSystems(store, configuration, procedure, agency.code);
      const said = (row: DiscrepancyHistory) => told(row, configuration.city.levelNames);
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
        readiness: (checklist ?? null) as z.output<typeof readiness> | null,
        open: open
          .filter(row => row.agency === null || row.agency === agency.code)
          .filter(row => isSeen(request, [row.agency, ...row.units]))
          .slice(0, shown)
          .map(said),
        history: past.map(said),
      };
    },
  );
}

/**
 * Our code of the procedure, and the agency.
 *
 * @throws Problem where there is no such unit, or it is another one's than the caller's own.
 */
export function offeringOf(
  { context, own }: { context: ServerContext; own: string | undefined },
  given: z.output<typeof params>,
): { procedure: string; agency: Agency } {
  const { city } = context.configuration();
  const agency = foundAgency(city.agencies, given.agency);
  requireSeenBy(own, agency.code);
  return { procedure: localCode(given.procedure, city.locality), agency };
}

/** As every system had it when it was last read whole; `name` undefined = none of them knows the procedure. */
export async function atSystems(
  store: Store,
  { city }: Configuration,
  procedure: string,
  agency: string,
): Promise<{ systems: z.output<typeof atSystem>[]; name: string | undefined }> {
  const systems: z.output<typeof atSystem>[] = [];
  let name: string | undefined;
  for (const profile of city.systems) {
    const { name: system, role } = profile;
    const snapshot = await lastCompleteSummary(store, profile);
    const head = { system, role, takenAt: snapshot?.takenAt ?? null };
    const record = snapshot && (await proceduresOf(store, snapshot.id, [procedure])).get(procedure);
    if (record) name ??= record.facts.name ?? '';
    if (role === 'national') {
      const told = snapshot && tellsUse(record);
      systems.push({ ...head, offered: told ? (record?.facts.active ?? record !== undefined) : null });
      continue;
    }
    const indeterminate =
      !snapshot || !tellsUse(record) || mayBeHidden(indeterminateOf(snapshot), procedure, agency);
    const columns = record && columnsOf(record);
    const position = columns?.agencies.indexOf(agency) ?? -1;
    if (!columns || position < 0) systems.push({ ...head, offered: indeterminate ? null : false });
    else {
      const level = levelAt(columns, position);
      systems.push({ ...head, offered: true, ...(level !== undefined && { level }) });
    }
  }
  return { systems, name };
}
