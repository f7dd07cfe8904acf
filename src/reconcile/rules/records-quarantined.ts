import { numberWords } from '../../domain/number-words.ts';
import type { SourceRule } from '../rule.ts';
import { systemLabel } from '../sentence.ts';

export const rule: SourceRule = {
  id: 'records-quarantined',
  scope: 'source',
  severity: 'minor',
  owner: 'technical',
  title: 'Bản ghi không đọc hiểu được',
  what: 'Một số bản ghi, hoặc một phần của chúng, không đúng cấu trúc nên được để riêng, không đưa vào đối chiếu.',
  why: 'Những chỗ này được coi là "chưa rõ": không kết luận là có, cũng không kết luận là thiếu.',
  remedy:
    'Sở TTTT xem danh sách cách ly của lần chạy (mã, vị trí, lý do) và sửa dữ liệu tại hệ thống nguồn, hoặc báo đơn vị vận hành hệ thống đó.',
  needsNational: false,
  judge(system, _context, report) {
    const { quarantined, takenAt } = system.snapshot;
    if (quarantined === 0) return;
    report({
      procedure: null,
      agency: null,
      system: system.name,
      expected: 0,
      actual: quarantined,
      message: `${systemLabel(system)} có ${numberWords(quarantined)} bản ghi không đọc hiểu được; lẽ ra không có bản ghi nào.`,
      evidence: { quarantined, takenAt },
      systems: [system.name],
    });
  },
};
