import { numberWords, percentWords } from '../domain/number-words.ts';
import type { CaseFacts } from '../domain/procedure.ts';
import type { CaseParts, SnapshotSummary } from './model.ts';

export type Sizes = Pick<SnapshotSummary, 'procedures' | 'offerings' | 'agencies' | 'caseParts'>;
export type Shrink = NonNullable<SnapshotSummary['shrunk']>;

const partNames: Record<Shrink['part'], string> = {
  procedures: 'Số thủ tục',
  offerings: 'Số dịch vụ tại các đơn vị',
  agencies: 'Số đơn vị có dịch vụ',
  components: 'Số trường hợp có thành phần hồ sơ',
  eform: 'Số trường hợp có biểu mẫu điện tử',
  workflow: 'Số trường hợp có quy trình điện tử',
};

const caseParts = ['components', 'eform', 'workflow'] as const;

export function noCaseParts(): CaseParts {
  return {
    components: { some: 0, none: 0 },
    eform: { some: 0, none: 0 },
    workflow: { some: 0, none: 0 },
  };
}

export function countCaseParts(counts: CaseParts, cases: readonly CaseFacts[]): void {
  for (const each of cases) {
    for (const part of caseParts) {
      const value = each[part];
      if (value === undefined) continue;
      const has = value !== null && !(Array.isArray(value) && value.length === 0);
      counts[part][has ? 'some' : 'none']++;
    }
  }
}

/** Cases that lost a part, where so few are hardly a list that was cut but somebody at work. */
const fewCases = 20;

/**
 * Whether more than the allowed share (0…1) of anything is gone since the last complete snapshot; the part that lost
 * most. A list that suddenly is much shorter was more likely cut than emptied on purpose.
 */
export function judgeShrink(before: Sizes, after: Sizes, allowed: number): Shrink | undefined {
  let worst: Shrink | undefined;
  const lost = (part: Shrink['part'], had: number, has: number) => {
    if (had === 0) return;
    const share = (had - has) / had;
    if (share > allowed && share > (worst?.share ?? 0)) worst = { part, before: had, after: has, share };
  };
  for (const part of ['procedures', 'offerings', 'agencies'] as const) lost(part, before[part], after[part]);
  for (const part of caseParts) {
    const [had, has] = [before.caseParts?.[part], after.caseParts?.[part]];
    if (!had || !has) continue;
    // Neither new cases that have none yet nor cases of which it cannot be told have lost anything.
    const gone = Math.min(had.some - has.some, has.none - had.none);
    if (gone > fewCases) lost(part, had.some, had.some - gone);
  }
  return worst;
}

/** For reports, Vietnamese. */
export function shrinkSentence(shrink: Shrink, allowed: number): string {
  const { part, before, after, share } = shrink;
  return `${partNames[part]} giảm từ ${numberWords(before)} còn ${numberWords(after)} (mất ${percentWords(share)}, ngưỡng ${percentWords(allowed)}) so với lần đọc đầy đủ gần nhất, có thể danh sách bị cắt.`;
}
