import type { Level } from '../../domain/level.ts';
import type { GroundKind } from '../../domain/review.ts';
import type { Owner } from '../../domain/severity.ts';
import type { Tier } from '../../domain/tier.ts';
import type { OfferingColumns } from '../../snapshot/model.ts';
import { firstOf } from '../../words/sentence.ts';
import { indeterminate, levelAt } from '../columns.ts';
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
    const ofTier = new Map<Tier, LevelledAgency[]>();
    columns.agencies.forEach((agency, at) => {
      const tier = context.agency(agency)?.tier;
      const level = levelAt(columns, at);
      if (tier === undefined || level === undefined) return;
      const list = ofTier.get(tier) ?? [];
      list.push({ agency, level });
      ofTier.set(tier, list);
    });
    for (const [tier, list] of ofTier) {
      if (list.some(({ level }) => level !== list[0]!.level))
        uneven(tier, list, system, group, context, report);
    }
  },
};

interface LevelledAgency {
  agency: string;
  level: Level | null;
}

/** All levels told are one and the same: nearly always, and then no agency needs to be looked up. */
function isEven({ kinds }: OfferingColumns): boolean {
  return kinds.length <= (kinds.includes(indeterminate) ? 2 : 1);
}

function uneven(
  tier: Tier,
  offerings: LevelledAgency[],
  system: JudgedSystem,
  group: ProcedureGroup,
  context: JudgeContext,
  report: Report<'uneven-level'>,
): void {
  const counts = new Map<Level | null, number>();
  for (const { level } of offerings) counts.set(level, (counts.get(level) ?? 0) + 1);
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
  const codes = new Set(offerings.map(({ agency }) => agency));
  const targets = reviewed?.targets.filter(({ agency }) => codes.has(agency)) ?? [];
  const blocked = (kind: GroundKind) => targets.some(target => target[kind].blocks);
  return blocked('legal') && !blocked('technical') ? 'regulatory' : 'technical';
}
