import type { Level } from '../../domain/level.ts';
import type { GroundKind } from '../../domain/review.ts';
import type { Owner } from '../../domain/severity.ts';
import { tiers } from '../../domain/tier.ts';
import type { OfferingColumns } from '../../snapshot/model.ts';
import { firstOf } from '../../words/sentence.ts';
import { indeterminate, indeterminateCode, levelAt } from '../columns.ts';
import { guidanceOn } from '../evidence.ts';
import { activeColumns, isWithdrawn } from '../offered.ts';
import type { JudgeContext, JudgedSystem, ProcedureGroup, Report, SystemRule } from '../rule.ts';
import { tierListOf, unknownTier } from '../tier-lists.ts';

export const rule: SystemRule<'uneven-level'> = {
  id: 'uneven-level',
  scope: 'system',
  severity: 'minor',
  owner: 'technical',
  needs: { local: ['levels'] },
  becomes: 'task',
  concerns: () => true,
  judge(record, system, group, context, report) {
    const columns = activeColumns(record);
    if (isEven(columns) || isWithdrawn(group)) return;
    for (const place of tiersApart(columns, context)) uneven(place, columns, system, group, context, report);
  },
};

/** Places of tiers whose units are told at more than one level, in the order of their first units. */
function tiersApart({ agencies, levels }: OfferingColumns, context: JudgeContext): number[] {
  const { places } = tierListOf(agencies, context);
  /** The level of the first unit of each that was told, as its character; 0 = of none yet. */
  const first = new Uint8Array(tiers.length);
  const met: number[] = [];
  const apart = new Set<number>();
  for (let at = 0; at < agencies.length; at++) {
    const [place, level] = [places[at]!, levels.charCodeAt(at)];
    if (level === indeterminateCode || place === unknownTier) continue;
    if (first[place] === 0) {
      first[place] = level;
      met.push(place);
    } else if (first[place] !== level) apart.add(place);
  }
  return met.filter(place => apart.has(place));
}

/** All levels told are one and the same: nearly always, and then no agency needs to be looked up. */
function isEven({ kinds }: OfferingColumns): boolean {
  return kinds.length <= (kinds.includes(indeterminate) ? 2 : 1);
}

function uneven(
  place: number,
  columns: OfferingColumns,
  system: JudgedSystem,
  group: ProcedureGroup,
  context: JudgeContext,
  report: Report<'uneven-level'>,
): void {
  const tier = tiers[place]!;
  const { places } = tierListOf(columns.agencies, context);
  const told: number[] = [];
  const counts = new Map<Level | null, number>();
  for (let at = 0; at < places.length; at++) {
    const level = places[at] === place ? levelAt(columns, at) : undefined;
    if (level === undefined) continue;
    told.push(at);
    counts.set(level, (counts.get(level) ?? 0) + 1);
  }
  // In a tie the lower level is the minority.
  const [usual] = [...counts].sort(([a, m], [b, n]) => n - m || (b ?? 0) - (a ?? 0))[0]!;
  const minority = told.flatMap(at => {
    const level = levelAt(columns, at)!;
    return level === usual ? [] : [{ agency: columns.agencies[at]!, level }];
  });
  const shown = minority.slice(0, 200);
  report({
    procedure: group.code,
    agency: null,
    units: minority.map(({ agency }) => agency),
    system: system.name,
    key: tier,
    params: {
      tier,
      usual,
      alike: told.length - minority.length,
      others: firstOf(
        minority.map(({ agency, level }) => ({ code: agency, name: context.agencyName(agency), level })),
      ),
    },
    evidence: {
      tier,
      levels: Object.fromEntries(shown.map(({ agency, level }) => [agency, level])),
      counts: Object.fromEntries([...counts].map(([level, count]) => [level ?? 'none', count])),
      source: system.name,
      ...guidanceOn(group.code, context),
    },
    systems: [system.name],
    owner: ownerOf(
      told.map(at => columns.agencies[at]!),
      group,
    ),
  });
}

/** By the cause, where the units' lists say one: the law is VP UBND's, all else is seen to by technique. */
function ownerOf(units: readonly string[], { reviewed }: ProcedureGroup): Owner {
  if (!reviewed) return 'technical';
  const codes = new Set(units);
  const targets = reviewed.targets.filter(({ agency }) => codes.has(agency));
  const blocked = (kind: GroundKind) => targets.some(target => target[kind].blocks);
  return blocked('legal') && !blocked('technical') ? 'regulatory' : 'technical';
}
