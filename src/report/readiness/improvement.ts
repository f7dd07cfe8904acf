import { compareText } from '../../domain/canonical.ts';
import type { ListOrder } from '../../domain/city.ts';
import { entry } from '../../domain/map.ts';
import type { Owner } from '../../domain/severity.ts';
import type { FilesReceived } from '../../store/runs/measures.ts';
import type { Names } from '../names.ts';
import { isAtTop, type OfferingChecklist } from './checklist.ts';
import type { CheckRow } from './conditions.ts';

type State = 'not-met' | 'unknown';

/** All that one side has to see to for one procedure, or for one unit, so that offerings can go to level 4. */
export interface ImprovementItem {
  owner: Owner;
  each: CheckRow['each'];
  /** Code and name of the procedure, or of the unit. */
  subject: string;
  subjectName: string;
  /** `not-met`: it is missing; `unknown`: somebody has to find out first. */
  state: State;
  /** What, each with the number of offerings it holds up and where that was seen at one of them. */
  conditions: { id: string; name: string; concerns: number; source: string }[];
  /** Files people handed in for the offerings it holds up, as far as known; absent unless lists go by demand. */
  people?: number;
  /** Offerings that nothing else holds up: doing this unlocks them. */
  unlocks: number;
  /** All offerings it holds up. */
  concerns: number;
}

/** What to improve, most unlocked first, with the offerings it was counted from. */
export interface ImprovementList {
  items: ImprovementItem[];
  offerings: { all: number; atTop: number; ready: number; missing: number; unclear: number };
  orderBy: ListOrder;
}

/**
 * What is in the way of level 4. Offerings already there need nothing. Where something is missing, what is merely unclear
 * is not counted: it is not what holds the offering up.
 *
 * @param files that people handed in; what most of them asked for then comes first.
 */
export async function improvementList(
  checklists: AsyncIterable<readonly OfferingChecklist[]>,
  names: Pick<Names, 'agency'>,
  files?: FilesReceived,
): Promise<ImprovementList> {
  const items = new Map<string, ImprovementItem>();
  const offerings = { all: 0, atTop: 0, ready: 0, missing: 0, unclear: 0 };

  const itemOf = (
    { owner, each }: CheckRow,
    { agency, procedure, name }: OfferingChecklist,
    state: State,
  ) => {
    const [subject, subjectName] = each === 'agency' ? [agency, names.agency(agency)] : [procedure, name];
    const key = JSON.stringify([owner, each, subject, state]);
    return entry(items, key, () => ({
      ...{ owner, each, subject, subjectName, state },
      ...{ conditions: [], unlocks: 0, concerns: 0 },
    }));
  };
  const add = (checklist: OfferingChecklist) => {
    const { procedure, agency, verdict, rows } = checklist;
    const standing = isAtTop(checklist) ? 'atTop' : verdict;
    offerings.all++;
    offerings[standing]++;
    if (standing === 'atTop' || standing === 'ready') return;
    const state = standing === 'missing' ? 'not-met' : 'unknown';
    const concerned = new Set<ImprovementItem>();
    for (const row of rows) {
      if (row.state !== state) continue;
      const item = itemOf(row, checklist, state);
      concerned.add(item);
      const condition = item.conditions.find(({ id }) => id === row.id);
      if (condition) condition.concerns++;
      else item.conditions.push({ id: row.id, name: row.name, concerns: 1, source: row.source });
    }
    for (const item of concerned) {
      item.concerns++;
      if (files) item.people = (item.people ?? 0) + (files.of(procedure, agency) ?? 0);
      if (concerned.size === 1) item.unlocks++;
    }
  };
  for await (const batch of checklists) for (const checklist of batch) add(checklist);
  return {
    items: [...items.values()].sort((a, b) => (b.people ?? 0) - (a.people ?? 0) || mostUnlockedFirst(a, b)),
    offerings,
    orderBy: files ? 'demand' : 'severity',
  };
}

function mostUnlockedFirst(a: ImprovementItem, b: ImprovementItem): number {
  return (
    b.unlocks - a.unlocks ||
    b.concerns - a.concerns ||
    compareText(a.state, b.state) ||
    compareText(a.subject, b.subject) ||
    compareText(a.owner, b.owner)
  );
}
