import type { Agency } from '../../../src/domain/agency.ts';
import type { Ground, ReviewList } from '../../../src/domain/review.ts';
import type { FileAnswer } from '../../../src/review/answer.ts';
import type { ImportContext } from '../../../src/review/intake.ts';
import type { ReviewReading } from '../../../src/review/read-review.ts';
import { defaultReasonWords } from '../../../src/review/reason-words.ts';
import { unitFinder } from '../../../src/review/units.ts';
import type { ImportOptions } from '../../../src/review/which-list.ts';
import { suggester } from '../../../src/snapshot/suggest.ts';
import { levelTerms } from '../../../src/words/level-names.ts';

/** A file people might send, and what must come of it. */
export interface Sample {
  /** What is odd about it; the test's title. */
  title: string;
  name: string;
  bytes: Uint8Array | Promise<Uint8Array>;
  options?: ImportOptions;
  context?: Partial<ImportContext>;
  /** Rows that count: `1.004194 I H13.21.1 + -payment`; see `rowText`. */
  rows: string[];
  /** `questioned B12 …`, the beginning of the reason; all of them, in order. */
  problems?: string[];
  /** Rows asked about, where one question is about several. */
  questioned?: number;
  /** `B12 1.00419 → 1.004190`; all of them. */
  corrections?: string[];
  /** Rows they stand in, where a row has several. */
  corrected?: number;
  /** Each must be found in some note. */
  notes?: string[];
  /** Texts of reasons to be coded. */
  unknown?: string[];
  /** Part of why the file cannot be read. */
  error?: string;
}

const agencies: Agency[] = [
  { code: 'H13', name: 'Ủy ban nhân dân thành phố Cần Thơ', tier: 'province' },
  { code: 'H13.1', name: 'Văn phòng Ủy ban nhân dân thành phố', tier: 'province', parent: 'H13' },
  { code: 'H13.3', name: 'Sở Tư pháp', tier: 'province', parent: 'H13' },
  { code: 'H13.11', name: 'Sở Thông tin và Truyền thông', tier: 'province', parent: 'H13' },
  { code: 'H13.21', name: 'Ủy ban nhân dân quận Ninh Kiều', tier: 'district', parent: 'H13' },
  { code: 'H13.23', name: 'Ủy ban nhân dân quận Bình Thuỷ', tier: 'district', parent: 'H13' },
  { code: 'H13.21.1', name: 'Ủy ban nhân dân phường Cái Khế', tier: 'commune', parent: 'H13.21' },
  { code: 'H13.21.2', name: 'Ủy ban nhân dân phường An Hòa', tier: 'commune', parent: 'H13.21' },
  { code: 'H13.23.1', name: 'Ủy ban nhân dân phường Bình Thủy', tier: 'commune', parent: 'H13.23' },
];

/** Made-up names on codes of national shape. */
export const procedures: Record<string, string> = {
  '1.004194': 'Đăng ký tạm trú',
  '1.004190': 'Cấp giấy phép khai thác nước mặt',
  '1.004222': 'Đăng ký thường trú',
  '1.000656': 'Đăng ký khai tử',
  '1.000894': 'Đăng ký kết hôn',
  '2.000815': 'Chứng thực bản sao từ bản chính',
  '1.200400': 'Cấp giấy phép xây dựng nhà ở riêng lẻ',
  '2.000986': 'Liên thông đăng ký khai sinh, cấp thẻ bảo hiểm y tế',
};

const known = Object.entries(procedures).map(([code, name]) => ({ code, name }));

export const context: ImportContext = {
  locality: 'H13',
  units: unitFinder(agencies),
  words: defaultReasonWords(),
  levels: levelTerms(),
  national: {
    procedures: new Map(known.map(({ code, name }) => [code, { name, active: code !== '2.000986' }])),
    suggest: suggester(known),
  },
  mapped: new Map([['KT-01', '1.000656']]),
  decision: '2974',
  lastYear: 2021,
};

const listWords: Record<ReviewList, string> = {
  eligible: 'I',
  'not-eligible': 'II',
  'already-online': 'online',
};

/** `1.004194 II H13.21.1 -payment +`: code, list, unit, technical, legal; `+` in order, `-` in the way, `?` not said. */
export function rowTexts({ entries }: ReviewReading): string[] {
  return entries.map(({ procedure, list, agency, technical, legal }) =>
    [procedure, listWords[list], agency, groundText(technical), groundText(legal)].join(' '),
  );
}

function groundText({ blocks, reasons }: Ground): string {
  return blocks === undefined ? '?' : blocks ? `-${reasons.join(',')}` : '+';
}

export function problemTexts({ problems }: FileAnswer): string[] {
  return problems.map(({ kind, cell, reason }) => `${kind} ${cell ?? '–'} ${reason}`);
}

export function correctionTexts({ corrections }: FileAnswer): string[] {
  return corrections.map(({ cell, from, to }) => `${cell} ${from} → ${to}`);
}
