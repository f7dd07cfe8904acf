import { compareText, sortedOnce } from '../domain/canonical.ts';
import { conditionsNamed } from '../domain/explanation.ts';
import {
  type Ground,
  type GroundKind,
  groundKinds,
  type ReviewEntry,
  reviewListNames,
} from '../domain/review.ts';
import { mergedGround, unvouched } from './grounds.ts';

/** What the lists of one unit make of one procedure. */
export interface Stance {
  agency: string;
  /** null = its two lists contradict each other. */
  eligible: boolean | null;
  technical: Ground;
  legal: Ground;
  /** One for each row. */
  rows: Said[];
  /** When the latest row came (ISO 8601, UTC). */
  at: string;
  /** It says no, in Phụ lục II, and names no condition. */
  unexplained: boolean;
}

/** A row of a list that can be quoted. */
export interface Said {
  agency: string;
  eligible: boolean;
  /** Which grounds are in the way; empty where it is eligible or names none. */
  causes: GroundKind[];
  reasons: string[];
  source: string;
}

/** The stance of a unit's rows in Phụ lục I and II about one procedure; none when it has no such row. */
export function stanceOf(
  entries: readonly ReviewEntry[],
  agencyName: (code: string) => string,
): Stance | undefined {
  const lists = entries.filter(({ list }) => list !== 'already-online');
  const [first] = lists;
  if (!first) return undefined;
  const rows = lists
    .map(entry => said(entry, agencyName))
    .sort((a, b) => Number(b.eligible) - Number(a.eligible) || compareText(a.source, b.source));
  const [eligible, ...others] = new Set(rows.map(row => row.eligible));
  return {
    agency: first.agency,
    eligible: others.length > 0 ? null : eligible!,
    technical: mergedGround(lists.map(({ technical }) => technical)),
    legal: mergedGround(lists.map(({ legal }) => legal)),
    rows,
    at: latestOf(lists.map(({ importedAt }) => importedAt))!,
    unexplained:
      lists.every(({ list }) => list === 'not-eligible') &&
      lists.every(entry => conditionsNamed(entry).length === 0),
  };
}

function said(entry: ReviewEntry, agencyName: (code: string) => string): Said {
  const { agency, technical, legal } = entry;
  const causes = causesOf(entry);
  return {
    agency,
    eligible: entry.list === 'eligible' && causes.length === 0,
    causes,
    reasons: sortedOnce([...technical.reasons, ...legal.reasons]),
    source: sourceText(entry, agencyName(agency)),
  };
}

function causesOf(entry: ReviewEntry): GroundKind[] {
  return groundKinds.filter(kind => entry[kind].blocks === true || unvouched(entry).includes(kind));
}

/** "Phụ lục I của UBND phường Cái Khế, ds.xlsx, trang «PL I», dòng 12". */
export function sourceText({ list, source }: ReviewEntry, unit: string): string {
  const sheet = source.sheet ? `, trang «${source.sheet}»` : '';
  return `${reviewListNames[list]} của ${unit}, ${source.name}${sheet}, dòng ${source.row}`;
}

/** Of moments as ISO 8601 texts; undefined of none. */
export function latestOf(moments: readonly string[]): string | undefined {
  return moments.toSorted().at(-1);
}
