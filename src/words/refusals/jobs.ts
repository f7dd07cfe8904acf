import type { Language } from '../../domain/language.ts';
import { numberWords } from '../../domain/number-words.ts';
import type { RefusalParams } from '../../domain/refusal.ts';
import { dateAndTime, dayText, monthText } from '../../domain/time.ts';
import { systemLabel } from '../sentence.ts';

import type { Sayings } from './shape.ts';

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

function tooMuch({ by, seconds, megabytes }: RefusalParams['file-too-heavy']): Record<Language, string> {
  return by === 'time'
    ? { vi: `mất hơn ${seconds} giây`, en: `takes more than ${seconds} seconds` }
    : { vi: `cần hơn ${numberWords(megabytes)} MB bộ nhớ`, en: `needs more than ${megabytes} MB of memory` };
}

/** Runs and jobs, what is too heavy for them, and figures that are not there. */
export const jobWords = {
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
    vi: 'lần chạy {run} không còn mở: tiến trình khác đã đánh dấu hủy. Không có gì của nó được giữ lại; hãy chạy lại.',
    en: 'run {run} is not open any more: another process has marked it aborted. Nothing of it is kept; run again.',
  },
  'snapshot-given-up': {
    vi: 'lần chạy của bản chụp {snapshot} đã bị đánh dấu hủy; hãy chạy lại.',
    en: 'the run of snapshot {snapshot} has been marked aborted; run again.',
  },
  'job-unknown': { vi: 'không có việc {job}.', en: 'there is no job {job}.' },
  'job-ended': { vi: 'việc này đã kết thúc rồi.', en: 'the job has ended already.' },
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
    vi: 'đang có {waiting} lượt chờ; thử lại sau {retryAfterSeconds} giây.',
    en: '{waiting} are waiting for the same already; try again in {retryAfterSeconds} seconds.',
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
    vi: 'việc lập tài liệu bị ngắt; thử lại sau ít phút.',
    en: 'the making of the document was broken off; try again in a few minutes.',
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
    vi: 'không lập được báo cáo: chưa có số liệu tháng {month}; lập báo cáo tháng ấy trước.',
    en: 'the month {month} has not been counted; start the job monthly-report for it.',
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
} as const satisfies Partial<Sayings>;
