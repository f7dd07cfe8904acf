import { numberWords } from '../../domain/number-words.ts';
import type { Target } from '../../domain/review.ts';
import { date } from '../../domain/time.ts';
import type { ReadinessState } from '../../readiness/answer.ts';
import { appraisalAnswerNames } from '../../words/desk.ts';
import type { LevelTerms } from '../../words/level-names.ts';
import type { Names } from '../names.ts';
import type { OfferingChecklist } from './checklist.ts';
import type { CheckRow, Stated } from './conditions.ts';

export const checkStateNames: Record<ReadinessState, string> = {
  ...appraisalAnswerNames,
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

const whyNames: Record<Exclude<Target['why'], 'already-online'>, string> = {
  review: 'đơn vị rà soát',
  'roll-up': 'cơ quan tổng hợp rà soát',
  decision: 'theo quyết định',
  conflict: 'danh mục mâu thuẫn, chưa quyết định',
  'not-reviewed': 'chưa ai rà soát',
};

/** "mức độ 4 (đơn vị rà soát)"; what the reviews ask of an offering. */
export function targetWords(target: Target | undefined, levels: LevelTerms): string {
  if (!target) return 'chưa có danh mục rà soát nào';
  const { why, level } = target;
  const whence = why === 'already-online' ? `đã ở ${levels.of(4)} theo quyết định công bố` : whyNames[why];
  if (level === 4) return `${levels.of(4)} (${whence})`;
  return why === 'conflict' || why === 'not-reviewed' ? whence : `giữ mức hiện tại, ${whence}`;
}

/** "12 trên 40 dịch vụ đã ở mức độ 4; …": how far all are. */
export function countSentence(
  { atTop, ready, missing, unclear }: Record<'atTop' | OfferingChecklist['verdict'], number>,
  { levels }: Pick<Names, 'levels'>,
): string {
  const all = atTop + ready + missing + unclear;
  return `${numberWords(atTop)} trên ${numberWords(all)} dịch vụ đã ở ${levels.of(4)}; ${numberWords(ready)} đủ điều kiện để nâng, ${numberWords(missing)} còn thiếu điều kiện, ${numberWords(unclear)} còn điều chưa rõ.`;
}

/** Levels of an offering, system by system: "Cổng DVC thành phố: mức độ 3". */
export function levelLines(
  checklist: OfferingChecklist,
  systemTitle: (name: string) => string,
  levels: LevelTerms,
): string[] {
  return checklist.levels.map(
    ({ system, level }) =>
      `${systemTitle(system)}: ${level === 'absent' ? 'chưa cung cấp' : levels.of(level)}`,
  );
}

/** What is in the way, by name: what is missing, else what is unclear. */
export function blockersOf({ rows, verdict }: OfferingChecklist): CheckRow[] {
  if (verdict === 'ready') return [];
  const state = verdict === 'missing' ? 'not-met' : 'unknown';
  return rows.filter(row => row.state === state);
}

/** Source with its day, where it has one; what else was measured or said of it beside. */
export function sourceText({ measured, said, ...counting }: CheckRow): string {
  const other = [measured, said].find(each => each && each.source !== counting.source);
  const beside = other && (other === said ? 'đã nêu' : 'hệ thống');
  return `${dated(counting)}${other ? `; ${beside}: ${dated(other)}` : ''}`;
}

function dated({ source, at }: Stated): string {
  return at === null ? source : `${source} (ngày ${date(at)})`;
}
