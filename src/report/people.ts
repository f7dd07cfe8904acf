import type { Role } from '../domain/city.ts';
import { numberWords } from '../domain/number-words.ts';
import type { RunSummary, SystemSummary } from '../domain/run.ts';
import type { LevelTerms } from '../words/level-names.ts';
import { enumeration } from '../words/sentence.ts';
import type { Tally } from './tally.ts';

/** A system of the run as people call it. */
type Called = Pick<SystemSummary, 'status'> & { name: string; role: Role; title: string };

export const elsewhereRule = 'people-land-elsewhere';

/** The services people meet where they file, held against what the city runs; null = could not be told in this run. */
export interface PeopleMet {
  /** Title of that portal. */
  portal: string;
  /** Services with a level there. */
  met: number | null;
  /** Of these: not what the city runs. */
  differing: number | null;
  /** Of these: people can file, and the city does not take it in online. */
  refused: number;
  /** Why the difference could not be told, or not of all. */
  reason: string | null;
}

/**
 * Undefined in a city without such a portal, where nobody asks for the comparison, and of a run that failed.
 *
 * @param elsewhere rows of the rule that makes the comparison.
 */
export function peopleMet(
  { status, levels, rules }: RunSummary,
  systems: readonly Called[],
  elsewhere: Tally,
): PeopleMet | undefined {
  const portal = systems.find(({ role }) => role === 'nationalPortal');
  const outcome = rules[elsewhereRule];
  if (!portal || !outcome || status === 'failed') return undefined;
  const counts = portal.status === 'complete' ? levels[portal.name] : undefined;
  const evaluated = outcome.status === 'evaluated';
  return {
    portal: portal.title,
    met: counts ? counts['1'] + counts['2'] + counts['3'] + counts['4'] : null,
    differing: evaluated ? elsewhere.toDo : null,
    refused: evaluated ? elsewhere.bySeverity.critical : 0,
    reason: outcome.reason,
  };
}

/** What officials ask first: of the services people meet, how many are not what the city runs, and why. */
export function peopleSentence(
  { portal, met, differing, refused, reason }: PeopleMet,
  levels: LevelTerms,
): string {
  if (met === null || differing === null) {
    const some = met === null ? '' : `trong ${numberWords(met)} `;
    const why = reason === null ? '' : ` ${reason}`;
    return `Chưa biết ${some}dịch vụ người dân gặp trên ${portal} có bao nhiêu khác với dịch vụ thành phố đang vận hành.${why}`;
  }
  const opening = `Trong ${numberWords(met)} dịch vụ người dân gặp trên ${portal}, `;
  if (differing === 0) return `${opening}không có dịch vụ nào khác với dịch vụ thành phố đang vận hành.`;
  const why = [
    refused > 0 &&
      `${numberWords(refused)} dịch vụ cho nộp hồ sơ trong khi hệ thống của thành phố chưa cho nộp trực tuyến hoặc không có dịch vụ`,
    differing > refused && `${numberWords(differing - refused)} dịch vụ ghi ${levels.noun} khác nhau`,
  ].filter(words => words !== false);
  return `${opening}${numberWords(differing)} khác với dịch vụ thành phố đang vận hành, vì ${enumeration(why)}.`;
}
