import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { type Form, inMemory } from '../../report/forms.ts';
import { formFiles, type ReportForm } from '../../report/report-forms.ts';
import type { WantedPaper } from '../../runtime/child/papers.ts';
import type { App } from '../app.ts';
import { goneOf, may } from '../asking.ts';
import type { ServerContext } from '../context.ts';
import { Problem } from '../problems/problem.ts';
import { rowsOfSlice } from '../slice.ts';
import { found, foundRun } from './found.ts';
import { rowFilterOf, rowFilterQuery } from './row-filter.ts';

export const mediaTypes: Record<string, string> = {
  json: 'application/json; charset=utf-8',
  jsonld: 'application/ld+json; charset=utf-8',
  ndjson: 'application/x-ndjson; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
  html: 'text/html; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  txt: 'text/plain; charset=utf-8',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
};

const reportTypes = ['json', 'ndjson', 'csv', 'html', 'xlsx'].map(kind => mediaTypes[kind]!);

/**
 * A page of ours that brings its own style and script; which ones, its own policy pins by hash. Sandboxed, it is
 * nobody's origin here: even a flaw in it could not call the service in the reader's name.
 */
const ownPagePolicy =
  "sandbox allow-scripts allow-popups; default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

export function reportRoutes(app: App, context: ServerContext): void {
  app.get(
    '/runs/:id/report/:form',
    {
      exposeHeadRoute: false,
      config: { ...may('read-slice'), page: 'document' },
      schema: {
        tags: ['runs'],
        operationId: 'downloadReport',
        summary: 'The report of a run in one of its forms, whole or a slice of it',
        params: z.object({
          id: z.string().max(100).describe('Of the run; `latest` = the last that ended.'),
          form: z
            .string()
            .max(60)
            .describe(`${Object.keys(formFiles).join(', ')}, or the file's name.`),
        }),
        querystring: z.strictObject(rowFilterQuery),
        response: { 200: documents('The document.', ...reportTypes) },
      },
    },
    async (request, reply) => {
      const form = found(
        formOf(request.params.form),
        `Không có dạng báo cáo này; chọn: ${Object.keys(formFiles).join(', ')}.`,
        `There is no such form; choose: ${Object.keys(formFiles).join(', ')}.`,
      );
      const run = await foundRun(context.store, request.params.id);
      if (!run.summary)
        throw new Problem('conflict', {
          vi: 'Lần chạy này chưa xong hoặc đã bị dừng giữa chừng nên không có báo cáo.',
          en: 'The run has not ended or was broken off; there is no report of it.',
        });
      const filter = found(
        rowsOfSlice(request, await rowFilterOf(context, request.query)),
        'Tài khoản của đơn vị chỉ xem được phần của đơn vị mình.',
        'The account of a unit sees what is about that unit only.',
      );
      const { city } = context.configuration();
      // What it is made of: the run's rows, and how the configuration calls things.
      if (isFresh(request, reply, [run.id, form, filter, city, context.version]))
        return reply.code(304 as 200).send();
      return give(context, reply, { what: 'report', run: run.id, form, filter });
    },
  );
}

function formOf(given: string): ReportForm | undefined {
  if (Object.hasOwn(formFiles, given)) return given as ReportForm;
  return (Object.keys(formFiles) as ReportForm[]).find(form => formFiles[form] === given);
}

/** For the description: an answer that is a file. */
export function documents(description: string, ...types: string[]) {
  const schema = z.string().meta({ format: 'binary' });
  return {
    description,
    content: Object.fromEntries(types.map(type => [type.split(';')[0]!, { schema }])),
  };
}

/** Sets the ETag of a document made of `parts`; true when the caller has that very one. */
function isFresh(request: FastifyRequest, reply: FastifyReply, parts: unknown): boolean {
  const hash = createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 27);
  const etag = `W/"${hash}"`;
  reply.header('etag', etag);
  return request.headers['if-none-match'] === etag;
}

/** Has a document made by a child; what fails is a problem document, never half of an answer. */
export async function give(
  { papers }: ServerContext,
  reply: FastifyReply,
  wanted: WantedPaper,
): Promise<FastifyReply> {
  const { file, bytes, content } = await papers.make(wanted, goneOf(reply));
  reply.header('content-length', bytes);
  return send(reply, file, content);
}

/** A page of a few things that are stored, made here. */
export async function givePage(reply: FastifyReply, file: string, form: Form): Promise<FastifyReply> {
  return send(reply, file, await inMemory(form));
}

function send(reply: FastifyReply, file: string, content: Readable | Buffer): FastifyReply {
  const kind = file.slice(file.lastIndexOf('.') + 1);
  if (kind === 'html') reply.header('content-security-policy', ownPagePolicy);
  else reply.header('content-disposition', `attachment; filename="${file}"`);
  return reply.type(mediaTypes[kind]!).send(content);
}
