import type { Language } from '../../domain/language.ts';
import type { RefusalParams } from '../../domain/refusal.ts';
import { reviewListNames } from '../../domain/review.ts';
import { dayText } from '../../domain/time.ts';
import { appraisalAnswerNames } from '../desk.ts';

import type { Sayings } from './shape.ts';

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

/** Lists of units, what the two offices say of them, and what is done about obstacles. */
export const reviewWords = {
  'milestone-not-confirmed': {
    vi: 'chưa ai xác nhận mốc {milestone} của {unit}.',
    en: 'nobody has confirmed the milestone {milestone} of {unit}.',
  },
  'decision-unknown': {
    vi: 'không có quyết định số {id} đang có hiệu lực.',
    en: 'there is no decision {id} in force.',
  },
  'conflict-not-legal': {
    vi: 'VP UBND quyết định khi các danh mục trái nhau vì quy định của pháp luật; danh mục về thủ tục {procedure} không trái nhau vì lý do ấy.',
    en: 'the office of law decides where lists contradict each other for a reason of law; those about {procedure} do not.',
  },
  'review-file-unknown': { vi: 'không có tệp đã nhập số {file}.', en: 'there is no imported file {file}.' },
  'review-file-withdrawn': {
    vi: 'tệp số {file} ({name}) không còn danh mục nào có hiệu lực.',
    en: 'no list of file {file} ({name}) is in force any more.',
  },
  'row-not-listed': {
    vi: ({ procedure, agency, list }) =>
      `${reviewListNames[list]} đang có hiệu lực của đơn vị ${agency} không có thủ tục ${procedure}.`,
    en: ({ procedure, agency, list }) =>
      `${list === 'eligible' ? 'appendix I' : 'appendix II'} of ${agency} that counts has no row of ${procedure}.`,
  },
  'row-closed': {
    vi: 'thủ tục {procedure} đã bị bãi bỏ, không áp dụng cho đơn vị {agency} hoặc đã được công bố theo quyết định, hay thành phố không còn đơn vị này: dòng này không cần ý kiến.',
    en: '{procedure} was withdrawn, is none of {agency}’s or announced by the decision already, or the city no longer has that unit: nothing is to be said about the row.',
  },
  'appraisal-not-set': {
    vi: 'chưa khai báo danh mục nội dung thẩm định: nhờ người quản trị khai báo theo tệp mẫu của Cần Thơ.',
    en: 'there is no checklist of the appraisal in the configuration (reviews.appraisal).',
  },
  'appraisal-item-unknown': {
    vi: 'danh mục nội dung thẩm định không có "{item}".',
    en: 'the checklist has no item "{item}".',
  },
  'appraisal-measured': {
    vi: ({ item, answer, source }) =>
      `"${item}" đã đo được là ${appraisalAnswerNames[answer]} (${source}); không ghi khác đi được.`,
    en: '"{item}" was measured ({answer}); it cannot be said otherwise.',
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
    vi: 'thủ tục {procedure} vướng quy định của pháp luật: ý kiến về quy định phải kèm đề xuất cụ thể.',
    en: '{procedure} is impossible by law: the word on it must come with a proposal.',
  },
  'answer-day-over': {
    vi: ({ until }) => `hạn trả lời ${dayText(until)} đã qua.`,
    en: 'the day to answer by, {until}, is over.',
  },
  'both-offices': {
    vi: '{name} đã cho ý kiến của cơ quan kia về dòng này; mỗi cơ quan phải do người của mình cho ý kiến.',
    en: "{name} has given the other office's word on this row; each office speaks through its own people.",
  },
  'question-unknown': { vi: 'không có câu hỏi số {question}.', en: 'there is no question {question}.' },
  'round-unknown': { vi: 'không có đợt lấy ý kiến số {round}.', en: 'there is no consultation {round}.' },
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
    en: 'consultation {round} runs until {until}; closing it earlier needs a reason.',
  },
  'round-closed': { vi: 'đợt lấy ý kiến số {round} đã đóng.', en: 'consultation {round} is closed already.' },
  'round-day-over': {
    vi: ({ until }) => `ngày ${dayText(until)} đã qua; chọn hạn trả lời từ hôm nay trở đi.`,
    en: '{until} is over; choose a last day from today on.',
  },
  'not-addressed': {
    vi: 'đợt lấy ý kiến số {round} không gửi cho đơn vị {agency}.',
    en: 'consultation {round} was not sent to {agency}.',
  },
  'round-row-unknown': {
    vi: ({ round, row, rows }) =>
      `đợt lấy ý kiến số ${round} không có dòng ${row}; các dòng được đánh số từ 0 đến ${rows - 1}.`,
    en: ({ round, row, rows }) => `consultation ${round} has no row ${row}; they go from 0 to ${rows - 1}.`,
  },
  'publication-incomplete': {
    vi: ({ revoke }) => (revoke ? 'cần ghi vì sao rút lại.' : 'cần ghi đã công khai ở đâu.'),
    en: ({ revoke }) => (revoke ? 'say why it is taken back.' : 'say where it was published.'),
  },
  'publication-day-ahead': {
    vi: ({ on }) => `ngày ${dayText(on)} chưa đến; chỉ xác nhận điều đã công khai.`,
    en: '{on} has not come yet; confirm only what was published.',
  },
  'publication-of-nothing': {
    vi: ({ procedure, agency, revoke }) =>
      revoke
        ? `chưa ai xác nhận ${agency} đã công khai thủ tục ${procedure}.`
        : `thủ tục ${procedure} tại ${agency} không phải dịch vụ công mới thực hiện được trực tuyến nên không có gì để công khai.`,
    en: ({ procedure, agency, revoke }) =>
      revoke
        ? `nobody has confirmed that ${agency} published ${procedure}.`
        : `${procedure} at ${agency} is none of the services that have newly gone live; there is nothing to publish.`,
  },
  'nothing-to-review': {
    vi: '{agency} chưa có thủ tục nào để rà soát; cần một lần chạy đọc đủ danh mục quốc gia.',
    en: '{agency} has nothing to review; a run has to read the national list whole first.',
  },
  'nothing-live': {
    vi: ({ agency, since }) =>
      `từ ngày ${dayText(since)}, ${agency} chưa có dịch vụ công nào mới thực hiện được trực tuyến.`,
    en: 'no service of {agency} has gone live since {since}.',
  },
  'provision-unknown': {
    vi: 'danh sách quy định đang vướng không có {id}; chép đúng mã ở đó.',
    en: 'the legal register has no {id}; copy the id from there.',
  },
  'working-session-unknown': {
    vi: 'không có buổi làm việc số {session}.',
    en: 'there is no working session {session}.',
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
    vi: 'không có việc đã thống nhất mang số {action}.',
    en: 'there is no agreed action {action}.',
  },
  'session-owner-unknown': {
    vi: 'không biết {owner} là ai: chọn một trong hai cơ quan hoặc ghi mã đơn vị.',
    en: 'who is {owner}? Say technical, regulatory or the code of an agency.',
  },
  'session-obstacle-unknown': {
    vi: 'nội dung của buổi làm việc số {session} không có vướng mắc {obstacle}; chép đúng mã ở đó, hoặc bỏ trống.',
    en: 'the agenda of session {session} has no obstacle {obstacle}; copy its key from there, or leave it out.',
  },
  'session-day-early': {
    vi: ({ until, from }) =>
      `ngày phải xong ${dayText(until)} quá sớm; chọn từ ngày ${dayText(from)} trở đi.`,
    en: 'the day by which, {until}, is too early; choose one from {from} on.',
  },
  'session-word-incomplete': {
    vi: ({ lacks }) => `cần ghi ${lackingWords[lacks].vi}.`,
    en: ({ lacks }) => `${lackingWords[lacks].en} has to be said.`,
  },
} as const satisfies Partial<Sayings>;
