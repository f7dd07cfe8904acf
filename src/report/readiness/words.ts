import type { LevelNaming } from '../../domain/level.ts';
import type { Target } from '../../domain/review.ts';
import { date } from '../../domain/time.ts';
import type { ReadinessState } from '../../readiness/answer.ts';
import { levelWordsOf } from '../../words/level-names.ts';
import type { CheckRow } from './check-row.ts';
import type { OfferingChecklist } from './checklist.ts';

export const checkStateNames: Record<ReadinessState, string> = {
  met: 'đạt',
  'not-met': 'chưa đạt',
  'not-needed': 'không cần',
  unknown: 'chưa rõ',
};

export const checkTones = {
  met: 'good',
  'not-met': 'critical',
  'not-needed': 'info',
  unknown: 'minor',
} as const;

export const verdictNames: Record<OfferingChecklist['verdict'], string> = {
  ready: 'đủ điều kiện',
  missing: 'còn thiếu',
  unclear: 'còn điều chưa rõ',
};

export const verdictTones = { ready: 'good', missing: 'critical', unclear: 'minor' } as const;

const whyNames: Record<Target['why'], string> = {
  review: 'đơn vị rà soát',
  'roll-up': 'cơ quan tổng hợp rà soát',
  decision: 'theo quyết định',
  'already-online': 'đã ở mức độ 4 theo quyết định công bố',
  conflict: 'danh mục mâu thuẫn, chưa quyết định',
  'not-reviewed': 'chưa ai rà soát',
};

/** "lên mức độ 4 (đơn vị rà soát)"; what the reviews ask of an offering. */
export function targetWords(target: Target | undefined): string {
  if (!target) return 'chưa có danh mục rà soát nào';
  if (target.level === 4) return `mức độ 4 (${whyNames[target.why]})`;
  const keeps = target.why === 'conflict' || target.why === 'not-reviewed' ? '' : 'giữ mức hiện tại, ';
  return `${keeps}${whyNames[target.why]}`;
}

/** Levels of an offering, system by system: "Cổng DVC thành phố: mức 3 (một phần)". */
export function levelLines(
  { levels }: OfferingChecklist,
  systemTitle: (name: string) => string,
  naming: LevelNaming | undefined,
): string[] {
  return levels.map(({ system, level }) => {
    const words =
      level === 'absent'
        ? 'chưa cung cấp'
        : level === undefined
          ? 'không rõ'
          : levelWordsOf(level === null ? 'none' : `${level}`, naming).name;
    return `${systemTitle(system)}: ${words}`;
  });
}

/** What is in the way, by name: what is missing, else what is unclear. */
export function blockersOf({ rows, verdict }: OfferingChecklist): CheckRow[] {
  if (verdict === 'ready') return [];
  const state = verdict === 'missing' ? 'not-met' : 'unknown';
  return rows.filter(row => row.state === state);
}

/** Source with its day, where it has one. */
export function sourceText({ source, at }: CheckRow): string {
  return at === null ? source : `${source} (ngày ${date(at)})`;
}
