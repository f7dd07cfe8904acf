import type { Applicability } from '../domain/applies.ts';
import type { City } from '../domain/city.ts';
import { explanationsOf } from '../domain/explanation.ts';
import type { GroundKind, ReviewDecision, ReviewEntry, ReviewedProcedure, Target } from '../domain/review.ts';
import { type Tier, tiers } from '../domain/tier.ts';
import { conflictsOf, type Hearing } from './conflicts.ts';
import { decisionsFor, decisionText } from './decisions.ts';
import { mergedGround, silentGround } from './grounds.ts';
import { type Ladder, ladderOf, speakersFor, speaksFor } from './speakers.ts';
import { latestOf, type Stance, sourceText, stanceOf } from './stance.ts';

/** Everything about one procedure that its reviews are rolled up from. */
export interface ReviewMaterial {
  /** National code. */
  procedure: string;
  /** National name; null where the national list lacks it. */
  name: string | null;
  /** Absent: the national list lacks the procedure or was not read whole. */
  applicability?: Applicability;
  /** Our codes of the units to which it applies by the national portal's own list; absent where that could not be read. */
  applied?: readonly string[];
  /** Our code of the department that manages its field; null = none configured. */
  manager: string | null;
  /** Rows that count, of any unit, in any order. */
  entries: readonly ReviewEntry[];
  /** About this procedure, in any order; revoked ones do not count. */
  decisions: readonly ReviewDecision[];
}

/** A procedure's targets with what the other views of the reviews need. */
export interface RolledUp extends ReviewedProcedure {
  explanations: readonly ReviewEntry[];
  /** Of the units that explain, those about which a person has decided. */
  settled: readonly string[];
  name: string;
  manager: string | null;
  /** Tiers of which could not be told where it applies; all of them where the national list does not have it. */
  undecided: readonly Tier[];
  /** Units to which it applies by the national portal's own list; absent where that could not be read. */
  applied?: readonly string[];
  /** Units with a row of their own in Phụ lục I or II, and when the latest of these came (ISO 8601, UTC). */
  reported: ReadonlyMap<string, string>;
  /** Whose own lists, or a decision about them, do not say that it can go to level 4; sorted by code. */
  against: readonly Against[];
}

/** A unit for which it is said, by itself or by a decision, that a procedure cannot go to level 4. */
export interface Against {
  agency: string;
  name: string;
  /** Whose question it is, as for conflicts: legal where legislation is named, else technical. */
  cause: GroundKind;
}

export type RollUp = (material: ReviewMaterial) => RolledUp;

/**
 * What the reviews make of a procedure, agency by agency. A person's decision wins over every list; then the list of
 * services already at level 4; then the unit's own lists; then whoever speaks for it (`speakersFor`). Every agency to
 * which the procedure applies gets exactly one target; where that cannot be told (no national record, a tier nobody
 * could be found for), those that spoke themselves or were decided on get one. The order of rows does not matter.
 *
 * @param passed rows that have passed their appraisal, as `procedure agency`; absent where none is asked for.
 */
export function prepareRollUp(
  city: Pick<City, 'agencies' | 'locality'>,
  passed?: ReadonlySet<string>,
): RollUp {
  const ladder = ladderOf(city);
  const unheard = new WeakMap<readonly string[], Target[]>();
  return material => {
    const { procedure, name, manager, applicability, applied } = material;
    // A unit the city no longer has speaks for nobody, and is asked nothing.
    const entries = material.entries.filter(({ agency }) => ladder.agency(agency));
    const decisions = material.decisions.filter(({ revokedAt }) => revokedAt === null);
    const base = {
      ...{ procedure, manager, name: name ?? longest(entries) ?? procedure },
      ...{ undecided: applicability?.undecided ?? tiers, ...(applied && { applied }) },
    };
    if (applicability && entries.length === 0 && decisions.length === 0) {
      // Of most procedures of a city nobody has said anything yet: they share their targets.
      const { agencies } = applicability;
      const targets = unheard.get(agencies) ?? agencies.map(notReviewed);
      unheard.set(agencies, targets);
      return {
        ...{ ...base, targets, conflicts: [], explanations: [], reported: new Map(), against: [] },
        settled: [],
      };
    }
    const scope = scopeOf({ ...material, entries }, decisions, ladder);
    const stances = stancesOf(entries, ladder);
    const settle = decisionsFor(decisions, scope, ladder);
    const online = onlineWords(entries, scope, ladder);
    const targets = [...scope]
      .sort()
      .map(agency => targetOf(agency, { scope, stances, manager, ladder, settle, online }))
      .map(target => (passed ? appraised(target, passed.has(`${procedure} ${target.agency}`)) : target));
    const conflicts = conflictsOf(procedure, targets, { scope, stances, manager, ladder, settle });
    const against = againstOf(targets, { scope, stances, manager, ladder, settle }, applied);
    const explanations = explanationsOf(entries);
    const settled = explanations.map(({ agency }) => agency).filter(agency => settle(agency));
    const reported = new Map([...stances].map(([agency, { at }]) => [agency, at]));
    return { ...base, targets, conflicts, explanations, settled, reported, against };
  };
}

/** What the lists found eligible is raised once it has passed; decisions, and what is at level 4 already, need no appraisal. */
function appraised(target: Target, passed: boolean): Target {
  const { level, why } = target;
  if (level !== 4 || passed || (why !== 'review' && why !== 'roll-up')) return target;
  return { ...target, level: null, unappraised: true };
}

function scopeOf(
  { applicability, entries }: ReviewMaterial,
  decisions: readonly ReviewDecision[],
  ladder: Ladder,
): Set<string> {
  const scope = new Set(applicability?.agencies);
  const named = [...entries.map(({ agency }) => agency), ...decisions.flatMap(({ agency }) => agency ?? [])];
  for (const code of named) {
    const agency = ladder.agency(code);
    if (!agency || (applicability && !applicability.undecided.includes(agency.tier))) continue;
    const removed = applicability?.overrides.some(override => override.agency === code && !override.added);
    // The city itself speaks for others, it does not serve anybody.
    if (!removed && !ladder.isTop(code)) scope.add(code);
  }
  return scope;
}

function stancesOf(entries: readonly ReviewEntry[], ladder: Ladder): Map<string, Stance> {
  const stances = new Map<string, Stance>();
  for (const [agency, rows] of [...Map.groupBy(entries, entry => entry.agency)].sort()) {
    const stance = stanceOf(rows, ladder.name);
    if (stance) stances.set(agency, stance);
  }
  return stances;
}

/** By agency: the rows of the list of services already at level 4 that hold there. */
function onlineWords(
  entries: readonly ReviewEntry[],
  scope: ReadonlySet<string>,
  ladder: Ladder,
): (agency: string) => OnlineWords {
  const rows = entries.filter(({ list }) => list === 'already-online');
  return agency => {
    const holding = rows.filter(({ agency: by }) => {
      if (by === agency || ladder.isTop(by)) return true;
      // A list of one unit is about that unit, unless the procedure is none of its own.
      if (scope.has(by)) return false;
      return ladder.above(agency).includes(by) || ladder.agency(by)?.tier === 'province';
    });
    return {
      sources: holding.map(row => sourceText(row, ladder.name(row.agency))).sort(),
      at: latestOf(holding.map(({ importedAt }) => importedAt)),
    };
  };
}

interface OnlineWords {
  sources: string[];
  at: string | undefined;
}

function targetOf(agency: string, hearing: Hearing & { online(agency: string): OnlineWords }): Target {
  const { stances, settle } = hearing;
  const own = stances.get(agency);
  const decision = settle(agency);
  const spoken = own ? [own] : spokenFor(agency, hearing);
  const grounds = {
    technical: mergedGround(spoken.map(({ technical }) => technical)),
    legal: mergedGround(spoken.map(({ legal }) => legal)),
  };
  const sources = spoken.flatMap(({ rows }) => rows.map(({ source }) => source)).sort();
  if (decision) {
    const level = decision.eligible ? 4 : null;
    const all = [decisionText(decision), ...sources];
    const { reason, at } = decision;
    return { agency, level, why: 'decision', ...grounds, sources: all, reason, at };
  }
  const online = hearing.online(agency);
  if (online.at !== undefined) {
    const all = [...online.sources, ...sources];
    return { agency, level: 4, why: 'already-online', ...grounds, sources: all, at: online.at };
  }
  const at = latestOf(spoken.map(stance => stance.at));
  if (at === undefined) return notReviewed(agency);
  const [eligible, ...others] = new Set(spoken.map(stance => stance.eligible));
  if (others.length > 0 || eligible === null)
    return { agency, level: null, why: 'conflict', ...grounds, sources, at };
  const unexplained = !eligible && spoken.every(stance => stance.unexplained);
  return {
    ...{ agency, level: eligible ? 4 : null, why: own ? 'review' : 'roll-up', ...grounds, sources, at },
    ...(unexplained && { unexplained }),
  };
}

/**
 * A unit's own word, unless a decision says yes, and every decision that says no. The word of a unit that neither has
 * the procedure nor speaks for one that has is about nobody.
 */
function againstOf(targets: readonly Target[], hearing: Hearing, applied: readonly string[] = []): Against[] {
  const { stances, ladder, settle, scope, manager } = hearing;
  const refused = targets.filter(({ why, level }) => why === 'decision' && level === null);
  const having = [...scope, ...applied];
  const concerned = (code: string) =>
    scope.has(code) || having.some(agency => speaksFor(code, agency, manager, scope, ladder));
  const codes = new Set([...stances.keys(), ...refused.map(({ agency }) => agency)]);
  return [...codes].sort().flatMap(agency => {
    const stance = stances.get(agency);
    if ((settle(agency)?.eligible ?? stance?.eligible) || !concerned(agency)) return [];
    const legal = stance?.rows.some(({ causes }) => causes.includes('legal'));
    return [{ agency, name: ladder.name(agency), cause: legal ? 'legal' : 'technical' }];
  });
}

/** Who speaks for a unit that said nothing itself; the nearest that did. */
function spokenFor(agency: string, { stances, manager, scope, ladder }: Hearing): Stance[] {
  const [nearest = []] = speakersFor(agency, [...stances.keys()], manager, scope, ladder);
  return nearest.map(code => stances.get(code)!);
}

function notReviewed(agency: string): Target {
  return {
    agency,
    level: null,
    why: 'not-reviewed',
    technical: silentGround,
    legal: silentGround,
    sources: [],
  };
}

/** The fullest name the lists have; the same whatever their order. */
function longest(entries: readonly ReviewEntry[]): string | undefined {
  return entries
    .map(({ name }) => name)
    .filter(Boolean)
    .sort((a, b) => b.length - a.length || (a < b ? -1 : 1))[0];
}
