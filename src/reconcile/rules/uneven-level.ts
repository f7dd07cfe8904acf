import type { Level } from '../../domain/level.ts';
import type { GroundKind } from '../../domain/review.ts';
import type { Owner } from '../../domain/severity.ts';
import { type Tier, tiers } from '../../domain/tier.ts';
import type { OfferingColumns } from '../../snapshot/model.ts';
import { firstOf } from '../../words/sentence.ts';
import { indeterminate, levelAt, noLevel } from '../columns.ts';
import { guidanceOn } from '../evidence.ts';
import { activeColumns, isWithdrawn } from '../offered.ts';
import type { JudgeContext, JudgedSystem, ProcedureGroup, Report, SystemRule } from '../rule.ts';
import { addLevels, levelCounters, tierListOf } from '../tier-lists.ts';

export const rule: SystemRule<'uneven-level'> = {
  id: 'uneven-level',
  scope: 'system',
  severity: 'minor',
  owner: 'technical',
  needs: { local: ['levels'] },
  sieve: 'levels',
  becomes: 'task',
  concerns: () => true,
  judge(record, system, group, context, report) {
    const columns = activeColumns(record);
    if (isEven(columns) || isWithdrawn(group)) return;
    for (const apart of tiersApart(columns, context)) uneven(apart, columns, system, group, context, report);
  },
};

/** A tier whose units are told at more than one level. */
interface Apart {
  tier: Tier;
  place: number;
  /** How many units are at each level, of those that were told. */
  counts: [Level | null, number][];
}

/** In the order of their first units. */
function tiersApart(columns: OfferingColumns, context: JudgeContext): Apart[] {
  const all = new Int32Array((tiers.length + 1) * levelCounters);
  addLevels(all, columns, context);
  const apart: Apart[] = [];
  for (const [place, tier] of tiers.entries()) {
    const counts: Apart['counts'] = [];
    for (let level = 0; level < levelCounters; level++) {
      const count = all[place * levelCounters + level]!;
      if (count > 0) counts.push([level === 0 ? null : (level as Level), count]);
    }
    if (counts.length > 1) apart.push({ tier, place, counts });
  }
  if (apart.length < 2) return apart;
  const { places } = tierListOf(columns.agencies, context);
  const first = (of: number) =>
    places.findIndex((place, at) => place === of && levelAt(columns, at) !== undefined);
  return apart.sort((one, other) => first(one.place) - first(other.place));
}

/** All levels told are one and the same: nearly always, and then no agency needs to be looked up. */
function isEven({ kinds }: OfferingColumns): boolean {
  return kinds.length <= (kinds.includes(indeterminate) ? 2 : 1);
}

function uneven(
  { tier, place, counts }: Apart,
  columns: OfferingColumns,
  system: JudgedSystem,
  group: ProcedureGroup,
  context: JudgeContext,
  report: Report<'uneven-level'>,
): void {
  // In a tie the lower level is the minority.
  const [usual, alike] = counts.toSorted(([a, m], [b, n]) => n - m || (b ?? 0) - (a ?? 0))[0]!;
  const minority = positionsBeside(usual, place, columns, context).map(at => ({
    agency: columns.agencies[at]!,
    level: levelAt(columns, at) ?? null,
  }));
  const shown = minority.slice(0, 200);
  report({
    units: minority.map(({ agency }) => agency),
    key: tier,
    params: {
      tier,
      usual,
      alike,
      others: firstOf(
        minority.map(({ agency, level }) => ({ code: agency, name: context.agencyName(agency), level })),
      ),
    },
    evidence: {
      tier,
      levels: Object.fromEntries(shown.map(({ agency, level }) => [agency, level])),
      counts: Object.fromEntries(counts.map(([level, count]) => [level ?? 'none', count])),
      source: system.name,
      ...guidanceOn(group.code, context),
    },
    owner: ownerOf(place, columns, group, context),
  });
}

/** Positions of units of a tier that are told to be at another level. */
function positionsBeside(
  usual: Level | null,
  place: number,
  { agencies, levels, kinds }: OfferingColumns,
  context: JudgeContext,
): number[] {
  const { places } = tierListOf(agencies, context);
  const found: number[] = [];
  for (const kind of kinds) {
    if (kind === indeterminate || kind === `${usual ?? noLevel}`) continue;
    for (let at = levels.indexOf(kind); at >= 0; at = levels.indexOf(kind, at + 1))
      if (places[at] === place) found.push(at);
  }
  return found.sort((one, other) => one - other);
}

/** By the cause, where the units' lists say one: the law is VP UBND's, all else is seen to by technique. */
function ownerOf(
  place: number,
  columns: OfferingColumns,
  { reviewed }: ProcedureGroup,
  context: JudgeContext,
): Owner {
  if (!reviewed) return 'technical';
  const { places } = tierListOf(columns.agencies, context);
  const codes = new Set(
    columns.agencies.filter((_, at) => places[at] === place && levelAt(columns, at) !== undefined),
  );
  const targets = reviewed.targets.filter(({ agency }) => codes.has(agency));
  const blocked = (kind: GroundKind) => targets.some(target => target[kind].blocks);
  return blocked('legal') && !blocked('technical') ? 'regulatory' : 'technical';
}
