import type { CaseFacts, ProcedureFacts } from '../domain/procedure.ts';
import type { OfferingColumns, SnapshotOffering, SnapshotProcedure } from './model.ts';
import { sharedList } from './shared-lists.ts';

/*
 * A packed procedure is a few lines of text. The first is JSON and holds all but the offerings; the others hold these
 * column by column, since a city has a million of them and judging asks for hardly more than their levels:
 * agencies (JSON), levels, positions with several rows and these (JSON), online closed, account, row ids (JSON), results
 * by post; the last three are read only when asked for.
 */

type Head = [
  flags: number,
  forms: string[],
  facts: ProcedureFacts,
  cases: CaseFacts[] | null,
  unmappedOfferings?: number,
];

const flagMapped = 1;
const flagDetailed = 2;
const untold = '?';
const noLevel = '0';
const none: OfferingColumns = Object.freeze({
  agencies: [],
  levels: '',
  doubled: [],
  closed: [],
  closedUntold: false,
});

/** The procedure without its code as text; `unpackProcedure` gives back an equal one. */
export function packProcedure(procedure: SnapshotProcedure): string {
  const { mapped, detailed, forms, facts, cases, unmappedOfferings, offerings } = procedure;
  const flags = (mapped ? flagMapped : 0) + (detailed ? flagDetailed : 0);
  const head: Head = [flags, forms, facts, cases ?? null];
  if (unmappedOfferings !== undefined) head.push(unmappedOfferings);
  if (offerings.length === 0) return asciiJson(head);
  return [
    asciiJson(head),
    asciiJson(offerings.map(({ agency }) => agency)),
    offerings.map(({ level }) => (level === undefined ? untold : (level ?? noLevel))).join(''),
    doubledRows(offerings),
    marks(offerings, ({ onlineClosed }) => onlineClosed),
    marks(offerings, ({ account }) => account),
    asciiJson(offerings.map(({ rows }) => (rows.length === 1 ? rows[0] : rows))),
    ...byPost(offerings),
  ].join('\n');
}

/** A line of its own only where it is told: most systems do not. */
function byPost(offerings: readonly SnapshotOffering[]): string[] {
  const line = marks(offerings, ({ resultByPost }) => resultByPost);
  return line === '' ? [] : [line];
}

/** JSON in ASCII: one accented letter would double the memory of the whole body, and the time it takes to read. */
function asciiJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[\u0080-\uffff]/g,
    letter => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** `offerings` is built the first time somebody asks for it; `columns` is there at once. */
export function unpackProcedure(code: string, body: string): SnapshotProcedure {
  const [
    head = '',
    agencies = '',
    levels = '',
    doubled = '',
    closed = '',
    account = '',
    rows = '',
    post = '',
  ] = body.split('\n');
  const [flags, forms, facts, cases, unmappedOfferings] = JSON.parse(head) as Head;
  const columns: OfferingColumns =
    agencies === ''
      ? none
      : {
          agencies: sharedList(agencies),
          levels,
          doubled: doubled === '' ? none.doubled : (JSON.parse(doubled) as OfferingColumns['doubled']),
          closed: positionsOf('1', closed),
          closedUntold: closed === '' || closed.includes(untold),
        };
  let offerings: SnapshotOffering[] | undefined;
  const procedure: SnapshotProcedure = {
    code,
    mapped: (flags & flagMapped) !== 0,
    forms,
    detailed: (flags & flagDetailed) !== 0,
    facts,
    get offerings() {
      offerings ??= unpackOfferings(columns, closed, account, rows, post);
      return offerings;
    },
  };
  if (cases) procedure.cases = cases;
  if (unmappedOfferings !== undefined) procedure.unmappedOfferings = unmappedOfferings;
  // A second view of the offerings, not more content: a copy of the record with other offerings must not carry it on.
  Object.defineProperty(procedure, 'columns', { value: columns });
  return procedure;
}

function unpackOfferings(
  { agencies, levels }: OfferingColumns,
  closed: string,
  account: string,
  rowsText: string,
  post: string,
): SnapshotOffering[] {
  const rows = rowsText === '' ? [] : (JSON.parse(rowsText) as (string | string[])[]);
  return agencies.map((agency, at) => {
    const level = levels[at]!;
    const row = rows[at]!;
    const offering: SnapshotOffering = {
      agency,
      level: level === untold ? undefined : level === noLevel ? null : (Number(level) as 1 | 2 | 3 | 4),
      rows: typeof row === 'string' ? [row] : row,
    };
    // Left out rather than undefined: most systems tell neither.
    const isClosed = closed[at] ?? untold;
    if (isClosed !== untold) offering.onlineClosed = isClosed === '1';
    const hasAccount = account[at] ?? untold;
    if (hasAccount !== untold) offering.account = hasAccount === '1';
    const sent = post[at] ?? untold;
    if (sent !== untold) offering.resultByPost = sent === '1';
    return offering;
  });
}

function doubledRows(offerings: readonly SnapshotOffering[]): string {
  const doubled = offerings.flatMap(({ rows }, at) => (rows.length > 1 ? [[at, rows]] : []));
  return doubled.length === 0 ? '' : asciiJson(doubled);
}

/** A character an offering: `1` yes, `0` no, `?` could not tell; empty when none could be told. */
function marks(
  offerings: readonly SnapshotOffering[],
  fact: (offering: SnapshotOffering) => boolean | undefined,
): string {
  const facts = offerings.map(fact);
  if (facts.every(one => one === undefined)) return '';
  return facts.map(one => (one === undefined ? untold : one ? '1' : '0')).join('');
}

function positionsOf(mark: string, text: string): readonly number[] {
  if (!text.includes(mark)) return none.closed;
  return [...text].flatMap((one, at) => (one === mark ? [at] : []));
}
