import type { Names } from '../names.ts';
import { isAtTop, type OfferingChecklist } from './checklist.ts';
import { blockersOf, levelLines, targetWords } from './words.ts';

/** One offering of a unit in a line. */
export interface AgencyLine extends Pick<OfferingChecklist, 'procedure' | 'name' | 'verdict'> {
  levels: string[];
  target: string;
  atTop: boolean;
  /** Names of the conditions in the way. */
  blockers: string[];
}

/** How far a unit's offerings are from level 4. */
export interface AgencyReadiness {
  agency: string;
  name: string;
  /** ISO 8601, UTC. */
  madeAt: string;
  /** Missing first, then unclear, ready, already there. */
  lines: AgencyLine[];
  counts: { atTop: number; ready: number; missing: number; unclear: number };
}

const order = { missing: 0, unclear: 1, ready: 2 } as const;

/** @param now ISO 8601, UTC. */
export async function agencyReadiness(
  agency: string,
  checklists: AsyncIterable<OfferingChecklist[]>,
  names: Names,
  now: string,
): Promise<AgencyReadiness> {
  const lines: AgencyLine[] = [];
  const counts = { atTop: 0, ready: 0, missing: 0, unclear: 0 };
  for await (const batch of checklists) {
    for (const checklist of batch) {
      const { procedure, name, verdict, target } = checklist;
      const atTop = isAtTop(checklist);
      counts[atTop ? 'atTop' : verdict]++;
      lines.push({
        ...{ procedure, name, verdict, atTop },
        levels: levelLines(checklist, names.system, names.levels),
        target: targetWords(target, names.levels),
        blockers: blockersOf(checklist).map(row => row.name),
      });
    }
  }
  lines.sort(
    (a, b) =>
      Number(a.atTop) - Number(b.atTop) ||
      order[a.verdict] - order[b.verdict] ||
      (a.procedure < b.procedure ? -1 : 1),
  );
  return { agency, name: names.agency(agency), madeAt: now, lines, counts };
}
