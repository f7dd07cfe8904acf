import type { Language } from '../../domain/language.ts';
import { numberWords } from '../../domain/number-words.ts';
import type { PlanGuard, PlanState } from '../../domain/push.ts';
import type { RefusalParams } from '../../domain/refusal.ts';
import type { Sayings } from './shape.ts';

const pastApproval: Record<PlanState, Record<Language, string>> = {
  draft: { vi: 'vừa được duyệt hoặc áp dụng', en: 'somebody has just approved or applied it' },
  approved: { vi: 'đã được duyệt', en: 'it has been approved' },
  applying: { vi: 'đang được áp dụng', en: 'it is being applied' },
  applied: { vi: 'đã áp dụng', en: 'it has been applied' },
  stopped: {
    vi: 'đã áp dụng dở dang; làm tiếp kế hoạch này',
    en: 'it was begun and broken off; go on with it by resuming it',
  },
  stale: {
    vi: 'dữ liệu đã thay đổi từ khi lập; lập kế hoạch mới',
    en: 'the data has changed since it was made; make a new plan',
  },
  superseded: {
    vi: 'đã có kế hoạch khác thay',
    en: 'another plan has taken its place',
  },
  refused: { vi: 'đã bị từ chối duyệt', en: 'it has been refused' },
};

const pastApplying: Record<RefusalParams['plan-past-applying']['state'], Record<Language, string>> = {
  applying: { vi: 'đang được áp dụng', en: 'is being applied' },
  applied: { vi: 'đã được áp dụng', en: 'has been applied' },
  stale: {
    vi: 'không còn dùng được (dữ liệu đã thay đổi từ khi lập); lập kế hoạch mới',
    en: 'cannot be used any more: the data has changed since it was made; make a new one',
  },
  superseded: {
    vi: 'không còn dùng được (đã có kế hoạch khác thay); lập kế hoạch mới',
    en: 'cannot be used any more: another plan has taken its place; make a new one',
  },
  refused: {
    vi: 'đã bị từ chối duyệt; sửa theo lý do rồi lập kế hoạch mới',
    en: 'was refused; mend what was wrong and make a new one',
  },
};

/** The plan's own words are Vietnamese; in English what each guard is there for must do. */
const guardWords: Record<PlanGuard, string> = {
  'too-many-changes': 'it has more changes than one plan may have',
  'too-large-share': 'it changes too large a share of the services of a system',
  'source-suspicious': 'the last reading of a system was not whole, or suddenly much shorter',
  'not-ready': 'what a level promises is not there for everything that would have it',
  'lowers-level': 'it lowers a level',
  deactivates: 'it takes a service away',
  'drops-step': 'it drops a step that open files may be at',
  'changes-node-ids': 'it changes the ids of steps that open files may be at',
  'shared-with-others': 'what it changes belongs to other procedures too',
  'outside-window': 'nothing may be written at this hour',
};

function holdLines(holds: RefusalParams['plan-held']['holds'], language: Language): string {
  return holds
    .map(({ guard, message }) => `\n  - ${language === 'vi' ? message : guardWords[guard]}`)
    .join('');
}

/** As many as a sentence bears; the rest is told where the whole list is. */
function listed(items: readonly string[]): string {
  const shown = items.slice(0, 10).join('; ');
  return items.length > 10 ? `${shown}; … và ${numberWords(items.length - 10)} mục nữa` : shown;
}

/** Plans, what they are made of, and what is written. */
export const planWords = {
  'plan-unknown': { vi: 'không có kế hoạch {plan}.', en: 'there is no plan {plan}.' },
  'approver-is-author': {
    vi: '{author} là người lập kế hoạch {plan}; cần một người khác duyệt.',
    en: '{author} is the author of plan {plan}; somebody else has to approve it.',
  },
  'plan-not-waiting': {
    vi: ({ plan, state }) => `kế hoạch ${plan} không còn chờ duyệt: ${pastApproval[state].vi}.`,
    en: ({ plan, state }) => `plan ${plan} does not wait for approval any more: ${pastApproval[state].en}.`,
  },
  'plan-past-applying': {
    vi: ({ plan, state }) => `kế hoạch ${plan} ${pastApplying[state].vi}.`,
    en: ({ plan, state }) => `plan ${plan} ${pastApplying[state].en}.`,
  },
  'plan-begun': {
    vi: 'kế hoạch {plan} đã áp dụng dở dang; chọn làm tiếp.',
    en: 'plan {plan} was begun and broken off; resume it to go on.',
  },
  'plan-not-begun': {
    vi: 'kế hoạch {plan} chưa bắt đầu áp dụng; áp dụng mà không chọn làm tiếp.',
    en: 'plan {plan} has not been begun; apply it without resuming.',
  },
  'plan-changed': {
    vi: 'kế hoạch {plan} vừa bị thay đổi; xem lại rồi chạy lại.',
    en: 'plan {plan} has just been changed; look at it and ask again.',
  },
  'plan-held': {
    vi: ({ plan, holds }) => `kế hoạch ${plan} bị giữ lại:${holdLines(holds, 'vi')}`,
    en: ({ plan, holds }) => `plan ${plan} is held back:${holdLines(holds, 'en')}`,
  },
  'plan-not-approved': {
    vi: ({ plan, holds }) => `kế hoạch ${plan} cần một người khác duyệt trước.${holdLines(holds, 'vi')}`,
    en: ({ plan, holds }) =>
      `plan ${plan} has to be approved by somebody else first.${holdLines(holds, 'en')}`,
  },
  'plan-moved': {
    vi: 'kế hoạch {plan} không còn đúng: {item}. Lập kế hoạch mới.',
    en: 'plan {plan} does not hold any more: {english} has changed. Make a new one.',
  },
  'plan-unclear': {
    vi: 'chưa biết kế hoạch {plan} còn đúng hay không, nên chưa gửi gì: không đọc được {item}: {problem}. Kế hoạch vẫn giữ nguyên; khắc phục rồi áp dụng lại.',
    en: 'whether plan {plan} still holds could not be told, so nothing was sent: {english} could not be read. The plan stays as it is; see that its systems can be read and apply it again.',
  },
  'plan-taken-over': {
    vi: 'kế hoạch {plan} đã do một tiến trình khác tiếp quản; tiến trình này dừng lại và không gửi gì thêm.',
    en: 'another process has taken plan {plan} over; this one stops and sends nothing more.',
  },
  'action-not-writable': {
    vi: 'hệ thống {system} không ghi được hành động số {number} của kế hoạch; kiểm tra cấu hình của hệ thống này rồi chạy lại.',
    en: 'the system {system} cannot write action {number} ({kind}) of the plan; check how that system is configured, then ask again.',
  },
  'definitions-wrong': {
    vi: ({ problems }) => `định nghĩa còn lỗi, chưa liên hệ hệ thống nào: ${listed(problems)}`,
    en: ({ problems }) =>
      `definitions have mistakes (${problems.length}); no system was contacted. GET /v1/definitions lists them.`,
  },
  'nothing-defined': {
    vi: 'chưa có định nghĩa dịch vụ nào nên không có gì để lập kế hoạch.',
    en: 'no service is defined, so there is nothing to plan.',
  },
  'national-not-read': {
    vi: 'chưa có lần đối chiếu nào đọc đủ CSDL quốc gia; chạy đối chiếu trước đã.',
    en: 'the national database has not been read whole yet; start a run first.',
  },
  'procedures-not-national': {
    vi: ({ procedures }) => `CSDL quốc gia không có thủ tục ${listed(procedures)}.`,
    en: ({ procedures }) => `the national database has no procedure ${procedures.join(', ')}.`,
  },
  'definition-there': {
    vi: 'thủ tục này đã có định nghĩa; không ghi đè.',
    en: 'the procedure has a definition already; nothing is overwritten.',
  },
  'definition-half-replaced': {
    vi: ({ replaced, waiting, why }) =>
      `định nghĩa mới thay được một phần (${why}): đã thay ${replaced.join(', ') || 'chưa tệp nào'}; còn chờ ${waiting.join(', ') || 'xóa bản tạm'}. Định nghĩa này chưa dùng được: gỡ nguyên nhân rồi làm lại, ghi đè.`,
    en: ({ replaced, waiting, why }) =>
      `only a part of the definition was replaced (${why}): done ${replaced.join(', ') || 'no file'}; waiting ${waiting.join(', ') || 'the temporary copy'}. It cannot be used like this: mend the cause and do it again, overwriting.`,
  },
  'service-not-readable': {
    vi: 'bộ nối của {system} không đọc được cấu hình theo cách này.',
    en: 'the adapter of {system} cannot read a configuration this way.',
  },
  'service-not-there': {
    vi: '{system} không có thủ tục {procedure}.',
    en: '{system} has no procedure {procedure}.',
  },
  'system-unknown': {
    vi: 'cấu hình không có hệ thống "{system}".',
    en: 'no system "{system}" is configured.',
  },
  'process-not-expressible': {
    vi: ({ reasons }) => `không lập được bảng tính quy trình: ${reasons.join('; ')}.`,
    en: ({ reasons }) =>
      `the one-stop system cannot have this process (${reasons.length} reasons): see the task.`,
  },
} as const satisfies Partial<Sayings>;
