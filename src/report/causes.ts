import { compareText } from '../domain/canonical.ts';
import type { ListOrder } from '../domain/city.ts';
import type { RuleId } from '../domain/finding.ts';
import { entry } from '../domain/map.ts';
import { type Owner, type Severity, severities } from '../domain/severity.ts';
import { type Standing, standingOf } from '../domain/standing.ts';
import type { DiscrepancyRow } from './source.ts';
import { count, emptyTally, type Tally } from './tally.ts';

/** Agencies named under one cause. */
export const namedAgencies = 150;

/** One thing that is wrong: a rule, a procedure, a system (and a case or tier), however many agencies it hits. */
export interface Cause {
  procedure: string | null;
  system: string | null;
  key: string | null;
  /** Files people handed in where it is; 0 unless lists go by demand. */
  people: number;
  tally: Tally;
  /** The sentence of its first row; `brief` where the procedure's name stands beside it already. */
  message: string;
  brief: string;
  /** The sentence names all of `affected`. */
  namesUnits: boolean;
  waiver: DiscrepancyRow['waiver'];
  /** When the oldest of its rows was first seen, ISO 8601. */
  firstSeen: string;
  /** When the latest of its rows was last seen; before this run where nobody could look again. */
  lastSeen: string;
  /** Of its first row. */
  fingerprint: string;
  /** Our agency codes in the order of the rows, each with its state; the first few with the row's fingerprint. */
  agencies: { code: string; isNew: boolean; fingerprint?: string }[];
  /** All units the finding itself names, where it belongs to no single one. */
  affected: readonly string[];
}

/** Causes of one rule for one owner at one severity, standing alike: what is remedied in one way. */
export interface CauseGroup {
  rule: RuleId;
  severity: Severity;
  owner: Owner;
  standing: Standing;
  tally: Tally;
  causes: Cause[];
  /** Files people handed in where it is wrong, as far as known; 0 unless lists go by demand. */
  people: number;
  /** Rows whose cause is not kept one by one, because there are too many. */
  unlisted: number;
}

/**
 * Gathers rows that come in the order of lists into causes. Beyond `limit` causes only the group's numbers grow, so memory
 * does not follow the number of rows; being last, those matter least.
 */
export class CauseGatherer {
  readonly #groups = new Map<string, CauseGroup>();
  readonly #causes = new Map<string, Cause>();
  readonly #limit: number;
  readonly #byDemand: boolean;

  constructor(orderBy: ListOrder = 'severity', limit = 5000) {
    this.#limit = limit;
    this.#byDemand = orderBy === 'demand';
  }

  add(row: DiscrepancyRow): void {
    const group = this.#group(row);
    count(group.tally, row);
    const people = this.#byDemand ? row.files : 0;
    group.people += people;
    const cause = this.#cause(row, group);
    if (!cause) {
      group.unlisted += 1;
      return;
    }
    count(cause.tally, row);
    cause.people += people;
    if (row.firstSeen < cause.firstSeen) cause.firstSeen = row.firstSeen;
    if (row.lastSeen > cause.lastSeen) cause.lastSeen = row.lastSeen;
    if (row.agency === null) return;
    const isNamed = cause.agencies.length < namedAgencies;
    cause.agencies.push({
      ...{ code: row.agency, isNew: row.state === 'new' },
      ...(isNamed && { fingerprint: row.fingerprint }),
    });
  }

  /** Worst first; what was not looked at again behind what was seen, waived groups last. */
  groups(): CauseGroup[] {
    const groups = [...this.#groups.values()];
    for (const group of groups) {
      group.causes.sort(
        (a, b) =>
          b.people - a.people ||
          b.tally.total - a.tally.total ||
          compare(a.procedure, b.procedure) ||
          compare(a.system, b.system) ||
          compare(a.key, b.key),
      );
    }
    return groups.sort(
      (a, b) =>
        order.indexOf(a.standing) - order.indexOf(b.standing) ||
        b.people - a.people ||
        severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
        b.tally.total - a.tally.total ||
        compare(a.rule, b.rule) ||
        compare(a.owner, b.owner),
    );
  }

  #group(row: DiscrepancyRow): CauseGroup {
    const { rule, severity, owner } = row;
    const standing = standingOf(row);
    return entry(this.#groups, JSON.stringify([rule, severity, owner, standing]), () => ({
      ...{ rule, severity, owner, standing },
      ...{ tally: emptyTally(), causes: [], people: 0, unlisted: 0 },
    }));
  }

  #cause(row: DiscrepancyRow, group: CauseGroup): Cause | undefined {
    const { procedure, system, key, waiver, message, brief, namesUnits } = row;
    const { firstSeen, lastSeen, fingerprint } = row;
    const { rule, severity, owner, standing } = group;
    const id = JSON.stringify([rule, severity, owner, procedure, system, key, standing, waiver]);
    if (!this.#causes.has(id) && this.#causes.size >= this.#limit) return undefined;
    return entry(this.#causes, id, () => {
      const cause: Cause = {
        ...{ procedure, system, key, waiver, message, brief, namesUnits, firstSeen, lastSeen, fingerprint },
        ...{ tally: emptyTally(), people: 0, agencies: [] },
        affected: row.agency === null ? row.units : [],
      };
      group.causes.push(cause);
      return cause;
    });
  }
}

/** Information stands with what was seen, for its severity puts it last. */
const order: readonly Standing[] = ['toDo', 'known', 'unchecked', 'waived'];

/** Code units, null first; the same everywhere. */
function compare(a: string | null, b: string | null): number {
  return compareText(a ?? '', b ?? '');
}
