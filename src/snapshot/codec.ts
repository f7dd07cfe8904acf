import type { CaseFacts, ProcedureFacts } from '../domain/procedure.ts';
import { type NumberedLists, type StoredLists, sharedList } from './agency-lists.ts';
import { noColumns, type OfferingColumns, type SnapshotOffering, type SnapshotProcedure } from './model.ts';

/*
 * A packed procedure is a row of the store. `body` is JSON and holds all but the offerings. These stand column by column,
 * since a city has a million of them and judging asks for hardly more than their levels: the number of their list of
 * agencies, which most procedures share; in `offered` a line each of levels (their kinds and, unless all are of one, a blank and each),
 * positions with several rows and these (JSON), online closed, account, results by post; in `rowIds` the ids of all rows
 * (JSON), which whole readings leave where they are. Versions before kept all of it as lines of `body`.
 */

/** What is read back; without `rowIds` where nobody asked for these. */
export interface PackedProcedure {
  body: string;
  agencyList: number | null;
  offered: string | null;
  rowIds?: string | null;
}

type Head = [
  flags: number,
  forms: string[],
  facts: ProcedureFacts,
  cases: CaseFacts[] | null,
  unmappedOfferings?: number,
];

const flagMapped = 1;
const flagDetailed = 2;
const indeterminate = '?';
const noLevel = '0';

/**
 * The procedure without its code; `unpackProcedure` gives back an equal one.
 *
 * @param lists of the snapshot it is packed for.
 */
export function packProcedure(
  procedure: SnapshotProcedure,
  lists: Pick<NumberedLists, 'numberOf'>,
): Required<PackedProcedure> {
  const { mapped, detailed, forms, facts, cases, unmappedOfferings, offerings } = procedure;
  const flags = (mapped ? flagMapped : 0) + (detailed ? flagDetailed : 0);
  const head: Head = [flags, forms, facts, cases ?? null];
  if (unmappedOfferings !== undefined) head.push(unmappedOfferings);
  const body = JSON.stringify(head);
  if (offerings.length === 0) return { body, agencyList: null, offered: null, rowIds: null };
  const offered = [
    levelLine(
      offerings.map(({ level }) => (level === undefined ? indeterminate : (level ?? noLevel))).join(''),
    ),
    doubledRows(offerings),
    marks(offerings, ({ onlineClosed }) => onlineClosed),
    marks(offerings, ({ account }) => account),
    marks(offerings, ({ resultByPost }) => resultByPost),
  ];
  return {
    body,
    agencyList: lists.numberOf(JSON.stringify(offerings.map(({ agency }) => agency))),
    offered: offered.join('\n').trimEnd(),
    rowIds: JSON.stringify(offerings.map(({ rows = [] }) => (rows.length === 1 ? rows[0] : rows))),
  };
}

/**
 * `offerings` is built the first time somebody asks for it; `columns` is there at once.
 *
 * @param lists of the snapshot it was packed for.
 */
export function unpackProcedure(
  code: string,
  packed: PackedProcedure,
  lists: Pick<StoredLists, 'get'>,
): SnapshotProcedure {
  const { head, agencies, offered, rowIds } =
    packed.agencyList === null
      ? unpackLines(packed.body)
      : {
          head: packed.body,
          agencies: lists.get(packed.agencyList),
          offered: packed.offered?.split('\n') ?? [],
          rowIds: packed.rowIds,
        };
  const [levelsLine = '', doubled = '', closed = '', account = '', post = ''] = offered;
  const [flags, forms, facts, cases, unmappedOfferings] = JSON.parse(head) as Head;
  const columns: OfferingColumns =
    agencies === undefined
      ? noColumns
      : {
          agencies,
          ...levelsOf(levelsLine, agencies),
          doubled: doubled === '' ? noColumns.doubled : (JSON.parse(doubled) as OfferingColumns['doubled']),
          closed: positionsOf('1', closed),
          closedIndeterminate: closed === '' || closed.includes(indeterminate),
        };
  let offerings: SnapshotOffering[] | undefined;
  const procedure: SnapshotProcedure = {
    code,
    mapped: (flags & flagMapped) !== 0,
    forms,
    detailed: (flags & flagDetailed) !== 0,
    facts,
    get offerings() {
      offerings ??= unpackOfferings(columns, closed, account, post, rowIds);
      return offerings;
    },
  };
  if (cases) procedure.cases = cases;
  if (unmappedOfferings !== undefined) procedure.unmappedOfferings = unmappedOfferings;
  // A second view of the offerings, not more content: a copy of the record with other offerings must not carry it on.
  Object.defineProperty(procedure, 'columns', { value: columns });
  return procedure;
}

/** What of it differs from others. */
function kindsOf(levels: string): string {
  return [...new Set(levels)].join('');
}

function levelLine(levels: string): string {
  const kinds = kindsOf(levels);
  return kinds.length === 1 ? kinds : `${kinds} ${levels}`;
}

function levelsOf(line: string, agencies: readonly string[]): Pick<OfferingColumns, 'levels' | 'kinds'> {
  if (line.length === 1) return { levels: evenLevels(line, agencies), kinds: line };
  const blank = line.indexOf(' ');
  // A version before wrote each and nothing else.
  if (blank < 0) return { levels: line, kinds: kindsOf(line) };
  return { levels: line.slice(blank + 1), kinds: line.slice(0, blank) };
}

const even = new WeakMap<readonly string[], Map<string, string>>();

/** The same text for all procedures of a list that are alike, so that comparing them is comparing references. */
function evenLevels(kind: string, agencies: readonly string[]): string {
  let known = even.get(agencies);
  if (!known) {
    known = new Map();
    even.set(agencies, known);
  }
  let levels = known.get(kind);
  if (levels === undefined) {
    levels = kind.repeat(agencies.length);
    known.set(kind, levels);
  }
  return levels;
}

interface Lines {
  head: string;
  /** Absent: there are no offerings. */
  agencies?: readonly string[];
  offered: string[];
  rowIds?: string | null | undefined;
}

/** A body without offerings, or as versions before packed it. */
function unpackLines(body: string): Lines {
  const [head = '', agencies, levels = '', doubled = '', closed = '', account = '', rowIds = '', post = ''] =
    body.split('\n');
  if (agencies === undefined) return { head, offered: [] };
  return { head, agencies: sharedList(agencies), offered: [levels, doubled, closed, account, post], rowIds };
}

function unpackOfferings(
  { agencies, levels, doubled }: OfferingColumns,
  closed: string,
  account: string,
  post: string,
  rowIds: string | null | undefined,
): SnapshotOffering[] {
  const rows = rowIds ? (JSON.parse(rowIds) as (string | string[])[]) : [];
  const several = new Map(doubled);
  return agencies.map((agency, at) => {
    const level = levels[at]!;
    const row = several.get(at) ?? rows[at];
    const offering: SnapshotOffering = {
      agency,
      level:
        level === indeterminate ? undefined : level === noLevel ? null : (Number(level) as 1 | 2 | 3 | 4),
    };
    // Left out rather than undefined: most systems tell neither of the others, and ids are only there when asked for.
    if (row !== undefined) offering.rows = typeof row === 'string' ? [row] : row;
    const isClosed = closed[at] ?? indeterminate;
    if (isClosed !== indeterminate) offering.onlineClosed = isClosed === '1';
    const hasAccount = account[at] ?? indeterminate;
    if (hasAccount !== indeterminate) offering.account = hasAccount === '1';
    const sent = post[at] ?? indeterminate;
    if (sent !== indeterminate) offering.resultByPost = sent === '1';
    return offering;
  });
}

function doubledRows(offerings: readonly SnapshotOffering[]): string {
  const doubled = offerings.flatMap(({ rows = [] }, at) => (rows.length > 1 ? [[at, rows]] : []));
  return doubled.length === 0 ? '' : JSON.stringify(doubled);
}

/** A character an offering: `1` yes, `0` no, `?` could not tell; empty when none could be told. */
function marks(
  offerings: readonly SnapshotOffering[],
  fact: (offering: SnapshotOffering) => boolean | undefined,
): string {
  const facts = offerings.map(fact);
  if (facts.every(one => one === undefined)) return '';
  return facts.map(one => (one === undefined ? indeterminate : one ? '1' : '0')).join('');
}

function positionsOf(mark: string, text: string): readonly number[] {
  if (!text.includes(mark)) return noColumns.closed;
  return [...text].flatMap((one, at) => (one === mark ? [at] : []));
}
