import type { Level } from '../../domain/level.ts';
import type { GroundKind } from '../../domain/review.ts';
import type { Owner } from '../../domain/severity.ts';
import type { Tier } from '../../domain/tier.ts';
import type { OfferingColumns } from '../../snapshot/model.ts';
import { firstOf } from '../../words/sentence.ts';
import { indeterminate, indeterminateCode, levelAt } from '../columns.ts';
import { guidanceOn } from '../evidence.ts';
import { activeColumns, isWithdrawn } from '../offered.ts';
import type { JudgeContext, JudgedSystem, ProcedureGroup, Report, SystemRule } from '../rule.ts';

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
    for (const tier of tiersApart(columns, context)) uneven(tier, columns, system, group, context, report);
  },
};

interface LevelledAgency {
  agency: string;
  level: Level | null;
}

/** Tiers whose units are told at more than one level, in the order of their first units. */
function tiersApart(columns: OfferingColumns, context: JudgeContext): Tier[] {
  const { agencies, levels } = columns;
  /** The level of the first unit of each that was told, as its character; then, that there is another. */
  const first = new Map<Tier, number>();
  const apart = new Set<Tier>();
  for (let at = 0; at < agencies.length; at++) {
    const level = levels.charCodeAt(at);
    if (level === indeterminateCode) continue;
    const tier = context.agency(agencies[at]!)?.tier;
    if (tier === undefined) continue;
    const known = first.get(tier);
    if (known === undefined) first.set(tier, level);
    else if (known !== level) apart.add(tier);
  }
  return [...first.keys()].filter(tier => apart.has(tier));
}

/** All levels told are one and the same: nearly always, and then no agency needs to be looked up. */
function isEven({ kinds }: OfferingColumns): boolean {
  return kinds.length <= (kinds.includes(indeterminate) ? 2 : 1);
}

function uneven(
  tier: Tier,
  columns: OfferingColumns,
  system: JudgedSystem,
  group: ProcedureGroup,
  context: JudgeContext,
  report: Report<'uneven-level'>,
): void {
  const offerings: LevelledAgency[] = [];
  const counts = new Map<Level | null, number>();
  for (let at = 0; at < columns.agencies.length; at++) {
    const agency = columns.agencies[at]!;
    const level = levelAt(columns, at);
    if (level === undefined || context.agency(agency)?.tier !== tier) continue;
    offerings.push({ agency, level });
    counts.set(level, (counts.get(level) ?? 0) + 1);
  }
  // In a tie the lower level is the minority.
  const [usual] = [...counts].sort(([a, m], [b, n]) => n - m || (b ?? 0) - (a ?? 0))[0]!;
  const minority = offerings.filter(({ level }) => level !== usual);
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
      alike: offerings.length - minority.length,
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
    owner: ownerOf(offerings, group),
  });
}

/** By the cause, where the units' lists say one: the law is VP UBND's, all else is seen to by technique. */
function ownerOf(offerings: readonly LevelledAgency[], { reviewed }: ProcedureGroup): Owner {
  if (!reviewed) return 'technical';
  const codes = new Set(offerings.map(({ agency }) => agency));
  const targets = reviewed.targets.filter(({ agency }) => codes.has(agency));
  const blocked = (kind: GroundKind) => targets.some(target => target[kind].blocks);
  return blocked('legal') && !blocked('technical') ? 'regulatory' : 'technical';
}
