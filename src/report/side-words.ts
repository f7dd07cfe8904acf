import { isLevel } from '../domain/level.ts';
import type { Names } from './names.ts';

/** Rules of which what should be and what is are levels, told as numbers to machines; of others numbers are counts. */
const ofLevels = new Set(['exposed-above-level', 'uneven-level']);

/** What should be, or what is, for people. */
export function sideWords(
  rule: string,
  value: string | number | null,
  levels: Pick<Names['levels'], 'of'>,
): string | null {
  if (value === null) return null;
  return typeof value === 'number' && ofLevels.has(rule) && isLevel(value) ? levels.of(value) : String(value);
}
