import type { Known } from '../domain/known.ts';
import type { Level } from '../domain/level.ts';
import type { OfferingColumns, SnapshotOffering, SnapshotProcedure } from '../snapshot/model.ts';

/** Characters of `OfferingColumns.levels`; levels are their own digits. */
export const indeterminate = '?';
export const noLevel = '0';
export const indeterminateCode = indeterminate.charCodeAt(0);
const noLevelCode = noLevel.charCodeAt(0);

/** The offerings of a record column by column: as it was unpacked, else made from its offerings. */
export function columnsOf(record: SnapshotProcedure): OfferingColumns {
  return record.columns ?? columnsFrom(record.offerings);
}

/** Level of the offering at a position. */
export function levelAt({ levels }: OfferingColumns, position: number): Known<Level> {
  const code = levels.charCodeAt(position);
  if (code === indeterminateCode) return undefined;
  return code === noLevelCode ? null : ((code - noLevelCode) as Level);
}

/** The usual case, settled without looking at a single offering. */
export function sameEverywhere(one: OfferingColumns, other: OfferingColumns): boolean {
  return one.agencies === other.agencies && one.levels === other.levels;
}

function columnsFrom(offerings: readonly SnapshotOffering[]): OfferingColumns {
  const levels = offerings
    .map(({ level }) => (level === undefined ? indeterminate : (level ?? noLevel)))
    .join('');
  return {
    agencies: offerings.map(({ agency }) => agency),
    levels,
    kinds: [...new Set(levels)].join(''),
    doubled: offerings.flatMap(({ rows = [] }, at) => (rows.length > 1 ? [[at, rows] as const] : [])),
    closed: offerings.flatMap(({ onlineClosed }, at) => (onlineClosed === true ? [at] : [])),
    closedIndeterminate: offerings.some(({ onlineClosed }) => onlineClosed === undefined),
  };
}
