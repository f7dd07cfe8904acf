import { z } from 'zod';
import type { Store } from '../../app/context.ts';
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
import type { Call } from '../asking.ts';
import { isSeen, requireSeen } from '../slice.ts';
import type { Api } from './api.ts';
import { documents, givePage } from './files.ts';
import { found, foundAgency } from './found.ts';
import { each, historySchema, maybe, text } from './schemas.ts';

/** What one system shows of an offering. */
export const levelAtSystem = z.object({
  system: text,
  level: z
    .int()
    .min(1)
    .max(4)
    .nullable()
    .optional()
    .describe('null = the system says there is none; absent = could not tell, or it has no levels.'),
});

const atSystem = levelAtSystem.extend({
  role: text,
  takenAt: maybe.describe('Of the last snapshot read whole; null = there is none.'),
  offered: z.boolean().nullable().describe('null = could not tell.'),
});

const conditionState = z.enum(['met', 'not-met', 'not-needed', 'unknown']);
const stated = z.object({ state: conditionState, source: text, at: maybe }).optional();

const readiness = z
  .object({
    verdict: z.enum(['ready', 'missing', 'unclear']).describe('May it be raised to level 4?'),
    target: z.looseObject({}).optional().describe('What the reviews say; absent where nothing was reviewed.'),
    rows: z.array(
      z.looseObject({
        ...each(text, 'id', 'name', 'kind', 'owner', 'source'),
        state: conditionState,
        at: maybe,
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
    ...each(text, 'procedure', 'agency', 'agencyName'),
    procedureName: maybe,
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

const params = each(z.string().max(100), 'procedure', 'agency');

export function offeringRoutes({ raw, get }: Api): void {
  raw('GET', '/offerings/:procedure/:agency/readiness', ['read-slice', 'offerings', 'readReadiness'], {
    summary: 'The checklist of one offering as a page, for appraisal',
    head: false,
    params,
    response: { 200: documents('The page.', 'html') },
    async do(call) {
      const { procedure, agency } = offeringOf(call, call.params);
      const checklist = found(
        await call.context.reader.checklist(procedure, agency.code, call.gone),
        'Chưa hệ thống, danh mục hay định nghĩa nào có thủ tục này.',
        'No system, list or definition has this procedure.',
      );
      const [page] = offeringForms(checklist, namesOf(call.city), call.now);
      return givePage(call, 'readiness.html', page);
    },
  });

  get('/offerings/:procedure/:agency', ['read-slice', 'offerings', 'readOffering'], {
    summary: 'One procedure at one agency: its level at every system, what is open, what was',
    params,
    answer: offering,
    async do(call) {
      const { store, configuration, city, now } = call;
      const { procedure, agency } = offeringOf(call, call.params);
      const checklist = await call.context.reader.checklist(procedure, agency.code, call.gone);
      const { systems, name } = await atSystems(store, configuration, procedure, agency.code);
      const said = (row: DiscrepancyHistory) => told(row, city.levelNames);
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
          .filter(row => isSeen(call, [row.agency, ...row.units]))
          .slice(0, shown)
          .map(said),
        history: past.map(said),
      };
    },
  });
}

/**
 * Our code of the procedure, and the agency.
 *
 * @throws Problem where there is no such unit, or it is another one's than the caller's own.
 */
export function offeringOf(
  { city, own }: Pick<Call, 'city' | 'own'>,
  given: { procedure: string; agency: string },
): { procedure: string; agency: Agency } {
  const agency = foundAgency(city.agencies, given.agency);
  requireSeen({ own }, agency.code);
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
