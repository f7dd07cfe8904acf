import type { Applicability } from '../../src/domain/applies.ts';
import type { City } from '../../src/domain/city.ts';
import type { Ground, ReviewDecision, ReviewEntry, ReviewList } from '../../src/domain/review.ts';
import type { ReviewMaterial } from '../../src/review/roll-up.ts';

/** The city itself, two departments, two districts, four communes. */
export const city: City = {
  locality: 'H13',
  agencies: [
    { code: 'H13', name: 'UBND thành phố', tier: 'province' },
    { code: 'H13.1', name: 'Văn phòng UBND thành phố', tier: 'province', parent: 'H13' },
    { code: 'H13.3', name: 'Sở Tư pháp', tier: 'province', parent: 'H13' },
    { code: 'H13.21', name: 'UBND quận Ninh Kiều', tier: 'district', parent: 'H13' },
    { code: 'H13.22', name: 'UBND quận Ô Môn', tier: 'district', parent: 'H13' },
    { code: 'H13.21.1', name: 'UBND phường Cái Khế', tier: 'commune', parent: 'H13.21' },
    { code: 'H13.21.2', name: 'UBND phường An Hòa', tier: 'commune', parent: 'H13.21' },
    { code: 'H13.22.1', name: 'UBND phường Thới An', tier: 'commune', parent: 'H13.22' },
    { code: 'H13.22.2', name: 'UBND phường Châu Văn Liêm', tier: 'commune', parent: 'H13.22' },
  ],
  fields: { 'Hộ tịch': 'H13.3' },
  applies: [],
  systems: [
    { name: 'national', role: 'national', hosts: [], covers: null },
    {
      name: 'portal',
      role: 'portal',
      hosts: ['components', 'eform', 'workflow', 'payment', 'channel'],
      covers: null,
    },
    { name: 'oneStop', role: 'oneStop', hosts: ['components', 'workflow'], covers: null },
  ],
  rules: {},
};

export const communes = ['H13.21.1', 'H13.21.2', 'H13.22.1', 'H13.22.2'];
export const districts = ['H13.21', 'H13.22'];

export const inOrder: Ground = { blocks: false, reasons: [], text: null };
export const silent: Ground = { blocks: undefined, reasons: [], text: null };
export const blocked = (...reasons: string[]): Ground => ({ blocks: true, reasons, text: null });

/** A row: in order on both grounds in Phụ lục I, technically blocked in Phụ lục II, unless `change` says otherwise. */
export function entry(agency: string, list: ReviewList, change: Partial<ReviewEntry> = {}): ReviewEntry {
  const bad = list === 'not-eligible';
  return {
    agency,
    list,
    procedure: '1.004194',
    name: 'Đăng ký khai sinh',
    technical: bad ? blocked('file-size') : inOrder,
    legal: inOrder,
    source: { file: 1, name: `${agency}.xlsx`, sheet: 'Sheet1', row: list === 'eligible' ? 7 : 12 },
    importedAt: '2021-06-10T02:00:00.000Z',
    ...change,
  };
}

export function decision(
  agency: string | null,
  eligible: boolean,
  change: Partial<ReviewDecision> = {},
): ReviewDecision {
  return {
    id: 1,
    procedure: '1.004194',
    agency,
    eligible,
    by: 'Trần Thị B',
    reason: 'đã họp thống nhất',
    at: '2021-07-02T02:00:00.000Z',
    revokedAt: null,
    revokedBy: null,
    ...change,
  };
}

export function applicable(agencies: readonly string[], change: Partial<Applicability> = {}): Applicability {
  return { agencies: [...agencies].sort(), undecided: [], overrides: [], ...change };
}

export function material(change: Partial<ReviewMaterial> = {}): ReviewMaterial {
  return {
    procedure: '1.004194',
    name: 'Đăng ký khai sinh',
    applicability: applicable(communes),
    manager: 'H13.3',
    entries: [],
    decisions: [],
    ...change,
  };
}
