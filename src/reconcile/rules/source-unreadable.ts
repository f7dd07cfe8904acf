import type { SourceRule } from '../rule.ts';
import { systemLabel } from '../sentence.ts';

export const rule: SourceRule = {
  id: 'source-unreadable',
  scope: 'source',
  severity: 'critical',
  owner: 'technical',
  title: 'Không đọc được hệ thống nguồn',
  what: 'Một hệ thống không trả lời, từ chối truy cập hoặc chỉ đọc được một phần dữ liệu.',
  why: 'Khi thiếu dữ liệu của một hệ thống thì không thể kết luận dịch vụ nào còn thiếu ở đó; các quy tắc cần hệ thống này tạm dừng để tránh kết luận sai.',
  remedy:
    'Sở TTTT kiểm tra đường truyền, tài khoản và tình trạng của hệ thống rồi chạy lại; lệnh check cho biết phần nào không truy cập được.',
  needs: {},
  becomes: null,
  judge(system, _context, report) {
    const { status, error, takenAt, shrunk } = system.snapshot;
    if (status === 'complete' || shrunk) return;
    const actual = status === 'unreadable' ? 'không đọc được' : 'đọc được một phần';
    const why = error ? `: ${error}` : '';
    report({
      procedure: null,
      agency: null,
      system: system.name,
      expected: 'đọc được toàn bộ',
      actual: `${actual}${why}`,
      message: `${systemLabel(system)} cần được đọc toàn bộ nhưng ${actual}${why}${why.endsWith('.') ? '' : '.'}`,
      evidence: { status, error, takenAt },
      systems: [system.name],
    });
  },
};
