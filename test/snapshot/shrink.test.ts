import { describe, expect, it } from 'vitest';
import { judgeShrink, shrinkSentence } from '../../src/snapshot/shrink.ts';

const before = { procedures: 1_000, offerings: 40_000, agencies: 95 };

describe('a snapshot beside the last complete one', () => {
  it('is suspicious when more than the allowed share is gone, and names what lost most', () => {
    expect(judgeShrink(before, { procedures: 700, offerings: 20_000, agencies: 95 }, 0.2)).toEqual({
      part: 'offerings',
      before: 40_000,
      after: 20_000,
      share: 0.5,
    });
    expect(judgeShrink(before, { procedures: 500, offerings: 28_000, agencies: 95 }, 0.2)?.part).toBe(
      'procedures',
    );
  });

  it('is not when exactly the allowed share is gone, or when it has grown', () => {
    expect(judgeShrink(before, { procedures: 800, offerings: 32_000, agencies: 76 }, 0.2)).toBeUndefined();
    expect(judgeShrink(before, { procedures: 1_001, offerings: 50_000, agencies: 99 }, 0.2)).toBeUndefined();
  });

  it('is not when there was nothing to lose', () => {
    const none = { procedures: 0, offerings: 0, agencies: 0 };
    expect(judgeShrink(none, none, 0.2)).toBeUndefined();
    expect(judgeShrink({ ...none, procedures: 10 }, { ...none, procedures: 0 }, 0.2)).toMatchObject({
      share: 1,
    });
  });

  it('says what happened in Vietnamese', () => {
    const shrink = { part: 'procedures', before: 1_331, after: 799, share: 532 / 1_331 } as const;
    expect(shrinkSentence(shrink, 0.2)).toBe(
      'Số thủ tục giảm từ 1.331 còn 799 (mất 40%, ngưỡng 20%) so với lần đọc đầy đủ gần nhất, có thể danh sách bị cắt.',
    );
  });
});
