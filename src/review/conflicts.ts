import { compareText, sortedOnce } from '../domain/canonical.ts';
import type { GroundKind, ReviewConflict, ReviewDecision, Target } from '../domain/review.ts';
import { type Tier, tiers } from '../domain/tier.ts';
import { type Ladder, speakersFor } from './speakers.ts';
import type { Said, Stance } from './stance.ts';

/** What a target is found with. */
export interface Hearing {
  scope: ReadonlySet<string>;
  /** By agency, sorted. */
  stances: ReadonlyMap<string, Stance>;
  manager: string | null;
  ladder: Ladder;
  settle(agency: string): ReviewDecision | undefined;
}

/**
 * What contradicts itself about a procedure and nobody has decided: a unit's own two lists, and units of one tier
 * (with whoever speaks for them) that say different things. Units that are decided on, and services already at
 * level 4, are out of it. Sorted: own lists first, by agency, then by tier.
 */
export function conflictsOf(
  procedure: string,
  targets: readonly Target[],
  hearing: Hearing,
): ReviewConflict[] {
  const { stances, ladder, settle } = hearing;
  if (stances.size === 0) return [];
  const open = targets.filter(({ why }) => why !== 'decision' && why !== 'already-online');
  const voices = new Map<Tier, Map<string, Stance>>();
  for (const { agency } of open) {
    const tier = ladder.agency(agency)?.tier;
    if (tier === undefined) continue;
    const ofTier = voices.get(tier) ?? new Map<string, Stance>();
    voices.set(tier, ofTier);
    for (const code of [agency, ...representatives(agency, hearing)]) {
      const stance = stances.get(code);
      if (stance && (code === agency || !settle(code))) ofTier.set(code, stance);
    }
  }
  const speaking = new Map([...voices.values()].flatMap(ofTier => [...ofTier]));
  const own = [...speaking.values()]
    .filter(({ eligible }) => eligible === null)
    .sort((a, b) => compareText(a.agency, b.agency))
    .map(({ agency, rows }) => conflict(procedure, ladder.agency(agency)?.tier ?? 'other', rows));
  const between = tiers.flatMap(tier => {
    const clear = [...(voices.get(tier)?.values() ?? [])].filter(({ eligible }) => eligible !== null);
    if (new Set(clear.map(({ eligible }) => eligible)).size < 2) return [];
    const said = clear.flatMap(({ rows }) => rows);
    return [conflict(procedure, tier, said)];
  });
  return [...own, ...between];
}

/** Those to whom the procedure does not apply, so that their word on it must be about this unit. */
function representatives(agency: string, { stances, manager, scope, ladder }: Hearing): string[] {
  return speakersFor(agency, [...stances.keys()], manager, scope, ladder)
    .flat()
    .filter(code => !scope.has(code));
}

function conflict(procedure: string, tier: Tier, rows: readonly Said[]): ReviewConflict {
  const sides = [true, false].map(eligible => {
    const ofSide = rows.filter(row => row.eligible === eligible);
    return {
      eligible,
      agencies: sortedOnce(ofSide.map(({ agency }) => agency)),
      sources: sortedOnce(ofSide.map(({ source }) => source)),
      reasons: sortedOnce(ofSide.flatMap(({ reasons }) => reasons)),
    };
  });
  return {
    procedure,
    agencies: sortedOnce(rows.map(({ agency }) => agency)),
    tier,
    cause: causeOf(rows),
    sides,
  };
}

/** Footnote 2 of the plan; where the negative side names no ground, the technical office asks first. */
function causeOf(rows: readonly Said[]): GroundKind {
  return rows.some(({ eligible, causes }) => !eligible && causes.includes('legal')) ? 'legal' : 'technical';
}
