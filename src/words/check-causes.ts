import type { Words } from '../domain/language.ts';

/** Why a system cannot be asked, most likely. */
export type CheckCause = 'page' | 'refused' | 'unreachable' | 'address' | 'options';

export interface CheckSubject {
  /** Its entry in the configuration: `systems.portal`. */
  entry: string;
  /** Keys of its account and secrets, with what they refer to. */
  credentials: readonly { key: string; from: readonly string[] }[];
  /** Other keys that are the likely cause. */
  keys: readonly string[];
}

/** The likely cause and the next step, a sentence or two; which secret to look at, never what it is. */
export function checkCauseWords(cause: CheckCause, { entry, credentials, keys }: CheckSubject): Words {
  const account = (language: 'vi' | 'en') =>
    credentials.map(({ key, from }) => [key, referred(from, language)].join('')).join(', ');
  switch (cause) {
    case 'page':
      return {
        vi: `trả lời là một trang web thay cho dữ liệu: thường vì địa chỉ không phải của giao diện lập trình, hoặc một trang đăng nhập, tường lửa (WAF) đứng trước. Xem ${entry}.baseUrl và các khóa đường dẫn; mở địa chỉ đó từ chính máy này: thấy trang chặn thì nhờ đơn vị vận hành cho phép máy này.`,
        en: `the answer is a page in the place of data: mostly the address is not that of the interface, or a sign-in page or a firewall (WAF) stands before it. Look at ${entry}.baseUrl and the keys for paths; open that address from this very machine: where it shows a page that blocks, ask the operator to let this machine in.`,
      };
    case 'refused':
      return credentials.length === 0
        ? {
            vi: 'hệ thống từ chối máy này: nhờ đơn vị vận hành cho phép địa chỉ của máy, hoặc hỏi chậm lại (ratePerSecond).',
            en: 'the system refuses this machine: ask its operator to let the address in, or ask more slowly (ratePerSecond).',
          }
        : {
            vi: `tài khoản bị từ chối: xem ${account('vi')}. Đăng nhập thử bằng tay một lần trước khi chạy lại (sai nhiều lần có thể bị khóa); đăng nhập được thì hỏi quản trị xem tài khoản có quyền đọc không.`,
            en: `the account is refused: look at ${account('en')}. Sign in by hand once before running again (several failures may lock it); where that works, ask the administrator whether the account may read.`,
          };
    case 'unreachable':
      return {
        vi: `không tới được máy chủ: xem ${entry}.baseUrl, tên miền, tường lửa và VPN giữa máy này và hệ thống.`,
        en: `the server cannot be reached: look at ${entry}.baseUrl, the name, the firewall and the VPN between this machine and the system.`,
      };
    case 'address':
      return {
        vi: `địa chỉ không trả lời như giao thức này: xem ${entry}.baseUrl, ${entry}.adapter và các khóa đường dẫn.`,
        en: `the address does not answer as this protocol does: look at ${entry}.baseUrl, ${entry}.adapter and the keys for paths.`,
      };
    case 'options': {
      const list = keys.map(key => `${entry}.${key}`).join(', ');
      return {
        vi: `xem lại ${list}: với giá trị đang khai, hệ thống không có gì; hỏi quản trị hệ thống giá trị đúng.`,
        en: `look at ${list}: with the value given the system has nothing; ask its administrator for the right one.`,
      };
    }
  }
}

function referred(from: readonly string[], language: 'vi' | 'en'): string {
  if (from.length === 0) return '';
  const named = from.map(name =>
    name.startsWith('file:')
      ? `${language === 'vi' ? 'tệp' : 'file'} ${name.slice('file:'.length).trim()}`
      : `${language === 'vi' ? 'biến môi trường' : 'environment variable'} ${name}`,
  );
  return ` (${named.join(', ')})`;
}
