import type { Language } from '../../domain/language.ts';
import type { Word } from '../../domain/refusal.ts';
import type { Office } from '../../domain/role.ts';
import { dateAndTime } from '../../domain/time.ts';
import { roleNames } from '../role-names.ts';
import type { Sayings } from './shape.ts';

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

/** `operator, approver hoặc admin`. */
export function anyOf(items: readonly string[], or: 'hoặc' | 'or'): string {
  return [items.slice(0, -1).join(', '), items.at(-1)].filter(Boolean).join(` ${or} `);
}

const offices: Record<Office, Record<Language, string>> = {
  technical: { vi: 'cơ quan kỹ thuật', en: 'the technical office' },
  regulatory: { vi: 'cơ quan kiểm soát thủ tục hành chính', en: 'the office of procedure control' },
};

/** Who may what, by which name and key, and what belongs to the installation. */
export const callerWords = {
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
  'name-reserved': {
    vi: 'tên "{name}" dành riêng cho dvc-sync hoặc không có chữ nào; chọn tên khác.',
    en: 'the name "{name}" is reserved for the program itself, or has no letter; choose another one.',
  },
  'name-taken': {
    vi: 'đã có người dùng tên "{name}"; chọn tên khác, hoặc thu hồi khóa đang mang tên ấy trước.',
    en: '"{name}" is the name of somebody who has access, or looks like it; choose another one, or revoke that key first.',
  },
  'key-expiry-over': {
    vi: ({ expiresAt }) => `thời hạn ${dateAndTime(expiresAt)} đã qua.`,
    en: 'the end {expiresAt} is in the past.',
  },
  'key-unit-wrong': {
    vi: ({ role }) =>
      role === 'unit'
        ? 'vai trò đơn vị cần mã của một đơn vị.'
        : `vai trò ${roleNames[role]} không thuộc riêng đơn vị nào.`,
    en: ({ role }) =>
      role === 'unit' ? 'the role unit needs a unit.' : `the role ${role} belongs to no single unit.`,
  },
  'agency-unknown': { vi: 'danh sách đơn vị không có mã "{agency}".', en: 'there is no agency "{agency}".' },
  'key-unknown': { vi: 'không có khóa "{key}".', en: 'there is no key "{key}".' },
  'key-revoked': {
    vi: 'khóa dvcs_{key}_… đã bị thu hồi trước đó.',
    en: 'the key dvcs_{key}_… had been revoked before.',
  },
  'session-unknown': {
    vi: ({ sessions }) => `không có phiên ${sessions.join(', ')}.`,
    en: ({ sessions }) => `there is no session ${sessions.join(', ')}.`,
  },
  'idempotency-key-reused': {
    vi: 'yêu cầu này đã gửi trước đây với nội dung khác; tải lại trang rồi gửi lại.',
    en: 'this Idempotency-Key was used with another content ({earlier}).',
  },
  'backup-not-restorable': {
    vi: ({ what }) =>
      `bản sao lưu vừa viết không phục hồi được (${what.vi}); không giữ tệp nào. Kiểm tra ổ đĩa, sao lưu lại; vẫn thế thì báo cho người bảo trì dvc-sync.`,
    en: ({ what }) =>
      `the backup that was just written cannot be restored (${what.en}); no file is kept. Check the disk, then back up again; if it stays so, tell whoever maintains dvc-sync.`,
  },
  'audit-heads-unusable': {
    vi: 'chưa đối chiếu được nhật ký kiểm tra với các mốc ghi ngoài kho dữ liệu: không dùng được khóa hoặc tệp ghi mốc. Nhờ người quản trị đặt lại tệp ấy rồi thử lại.',
    en: 'the audit trail cannot be held against its heads: their key (audit.keyFile) or the file audit.heads cannot be used. Put it back and try again.',
  },
  'message-unknown': { vi: 'không có thư số {id}.', en: 'there is no message {id}.' },
  'message-not-resendable': {
    vi: ({ id, state }) => `thư số ${id} ${whyNotAgain[state].vi}.`,
    en: ({ id, state }) => `message ${id} ${whyNotAgain[state].en}.`,
  },
  'message-taken': {
    vi: 'thư số {id} vừa được tiến trình khác xử lý.',
    en: 'another process has just taken message {id} up.',
  },
} as const satisfies Partial<Sayings>;
