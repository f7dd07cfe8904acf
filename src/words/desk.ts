import {
  type Agreement,
  type AgreementState,
  type AgreementWord,
  type FactVerdict,
  offices,
  type Shown,
} from '../domain/agreement.ts';
import type { AppraisalAnswer, AppraisalResult } from '../domain/appraisal.ts';
import { numberWords } from '../domain/number-words.ts';
import type { Office } from '../domain/role.ts';

const shownWords: Record<Exclude<Shown['code'], 'files-received'>, string> = {
  'eform-everywhere': 'đã có biểu mẫu điện tử dùng được cho mọi trường hợp mở cho đơn vị',
  'eform-nowhere': 'chưa có biểu mẫu điện tử dùng được',
  'eform-partly': 'chỉ một số trường hợp có biểu mẫu điện tử dùng được',
  free: 'thủ tục không thu phí, lệ phí',
  'payment-there': 'đã có thanh toán trực tuyến',
  'payment-nowhere': 'có thu phí nhưng chưa có thanh toán trực tuyến',
  'payment-partly': 'chỉ một số trường hợp có thanh toán trực tuyến',
  'signature-everywhere': 'mọi trường hợp mở cho đơn vị đều phải ký số kết quả',
  'signature-partly': 'chỉ một số trường hợp phải ký số kết quả',
  'signature-nowhere': 'không trường hợp nào phải ký số kết quả',
  'result-electronic': 'đã trả kết quả bản điện tử ở mọi trường hợp mở cho đơn vị',
  'result-partly': 'chỉ một số trường hợp trả kết quả bản điện tử',
  'result-nowhere': 'chưa đặt trả kết quả bản điện tử',
  'originals-asked': 'mọi giấy tờ đều phải nộp bản chính',
  'copies-only': 'mọi giấy tờ chỉ cần bản sao',
  'papers-mixed': 'có giấy tờ phải nộp bản chính, có giấy tờ nộp bản sao hoặc không ghi rõ',
  'papers-none': 'không ghi giấy tờ nào',
};

/** Of a condition that no system says anything of. */
export const nobodyTells = 'không hệ thống nào cho biết';

/** "đã có thanh toán trực tuyến"; what another version saw stands for itself. */
export function shownText(shown: Shown): string {
  if (shown.code !== 'files-received')
    return Object.hasOwn(shownWords, shown.code) ? shownWords[shown.code] : shown.code;
  return `${numberWords(shown.files)} hồ sơ trong 12 tháng gần nhất (có số liệu ${numberWords(shown.months)} tháng)`;
}

/** The conditions systems can say something of, as sentences name them. */
export const conditionWords: Record<string, string> = {
  'e-form': 'chưa có biểu mẫu điện tử',
  payment: 'chưa có thanh toán điện tử',
  'original-needed': 'phải nộp bản chính',
  'no-demand': 'không hoặc ít phát sinh hồ sơ',
  'digital-signature': 'chưa có chữ ký số',
  'electronic-result': 'chưa có kết quả điện tử',
};

export const verdictNames: Record<FactVerdict, string> = {
  contradicted: 'trái với hệ thống',
  confirmed: 'đúng',
  unknown: 'chưa rõ',
};

export const officeWordNames: Record<AgreementWord, string> = {
  agreed: 'thống nhất',
  'not-agreed': 'không thống nhất',
  'explain-again': 'yêu cầu giải trình lại',
};

export const agreementStateNames: Record<AgreementState, string> = {
  waiting: 'chờ ý kiến',
  conflict: 'hai cơ quan khác ý kiến',
  'explain-again': 'đơn vị giải trình lại',
  final: 'đã chốt',
};

/** Whose turn it is: whose word is still missing or has to change, or who decides. */
export function nextStep(
  { state, words }: Pick<Agreement, 'state' | 'words'>,
  owner: (office: Office) => string,
): string {
  switch (state) {
    case 'waiting':
      return `${offices
        .filter(office => !words[office])
        .map(owner)
        .join(' và ')} chưa cho ý kiến`;
    case 'conflict':
      return 'hai cơ quan làm việc lại với nhau rồi ghi lại ý kiến';
    case 'explain-again':
      return offices.some(office => words[office]?.word === 'explain-again')
        ? 'đơn vị trả lời điều được hỏi, nêu rõ điều kiện chưa đạt, rồi gửi lại'
        : 'đơn vị nêu rõ điều kiện chưa đạt rồi gửi lại';
    case 'final':
      return words.technical?.word === 'not-agreed'
        ? 'chờ người có thẩm quyền quyết định thủ tục này có lên được hay không'
        : 'không còn việc';
  }
}

export const appraisalAnswerNames: Record<AppraisalAnswer, string> = {
  met: 'đạt',
  'not-met': 'chưa đạt',
  'not-needed': 'không cần',
};

export const appraisalResultNames: Record<AppraisalResult, string> = {
  passed: 'đạt',
  'to-complete': 'cần hoàn thiện',
  returned: 'trả lại',
};

/** Nobody has written down which clause an item follows from. */
export const noClause = 'chưa ghi điều';

/** What silence in a round comes to. */
export const silenceWords = { agrees: 'coi là thống nhất', none: 'ghi là không có ý kiến' };

/** Said of a round whose silence was to agree, and that was closed before its last day was over. */
export const silenceUnheard = 'Đóng trước hạn nên không trả lời không được coi là thống nhất.';

/**
 * How those stand who were asked in a round, and when their answers came.
 *
 * @param early It was closed before its last day was over: whoever was closed out by that was not late.
 */
export function roundNames(early: boolean) {
  const afterwards = early ? 'sau khi đóng' : 'sau hạn';
  return {
    inTime: early ? 'trước khi đóng' : 'trong hạn',
    afterwards,
    state: {
      waiting: 'chờ trả lời',
      answered: 'đã trả lời',
      late: `trả lời ${afterwards}`,
      silent: 'không trả lời',
    },
  };
}
