import { z } from 'zod';
import { ownUnit, type Store } from '../../app/context.ts';
import { reviewFile, reviewFiles } from '../../app/queries/reviews.ts';
import { mayHandIn } from '../../app/reviews/may-hand-in.ts';
import { withdrawReview } from '../../app/reviews/withdraw.ts';
import type { City } from '../../domain/city.ts';
import { given } from '../../domain/given.ts';
import type { FileAnswer } from '../../review/answer.ts';
import { type App, callerOf } from '../app.ts';
import { askingOf, goneOf } from '../asking.ts';
import type { ServerContext } from '../context.ts';
import { notConfigured, Problem } from '../problems/problem.ts';
import { isSeen, unitOfList } from '../slice.ts';
import { acceptUploads, announcedBytes, uploaded } from '../upload.ts';
import { found } from './found.ts';
import { operation } from './operation.ts';
import { emptyPage, pageBehind, pageOf, pageQuery, places } from './paging.ts';
import { documents } from './reports.ts';
import { reviewAnswer, reviewFileSchema, reviewLists } from './review-schema.ts';

const workbookType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const listOfUnit = z.object({ agency: z.string(), list: z.enum(reviewLists) });
const flag = z.stringbool().default(false);

const uploadQuery = z.strictObject({
  unit: z.string().trim().max(100).optional().describe('Our agency code; by default what the file says.'),
  list: z.enum(reviewLists).optional().describe('For lists that do not say which they are.'),
  dryRun: flag.describe('Only answer, keep nothing.'),
  again: flag.describe('Import once more a file whose place a later one has taken.'),
  form: z.enum(['json', 'xlsx']).default('json').describe('xlsx: the same workbook with marked cells.'),
});

export function reviewRoutes(app: App, context: ServerContext): void {
  const { store } = context;

  app.get(
    '/reviews',
    operation('read-slice', 'reviews', 'listReviews', {
      summary: 'Imported review lists, latest first',
      querystring: z.strictObject({ ...pageQuery, unit: z.string().max(100).optional() }),
      response: { 200: pageOf(reviewFileSchema) },
    }),
    async request => {
      const agency = unitOfList(request, request.query.unit);
      if (agency === null) return emptyPage;
      const of = ['reviews', agency];
      const { items, next } = await pageBehind(request.query, of, places.number, (beforeId, limit) =>
        reviewFiles(store, given({ agency, beforeId, limit })),
      );
      // Of a file that holds lists of several units a unit sees its own.
      const seen = items.map(({ parts, ...file }) => ({
        ...file,
        parts: parts.filter(({ agency }) => isSeen(request, [agency])),
      }));
      return { items: seen, next };
    },
  );

  app.get(
    '/reviews/:id',
    operation('read-slice', 'reviews', 'readReview', {
      summary: 'What was answered to an imported file',
      params: z.object({ id: z.coerce.number().int().positive() }),
      response: { 200: reviewAnswer },
    }),
    async request => {
      const { id } = request.params;
      const { answer } = await foundFile(store, id, ownUnit(callerOf(request)));
      return { ...answer, id } as z.output<typeof reviewAnswer>;
    },
  );

  app.post(
    '/reviews/:id/withdrawal',
    operation('withdraw-review', 'reviews', 'withdrawReview', {
      summary:
        'Take back a file that should never have been imported; lists whose place it had taken count again',
      params: z.object({ id: z.coerce.number().int().positive() }),
      body: z.strictObject({ reason: z.string().trim().min(1).max(2_000) }),
      response: {
        200: z.object({
          ...{ file: z.int(), name: z.string(), withdrawn: z.array(listOfUnit) },
          restored: z.array(listOfUnit.extend({ file: z.int() })),
        }),
      },
    }),
    async request => {
      const { id: file } = request.params;
      return { file, ...(await withdrawReview(askingOf(request, context), file, request.body.reason)) };
    },
  );

  app.register(async scope => {
    await acceptUploads(scope as App, context);
    uploadRoute(scope as App, context);
  });
}

function uploadRoute(app: App, context: ServerContext): void {
  app.post(
    '/reviews',
    operation('import-review', 'reviews', 'importReview', {
      summary:
        'Hand in a file of review lists (XLSX, XLS, ODS, CSV, DOCX), or a workbook of ours filled in (guided form, consultation)',
      description:
        'The file is the one part of a multipart/form-data body. 200 whatever came of it: the answer says which rows were taken.',
      consumes: ['multipart/form-data'],
      querystring: uploadQuery,
      response: {
        200: {
          description: 'The answer to the file.',
          content: { 'application/json': { schema: reviewAnswer }, ...documents('', workbookType).content },
        },
      },
    }),
    async (request, reply) => {
      const { form, unit, ...options } = request.query;
      requireKnownUnit(context.configuration().city, unit, '/query/unit');
      const asking = askingOf(request, context);
      await mayHandIn(asking, unit);
      const { actor } = asking;
      const at = context.now().toISOString();
      const most = announcedBytes(request, context);
      const receive = async () => {
        const { name, bytes } = await uploaded(request);
        return { file: { name, bytes }, actor, at, form, ...options, ...(unit !== undefined && { unit }) };
      };
      const answer = await context.reader.importReview(most, receive, goneOf(reply));
      if (form === 'xlsx')
        reply.header('content-disposition', 'attachment; filename="ket-qua.xlsx"').type(workbookType);
      else reply.type('application/json; charset=utf-8');
      return reply.send(Buffer.from(answer.buffer, answer.byteOffset, answer.byteLength) as never);
    },
  );
}

export async function foundFile(store: Store, id: number, own: string | undefined) {
  const stored = await reviewFile<FileAnswer>(store, id);
  // The answer speaks of all rows of the file; of one that holds others' lists, too, a unit does not see it.
  const seen = stored?.parts.every(({ agency }) => own === undefined || agency === own);
  return found(
    seen ? stored : undefined,
    'Không có tệp đã nhập mang số này.',
    'There is no imported file of this number.',
  );
}

/** @param path Where it was given. @throws Problem */
export function requireKnownUnit({ agencies }: City, unit: string | undefined, path: string): void {
  if (unit === undefined || agencies.some(({ code }) => code === unit)) return;
  throw new Problem('invalid-request', undefined, { errors: [{ path, problem: notConfigured.agency }] });
}
