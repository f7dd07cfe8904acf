import { z } from 'zod';
import { hasReviews } from '../../runs/reviewed.ts';
import { requireSeen } from '../slice.ts';
import type { Api } from './api.ts';
import { found, foundAgency, foundRun } from './found.ts';
import { code, month } from './schemas.ts';

const form = z.enum(['docx', 'xlsx']).describe('To be signed, or to be counted with.');
const is = ['The document.', 'docx', 'xlsx'] as const;

/** Papers officials sign: made from what is stored, the same as the command line makes. */
export function documentRoutes({ paper }: Api): void {
  paper('/documents/monthly/:month/:form', ['read', 'documents', 'downloadMonthlyReport'], {
    summary: 'The report of a month that has been counted (job `monthly-report`)',
    params: { month, form },
    is,
    wanted: ({ params }) => ({ what: 'monthly', ...params }),
  });

  paper('/documents/level-four/:form', ['read', 'documents', 'downloadLevelFourList'], {
    summary: 'The list of services at level 4, as the last run saw them',
    params: { form },
    is,
    wanted: async ({ store, now, params }) => ({
      ...{ what: 'level-four', run: await foundRun(store, 'latest'), now },
      ...params,
    }),
  });

  paper('/documents/catalogue/:part', ['read', 'documents', 'downloadCatalogue'], {
    summary: 'The services of the city as open data, as the last run saw them',
    params: {
      part: z
        .enum(['cpsv-ap', 'csv', 'schema'])
        .describe('JSON-LD by CPSV-AP 3.2, a table, or the description of its columns (CSV on the Web).'),
    },
    is: ['The file.', 'jsonld', 'csv', 'json'],
    wanted: async ({ store, params }) => ({
      ...{ what: 'catalogue', run: await foundRun(store, 'latest') },
      ...params,
    }),
  });

  paper('/documents/registration/:form', ['read', 'documents', 'downloadRegistrationList'], {
    summary: 'What still has to be registered in the national database: the annex of a draft decision',
    params: { form },
    is,
    wanted: ({ now, params }) => ({ what: 'registration', now, ...params }),
  });

  paper('/documents/reviews/:unit/:form', ['read-slice', 'documents', 'downloadConsolidatedLists'], {
    summary: 'Phụ lục I and II of a unit with all it stands for; of the city under its own code',
    params: { unit: z.string().max(60), form },
    is,
    async wanted(call) {
      const { store, city, now, params } = call;
      requireSeen(call, params.unit);
      const unit = foundAgency(city.agencies, params.unit);
      found(
        (await hasReviews(store)) || undefined,
        'Chưa có danh mục rà soát nào.',
        'No review has been taken in yet.',
      );
      return { what: 'reviews', unit: unit.code, form: params.form, now };
    },
  });

  // Filled in, it comes back like any list.
  paper('/review/forms/:unit', ['read-slice', 'reviews', 'downloadReviewForm'], {
    summary:
      'The form of review of a unit: its procedures, what is known of the conditions, answers to choose',
    params: { unit: code },
    is: ['The workbook.', 'xlsx'],
    wanted(call) {
      requireSeen(call, call.params.unit);
      foundAgency(call.city.agencies, call.params.unit);
      return { what: 'guided-form', ...call.params, now: call.now };
    },
  });
}
