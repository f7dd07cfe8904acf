import type { Level } from '../../domain/level.ts';
import type { GroundKind, ReviewedProcedure } from '../../domain/review.ts';
import type { Owner } from '../../domain/severity.ts';
import { type Tier, tiers } from '../../domain/tier.ts';
import type { OfferingColumns } from '../../snapshot/model.ts';
import { firstOf } from '../../words/sentence.ts';
import { indeterminate, levelAt, noLevel } from '../columns.ts';
import { guidanceOn } from '../evidence.ts';
import { activeColumns } from '../offered.ts';
import { systemRule } from '../rule.ts';
import { addLevels, levelCounters, tierListOf } from '../statistics.ts';

export const rule = systemRule(
  { id: 'uneven-level', severity: 'minor', owner: 'technical', becomes: 'task' },
  { needs: { local: ['levels'] }, sieve: 'levels' },
  (record, system, group, context, report) => {
    const columns = activeColumns(record);
    const { places } = tierListOf(columns.agencies, context);
    const all = new Int32Array((tiers.length + 1) * levelCounters);
    addLevels(all, columns, context);
    for (const { tier, place, counts } of tiersApart(all, places, columns)) {
      // In a tie the lower level is the minority.
      const [usual, alike] = counts.toSorted(([a, m], [b, n]) => n - m || (b ?? 0) - (a ?? 0))[0]!;
      const minority = positionsBeside(usual, place, places, columns).map(at => {
        const code = columns.agencies[at]!;
        return { code, name: context.agencyName(code), level: levelAt(columns, at) ?? null };
      });
      report({
        units: minority.map(({ code }) => code),
        key: tier,
        params: { tier, usual, alike, others: firstOf(minority) },
        evidence: {
          tier,
          levels: Object.fromEntries(minority.slice(0, 200).map(({ code, level }) => [code, level])),
          counts: Object.fromEntries(counts.map(([level, count]) => [level ?? 'none', count])),
          source: system.name,
          ...guidanceOn(group.code, context),
        },
        owner: ownerOf(group.reviewed, place, places, columns),
      });
    }
  },
);

/** A tier whose units are told at more than one level. */
interface Apart {
  tier: Tier;
  place: number;
  /** How many units are at each level, of those that were told. */
  counts: [Level | null, number][];
}

/** In the order of their first units. */
function tiersApart(all: Int32Array, places: Uint8Array, columns: OfferingColumns): Apart[] {
  const apart = tiers
    .map((tier, place): Apart => {
      const own = [...all.subarray(place * levelCounters, (place + 1) * levelCounters)];
      const counts = own.flatMap((count, level): Apart['counts'] =>
        count > 0 ? [[level === 0 ? null : (level as Level), count]] : [],
      );
      return { tier, place, counts };
    })
    .filter(({ counts }) => counts.length > 1);
  const first = (of: number) =>
    places.findIndex((place, at) => place === of && levelAt(columns, at) !== undefined);
  return apart.length < 2 ? apart : apart.sort((one, other) => first(one.place) - first(other.place));
}

/** Positions of units of a tier that are told to be at another level. */
function positionsBeside(
  usual: Level | null,
  place: number,
  places: Uint8Array,
  { levels, kinds }: OfferingColumns,
): number[] {
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
  reviewed: ReviewedProcedure | undefined,
  place: number,
  places: Uint8Array,
  columns: OfferingColumns,
): Owner {
  if (!reviewed) return 'technical';
  const codes = new Set(
    columns.agencies.filter((_, at) => places[at] === place && levelAt(columns, at) !== undefined),
  );
  const targets = reviewed.targets.filter(({ agency }) => codes.has(agency));
  const blocked = (kind: GroundKind) => targets.some(target => target[kind].blocks);
  return blocked('legal') && !blocked('technical') ? 'regulatory' : 'technical';
}
