import type { Workflow } from '../../src/domain/workflow.ts';
import type { SandboxSeed, SeedCase, SeedProcedure } from '../sandbox/seed.ts';

/** Tiếp nhận → thẩm định → trả kết quả, 24 hours. */
const workflow: Workflow = {
  steps: [
    { id: '100', name: 'Tiếp nhận', kind: 'start', hours: 4, onlineHours: 4, performer: 'Một cửa' },
    { id: '200', name: 'Thẩm định', kind: 'step', hours: 20, onlineHours: 20, performer: 'Chuyên viên' },
    { id: '300', name: 'Trả kết quả', kind: 'end', hours: 0, onlineHours: 0, performer: 'Một cửa' },
  ],
  transitions: [
    { from: '100', to: '200', action: 'Chuyển thẩm định' },
    { from: '200', to: '300', action: 'Trả kết quả' },
  ],
};

/**
 * A small city every adapter must be able to show: two departments, two districts, three communes, five procedures.
 * `eform` is a usable form as the remote stores it. Keys of agencies are their identification codes.
 */
export function contractSeed(eform: string): SandboxSeed {
  const agency = (id: string, name: string, tier: 'province' | 'district' | 'commune', parent?: string) => ({
    id,
    identification: id,
    name,
    tier,
    ...(parent ? { parent } : {}),
  });
  const usual = (key: string, more: Partial<SeedCase> = {}): SeedCase => ({
    key,
    name: `Trường hợp ${key}`,
    agencies: null,
    components: [
      { code: 'TK01', name: 'Tờ khai theo mẫu', originals: 1, copies: 0, required: true },
      { name: 'Bản sao giấy tờ "tùy thân"', originals: 0, copies: 1, required: false },
    ],
    eform,
    workflow,
    deadlineHours: 24,
    onlineDeadlineHours: 24,
    ...more,
  });
  const procedure = (code: string, more: Partial<SeedProcedure>): SeedProcedure => ({
    code,
    name: `Thủ tục ${code}: đăng ký & xác nhận`,
    active: true,
    field: { code: 'HT', name: 'Hộ tịch' },
    decision: '12/QĐ-UBND',
    fees: [8000],
    deadlineText: '03 ngày làm việc',
    tiers: ['province'],
    offerings: [],
    cases: [usual(`${code}-a`)],
    ...more,
  });
  return {
    locality: 'H13',
    fields: [
      { code: 'HT', name: 'Hộ tịch' },
      { code: 'DD', name: 'Đất đai' },
    ],
    agencies: [
      agency('H13.1', 'Sở Tư pháp', 'province'),
      agency('H13.2', 'Sở Tài nguyên và Môi trường', 'province'),
      agency('H13.20', 'UBND quận Ninh Kiều', 'district'),
      agency('H13.21', 'UBND huyện Phong Điền', 'district'),
      agency('H13.20.1', 'UBND phường Cái Khế', 'commune', 'H13.20'),
      agency('H13.20.2', 'UBND phường An Hòa', 'commune', 'H13.20'),
      agency('H13.21.1', 'UBND xã Nhơn Ái', 'commune', 'H13.21'),
    ],
    procedures: [
      procedure('1.000010', {
        offerings: [
          { agency: 'H13.1', level: 4, recipients: 3 },
          { agency: 'H13.2', level: 3 },
        ],
        cases: [usual('1.000010-a'), usual('1.000010-b', { agencies: ['H13.2'] })],
      }),
      procedure('1.000020', {
        tiers: ['district'],
        fees: [0],
        offerings: [
          { agency: 'H13.20', level: 3 },
          { agency: 'H13.21', level: null },
        ],
        cases: [usual('1.000020-a', { eform: null, workflow: null })],
      }),
      procedure('2.000030', {
        tiers: ['commune'],
        field: { code: 'DD', name: 'Đất đai' },
        offerings: ['H13.20.1', 'H13.20.2', 'H13.21.1'].map(id => ({ agency: id, level: 4 as const })),
      }),
      procedure('2.000040', {
        offerings: [
          { agency: 'H13.1', level: 3 },
          // The same pair twice: both rows must be told, not merged away.
          { agency: 'H13.1', level: 2 },
        ],
      }),
      procedure('3.000050', { active: false, offerings: [{ agency: 'H13.2', level: 4 }] }),
    ],
  };
}
