import { z } from 'zod';
import { asText, type Words } from '../domain/language.ts';
import { readDay, readMonth } from '../domain/time.ts';

/** A day in a form, a query or a body: as people write it (`31/12/2026`) or ISO; `YYYY-MM-DD` comes out. */
export const givenDay = read(readDay, {
  vi: 'phải là một ngày có thật, dạng 31/12/2026',
  en: 'must be a day of the calendar, as 2026-12-31 or 31/12/2026',
}).describe('YYYY-MM-DD, or as it is shown: 31/12/2026.');

/** As `givenDay`, for a month (`10/2021`); `YYYY-MM` comes out. */
export const givenMonth = read(readMonth, {
  vi: 'phải là một tháng, dạng 10/2021',
  en: 'must be a month, as 2021-10 or 10/2021',
}).describe('YYYY-MM, or as it is shown: 10/2021.');

function read(reader: (written: string) => string | undefined, needed: Words) {
  return z
    .string()
    .max(100)
    .transform((given, { addIssue }) => {
      const day = reader(given);
      if (day !== undefined) return day;
      addIssue({ code: 'custom', message: asText(needed) });
      return z.NEVER;
    });
}
