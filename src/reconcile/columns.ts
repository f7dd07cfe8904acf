import type { Known } from '../domain/known.ts';
import type { Level } from '../domain/level.ts';
import type { CaseBrief } from '../domain/procedure.ts';
import {
  doubledOf,
  type OfferingColumns,
  type SnapshotOffering,
  type SnapshotProcedure,
} from '../snapshot/model.ts';

/** Characters of `OfferingColumns.levels`; levels are their own digits. */
export const indeterminate = '?';
export const noLevel = '0';
const indeterminateCode = indeterminate.charCodeAt(0);
const noLevelCode = noLevel.charCodeAt(0);

/** The offerings of a record column by column: as it was unpacked, else made from its offerings. */
export function columnsOf(record: SnapshotProcedure): OfferingColumns {
  return record.columns ?? columnsFrom(record.offerings);
}

/** Its cases, as far as they can be told without their words. */
export function briefsOf(record: SnapshotProcedure): readonly CaseBrief[] | undefined {
  return record.caseColumns?.briefs ?? record.cases;
}

/** Level of the offering at a position. */
export function levelAt({ levels }: OfferingColumns, position: number): Known<Level> {
  const code = levels.charCodeAt(position);
  if (code === indeterminateCode) return undefined;
  return code === noLevelCode ? null : ((code - noLevelCode) as Level);
}

/**
 * Positions of offerings that the other list does not have, or has at another level; what could not be told is another
 * level, too. Both lists are walked side by side, which is done for every procedure that is not the same everywhere.
 */
export function positionsApart(one: OfferingColumns, other: OfferingColumns): number[] {
  const apart: number[] = [];
  const { agencies, levels } = one;
  const { agencies: others, levels: otherLevels } = other;
  const same = agencies === others;
  if (same && levels === otherLevels) return apart;
  let at = 0;
  for (let position = 0; position < agencies.length; position++) {
    const agency = agencies[position]!;
    if (same) at = position;
    else while (at < others.length && others[at] !== agency && others[at]! < agency) at++;
    if (others[at] !== agency || otherLevels.charCodeAt(at) !== levels.charCodeAt(position))
      apart.push(position);
  }
  return apart;
}

/** What `levelOf` answers where a unit is not in the list. */
export const nowhere = 'nowhere';
export type Found = Known<Level> | typeof nowhere;

/** Level at which a unit stands in the list. */
export function levelOf(columns: OfferingColumns, agency: string): Found {
  const { agencies } = columns;
  let [low, high] = [0, agencies.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (agencies[middle]! < agency) low = middle + 1;
    else high = middle;
  }
  return agencies[low] === agency ? levelAt(columns, low) : nowhere;
}

function columnsFrom(offerings: readonly SnapshotOffering[]): OfferingColumns {
  const levels = offerings
    .map(({ level }) => (level === undefined ? indeterminate : (level ?? noLevel)))
    .join('');
  return {
    agencies: offerings.map(({ agency }) => agency),
    levels,
    kinds: [...new Set(levels)].join(''),
    doubled: doubledOf(offerings),
    closed: offerings.flatMap(({ onlineClosed }, at) => (onlineClosed === true ? [at] : [])),
    closedIndeterminate: offerings.some(({ onlineClosed }) => onlineClosed === undefined),
  };
}
