import type { Level } from '../../domain/level.ts';
import { numberWords } from '../../domain/number-words.ts';
import { type Tier, tierNames } from '../../domain/tier.ts';
import { levelAt, untoldCode } from '../columns.ts';
import { activeColumns, isWithdrawn } from '../offered.ts';
import type { JudgeContext, JudgedSystem, ProcedureGroup, Report, SystemRule } from '../rule.ts';
import { agencyLabel, levelWords, listWords, procedureLabel, systemLabel } from '../sentence.ts';

export const rule: SystemRule = {
  id: 'uneven-level',
  scope: 'system',
  severity: 'minor',
  owner: 'technical',
  title: 'Mức độ không đồng đều giữa các đơn vị cùng cấp',
  what: 'Cùng một thủ tục, trên cùng một hệ thống, các đơn vị cùng cấp lại cung cấp ở mức độ khác nhau.',
  why: 'Kế hoạch yêu cầu một thủ tục được cung cấp thống nhất ở mọi đơn vị cùng cấp; người dân ở nơi này không được phục vụ như ở nơi khác.',
  remedy:
    'Sở TTTT làm việc với các đơn vị thuộc nhóm thiểu số nêu trong bằng chứng: nếu vướng kỹ thuật thì khắc phục, nếu vướng quy định thì chuyển VP UBND.',
  needs: { local: ['levels'] },
  becomes: 'task',
  concerns: () => true,
  judge(record, system, group, context, report) {
    const columns = activeColumns(record);
    if (isEven(columns.levels) || isWithdrawn(group)) return;
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
function isEven(levels: string): boolean {
  let first = untoldCode;
  for (let at = 0; at < levels.length; at++) {
    const level = levels.charCodeAt(at);
    if (level === untoldCode || level === first) continue;
    if (first !== untoldCode) return false;
    first = level;
  }
  return true;
}

function uneven(
  tier: Tier,
  offerings: LevelledAgency[],
  system: JudgedSystem,
  group: ProcedureGroup,
  context: JudgeContext,
  report: Report,
): void {
  const counts = new Map<Level | null, number>();
  for (const { level } of offerings) counts.set(level, (counts.get(level) ?? 0) + 1);
  // In a tie the lower level is the minority.
  const [usual] = [...counts].sort(([a, m], [b, n]) => n - m || (b ?? 0) - (a ?? 0))[0]!;
  const minority = offerings.filter(({ level }) => level !== usual);
  const named = minority.map(({ agency, level }) => `${agencyLabel(agency, context)} ${levelWords(level)}`);
  const shown = minority.slice(0, 200);
  report({
    procedure: group.code,
    agency: null,
    units: minority.map(({ agency }) => agency),
    system: system.name,
    key: tier,
    expected: usual ?? 'không có mức độ',
    actual: `${numberWords(minority.length)} trong ${numberWords(offerings.length)} đơn vị khác mức độ`,
    message: `Thủ tục ${procedureLabel(group)} trên ${systemLabel(system)}: ${numberWords(offerings.length - minority.length)} đơn vị ${tierNames[tier]} ở ${levelWords(usual)}, riêng ${listWords(named, 'đơn vị')}.`,
    evidence: {
      tier,
      levels: Object.fromEntries(shown.map(({ agency, level }) => [agency, level])),
      counts: Object.fromEntries([...counts].map(([level, count]) => [level ?? 'none', count])),
      source: system.name,
    },
    systems: [system.name],
  });
}
