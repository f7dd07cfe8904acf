import { numberWords, percentWords } from '../../domain/number-words.ts';
import type { SourceRule } from '../rule.ts';
import { systemLabel } from '../sentence.ts';

const parts = { procedures: 'thủ tục', offerings: 'dịch vụ tại đơn vị', agencies: 'đơn vị' };

export const rule: SourceRule = {
  id: 'source-shrunk',
  scope: 'source',
  severity: 'critical',
  owner: 'technical',
  title: 'Dữ liệu nguồn hụt bất thường',
  what: 'Hệ thống trả về ít hơn hẳn so với lần đọc đầy đủ gần nhất, vượt tỷ lệ cho phép.',
  why: 'Danh sách bị cắt thường do lỗi phân trang, phân quyền hoặc đồng bộ. Nếu tin ngay thì hàng trăm dịch vụ sẽ bị báo thiếu oan, nên mọi kết luận "thiếu" đối với hệ thống này được giữ lại.',
  remedy:
    'Sở TTTT đối chiếu với hệ thống. Nếu số liệu giảm là đúng thì chấp nhận bằng lệnh run --accept-shrink kèm lý do; nếu không thì khắc phục rồi chạy lại.',
  needs: {},
  becomes: null,
  judge(system, _context, report) {
    const { shrunk, takenAt } = system.snapshot;
    if (!shrunk) return;
    const { part, before, after, share } = shrunk;
    const lost = percentWords(share);
    report({
      procedure: null,
      agency: null,
      system: system.name,
      expected: before,
      actual: after,
      message: `${systemLabel(system)} chỉ còn ${numberWords(after)} ${parts[part]}, lần đọc đầy đủ gần nhất có ${numberWords(before)} (giảm ${lost}).`,
      evidence: { part, before, after, share, takenAt },
      systems: [system.name],
    });
  },
};
