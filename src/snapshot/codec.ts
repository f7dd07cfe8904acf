import { hash } from 'node:crypto';
import type { CaseBrief, CaseFacts, ProcedureFacts } from '../domain/procedure.ts';
import { type NumberedLists, type StoredLists, sharedList } from './agency-lists.ts';
import {
  type CaseColumns,
  doubledOf,
  noColumns,
  type OfferingColumns,
  offeringMarks,
  type SnapshotOffering,
  type SnapshotProcedure,
} from './model.ts';
import { Shared } from './shared.ts';

/*
 * A packed procedure is a row of the store. `body` holds all but the offerings and the cases, as lines of JSON: code and
 * facts; what its cases tell without their words, alike for most procedures; by what their words are known. Offerings stand
 * column by column, since a city has a million of them and judging asks for hardly more than their levels: the number of
 * their list of agencies, which most procedures share; in `offered` a line each of levels (their kinds and, unless all are of
 * one, a blank and each), positions with several rows and these (JSON), online closed, account, results by post. A row of its
 * own, since it is large and judging hardly ever asks for it: `cases` and in `rowIds` the ids of all rows (JSON). Versions
 * before kept cases in the last line of `body` or among the facts, and before that offerings as lines of `body`.
 */

/** What is read back; without what nobody asked for. */
export interface PackedProcedure {
  body: string;
  agencyList: number | null;
  offered: string | null;
  cases?: string | null;
  rowIds?: string | null;
}

type Head = [
  flags: number,
  forms: string[],
  facts: ProcedureFacts,
  /** Of versions before; null where there are none, or in lines of their own. */
  cases: CaseFacts[] | null,
  unmappedOfferings?: number,
];

const flagMapped = 1;
const flagDetailed = 2;
const flagCases = 4;
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
  const flags = (mapped ? flagMapped : 0) + (detailed ? flagDetailed : 0) + (cases ? flagCases : 0);
  const head: Head = [flags, forms, facts, null];
  if (unmappedOfferings !== undefined) head.push(unmappedOfferings);
  const packed = {
    body: [JSON.stringify(head), ...(cases ? caseLines(cases) : [])].join('\n'),
    cases: cases ? JSON.stringify(cases) : null,
  };
  if (offerings.length === 0) return { ...packed, agencyList: null, offered: null, rowIds: null };
  const offered = [
    levelLine(
      offerings.map(({ level }) => (level === undefined ? indeterminate : (level ?? noLevel))).join(''),
    ),
    doubledRows(offerings),
    ...offeringMarks.map(mark => signsOf(offerings, mark)),
  ];
  return {
    ...packed,
    agencyList: lists.numberOf(JSON.stringify(offerings.map(({ agency }) => agency))),
    offered: offered.join('\n').trimEnd(),
    rowIds: JSON.stringify(offerings.map(({ rows = [] }) => (rows.length === 1 ? rows[0] : rows))),
  };
}

/**
 * `offerings` and `cases` are built the first time somebody asks for them; their columns are there at once.
 *
 * @param lists of the snapshot it was packed for.
 */
export function unpackProcedure(
  code: string,
  packed: PackedProcedure,
  lists: Pick<StoredLists, 'get'>,
): SnapshotProcedure {
  const { body, agencyList, offered } = packed;
  const end = body.indexOf('\n');
  const head = JSON.parse(end < 0 ? body : body.slice(0, end)) as Head;
  if (end < 0 || (head[0] & flagCases) !== 0) {
    const columns = agencyList === null ? noColumns : offeringColumns(lists.get(agencyList), offered ?? '');
    return new Unpacked(code, head, end < 0 ? '' : body.slice(end + 1), columns, offered ?? '', packed);
  }
  const [agencies = '', levels = '', doubled = '', closed = '', account = '', ids = '', post = ''] = body
    .slice(end + 1)
    .split('\n');
  const lines = [levels, doubled, closed, account, post].join('\n').trimEnd();
  return new Unpacked(code, head, '', offeringColumns(sharedList(agencies), lines), lines, { rowIds: ids });
}

/** Whether it has cases that were not asked for: then `giveCases` goes before asking for any. */
export function lacksCases(record: SnapshotProcedure): boolean {
  return record instanceof Unpacked && record.lacksCases;
}

/** @param cases as they were packed. */
export function giveCases(record: SnapshotProcedure, cases: string): void {
  (record as Unpacked).giveCases(cases);
}

/** Its two dear parts are properties of each, so that a copy has them, by functions that all share. */
class Unpacked implements SnapshotProcedure {
  declare readonly code: string;
  declare readonly mapped: boolean;
  declare readonly forms: string[];
  declare readonly detailed: boolean;
  declare readonly facts: ProcedureFacts;
  declare readonly offerings: SnapshotOffering[];
  declare readonly cases?: CaseFacts[];
  declare readonly unmappedOfferings?: number;
  readonly #columns: OfferingColumns;
  readonly #offered: string;
  readonly #rowIds: string | null | undefined;
  /** As packed; null = they were not asked for, or there are none. */
  #packedCases: string | null;
  readonly #caseColumns: CaseColumns | undefined;
  #offerings: SnapshotOffering[] | undefined;
  #cases: CaseFacts[] | undefined;

  constructor(
    code: string,
    [flags, forms, facts, cases, unmappedOfferings]: Head,
    caseLines: string,
    columns: OfferingColumns,
    offered: string,
    { cases: packedCases, rowIds }: Pick<PackedProcedure, 'cases' | 'rowIds'>,
  ) {
    this.code = code;
    this.mapped = (flags & flagMapped) !== 0;
    this.forms = forms;
    this.detailed = (flags & flagDetailed) !== 0;
    this.facts = facts;
    this.#columns = columns;
    this.#offered = offered;
    this.#rowIds = rowIds;
    this.#packedCases = packedCases ?? null;
    this.#cases = cases ?? undefined;
    if (caseLines !== '') {
      const [columns, inBody] = caseColumns(caseLines);
      this.#caseColumns = columns;
      this.#packedCases ??= inBody;
    }
    Object.defineProperty(this, 'offerings', Unpacked.#offeringsOf);
    if (caseLines !== '' || cases) Object.defineProperty(this, 'cases', Unpacked.#casesOf);
    if (unmappedOfferings !== undefined) this.unmappedOfferings = unmappedOfferings;
  }

  // Second views, not more content: a copy of the record with other offerings must not carry them on.
  get columns(): OfferingColumns {
    return this.#columns;
  }

  get caseColumns(): CaseColumns | undefined {
    return this.#caseColumns;
  }

  get lacksCases(): boolean {
    return this.#caseColumns !== undefined && this.#packedCases === null;
  }

  giveCases(packed: string): void {
    this.#packedCases = packed;
  }

  static readonly #offeringsOf = {
    enumerable: true,
    get(this: Unpacked) {
      this.#offerings ??= unpackOfferings(this.#columns, this.#offered, this.#rowIds);
      return this.#offerings;
    },
  };

  static readonly #casesOf = {
    enumerable: true,
    get(this: Unpacked) {
      if (this.lacksCases) throw new Error(`cases of ${this.code} were not asked for`);
      this.#cases ??= JSON.parse(this.#packedCases!) as CaseFacts[];
      return this.#cases;
    },
  };
}

function caseLines(cases: readonly CaseFacts[]): string[] {
  const words = cases.map(({ name, components }) => [
    name,
    components?.map(one => [one.name, one.code]) ?? (components === null ? 0 : 1),
  ]);
  return [
    JSON.stringify(cases.map(briefOf)),
    hash('sha256', JSON.stringify(words), 'base64url').slice(0, 22),
  ];
}

function briefOf({ agencies, components, eform, workflow, ...one }: CaseFacts): CaseBrief {
  const { deadlineHours, deadlineUnit, onlineDeadlineHours, onlineClosed, onlinePayment } = one;
  return {
    agencies,
    components: components && (components.length > 0 ? [{ name: '' }] : []),
    eform: eform && { state: eform.state },
    workflow: workflow && {
      defects: workflow.defects.slice(0, 1).map(({ defect }) => ({ defect })),
      longestHours: workflow.longestHours,
      longestOnlineHours: workflow.longestOnlineHours,
    },
    ...{ deadlineHours, deadlineUnit, onlineDeadlineHours, onlineClosed, onlinePayment },
  };
}

const briefs = new Shared(text => JSON.parse(text) as readonly CaseBrief[]);

/** With the cases, where a version before kept them there. */
function caseColumns(lines: string): [CaseColumns, inBody: string | null] {
  const end = lines.indexOf('\n');
  const last = lines.indexOf('\n', end + 1);
  const words = last < 0 ? lines.slice(end + 1) : lines.slice(end + 1, last);
  return [{ briefs: briefs.of(lines.slice(0, end)), words }, last < 0 ? null : lines.slice(last + 1)];
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
  if (line.length === 1) return { levels: line.repeat(agencies.length), kinds: line };
  const blank = line.indexOf(' ');
  // A version before wrote each and nothing else.
  if (blank < 0) return { levels: line, kinds: kindsOf(line) };
  return { levels: line.slice(blank + 1), kinds: line.slice(0, blank) };
}

const even = new WeakMap<readonly string[], Map<string, OfferingColumns>>();

/** @param offered as packed; most procedures of a list are at one level and nothing else, and these share their columns. */
function offeringColumns(agencies: readonly string[], offered: string): OfferingColumns {
  if (offered.length !== 1) return columnsOfLines(agencies, offered);
  let known = even.get(agencies);
  if (!known) {
    known = new Map();
    even.set(agencies, known);
  }
  let columns = known.get(offered);
  if (columns === undefined) {
    columns = columnsOfLines(agencies, offered);
    known.set(offered, columns);
  }
  return columns;
}

function columnsOfLines(agencies: readonly string[], offered: string): OfferingColumns {
  const [levels = '', doubled = '', closed = ''] = offered.split('\n');
  return {
    agencies,
    ...levelsOf(levels, agencies),
    doubled: doubled === '' ? noColumns.doubled : (JSON.parse(doubled) as OfferingColumns['doubled']),
    closed: positionsOf('1', closed),
    closedIndeterminate: closed === '' || closed.includes(indeterminate),
  };
}

function unpackOfferings(
  { agencies, levels, doubled }: OfferingColumns,
  offered: string,
  rowIds: string | null | undefined,
): SnapshotOffering[] {
  const signs = offered.split('\n').slice(2);
  const rows = rowIds ? (JSON.parse(rowIds) as (string | string[])[]) : [];
  const several = new Map(doubled.map(([at, ...each]) => [at, each]));
  return agencies.map((agency, at) => {
    const level = levels[at]!;
    const [doubles, rowLevels] = several.get(at) ?? [];
    const row = doubles ?? rows[at];
    const offering: SnapshotOffering = {
      agency,
      level:
        level === indeterminate ? undefined : level === noLevel ? null : (Number(level) as 1 | 2 | 3 | 4),
    };
    // Left out rather than undefined: most systems tell neither of the others, and ids are only there when asked for.
    if (row !== undefined) offering.rows = typeof row === 'string' ? [row] : row;
    if (rowLevels) offering.rowLevels = rowLevels;
    offeringMarks.forEach((mark, index) => {
      const sign = signs[index]?.[at] ?? indeterminate;
      if (sign !== indeterminate) offering[mark] = sign === '1';
    });
    return offering;
  });
}

function doubledRows(offerings: readonly SnapshotOffering[]): string {
  const doubled = doubledOf(offerings);
  return doubled.length === 0 ? '' : JSON.stringify(doubled);
}

/** A character an offering: `1` yes, `0` no, `?` could not tell; empty when none could be told. */
function signsOf(offerings: readonly SnapshotOffering[], mark: (typeof offeringMarks)[number]): string {
  const facts = offerings.map(offering => offering[mark]);
  if (facts.every(one => one === undefined)) return '';
  return facts.map(one => (one === undefined ? indeterminate : one ? '1' : '0')).join('');
}

function positionsOf(mark: string, text: string): readonly number[] {
  if (!text.includes(mark)) return noColumns.closed;
  return [...text].flatMap((one, at) => (one === mark ? [at] : []));
}
