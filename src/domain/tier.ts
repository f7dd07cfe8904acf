/** Cấp: who carries a procedure out. */
export const tiers = ['ministry', 'province', 'district', 'commune', 'other'] as const;
export type Tier = (typeof tiers)[number];

export const tierNames: Record<Tier, string> = {
  ministry: 'cấp bộ',
  province: 'cấp tỉnh',
  district: 'cấp huyện',
  commune: 'cấp xã',
  other: 'cơ quan khác',
};
