import type { Level } from '../domain/level.ts';
import type { CaseFacts, ProcedureFacts } from '../domain/procedure.ts';
import type { SnapshotOffering, SnapshotProcedure } from './model.ts';

/** Three flat fields an offering: agency, `traits`, row (or rows, when several). A city has a million of them. */
type FlatOfferings = (string | number | string[])[];

type Packed = [
  flags: number,
  forms: string[],
  facts: ProcedureFacts,
  offerings: FlatOfferings,
  cases?: CaseFacts[] | null,
  unmappedOfferings?: number,
];

const noLevel = 5;
const flagMapped = 1;
const flagDetailed = 2;

/** The procedure without its code as compact JSON; `unpackProcedure` gives back an equal one. */
export function packProcedure(procedure: SnapshotProcedure): string {
  const { mapped, detailed, forms, facts, cases, unmappedOfferings } = procedure;
  const offerings: FlatOfferings = [];
  for (const { agency, level, rows, onlineClosed, account } of procedure.offerings) {
    const traits =
      (level === undefined ? 0 : (level ?? noLevel)) + 6 * triple(onlineClosed) + 18 * triple(account);
    offerings.push(agency, traits, rows.length === 1 ? rows[0]! : rows);
  }
  const packed: Packed = [
    (mapped ? flagMapped : 0) + (detailed ? flagDetailed : 0),
    forms,
    facts,
    offerings,
    cases ?? null,
  ];
  if (unmappedOfferings !== undefined) packed.push(unmappedOfferings);
  return JSON.stringify(packed);
}

export function unpackProcedure(code: string, body: string): SnapshotProcedure {
  const [flags, forms, facts, flat, cases, unmappedOfferings] = JSON.parse(body) as Packed;
  const offerings: SnapshotOffering[] = new Array(flat.length / 3);
  for (let at = 0, count = 0; at < flat.length; at += 3, count++) {
    const traits = flat[at + 1] as number;
    const level = traits % 6;
    const row = flat[at + 2] as string | string[];
    const offering: SnapshotOffering = {
      agency: flat[at] as string,
      level: level === noLevel ? null : level === 0 ? undefined : (level as Level),
      rows: typeof row === 'string' ? [row] : row,
    };
    // Left out rather than undefined: most systems tell neither.
    const closed = Math.floor(traits / 6) % 3;
    if (closed) offering.onlineClosed = closed === 2;
    const account = Math.floor(traits / 18);
    if (account) offering.account = account === 2;
    offerings[count] = offering;
  }
  const procedure: SnapshotProcedure = {
    code,
    mapped: (flags & flagMapped) !== 0,
    forms,
    detailed: (flags & flagDetailed) !== 0,
    facts,
    offerings,
  };
  if (cases) procedure.cases = cases;
  if (unmappedOfferings !== undefined) procedure.unmappedOfferings = unmappedOfferings;
  return procedure;
}

/** 0 = could not tell, 1 = no, 2 = yes. */
function triple(value: boolean | undefined): number {
  return value === undefined ? 0 : value ? 2 : 1;
}
