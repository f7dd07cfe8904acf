import { z } from 'zod';
import { ownerNames, owners, severities } from '../../domain/severity.ts';
import { tiers } from '../../domain/tier.ts';
import { rules } from '../../reconcile/rules/index.ts';
import { cityOfferings, cityProcedures } from '../../runs/city-offerings.ts';
import { shownLinks } from '../../runs/links/prove-links.ts';
import { ruleText } from '../../words/findings.ts';
import type { App } from '../app.ts';
import type { ServerContext } from '../context.ts';
import { isSeen, unitOfList } from '../slice.ts';
import { levelAtSystem } from './offerings.ts';
import { operation } from './operation.ts';
import { emptyPage, firstOf, pageBehind, pageOf, pageOfWhole, pageQuery, places } from './paging.ts';

const code = z.string().min(1).max(100);

const procedure = z
  .object({
    procedure: z.string(),
    name: z.string().nullable(),
    national: z.boolean().nullable().describe('In the national list; null = none was read whole yet.'),
    active: z.boolean().nullable().describe('In force there; null = could not tell.'),
    fields: z.array(z.string()),
    systems: z.array(z.string()).describe('That have it, as they were last read whole.'),
  })
  .meta({ id: 'Procedure' });

const agency = z
  .object({
    code: z.string(),
    name: z.string(),
    tier: z.enum(tiers),
    parent: z.string().nullable(),
    ids: z.record(z.string(), z.union([z.string(), z.array(z.string())])).describe('By system.'),
  })
  .meta({ id: 'Agency' });

const offering = z
  .object({
    procedure: z.string(),
    procedureName: z.string().nullable(),
    agency: z.string(),
    systems: z.array(levelAtSystem),
  })
  .meta({ id: 'OfferingHead' });

const link = z
  .object({
    ...{ procedure: z.string(), agency: z.string(), system: z.string(), url: z.string() },
    verdict: z.enum(['answers', 'gone', 'other-procedure', 'other-unit', 'not-allowed', 'unknown']),
    status: z.int().nullable(),
    checkedAt: z.string().nullable(),
  })
  .meta({ id: 'Link' });

const rule = z
  .object({
    id: z.string(),
    severity: z.enum(severities),
    owner: z.enum(owners),
    ownerName: z.string(),
    ...{ title: z.string(), what: z.string(), why: z.string(), remedy: z.string() },
    becomes: z.enum(['task', 'plan']).nullable().describe('What is made of its findings.'),
    scope: z.string(),
  })
  .meta({ id: 'Rule' });

/** What there is: units, procedures, offerings, and the rules they are held against. */
export function directoryRoutes(app: App, context: ServerContext): void {
  const { store } = context;

  app.get(
    '/agencies',
    operation('read-slice', 'offerings', 'listAgencies', {
      summary: 'Units of the city, as the configuration lists them',
      querystring: z.strictObject(pageQuery),
      response: { 200: pageOf(agency) },
    }),
    async request => {
      const seen = context
        .configuration()
        .city.agencies.filter(unit => isSeen(request, [unit.code]))
        .map(({ parent = null, ids = {}, ...unit }) => ({ ...unit, parent, ids }));
      return pageOfWhole(seen, request.query, 'agencies');
    },
  );

  app.get(
    '/procedures',
    operation('read', 'offerings', 'listProcedures', {
      summary: 'Procedures some system has, by code',
      querystring: z.strictObject(pageQuery),
      response: { 200: pageOf(procedure) },
    }),
    ({ query }) =>
      pageBehind(query, 'procedures', places.procedure, (after = '', count) =>
        firstOf(cityProcedures(store, context.configuration()), count, row => row.procedure > after),
      ),
  );

  app.get(
    '/offerings',
    operation('read-slice', 'offerings', 'listOfferings', {
      summary: 'Offerings some system shows, by procedure and unit, with their level at each system',
      querystring: z.strictObject({
        ...pageQuery,
        procedure: code.optional(),
        agency: code.optional(),
      }),
      response: { 200: pageOf(offering) },
    }),
    async request => {
      const { procedure: wanted } = request.query;
      const unit = unitOfList(request, request.query.agency);
      if (unit === null) return emptyPage;
      return pageBehind(request.query, ['offerings', wanted, unit], places.offering, (after, count) =>
        firstOf(cityOfferings(store, context.configuration()), count, row => {
          const isBehind =
            !after ||
            row.procedure > after.procedure ||
            (row.procedure === after.procedure && row.agency > after.agency);
          const isWanted = wanted === undefined || row.procedure === wanted;
          return isBehind && isWanted && (unit === undefined || row.agency === unit);
        }),
      );
    },
  );

  app.get(
    '/links',
    operation('read', 'offerings', 'listLinks', {
      summary: 'Where systems send people, and what was last seen there',
      querystring: z.strictObject(pageQuery),
      response: { 200: pageOf(link) },
    }),
    async ({ query }) => {
      const all: z.output<typeof link>[] = [];
      for await (const one of shownLinks(store, context.configuration())) all.push(one);
      return pageOfWhole(all, query, 'links');
    },
  );

  app.get(
    '/rules',
    operation('read', 'discrepancies', 'listRules', {
      summary: 'What is looked at: what is wrong, why it matters, who acts, how it is mended',
      response: { 200: z.object({ items: z.array(rule) }) },
    }),
    async () => {
      const { levelNames } = context.configuration().city;
      return {
        items: rules.map(({ id, severity, owner, becomes, scope }) => ({
          ...{ id, severity, owner, ownerName: ownerNames[owner], becomes, scope },
          ...ruleText(id, levelNames),
        })),
      };
    },
  );
}
