import { z } from 'zod';
import { reviewFile, reviewFiles } from '../../app/queries/reviews.ts';
import { mayHandIn } from '../../app/reviews/import.ts';
import { withdrawReview } from '../../app/reviews/withdraw.ts';
import type { City } from '../../domain/city.ts';
import { given } from '../../domain/given.ts';
import { reviewLists } from '../../domain/review.ts';
import { type FileAnswer, fileAnswer } from '../../review/answer.ts';
import type { App } from '../app.ts';
import type { Call } from '../asking.ts';
import { notConfigured, wrongParts } from '../problems/problem.ts';
import { isSeen, unitOfList } from '../slice.ts';
import { acceptUploads, announcedBytes, uploaded } from '../upload.ts';
import { type Api, createApi } from './api.ts';
import { documents, send } from './files.ts';
import { found } from './found.ts';
import { places } from './paging.ts';
import { each, number, reason, text } from './schemas.ts';

const params = { id: number };
const listOfUnit = z.object({ agency: text, list: z.enum(reviewLists) });
const reviewFileSchema = z
  .object({
    ...each(z.int(), 'id', 'bytes'),
    ...each(text, 'name', 'sha256', 'importedAt', 'by'),
    parts: z.array(
      listOfUnit.extend({
        entries: z.int(),
        current: z.boolean().describe('Its rows count.'),
        supersededBy: z.int().nullable().describe('The import that took its place.'),
      }),
    ),
  })
  .meta({ id: 'ReviewFile' });
const flag = z.stringbool().default(false);

export function reviewRoutes({ app, context, longList, get, post }: Api): void {
  longList('/reviews', ['read-slice', 'reviews', 'listReviews'], {
    summary: 'Imported review lists, latest first',
    cut: 'rows',
    query: { unit: z.string().max(100).optional() },
    item: reviewFileSchema,
    place: places.number,
    async behind(call, beforeId, limit) {
      const agency = unitOfList(call, call.query.unit);
      return agency === null ? [] : reviewFiles(call.store, given({ agency, beforeId, limit }));
    },
    // Of a file that holds lists of several units a unit sees its own.
    show: ({ parts, ...file }, call) => ({
      ...{ ...file, parts: parts.filter(({ agency }) => isSeen(call, [agency])) },
    }),
  });

  get('/reviews/:id', ['read-slice', 'reviews', 'readReview'], {
    summary: 'What was answered to an imported file',
    params,
    answer: fileAnswer,
    async do(call) {
      const { answer } = await foundFile(call, call.params.id);
      return { ...answer, ...call.params };
    },
  });

  post('/reviews/:id/withdrawal', ['withdraw-review', 'reviews', 'withdrawReview'], {
    summary:
      'Take back a file that should never have been imported; lists whose place it had taken count again',
    params,
    body: z.strictObject({ reason }),
    answer: z.object({
      ...{ file: z.int(), name: text, withdrawn: z.array(listOfUnit) },
      restored: z.array(listOfUnit.extend({ file: z.int() })),
    }),
    async do({ asking, params: { id: file }, body }) {
      return { file, ...(await withdrawReview(asking, file, body.reason)) };
    },
  });

  app.register(async scope => {
    await acceptUploads(scope as App, context);
    uploadRoute(createApi(scope as App, context));
  });
}

function uploadRoute({ raw }: Api): void {
  raw('POST', '/reviews', ['import-review', 'reviews', 'importReview'], {
    summary:
      'Hand in a file of review lists (XLSX, XLS, ODS, CSV, DOCX), or a workbook of ours filled in (guided form, consultation)',
    description:
      'The file is the one part of a multipart/form-data body. 200 whatever came of it: the answer says which rows were taken.',
    consumes: ['multipart/form-data'],
    query: {
      unit: z.string().trim().max(100).optional().describe('Our agency code; by default what the file says.'),
      list: z.enum(reviewLists).optional().describe('For lists that do not say which they are.'),
      dryRun: flag.describe('Only answer, keep nothing.'),
      again: flag.describe('Import once more a file whose place a later one has taken.'),
      form: z.enum(['json', 'xlsx']).default('json').describe('xlsx: the same workbook with marked cells.'),
    },
    response: {
      200: {
        description: 'The answer to the file.',
        content: { 'application/json': { schema: fileAnswer }, ...documents('', 'xlsx').content },
      },
    },
    async do({ asking, context, city, now: at, query, request, reply, gone }) {
      const { form, unit } = query;
      requireKnownUnit(city, unit, '/query/unit');
      await mayHandIn(asking, unit);
      const receive = async () => {
        const { name, bytes } = await uploaded(request);
        return { ...given(query), file: { name, bytes }, actor: asking.actor, at };
      };
      const bytes = await context.reader.importReview(announcedBytes(request, context), receive, gone);
      const answer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      if (form === 'xlsx') return send(reply, 'ket-qua.xlsx', answer);
      return reply.type('application/json; charset=utf-8').send(answer);
    },
  });
}

export async function foundFile({ store, own }: Pick<Call, 'store' | 'own'>, id: number) {
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
  throw wrongParts({ path, problem: notConfigured.agency });
}
