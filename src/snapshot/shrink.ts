import { numberWords, percentWords } from '../domain/number-words.ts';
import type { SnapshotSummary } from './model.ts';

export type Sizes = Pick<SnapshotSummary, 'procedures' | 'offerings' | 'agencies'>;
export type Shrink = NonNullable<SnapshotSummary['shrunk']>;

const partNames: Record<Shrink['part'], string> = {
  procedures: 'Số thủ tục',
  offerings: 'Số dịch vụ tại các đơn vị',
  agencies: 'Số đơn vị có dịch vụ',
};

/**
 * Whether more than the allowed share (0…1) of anything is gone since the last complete snapshot; the part that lost
 * most. A list that suddenly is much shorter was more likely cut than emptied on purpose.
 */
export function judgeShrink(before: Sizes, after: Sizes, allowed: number): Shrink | undefined {
  let worst: Shrink | undefined;
  for (const part of ['procedures', 'offerings', 'agencies'] as const) {
    if (before[part] === 0) continue;
    const share = (before[part] - after[part]) / before[part];
    if (share > allowed && share > (worst?.share ?? 0)) {
      worst = { part, before: before[part], after: after[part], share };
    }
  }
  return worst;
}

/** For reports, Vietnamese. */
export function shrinkSentence(shrink: Shrink, allowed: number): string {
  const { part, before, after, share } = shrink;
  return `${partNames[part]} giảm từ ${numberWords(before)} còn ${numberWords(after)} (mất ${percentWords(share)}, ngưỡng ${percentWords(allowed)}) so với lần đọc đầy đủ gần nhất, có thể danh sách bị cắt.`;
}
