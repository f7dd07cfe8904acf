import { createHash } from 'node:crypto';
import { z } from 'zod';
import { countsOfRun } from '../../app/queries/runs.ts';
import { formFiles, type ReportForm } from '../../report/report-forms.ts';
import { notConfigured, Problem, wrongParts } from '../problems/problem.ts';
import { requireSlice, rowsOfSlice } from '../slice.ts';
import type { Api, ApiCall } from './api.ts';
import { documents, give } from './files.ts';
import { found, foundRun } from './found.ts';
import { type RowFilterQuery, rowFilterOf, rowFilterQuery } from './row-filter.ts';

const formNames = Object.keys(formFiles).join(', ');

export function reportRoutes(api: Api): void {
  api.raw('GET', '/runs/:id/report/:form', ['read-slice', 'runs', 'downloadReport'], {
    ...{ head: false, page: 'document' },
    summary: 'The report of a run in one of its forms, whole or a slice of it',
    params: {
      id: z.string().max(100).describe('Of the run; `latest` = the last that ended.'),
      form: z.string().max(60).describe(`${formNames}, or the file's name.`),
    },
    query: rowFilterQuery,
    response: { 200: documents('The document.', 'json', 'ndjson', 'csv', 'html', 'xlsx') },
    async do(call) {
      const { context, params, query, city } = call;
      const form = found(
        formOf(params.form),
        `Không có dạng báo cáo này; chọn: ${formNames}.`,
        `There is no such form; choose: ${formNames}.`,
      );
      const run = await foundRun(context.store, params.id);
      if (!run.summary)
        throw new Problem('conflict', {
          vi: 'Lần chạy này chưa xong hoặc đã bị dừng giữa chừng nên không có báo cáo.',
          en: 'The run has not ended or was broken off; there is no report of it.',
        });
      const filter = requireSlice(rowsOfSlice(call, await rowFilterOf(context, query)));
      await requireSomebody(call, run.id);
      // What it is made of: the run's rows, and how the configuration calls things.
      if (isFresh(call, [run.id, form, filter, city, context.version])) return call.reply.code(304).send();
      return give(call, { what: 'report', run: run.id, form, filter });
    },
  });
}

/**
 * A report of a unit or system nobody knows would tell that there is nothing to do. What the configuration has no more
 * is still told of, where the run found something there. @throws Problem
 */
async function requireSomebody({ store, city, query }: ApiCall, run: string): Promise<void> {
  const known = {
    agency: city.agencies.map(({ code }) => code),
    system: city.systems.map(({ name }) => name),
  };
  for (const name of ['agency', 'system'] as const) {
    const asked = [(query as RowFilterQuery)[name] ?? []].flat();
    if (asked.length === 0 || asked.some(one => known[name].includes(one))) continue;
    const found = await countsOfRun(store, run, [], { [name]: asked });
    if (found.some(({ count }) => count > 0)) continue;
    throw wrongParts({ path: `/query/${name}`, problem: notConfigured[name] });
  }
}

function formOf(given: string): ReportForm | undefined {
  if (Object.hasOwn(formFiles, given)) return given as ReportForm;
  return (Object.keys(formFiles) as ReportForm[]).find(form => formFiles[form] === given);
}

/** Sets the ETag of a document made of `parts`; true when the caller has that very one. */
function isFresh({ request, reply }: ApiCall, parts: unknown): boolean {
  const hash = createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 27);
  const etag = `W/"${hash}"`;
  reply.header('etag', etag);
  return request.headers['if-none-match'] === etag;
}
