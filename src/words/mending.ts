import { numberWords } from '../domain/number-words.ts';

/** What findings need before a plan can mend them, as people are told; after the number of findings. */
const needWords = {
  definition: (services: string) => `cần có định nghĩa dịch vụ trước (${services})`,
  'sound-definition': (services: string) => `cần sửa định nghĩa dịch vụ còn lỗi (${services})`,
  person: () => 'cần người làm hoặc quyết định, đã nằm trong danh sách việc',
  outside: () => 'phải sửa ở nguồn hoặc trong danh mục của đơn vị, kế hoạch không sửa được',
  waiver: () => 'đang tạm bỏ qua; thôi bỏ qua thì mới lập kế hoạch',
};

export interface NeedCount {
  need: keyof typeof needWords;
  findings: number;
  procedures: readonly unknown[];
}

/** "12 sai lệch cần có định nghĩa dịch vụ trước (3 thủ tục)." */
export function needSentence({ need, findings, procedures }: NeedCount): string {
  const services = `${numberWords(procedures.length)} thủ tục`;
  return `${numberWords(findings)} sai lệch ${needWords[need](services)}.`;
}

/** "Lập kế hoạch được cho 12 sai lệch của 3 thủ tục." */
export function plannedSentence(findings: number, procedures: number): string {
  if (findings === 0) return 'Chưa có sai lệch nào lập kế hoạch được ngay.';
  return `Lập kế hoạch được cho ${numberWords(findings)} sai lệch của ${numberWords(procedures)} thủ tục.`;
}
