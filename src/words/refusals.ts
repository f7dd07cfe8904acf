import type { Language } from '../domain/language.ts';
import { numberWords } from '../domain/number-words.ts';
import type { PlanGuard, PlanState } from '../domain/push.ts';
import {
  isRefusal,
  type Refusal,
  type RefusalCode,
  type RefusalParams,
  type Word,
} from '../domain/refusal.ts';
import { reviewListNames } from '../domain/review.ts';
import type { Office } from '../domain/role.ts';
import { dateAndTime, dayText, monthText } from '../domain/time.ts';
import { appraisalAnswerNames } from './appraisals.ts';
import { roleNames } from './role-names.ts';
import { systemLabel } from './sentence.ts';

type Sayings<Code extends RefusalCode> = Record<Language, (params: RefusalParams[Code]) => string>;

const wordsNeeded: Record<Word, Record<Language, string>> = {
  approval: { vi: 'ai duyệt và lý do', en: 'Who approves, and why' },
  waiver: { vi: 'ai cho phép và lý do', en: 'Who allows it, and why' },
  acceptance: { vi: 'ai chấp nhận và lý do', en: 'Who accepts it, and why' },
  confirmation: { vi: 'ai xác nhận và lý do', en: 'Who confirms it, and why' },
  decision: { vi: 'ai quyết định và lý do', en: 'Who decides, and why' },
  refusal: { vi: 'ai từ chối và lý do', en: 'Who refuses it, and why' },
  revocation: { vi: 'ai thu hồi và lý do', en: 'Who takes it back, and why' },
  question: { vi: 'ai hỏi và hỏi gì', en: 'Who asks, and what' },
  answer: { vi: 'ai trả lời và trả lời thế nào', en: 'Who answers, and what' },
};

/** What a process may have in hand, by the name of its claim; else it is a job. */
const held: Record<string, Record<Language, string>> = {
  remotes: { vi: 'việc với các hệ thống', en: 'the work with the systems' },
  outbox: { vi: 'việc gửi thư', en: 'the sending of mail' },
  map: { vi: 'việc ghép mã', en: 'the mapping of codes' },
  serve: { vi: 'dịch vụ', en: 'the service' },
};

function heldWords(claim: string): Record<Language, string> {
  return held[claim] ?? { vi: 'việc đang làm', en: 'the job in hand' };
}

/** What is done at the systems (`inRemoteTurn`). */
function workWords(purpose: string): Record<Language, string> {
  const [what, plan] = purpose.split(' ');
  if (what === 'run') return { vi: 'đối chiếu', en: 'a run' };
  if (what === 'plan') return { vi: 'lập kế hoạch', en: 'making a plan' };
  if (what === 'adopt') return { vi: 'lấy cấu hình đang có', en: 'taking over what is there' };
  return { vi: `áp dụng kế hoạch ${plan}`, en: `applying plan ${plan}` };
}

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

const whyNotAgain: Record<'waiting' | 'sending' | 'sent', Record<Language, string>> = {
  waiting: {
    vi: 'đang chờ gửi, không cần gửi lại',
    en: 'waits to be sent; there is no need to send it again',
  },
  sending: {
    vi: 'đang được gửi; đợi xong rồi xem lại',
    en: 'is being sent; wait for the end and look again',
  },
  sent: {
    vi: 'đã gửi, máy chủ thư đã nhận; không gửi lần nữa',
    en: 'was sent and taken by the mail server; it is not sent again',
  },
};

const targetNames: Record<keyof RefusalParams['no-open-finding']['target'], Record<Language, string>> = {
  fingerprint: { vi: 'mã sai lệch', en: 'fingerprint' },
  rule: { vi: 'quy tắc', en: 'rule' },
  procedure: { vi: 'thủ tục', en: 'procedure' },
  agency: { vi: 'riêng đơn vị', en: 'agency alone' },
  system: { vi: 'hệ thống', en: 'system' },
};

function targetWords(
  target: RefusalParams['no-open-finding']['target'],
  language: Language,
  nothing: string,
): string {
  const parts = Object.entries(target).map(
    ([name, value]) => `${targetNames[name as keyof typeof targetNames][language]} ${value}`,
  );
  return parts.join(', ') || nothing;
}

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
  'outside-window': 'nothing may be written at this hour',
};

function holdLines(holds: RefusalParams['plan-held']['holds'], language: Language): string {
  return holds
    .map(({ guard, message }) => `\n  - ${language === 'vi' ? message : guardWords[guard]}`)
    .join('');
}

function tooMuch({ by, seconds, megabytes }: RefusalParams['file-too-heavy']): Record<Language, string> {
  return by === 'time'
    ? { vi: `mất hơn ${seconds} giây`, en: `takes more than ${seconds} seconds` }
    : { vi: `cần hơn ${numberWords(megabytes)} MB bộ nhớ`, en: `needs more than ${megabytes} MB of memory` };
}

/** As many as a sentence bears; the rest is told where the whole list is. */
function listed(items: readonly string[]): string {
  const shown = items.slice(0, 10).join('; ');
  return items.length > 10 ? `${shown}; … và ${numberWords(items.length - 10)} mục nữa` : shown;
}

/** `operator, approver hoặc admin`. */
export function anyOf(items: readonly string[], or: 'hoặc' | 'or'): string {
  return [items.slice(0, -1).join(', '), items.at(-1)].filter(Boolean).join(` ${or} `);
}

/** What a word in a working session lacks. */
const lackingWords: Record<RefusalParams['session-word-incomplete']['lacks'], Record<Language, string>> = {
  action: { vi: 'việc phải làm', en: 'what is to be done' },
  reason: { vi: 'kết quả hoặc lý do', en: 'what came of it, or why' },
  until: {
    vi: 'ngày phải xong khi lùi ngày, và chỉ khi ấy',
    en: 'the new day where it is postponed, and only then,',
  },
  participants: { vi: 'tên người dự', en: 'the name of whoever takes part' },
};

const offices: Record<Office, Record<Language, string>> = {
  technical: { vi: 'cơ quan kỹ thuật', en: 'the technical office' },
  regulatory: { vi: 'cơ quan kiểm soát thủ tục hành chính', en: 'the office of procedure control' },
};

/** What every refusal says: a sentence that says why, and what to do where that is not plain. */
const words: { [Code in RefusalCode]: Sayings<Code> } = {
  'role-missing': {
    vi: ({ name, role, needed }) =>
      `việc này cần vai trò ${anyOf(
        needed.map(one => roleNames[one]),
        'hoặc',
      )}; ${name} có vai trò ${roleNames[role]}.`,
    en: ({ name, role, needed }) =>
      `this needs the role ${anyOf(needed, 'or')}; ${name} has the role ${role}.`,
  },
  'other-unit': {
    vi: ({ name, own, other }) =>
      `Tài khoản ${name} chỉ làm được việc của đơn vị ${own}, không phải của ${other ?? 'cả thành phố'}.`,
    en: ({ name, own, other }) =>
      `${name} speaks for the unit ${own} only, not for ${other ?? 'the city as a whole'}.`,
  },
  'other-office': {
    vi: ({ name, role, own }) =>
      own === null
        ? `Tài khoản ${name} có vai trò ${roleNames[role]}, không có ý kiến của cơ quan nào để nêu.`
        : `Tài khoản ${name} có vai trò ${roleNames[role]} nên chỉ nêu ý kiến của ${offices[own].vi}.`,
    en: ({ name, role, own }) =>
      own === null
        ? `${name} has the role ${role}, which speaks for neither office.`
        : `${name} has the role ${role} and so speaks for ${offices[own].en} only.`,
  },
  'word-incomplete': {
    vi: ({ of }) => `cần nêu ${wordsNeeded[of].vi}.`,
    en: ({ of }) => `${wordsNeeded[of].en}, must be said.`,
  },

  'plan-unknown': {
    vi: ({ plan }) => `không có kế hoạch ${plan}.`,
    en: ({ plan }) => `there is no plan ${plan}.`,
  },
  'approver-is-author': {
    vi: ({ plan, author }) => `${author} là người lập kế hoạch ${plan}; cần một người khác duyệt.`,
    en: ({ plan, author }) => `${author} is the author of plan ${plan}; somebody else has to approve it.`,
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
    vi: ({ plan }) => `kế hoạch ${plan} đã áp dụng dở dang; chọn làm tiếp.`,
    en: ({ plan }) => `plan ${plan} was begun and broken off; resume it to go on.`,
  },
  'plan-not-begun': {
    vi: ({ plan }) => `kế hoạch ${plan} chưa bắt đầu áp dụng; áp dụng mà không chọn làm tiếp.`,
    en: ({ plan }) => `plan ${plan} has not been begun; apply it without resuming.`,
  },
  'plan-changed': {
    vi: ({ plan }) => `kế hoạch ${plan} vừa bị thay đổi; xem lại rồi chạy lại.`,
    en: ({ plan }) => `plan ${plan} has just been changed; look at it and ask again.`,
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
    vi: ({ plan, item }) => `kế hoạch ${plan} không còn đúng: ${item}. Lập kế hoạch mới.`,
    en: ({ plan }) =>
      `plan ${plan} does not hold any more: something it was made of has changed. Make a new one.`,
  },
  'plan-unclear': {
    vi: ({ plan, item, problem }) =>
      `chưa biết kế hoạch ${plan} còn đúng hay không, nên chưa gửi gì: không đọc được ${item}: ${problem}. Kế hoạch vẫn giữ nguyên; khắc phục rồi áp dụng lại.`,
    en: ({ plan }) =>
      `whether plan ${plan} still holds could not be told, so nothing was sent: something it was made of could not be read. The plan stays as it is; see that its systems can be read and apply it again.`,
  },
  'plan-taken-over': {
    vi: ({ plan }) =>
      `kế hoạch ${plan} đã do một tiến trình khác tiếp quản; tiến trình này dừng lại và không gửi gì thêm.`,
    en: ({ plan }) => `another process has taken plan ${plan} over; this one stops and sends nothing more.`,
  },
  'action-not-writable': {
    vi: ({ system, number }) =>
      `hệ thống ${system} không ghi được hành động số ${number} của kế hoạch; kiểm tra cấu hình của hệ thống này rồi chạy lại.`,
    en: ({ system, number, kind }) =>
      `the system ${system} cannot write action ${number} (${kind}) of the plan; check how that system is configured, then ask again.`,
  },
  'definitions-wrong': {
    vi: ({ problems }) => `định nghĩa còn lỗi, chưa liên hệ hệ thống nào: ${listed(problems)}`,
    en: ({ problems }) =>
      `definitions have mistakes (${problems.length}); no system was contacted. GET /v1/definitions lists them.`,
  },
  'nothing-defined': {
    vi: () => 'chưa có định nghĩa dịch vụ nào nên không có gì để lập kế hoạch.',
    en: () => 'no service is defined, so there is nothing to plan.',
  },
  'national-not-read': {
    vi: () => 'chưa có lần đối chiếu nào đọc đủ CSDL quốc gia; chạy đối chiếu trước đã.',
    en: () => 'the national database has not been read whole yet; start a run first.',
  },
  'procedures-not-national': {
    vi: ({ procedures }) => `CSDL quốc gia không có thủ tục ${listed(procedures)}.`,
    en: ({ procedures }) => `the national database has no procedure ${procedures.join(', ')}.`,
  },
  'definition-there': {
    vi: () => 'thủ tục này đã có định nghĩa; không ghi đè.',
    en: () => 'the procedure has a definition already; nothing is overwritten.',
  },
  'service-not-readable': {
    vi: ({ system }) => `bộ nối của ${system} không đọc được cấu hình theo cách này.`,
    en: ({ system }) => `the adapter of ${system} cannot read a configuration this way.`,
  },
  'service-not-there': {
    vi: ({ system, procedure }) => `${system} không có thủ tục ${procedure}.`,
    en: ({ system, procedure }) => `${system} has no procedure ${procedure}.`,
  },
  'system-unknown': {
    vi: ({ system }) => `cấu hình không có hệ thống "${system}".`,
    en: ({ system }) => `no system "${system}" is configured.`,
  },

  'taken-over': {
    vi: ({ claim }) =>
      `${heldWords(claim).vi} đã do một tiến trình khác tiếp quản; tiến trình này dừng lại. Đợi tiến trình ấy xong.`,
    en: ({ claim }) =>
      `another process has taken ${heldWords(claim).en} over; this one stops. Wait for its end.`,
  },
  'remotes-busy': {
    vi: ({ purpose, pid, host, since }) =>
      `đang có việc khác làm với các hệ thống (${workWords(purpose).vi}): tiến trình ${pid} trên máy ${host}, từ ${dateAndTime(since)}. Đợi nó xong rồi chạy lại.`,
    en: ({ purpose, pid, host, since }) =>
      `something else is at work with the systems (${workWords(purpose).en}): process ${pid} on ${host}, since ${since}. Wait for its end, then ask again.`,
  },
  'run-aborted': {
    vi: ({ run }) =>
      `lần chạy ${run} không còn mở: tiến trình khác đã đánh dấu hủy. Không có gì của nó được giữ lại; hãy chạy lại.`,
    en: ({ run }) =>
      `run ${run} is not open any more: another process has marked it aborted. Nothing of it is kept; run again.`,
  },
  'snapshot-given-up': {
    vi: ({ snapshot }) => `lần chạy của bản chụp ${snapshot} đã bị đánh dấu hủy; hãy chạy lại.`,
    en: ({ snapshot }) => `the run of snapshot ${snapshot} has been marked aborted; run again.`,
  },

  'no-open-finding': {
    vi: ({ target }) =>
      `không có sai lệch nào đang mở khớp với ${targetWords(target, 'vi', 'lựa chọn trống')}.`,
    en: ({ target }) => `no open discrepancy fits ${targetWords(target, 'en', 'an empty choice')}.`,
  },
  'fingerprint-ambiguous': {
    vi: ({ fingerprint, count }) =>
      `có ${numberWords(count)} sai lệch bắt đầu bằng ${fingerprint}; ghi thêm vài ký tự của mã.`,
    en: ({ fingerprint, count }) =>
      `${count} discrepancies begin with ${fingerprint}; give a few more characters.`,
  },
  'waiver-end-wrong': {
    vi: ({ until }) => `"${until}" không phải ngày có thật; viết như 31/12/2026.`,
    en: ({ until }) => `"${until}" is no day of the calendar; write it as 31/12/2026 or 2026-12-31.`,
  },
  'waiver-over': {
    vi: ({ until }) => `ngày ${dayText(until)} đã qua.`,
    en: ({ until }) => `the day ${until} is in the past.`,
  },
  'finding-resolved': {
    vi: () => 'sai lệch này đã hết, không còn gì để bỏ qua.',
    en: () => 'the discrepancy is resolved; there is nothing to set aside.',
  },
  'finding-not-waived': {
    vi: () => 'sai lệch này không đang được bỏ qua.',
    en: () => 'the discrepancy is not set aside.',
  },

  'finding-no-work': {
    vi: ({ why }) =>
      why === 'info' ? 'sai lệch này chỉ để biết, không phải làm gì.' : 'sai lệch này đang được tạm bỏ qua.',
    en: ({ why }) =>
      why === 'info'
        ? 'the discrepancy is information; nothing is to be done.'
        : 'the discrepancy is set aside.',
  },
  'task-due-over': {
    vi: ({ due }) => `ngày ${dayText(due)} đã qua.`,
    en: ({ due }) => `the day ${due} is in the past.`,
  },

  'task-unknown': {
    vi: ({ key }) => `không có việc nào chưa làm mang mã ${key}.`,
    en: ({ key }) => `there is no open task of the key ${key}.`,
  },
  'task-ambiguous': {
    vi: ({ key }) => `có nhiều việc mang mã bắt đầu bằng ${key}; ghi thêm vài ký tự của mã.`,
    en: ({ key }) => `several tasks have a key that begins with ${key}; give a few more characters.`,
  },
  'task-not-open': {
    vi: () => 'việc này không còn chờ làm.',
    en: () => 'the task is not open.',
  },
  'process-not-expressible': {
    vi: ({ reasons }) => `không lập được bảng tính quy trình: ${reasons.join('; ')}.`,
    en: ({ reasons }) =>
      `the one-stop system cannot have this process (${reasons.length} reasons): see the task.`,
  },

  'milestone-not-confirmed': {
    vi: ({ milestone, unit }) => `chưa ai xác nhận mốc ${milestone} của ${unit}.`,
    en: ({ milestone, unit }) => `nobody has confirmed the milestone ${milestone} of ${unit}.`,
  },
  'decision-unknown': {
    vi: ({ id }) => `không có quyết định số ${id} đang có hiệu lực.`,
    en: ({ id }) => `there is no decision ${id} in force.`,
  },
  'conflict-not-legal': {
    vi: ({ procedure }) =>
      `VP UBND quyết định khi các danh mục trái nhau vì quy định của pháp luật; danh mục về thủ tục ${procedure} không trái nhau vì lý do ấy.`,
    en: ({ procedure }) =>
      `the office of law decides where lists contradict each other for a reason of law; those about ${procedure} do not.`,
  },
  'review-file-unknown': {
    vi: ({ file }) => `không có tệp đã nhập số ${file}.`,
    en: ({ file }) => `there is no imported file ${file}.`,
  },
  'review-file-withdrawn': {
    vi: ({ file, name }) => `tệp số ${file} (${name}) không còn danh mục nào có hiệu lực.`,
    en: ({ file, name }) => `no list of file ${file} (${name}) is in force any more.`,
  },

  'row-not-listed': {
    vi: ({ procedure, agency, list }) =>
      `${reviewListNames[list]} đang có hiệu lực của đơn vị ${agency} không có thủ tục ${procedure}.`,
    en: ({ procedure, agency, list }) =>
      `${list === 'eligible' ? 'appendix I' : 'appendix II'} of ${agency} that counts has no row of ${procedure}.`,
  },
  'appraisal-not-set': {
    vi: () =>
      'chưa khai báo danh mục nội dung thẩm định: nhờ người quản trị khai báo theo tệp mẫu của Cần Thơ.',
    en: () => 'there is no checklist of the appraisal in the configuration (reviews.appraisal).',
  },
  'appraisal-item-unknown': {
    vi: ({ item }) => `danh mục nội dung thẩm định không có "${item}".`,
    en: ({ item }) => `the checklist has no item "${item}".`,
  },
  'appraisal-measured': {
    vi: ({ item, answer, source }) =>
      `"${item}" đã đo được là ${appraisalAnswerNames[answer]} (${source}); không ghi khác đi được.`,
    en: ({ item, answer }) => `"${item}" was measured (${answer}); it cannot be said otherwise.`,
  },
  'appraisal-unanswered': {
    vi: ({ items }) => `chưa trả lời: ${items.join(', ')}.`,
    en: ({ items }) => `not answered yet: ${items.join(', ')}.`,
  },
  'appraisal-not-met': {
    vi: ({ items }) => `chưa đạt: ${items.join(', ')}; kết quả không thể là đạt.`,
    en: ({ items }) => `not met: ${items.join(', ')}; it cannot have passed.`,
  },
  'proposal-missing': {
    vi: ({ procedure }) =>
      `thủ tục ${procedure} vướng quy định của pháp luật: ý kiến về quy định phải kèm đề xuất cụ thể.`,
    en: ({ procedure }) => `${procedure} is impossible by law: the word on it must come with a proposal.`,
  },
  'answer-day-over': {
    vi: ({ until }) => `hạn trả lời ${dayText(until)} đã qua.`,
    en: ({ until }) => `the day to answer by, ${until}, is over.`,
  },
  'both-offices': {
    vi: ({ name }) =>
      `${name} đã cho ý kiến của cơ quan kia về dòng này; mỗi cơ quan phải do người của mình cho ý kiến.`,
    en: ({ name }) =>
      `${name} has given the other office's word on this row; each office speaks through its own people.`,
  },

  'question-unknown': {
    vi: ({ question }) => `không có câu hỏi số ${question}.`,
    en: ({ question }) => `there is no question ${question}.`,
  },
  'round-unknown': {
    vi: ({ round }) => `không có đợt lấy ý kiến số ${round}.`,
    en: ({ round }) => `there is no consultation ${round}.`,
  },
  'round-empty': {
    vi: ({ what }) =>
      what === 'rows'
        ? 'danh sách này chưa có dòng nào để lấy ý kiến.'
        : 'không có đơn vị nào để lấy ý kiến.',
    en: ({ what }) => (what === 'rows' ? 'the list has no rows to ask about.' : 'there is nobody to ask.'),
  },
  'round-not-over': {
    vi: ({ round, until }) =>
      `đợt lấy ý kiến số ${round} còn hạn đến hết ngày ${dayText(until)}; muốn đóng sớm thì nêu lý do.`,
    en: ({ round, until }) => `consultation ${round} runs until ${until}; closing it earlier needs a reason.`,
  },
  'round-closed': {
    vi: ({ round }) => `đợt lấy ý kiến số ${round} đã đóng.`,
    en: ({ round }) => `consultation ${round} is closed already.`,
  },
  'round-day-over': {
    vi: ({ until }) => `ngày ${dayText(until)} đã qua; chọn hạn trả lời từ hôm nay trở đi.`,
    en: ({ until }) => `${until} is over; choose a last day from today on.`,
  },
  'not-addressed': {
    vi: ({ round, agency }) => `đợt lấy ý kiến số ${round} không gửi cho đơn vị ${agency}.`,
    en: ({ round, agency }) => `consultation ${round} was not sent to ${agency}.`,
  },

  'publication-incomplete': {
    vi: ({ revoke }) => (revoke ? 'cần ghi vì sao rút lại.' : 'cần ghi đã công khai ở đâu.'),
    en: ({ revoke }) => (revoke ? 'say why it is taken back.' : 'say where it was published.'),
  },
  'publication-day-ahead': {
    vi: ({ on }) => `ngày ${dayText(on)} chưa đến; chỉ xác nhận điều đã công khai.`,
    en: ({ on }) => `${on} has not come yet; confirm only what was published.`,
  },
  'publication-of-nothing': {
    vi: ({ procedure, agency, revoke }) =>
      revoke
        ? `chưa ai xác nhận ${agency} đã công khai thủ tục ${procedure}.`
        : `thủ tục ${procedure} tại ${agency} chưa thực hiện được trực tuyến nên chưa có gì để công khai.`,
    en: ({ procedure, agency, revoke }) =>
      revoke
        ? `nobody has confirmed that ${agency} published ${procedure}.`
        : `${procedure} at ${agency} has not gone live; there is nothing to publish.`,
  },
  'nothing-to-review': {
    vi: ({ agency }) =>
      `${agency} chưa có thủ tục nào để rà soát; cần một lần chạy đọc đủ danh mục quốc gia.`,
    en: ({ agency }) => `${agency} has nothing to review; a run has to read the national list whole first.`,
  },
  'nothing-live': {
    vi: ({ agency, since }) =>
      `từ ngày ${dayText(since)}, ${agency} chưa có dịch vụ công nào mới thực hiện được trực tuyến.`,
    en: ({ agency, since }) => `no service of ${agency} has gone live since ${since}.`,
  },
  'provision-unknown': {
    vi: ({ id }) => `danh sách quy định đang vướng không có ${id}; chép đúng mã ở đó.`,
    en: ({ id }) => `the legal register has no ${id}; copy the id from there.`,
  },
  'working-session-unknown': {
    vi: ({ session }) => `không có buổi làm việc số ${session}.`,
    en: ({ session }) => `there is no working session ${session}.`,
  },
  'session-subject-unknown': {
    vi: ({ scope, subject }) =>
      scope === 'unit'
        ? `danh sách đơn vị không có mã ${subject}.`
        : `danh mục quốc gia không có lĩnh vực “${subject}”; chép đúng tên lĩnh vực ở đó.`,
    en: ({ scope, subject }) =>
      scope === 'unit'
        ? `no agency has the code ${subject}.`
        : `the national list has no field "${subject}"; copy its name from there.`,
  },
  'session-action-unknown': {
    vi: ({ action }) => `không có việc đã thống nhất mang số ${action}.`,
    en: ({ action }) => `there is no agreed action ${action}.`,
  },
  'session-owner-unknown': {
    vi: ({ owner }) => `không biết ${owner} là ai: chọn một trong hai cơ quan hoặc ghi mã đơn vị.`,
    en: ({ owner }) => `who is ${owner}? Say technical, regulatory or the code of an agency.`,
  },
  'session-obstacle-unknown': {
    vi: ({ session, obstacle }) =>
      `nội dung của buổi làm việc số ${session} không có vướng mắc ${obstacle}; chép đúng mã ở đó, hoặc bỏ trống.`,
    en: ({ session, obstacle }) =>
      `the agenda of session ${session} has no obstacle ${obstacle}; copy its key from there, or leave it out.`,
  },
  'session-word-incomplete': {
    vi: ({ lacks }) => `cần ghi ${lackingWords[lacks].vi}.`,
    en: ({ lacks }) => `${lackingWords[lacks].en} has to be said.`,
  },

  'message-unknown': {
    vi: ({ id }) => `không có thư số ${id}.`,
    en: ({ id }) => `there is no message ${id}.`,
  },
  'message-not-resendable': {
    vi: ({ id, state }) => `thư số ${id} ${whyNotAgain[state].vi}.`,
    en: ({ id, state }) => `message ${id} ${whyNotAgain[state].en}.`,
  },
  'message-taken': {
    vi: ({ id }) => `thư số ${id} vừa được tiến trình khác xử lý.`,
    en: ({ id }) => `another process has just taken message ${id} up.`,
  },

  'name-reserved': {
    vi: ({ name }) => `tên "${name}" dành riêng cho dvc-sync hoặc không có chữ nào; chọn tên khác.`,
    en: ({ name }) =>
      `the name "${name}" is reserved for the program itself, or has no letter; choose another one.`,
  },
  'name-taken': {
    vi: ({ name }) =>
      `đã có người dùng tên "${name}"; chọn tên khác, hoặc thu hồi khóa đang mang tên ấy trước.`,
    en: ({ name }) =>
      `"${name}" is the name of somebody who has access, or looks like it; choose another one, or revoke that key first.`,
  },
  'key-expiry-over': {
    vi: ({ expiresAt }) => `thời hạn ${dateAndTime(expiresAt)} đã qua.`,
    en: ({ expiresAt }) => `the end ${expiresAt} is in the past.`,
  },
  'backup-not-restorable': {
    vi: ({ what }) =>
      `bản sao lưu vừa viết không phục hồi được (${what.vi}); không giữ tệp nào. Kiểm tra ổ đĩa, sao lưu lại; vẫn thế thì báo cho người bảo trì dvc-sync.`,
    en: ({ what }) =>
      `the backup that was just written cannot be restored (${what.en}); no file is kept. Check the disk, then back up again; if it stays so, tell whoever maintains dvc-sync.`,
  },
  'audit-heads-unusable': {
    vi: () =>
      'chưa đối chiếu được nhật ký kiểm tra với các mốc ghi ngoài kho dữ liệu: không dùng được khóa hoặc tệp ghi mốc. Nhờ người quản trị đặt lại tệp ấy rồi thử lại.',
    en: () =>
      'the audit trail cannot be held against its heads: their key (audit.keyFile) or the file audit.heads cannot be used. Put it back and try again.',
  },
  'key-unit-wrong': {
    vi: ({ role }) =>
      role === 'unit'
        ? 'vai trò đơn vị cần mã của một đơn vị.'
        : `vai trò ${roleNames[role]} không thuộc riêng đơn vị nào.`,
    en: ({ role }) =>
      role === 'unit' ? 'the role unit needs a unit.' : `the role ${role} belongs to no single unit.`,
  },
  'agency-unknown': {
    vi: ({ agency }) => `danh sách đơn vị không có mã "${agency}".`,
    en: ({ agency }) => `there is no agency "${agency}".`,
  },
  'key-unknown': {
    vi: ({ key }) => `không có khóa "${key}".`,
    en: ({ key }) => `there is no key "${key}".`,
  },
  'key-revoked': {
    vi: ({ key }) => `khóa dvcs_${key}_… đã bị thu hồi trước đó.`,
    en: ({ key }) => `the key dvcs_${key}_… had been revoked before.`,
  },
  'session-unknown': {
    vi: ({ sessions }) => `không có phiên ${sessions.join(', ')}.`,
    en: ({ sessions }) => `there is no session ${sessions.join(', ')}.`,
  },

  'idempotency-key-reused': {
    vi: ({ earlier }) =>
      `yêu cầu này đã gửi trước đây với nội dung khác (${earlier}); tải lại trang rồi gửi lại, hoặc dùng Idempotency-Key mới.`,
    en: ({ earlier }) => `this Idempotency-Key was used with another content (${earlier}).`,
  },
  'job-unknown': {
    vi: ({ job }) => `không có việc ${job}.`,
    en: ({ job }) => `there is no job ${job}.`,
  },
  'job-ended': {
    vi: () => 'việc này đã kết thúc rồi.',
    en: () => 'the job has ended already.',
  },
  'queue-full': {
    vi: ({ waiting, of, retryAfterSeconds }) =>
      `${of === 'caller' ? 'tài khoản này đã có' : 'hàng chờ đã có'} ${waiting} việc chờ làm; thử lại sau ${retryAfterSeconds} giây.`,
    en: ({ waiting, of, retryAfterSeconds }) =>
      `${waiting} jobs ${of === 'caller' ? 'of this account ' : ''}are waiting already; try again in ${retryAfterSeconds} seconds.`,
  },

  'job-too-heavy': {
    vi: ({ by, seconds, megabytes }) =>
      by === 'time'
        ? `việc này chạy quá ${seconds / 3_600} giờ nên đã bị dừng; xem nhật ký của dịch vụ rồi chạy lại.`
        : `việc này cần hơn ${numberWords(megabytes)} MB bộ nhớ nên đã bị dừng; xem nhật ký của dịch vụ.`,
    en: ({ by, seconds, megabytes }) =>
      by === 'time'
        ? `this ran for more than ${seconds / 3_600} hours and was stopped; look at the log of the service and start it again.`
        : `this needs more than ${megabytes} MB of memory and was stopped; look at the log of the service.`,
  },
  'reading-full': {
    vi: ({ waiting, retryAfterSeconds }) =>
      `đang có ${waiting} lượt chờ; thử lại sau ${retryAfterSeconds} giây.`,
    en: ({ waiting, retryAfterSeconds }) =>
      `${waiting} are waiting for the same already; try again in ${retryAfterSeconds} seconds.`,
  },
  'file-too-heavy': {
    vi: limits =>
      `đọc tệp này ${tooMuch(limits).vi} nên đã dừng, chưa nhận dòng nào; xóa các trang tính, dòng, cột thừa rồi gửi lại.`,
    en: limits =>
      `reading this file ${tooMuch(limits).en} and was stopped; nothing of it was taken. Remove sheets, rows and columns that hold nothing and send it again.`,
  },
  'definitions-too-heavy': {
    vi: limits =>
      `đọc các định nghĩa dịch vụ ${tooMuch(limits).vi} nên đã dừng; nhờ người quản trị tìm tệp quá lớn.`,
    en: limits =>
      `reading the service definitions ${tooMuch(limits).en} and was stopped; have an administrator find the file that is too large.`,
  },
  'paper-too-heavy': {
    vi: limits => `lập tài liệu này ${tooMuch(limits).vi} nên đã dừng; chọn phạm vi hẹp hơn rồi tải lại.`,
    en: limits =>
      `making this document ${tooMuch(limits).en} and was stopped; choose less of it and ask again.`,
  },
  'paper-broken-off': {
    vi: () => 'việc lập tài liệu bị ngắt; thử lại sau ít phút.',
    en: () => 'the making of the document was broken off; try again in a few minutes.',
  },
  'errand-broken-off': {
    vi: ({ maybeKept }) =>
      maybeKept
        ? 'việc này bị ngắt giữa chừng, chưa rõ đã ghi hay chưa; xem lại danh sách trước khi làm lại.'
        : 'việc tính toán này bị ngắt; thử lại sau ít phút.',
    en: ({ maybeKept }) =>
      maybeKept
        ? 'this was broken off, and whether it was written is not known; look at the list before doing it again.'
        : 'this was broken off; try again in a few minutes.',
  },
  'reading-broken-off': {
    vi: ({ maybeKept }) =>
      maybeKept
        ? 'việc nhập bị ngắt khi đang lưu, chưa rõ tệp đã được nhận hay chưa; gửi lại chính tệp ấy: nếu đã nhận, câu trả lời sẽ nói không có gì thay đổi.'
        : 'việc đọc bị ngắt, chưa nhận gì; thử lại sau ít phút.',
    en: ({ maybeKept }) =>
      maybeKept
        ? 'the import was broken off while it was being stored, so whether the file was taken is not known; send the same file again: if it was, the answer will say that nothing changed.'
        : 'the reading was broken off and nothing was taken; try again in a few minutes.',
  },

  'period-not-read': {
    vi: ({ month, day, nearest }) => {
      const where = day === undefined ? monthText(month) : `ngày ${dayText(day)}`;
      const none = `${where} không còn lần đối chiếu nào đã đọc đủ mọi hệ thống nên không lập báo cáo từ đó`;
      return nearest === undefined
        ? `${none}; đối chiếu khi mọi hệ thống đọc được rồi lập lại.`
        : `${none}; ngày gần nhất có số liệu là ${dayText(nearest)}.`;
    },
    en: ({ month, day, nearest }) => {
      const none = `no run of ${day ?? month} that read every system is kept, so no report can be made of it`;
      return nearest === undefined
        ? `${none}; run when every system can be read, then ask again.`
        : `${none}; the nearest day with figures is ${nearest}: ask for it with asOf.`;
    },
  },
  'month-not-counted': {
    vi: ({ month }) => `không lập được báo cáo: chưa có số liệu tháng ${month}; lập báo cáo tháng ấy trước.`,
    en: ({ month }) => `the month ${month} has not been counted; start the job monthly-report for it.`,
  },
  'list-not-read': {
    vi: ({ run, system }) =>
      `lần chạy ${run} không đọc được danh mục thủ tục của ${systemLabel(system)}, hoặc kho dữ liệu không còn giữ; đối chiếu lại khi hệ thống đọc được, hoặc chọn lần chạy khác.`,
    en: ({ run, system }) =>
      `run ${run} could not read the list of procedures of the system ${system.name}, or it is not kept any more; run again when the system can be read, or choose another run.`,
  },
  'levels-not-read': {
    vi: ({ run, system }) =>
      `lần chạy ${run} không đọc được ${systemLabel(system)} nên không có số liệu mức dịch vụ; đối chiếu lại khi hệ thống đọc được, hoặc chọn lần chạy khác.`,
    en: ({ run, system }) =>
      `run ${run} could not read the system ${system.name}, so there are no levels; run again when the system can be read, or choose another run.`,
  },
  'levels-not-kept': {
    vi: ({ run, system }) =>
      `kho dữ liệu không còn bản chụp ${systemLabel(system)} của lần chạy ${run}; chọn lần chạy gần đây hơn.`,
    en: ({ run, system }) =>
      `the snapshot of the system ${system.name} of run ${run} is not kept any more; choose a later run.`,
  },
};

/** A refusal in words: a sentence with a small first letter, for whoever puts something before it. */
export function refusalWords({ code, params }: Refusal, language: Language = 'vi'): string {
  return (words[code] as Sayings<never>)[language](params as never);
}

/** Whatever was thrown, in words for people. */
export function wordsOf(error: unknown, language: Language = 'vi'): string {
  if (isRefusal(error)) return refusalWords(error, language);
  return error instanceof Error ? error.message : String(error);
}
