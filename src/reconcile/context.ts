import type { Agency } from '../domain/agency.ts';
import { type City, nationalOf, positionOfNational } from '../domain/city.ts';
import type { Level } from '../domain/level.ts';
import type { SnapshotSummary, Suggestion } from '../snapshot/model.ts';
import { indeterminateOf } from './absence.ts';
import type { JudgeContext, JudgedSystem } from './rule.ts';

/** What is known beside the snapshots; each absent where there is none. */
export interface BesideSnapshots extends Pick<JudgeContext, 'reviewsDue' | 'received' | 'guidance'> {
  /** By system: the level from which its cases were read. */
  casesFrom?: Readonly<Partial<Record<string, Level>>>;
  /** By system. */
  brokenLinks?: ReadonlyMap<string, NonNullable<JudgedSystem['brokenLinks']>>;
}

/**
 * What judging may look up.
 *
 * @param snapshots by configured system name; every system of the city must have one (an unreadable one says so itself).
 * @throws when a system has no snapshot summary.
 */
export function judgeContext(
  city: City,
  snapshots: Readonly<Record<string, SnapshotSummary>>,
  procedureSuggestions: ReadonlyMap<string, ReadonlyMap<string, Suggestion[]>> = new Map(),
  { casesFrom, brokenLinks, ...known }: BesideSnapshots = {},
): JudgeContext {
  const agencies = new Map<string, Agency>(city.agencies.map(agency => [agency.code, agency]));
  const systems = city.systems.map((profile): JudgedSystem => {
    const snapshot = snapshots[profile.name];
    if (!snapshot) throw new Error(`system ${profile.name} has no snapshot: read it before judging`);
    const { status, shrunk, unidentified } = snapshot;
    const indeterminate = indeterminateOf(snapshot);
    const links = brokenLinks?.get(profile.name);
    const complete = status === 'complete' && shrunk === undefined;
    return {
      ...profile,
      snapshot,
      complete,
      shows: complete || unidentified !== undefined,
      ...(indeterminate && { indeterminate }),
      ...(links && { brokenLinks: links }),
      ...(casesFrom?.[profile.name] && { casesFrom: casesFrom[profile.name] }),
      carries(agency) {
        const tier = agencies.get(agency)?.tier;
        return this.covers?.some(covered => covered === agency || covered === tier) ?? true;
      },
    };
  });
  return {
    city,
    systems,
    national: nationalOf({ systems }),
    nationalAt: positionOfNational(city),
    agency: code => agencies.get(code),
    agencyName: code => agencies.get(code)?.name ?? code,
    procedureSuggestions,
    ...known,
  };
}
