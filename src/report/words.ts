import type { City, ListOrder } from '../domain/city.ts';
import type { FindingState } from '../domain/finding.ts';
import type { RuleSummary, RunStatus, SystemSummary } from '../domain/run.ts';
import { type Owner, ownerNames } from '../domain/severity.ts';

/** What officials read, in one place: every form uses the same word for the same thing. */

/** The city may call its offices otherwise (`ownerNames`). */
export function ownerNamesOf(city: City): Record<Owner, string> {
  return { ...ownerNames, ...city.ownerNames };
}

export const ownerDuties: Record<Owner, string> = {
  technical: 'phần kỹ thuật: cấu hình dịch vụ, biểu mẫu, quy trình, kết nối',
  regulatory: 'phần quy định: danh mục thủ tục, phạm vi áp dụng, quyết định công bố',
  agency: 'việc của chính đơn vị cung cấp dịch vụ',
};

export const stateNames: Record<FindingState, string> = {
  new: 'mới',
  open: 'còn tồn tại',
  carried: 'chưa kiểm tra lại',
  waived: 'tạm bỏ qua',
};

export const runStatusNames: Record<RunStatus | 'running' | 'aborted', string> = {
  running: 'đang chạy',
  aborted: 'bị dừng giữa chừng',
  clean: 'không có sai lệch',
  discrepancies: 'có sai lệch',
  partial: 'chưa đọc đủ nguồn',
  failed: 'không hoàn thành',
};

export const systemStatusNames: Record<SystemSummary['status'], string> = {
  complete: 'đọc đủ',
  partial: 'đọc chưa đủ',
  unreadable: 'không đọc được',
};

export const ruleStatusNames: Record<RuleSummary['status'], string> = {
  evaluated: 'đã đánh giá',
  partly: 'đánh giá một phần',
  'not-evaluated': 'không đánh giá được',
};

/** First letter small, for a text that goes on inside a sentence; abbreviations stay. */
export function clause(text: string): string {
  return /^\p{Lu}\p{Ll}/u.test(text) ? text.charAt(0).toLocaleLowerCase('vi') + text.slice(1) : text;
}

/** What a list puts first, behind its heading. */
export const orderNames: Record<ListOrder, string> = {
  severity: 'nặng nhất trước',
  demand: 'nhiều hồ sơ nhất trước',
};
