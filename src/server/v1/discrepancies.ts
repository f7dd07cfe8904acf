import { z } from 'zod';
import { activeWaivers, history } from '../../app/queries/runs.ts';
import { makeTask } from '../../app/tasks/make.ts';
import { unwaive, waive } from '../../app/waivers/waive.ts';
import { given } from '../../domain/given.ts';
import { Refusal } from '../../domain/refusal.ts';
import { told } from '../../words/findings.ts';
import { givenDay } from '../given-day.ts';
import { wrongParts } from '../problems/problem.ts';
import { isSeen } from '../slice.ts';
import type { Api, ApiCall } from './api.ts';
import { foundFinding } from './found.ts';
import { each, historySchema, maybe, reason, text } from './schemas.ts';

const params = { fingerprint: z.string().max(200) };

const code = z.string().min(1).max(200);
const target = {
  fingerprint: code.optional().describe('Or what it begins with, where only one does.'),
  ...each(code.optional(), 'rule', 'procedure', 'agency', 'system'),
};

/** What a history is read through in one request. */
const most = 5_000;

/** As far as the caller sees it. @throws Problem */
async function known({ store, city, now, own, params: { fingerprint } }: ApiCall<{ fingerprint: string }>) {
  return told(await foundFinding(store, fingerprint, now, own), city.levelNames);
}

export function discrepancyRoutes({ get, list, post, delete: remove }: Api): void {
  get('/discrepancies/:fingerprint', ['read-slice', 'discrepancies', 'readDiscrepancy'], {
    summary: 'A discrepancy with all it has been through',
    params,
    answer: historySchema,
    do: known,
  });

  post('/discrepancies/:fingerprint/waiver', ['waive', 'discrepancies', 'waiveDiscrepancy'], {
    summary: 'Set a discrepancy aside, from the next run on',
    params,
    body: z.strictObject({
      reason,
      until: givenDay
        .nullable()
        .default(null)
        .describe(
          'Last day in Vietnam, YYYY-MM-DD or as it is shown (31/12/2026); null = until it is taken back.',
        ),
    }),
    answer: historySchema,
    async do(call) {
      await known(call);
      await waive(call.asking, call.params, call.body);
      return known(call);
    },
  });

  post('/discrepancies/:fingerprint/task', ['make-task', 'tasks', 'makeTask'], {
    summary: 'Make a task of an open discrepancy; runs close it like those they make themselves',
    params,
    body: z.strictObject({
      due: givenDay
        .optional()
        .describe('Last day, YYYY-MM-DD or as it is shown (31/12/2026); by default by severity.'),
    }),
    answer: z.object({ key: text }),
    async do(call) {
      await known(call);
      return { key: await makeTask(call.asking, call.params.fingerprint, call.body.due) };
    },
  });

  remove('/discrepancies/:fingerprint/waiver', ['revoke-waiver', 'discrepancies', 'unwaiveDiscrepancy'], {
    summary: 'Count a discrepancy again that was set aside, from the next run on',
    params,
    answer: historySchema,
    async do(call) {
      await known(call);
      if ((await unwaive(call.asking, call.params)).length === 0)
        throw new Refusal('finding-not-waived', call.params);
      return known(call);
    },
  });

  list('/waive', ['read', 'discrepancies', 'listWaivers'], {
    summary: 'What is set aside now: by whom, why, until when',
    item: z
      .object({ ...each(text, 'fingerprint', 'by', 'reason', 'at'), until: maybe })
      .meta({ id: 'Waiver' }),
    all: ({ store, now }) => activeWaivers(store, now),
  });

  post('/waive', ['waive', 'discrepancies', 'waive'], {
    summary: 'Set aside every open discrepancy that all that is named fits, or count it again',
    body: z.strictObject({
      ...target,
      reason: z.string().trim().max(2_000).default('').describe('Needed, unless `revoke`.'),
      until: givenDay.nullable().default(null).describe('Last day in Vietnam.'),
      revoke: z.boolean().default(false),
    }),
    answer: z.object({ fingerprints: z.array(text), until: maybe, revoked: z.boolean() }),
    async do({ asking, body: { reason: why, until, revoke, ...named } }) {
      const wanted = given(named);
      if (Object.keys(wanted).length === 0)
        throw wrongParts({
          path: '/body',
          problem: { vi: 'cần nêu sai lệch nào', en: 'must name which discrepancies' },
        });
      if (revoke) return { fingerprints: await unwaive(asking, wanted), until: null, revoked: true };
      return { ...(await waive(asking, wanted, { reason: why, until })), revoked: false };
    },
  });

  list('/history', ['read-slice', 'discrepancies', 'listHistory'], {
    summary: 'Discrepancies of all runs with all they have been through, those seen last first',
    cut: 'agency',
    query: { ...target, state: z.enum(['open', 'resolved']).optional() },
    item: historySchema,
    async all(call) {
      const rows = await history(call.store, given(call.query), call.now, most);
      return rows.filter(row => isSeen(call, [row.agency, ...row.units]));
    },
    show: (row, { city }) => told(row, city.levelNames),
  });
}
