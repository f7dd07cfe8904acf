import { jobNames } from '../../domain/job.ts';

/** What was done, as officials read it; an action of an earlier version keeps its own name. */
const actionNames: Record<string, string> = {
  'start-run': 'bắt đầu đối chiếu',
  'cancel-job': 'hủy việc trong hàng đợi',
  'make-plan': 'lập kế hoạch',
  'approve-plan': 'duyệt kế hoạch',
  'refuse-plan': 'từ chối kế hoạch',
  'apply-plan': 'áp dụng kế hoạch',
  'make-rollback': 'lập kế hoạch hoàn nguyên',
  adopt: 'lấy cấu hình của hệ thống',
  scaffold: 'soạn định nghĩa dịch vụ',
  waive: 'tạm bỏ qua sai lệch',
  'revoke-waiver': 'thôi bỏ qua sai lệch',
  'make-task': 'giao việc',
  'confirm-task': 'xác nhận việc đã xong',
  'import-review': 'nhập danh mục rà soát',
  'withdraw-review': 'rút danh mục rà soát',
  'decide-review': 'quyết định rà soát',
  'revoke-review-decision': 'rút quyết định rà soát',
  'agree-review': 'cho ý kiến về giải trình',
  'appraise-review': 'thẩm định',
  'ask-guidance': 'hỏi hướng dẫn',
  'answer-guidance': 'trả lời hướng dẫn',
  'open-round': 'mở đợt lấy ý kiến',
  'answer-round': 'trả lời lấy ý kiến',
  'close-round': 'đóng đợt lấy ý kiến',
  'hold-session': 'ghi buổi làm việc',
  'settle-session-action': 'xác nhận việc của buổi làm việc',
  'confirm-publication': 'xác nhận đã truyền thông',
  'confirm-milestone': 'xác nhận mốc',
  'withdraw-milestone': 'rút xác nhận mốc',
  'resend-letter': 'gửi lại thư',
  map: 'ghi ánh xạ',
  'create-key': 'tạo khóa',
  'revoke-key': 'thu hồi khóa',
  'sign-in': 'đăng nhập',
  'sign-out': 'đăng xuất',
  'end-session': 'kết thúc phiên',
  'accept-trail': 'chấp nhận nhật ký hiện có',
  'accept-shrink': 'chấp nhận danh sách ngắn hẳn',
  backup: 'sao lưu',
  restore: 'phục hồi',
  ...Object.fromEntries(Object.entries(jobNames).map(([job, name]) => [`start-${job}`, name])),
};

const outcomeNames: Record<string, string> = { done: 'xong', queued: 'đã xếp hàng', failed: 'thất bại' };

const originNames: Record<string, string> = {
  cli: 'dòng lệnh',
  page: 'trang web',
  schedule: 'lịch',
  api: 'API',
};

export function auditActionWords(action: string): string {
  return actionNames[action] ?? action;
}

export function auditOutcomeWords(outcome: string): string {
  const [, why] = /^refused: (.*)$/s.exec(outcome) ?? [];
  return why === undefined ? (outcomeNames[outcome] ?? outcome) : `bị từ chối (${why})`;
}

/** `api 10.0.0.5` → `API 10.0.0.5`. */
export function auditOriginWords(origin: string): string {
  const [channel = '', ...address] = origin.split(' ');
  return [originNames[channel] ?? channel, ...address].join(' ');
}
