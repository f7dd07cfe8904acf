import { sizeWords } from '../domain/size.ts';
import type { HostedCondition, Reason, Why } from '../readiness/answer.ts';
import type { ResultAnswer } from '../readiness/result.ts';
import { defectWords, overrunWords } from './workflow.ts';

export const conditionNames: Record<HostedCondition | 'result', string> = {
  eform: 'Biểu mẫu điện tử dùng được',
  workflow: 'Quy trình điện tử hợp lệ',
  components: 'Có thành phần hồ sơ',
  channel: 'Mở nộp hồ sơ trực tuyến',
  payment: 'Thanh toán trực tuyến khi có phí, lệ phí',
  result: 'Trả kết quả trực tuyến hoặc qua bưu chính',
};

const reasons: Record<Reason['code'], string> = {
  'not-hosted': 'hệ thống không giữ phần này',
  free: 'không thu phí, lệ phí',
  'no-papers-needed': 'thủ tục không cần giấy tờ',
  'never-read': 'chưa lần chạy nào đọc đủ',
  unread: 'không đọc được chi tiết',
  'below-online': 'đơn vị chưa cung cấp trực tuyến ở đây nên chưa đọc phần này',
  'fee-unclear': 'chưa rõ có thu phí, lệ phí hay không',
  'papers-unclear': 'chưa có giấy tờ nào, chưa rõ thủ tục cần giấy tờ gì',
  'eform-unread': 'không đọc được biểu mẫu',
  'workflow-unread': 'không đọc được quy trình',
  'times-unread': 'không đọc được thời hạn giải quyết nên chưa biết quy trình có kịp hạn không',
  'components-unread': 'không đọc được thành phần hồ sơ',
  'channel-unread': 'không rõ có cho nộp trực tuyến',
  'payment-unread': 'không rõ có thanh toán trực tuyến',
  'no-procedure': 'hệ thống chưa có thủ tục này',
  'no-case': 'chưa có trường hợp nào mở cho đơn vị',
  'no-eform': 'chưa có biểu mẫu',
  'eform-empty': 'biểu mẫu không có ô nhập liệu',
  'eform-invalid': 'biểu mẫu không đọc được',
  'no-workflow': 'chưa có quy trình',
  'workflow-unsound': 'quy trình không hợp lệ',
  'no-components': 'chưa có giấy tờ nào',
  'offering-closed': 'đơn vị không nhận hồ sơ trực tuyến',
  'cases-closed': 'mọi trường hợp đều không cho nộp trực tuyến',
  'signature-asked': 'kết quả phải ký số',
  'signature-partly': 'một số trường hợp phải ký số kết quả',
  'signature-not-asked': 'không trường hợp nào phải ký số kết quả',
  'result-electronic': 'trả kết quả bản điện tử',
  'result-partly': 'chỉ một số trường hợp trả kết quả bản điện tử',
  'result-not-electronic': 'chưa đặt trả kết quả bản điện tử',
  'result-by-post': 'gửi kết quả qua bưu chính',
  'result-in-person': 'không gửi kết quả qua bưu chính, cũng chưa đặt trả bản điện tử',
  'transfer-there': 'quy trình có bước liên thông với cơ quan khác',
  'transfer-nowhere': 'quy trình không có bước nào liên thông với cơ quan khác',
  'upload-unlimited': 'biểu mẫu không giới hạn dung lượng tệp',
  'upload-limit': 'biểu mẫu giới hạn dung lượng tệp',
  'no-payment': 'có thu phí nhưng chưa có thanh toán trực tuyến',
};

/** Why a condition stands as it does, each reason once, with its case where there are several. */
export function whyWords(why: readonly Why[]): string | undefined {
  const words = why.map(each => {
    const place = each.case && !each.case.only ? `trường hợp «${each.case.name || each.case.key}»: ` : '';
    return `${place}${reasonWords(each)}`;
  });
  return words.length > 0 ? [...new Set(words)].join('; ') : undefined;
}

/** Of a workflow the first fault, of a form what is wrong with it. */
function reasonWords(why: Reason): string {
  if (why.code === 'workflow-unsound')
    return [...why.defects.map(defectWords), ...why.overruns.map(overrunWords)][0] ?? reasons[why.code];
  if (why.code === 'eform-empty' || why.code === 'eform-invalid') return why.reason ?? reasons[why.code];
  if (why.code === 'upload-limit') return `biểu mẫu nhận tệp tới ${sizeWords(why.bytes)}`;
  return reasons[why.code];
}

/** Where it was said how the result comes back. */
export function resultWords({ by, declared }: ResultAnswer): string {
  if (by === 'post') return 'định nghĩa dịch vụ: trả qua bưu chính';
  return declared?.source || 'định nghĩa dịch vụ không có cách trả kết quả từ xa';
}
