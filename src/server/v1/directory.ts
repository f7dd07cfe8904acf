import { z } from 'zod';
import { ownerNames, owners, severities } from '../../domain/severity.ts';
import { tiers } from '../../domain/tier.ts';
import { rules } from '../../reconcile/rules/index.ts';
import { cityOfferings, cityProcedure, cityProcedures } from '../../runs/city-offerings.ts';
import { shownLinks } from '../../runs/links/prove-links.ts';
import { ruleText } from '../../words/findings.ts';
import { isSeen } from '../slice.ts';
import type { Api } from './api.ts';
import { levelAtSystem } from './offerings.ts';
import { firstOf, places } from './paging.ts';
import { each, maybe, text } from './schemas.ts';

const code = z.string().min(1).max(100);

const agency = z
  .object({
    ...each(text, 'code', 'name'),
    tier: z.enum(tiers),
    parent: maybe,
    ids: z.record(z.string(), z.union([z.string(), z.array(z.string())])).describe('By system.'),
  })
  .meta({ id: 'Agency' });

const offering = z
  .object({
    ...each(text, 'procedure', 'agency'),
    procedureName: maybe,
    systems: z.array(levelAtSystem),
  })
  .meta({ id: 'OfferingHead' });

const link = z
  .object({
    ...each(text, 'procedure', 'agency', 'system', 'url'),
    verdict: z.enum(['answers', 'gone', 'other-procedure', 'other-unit', 'not-allowed', 'unknown']),
    status: z.int().nullable(),
    checkedAt: maybe,
  })
  .meta({ id: 'Link' });

const rule = z
  .object({
    ...each(text, 'id', 'ownerName', 'title', 'what', 'why', 'remedy', 'scope'),
    severity: z.enum(severities),
    owner: z.enum(owners),
    becomes: z.enum(['task', 'plan']).nullable().describe('What is made of its findings.'),
  })
  .meta({ id: 'Rule' });

/** What there is: units, procedures, offerings, and the rules they are held against. */
export function directoryRoutes({ list, longList, get }: Api): void {
  list('/agencies', ['read-slice', 'offerings', 'listAgencies'], {
    summary: 'Units of the city, as the configuration lists them',
    cut: 'rows',
    item: agency,
    all: call => call.city.agencies.filter(unit => isSeen(call, [unit.code])),
    show: ({ parent = null, ids = {}, ...unit }) => ({ ...unit, parent, ids }),
  });

  longList('/procedures', ['read', 'offerings', 'listProcedures'], {
    summary: 'Procedures some system has, by code',
    item: cityProcedure,
    place: places.procedure,
    behind: ({ store, configuration }, after = '', count) =>
      firstOf(cityProcedures(store, configuration), count, row => row.procedure > after),
  });

  longList('/offerings', ['read-slice', 'offerings', 'listOfferings'], {
    summary: 'Offerings some system shows, by procedure and unit, with their level at each system',
    cut: 'agency',
    query: { procedure: code.optional(), agency: code.optional() },
    item: offering,
    place: places.offering,
    behind: ({ store, configuration, query: wanted }, after, count) =>
      firstOf(cityOfferings(store, configuration), count, row => {
        const isBehind =
          !after ||
          row.procedure > after.procedure ||
          (row.procedure === after.procedure && row.agency > after.agency);
        const isWanted = wanted.procedure === undefined || row.procedure === wanted.procedure;
        return isBehind && isWanted && (wanted.agency === undefined || row.agency === wanted.agency);
      }),
  });

  list('/links', ['read', 'offerings', 'listLinks'], {
    summary: 'Where systems send people, and what was last seen there',
    item: link,
    async all({ store, configuration }) {
      const all: z.output<typeof link>[] = [];
      for await (const one of shownLinks(store, configuration)) all.push(one);
      return all;
    },
  });

  get('/rules', ['read', 'discrepancies', 'listRules'], {
    summary: 'What is looked at: what is wrong, why it matters, who acts, how it is mended',
    answer: z.object({ items: z.array(rule) }),
    do: ({ city }) => ({
      items: rules.map(({ id, severity, owner, becomes, scope }) => ({
        ...{ id, severity, owner, ownerName: ownerNames[owner], becomes, scope },
        ...ruleText(id, city.levelNames),
      })),
    }),
  });
}
