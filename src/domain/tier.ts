/** Cấp: who carries a procedure out. */
export type Tier = 'ministry' | 'province' | 'district' | 'commune' | 'other';

export const tiers: readonly Tier[] = ['ministry', 'province', 'district', 'commune', 'other'];

export const tierNames: Record<Tier, string> = {
  ministry: 'cấp bộ',
  province: 'cấp tỉnh',
  district: 'cấp huyện',
  commune: 'cấp xã',
  other: 'cơ quan khác',
};
