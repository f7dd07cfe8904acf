import { InvalidArgumentError } from 'commander';
import { readDay, readMonth } from '../domain/time.ts';
import { said } from './language.ts';

/** What an option or argument for a day is read with: as people write it (`31/12/2026`) or ISO; `YYYY-MM-DD` comes out. */
export function givenDay(text: string): string {
  const day = readDay(text);
  if (day === undefined)
    throw new InvalidArgumentError(
      said({
        vi: 'cần một ngày có thật, dạng 31/12/2026.',
        en: 'a day of the calendar is needed, such as 31/12/2026.',
      }),
    );
  return day;
}

/** As `givenDay`, for a month (`10/2021`); `YYYY-MM` comes out. */
export function givenMonth(text: string): string {
  const month = readMonth(text);
  if (month === undefined)
    throw new InvalidArgumentError(
      said({ vi: 'cần một tháng, dạng 10/2021.', en: 'a month is needed, such as 10/2021.' }),
    );
  return month;
}
