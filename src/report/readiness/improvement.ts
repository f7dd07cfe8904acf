import type { Owner } from '../../domain/severity.ts';
import type { CheckRow } from './check-row.ts';
import { isAtTop, type OfferingChecklist } from './checklist.ts';

/** Something that keeps offerings from level 4, fixed once for a procedure or once for a unit. */
export interface ImprovementItem {
  /** Which condition. */
  id: string;
  name: string;
  owner: Owner;
  each: CheckRow['each'];
  /** Code and name of the procedure, or of the unit. */
  subject: string;
  subjectName: string;
  /** `not-met`: it is missing; `unknown`: somebody has to find out first. */
  state: 'not-met' | 'unknown';
  /** Offerings it alone keeps from being ready: fixing it unlocks them. */
  unlocks: number;
  /** All offerings it keeps from being ready. */
  concerns: number;
  /** Of one of them; Vietnamese. */
  source: string;
}

/** What to improve, most unlocked first, with the offerings it was counted from. */
export interface ImprovementList {
  items: ImprovementItem[];
  offerings: { all: number; atTop: number; ready: number; missing: number; unclear: number };
}

export interface ImprovementCount {
  add(checklist: OfferingChecklist): void;
  result(): ImprovementList;
}

/**
 * Counts, offering after offering, what is in the way of level 4. Offerings already there need nothing. Where
 * something is missing, what is merely unclear is not counted: it is not what holds the offering up.
 *
 * @param agencyName for items of a unit.
 */
export function countImprovements(agencyName: (code: string) => string): ImprovementCount {
  const items = new Map<string, ImprovementItem>();
  const offerings = { all: 0, atTop: 0, ready: 0, missing: 0, unclear: 0 };
  return {
    add(checklist) {
      offerings.all++;
      if (isAtTop(checklist)) {
        offerings.atTop++;
        return;
      }
      offerings[checklist.verdict]++;
      if (checklist.verdict === 'ready') return;
      const state = checklist.verdict === 'missing' ? 'not-met' : 'unknown';
      const blockers = checklist.rows.filter(row => row.state === state);
      for (const { id, name, owner, each, source } of blockers) {
        const ofUnit = each === 'agency';
        const subject = ofUnit ? checklist.agency : checklist.procedure;
        const key = `${id} ${subject} ${state}`;
        const item = items.get(key) ?? {
          ...{ id, name, owner, each, subject, state, unlocks: 0, concerns: 0, source },
          subjectName: ofUnit ? agencyName(subject) : checklist.name,
        };
        items.set(key, item);
        item.concerns++;
        if (blockers.length === 1) item.unlocks++;
      }
    },
    result: () => ({ items: [...items.values()].sort(mostUnlockedFirst), offerings }),
  };
}

function mostUnlockedFirst(a: ImprovementItem, b: ImprovementItem): number {
  return (
    b.unlocks - a.unlocks ||
    b.concerns - a.concerns ||
    compare(a.state, b.state) ||
    compare(a.subject, b.subject) ||
    compare(a.id, b.id)
  );
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
