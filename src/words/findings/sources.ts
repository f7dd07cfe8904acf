import { numberWords, percentWords } from '../../domain/number-words.ts';
import type { First } from '../sentence.ts';
import { findingWords } from './shape.ts';

const parts = {
  procedures: 'thủ tục',
  offerings: 'dịch vụ tại đơn vị',
  agencies: 'đơn vị',
  components: 'trường hợp có thành phần hồ sơ',
  eform: 'trường hợp có biểu mẫu điện tử',
  workflow: 'trường hợp có quy trình điện tử',
};

/** `: 1.002010 CAPTHUCHIEN (cần danh sách, gặp số 5) và 4 bản ghi khác`. */
function exampleWords({ first, more }: First<{ where: string; reason: string }>): string {
  if (first.length === 0) return '';
  const words = first.map(({ where, reason }) => `${where} (${reason})`.trim());
  return `: ${words.join('; ')}${more > 0 ? ` và ${numberWords(more)} bản ghi khác` : ''}`;
}

/** What snapshots say of themselves. */
export const sourcesWords = {
  'source-unreadable': findingWords<{ status: 'unreadable' | 'partial'; error: string | null }>({
    title: 'Không đọc được hệ thống nguồn',
    what: 'Một hệ thống không trả lời, từ chối truy cập hoặc chỉ đọc được một phần dữ liệu.',
    why: 'Khi thiếu dữ liệu của một hệ thống thì không thể kết luận dịch vụ nào còn thiếu ở đó; các quy tắc cần hệ thống này tạm dừng để tránh kết luận sai.',
    remedy: 'Sở TTTT kiểm tra đường truyền, tài khoản và tình trạng của hệ thống rồi đối chiếu lại.',
    technical: 'dvc-sync check: phần nào không truy cập được.',
    english: {
      title: 'A source could not be read',
      what: 'A system does not answer, refuses access, or only part of its data could be read.',
      why: 'Without the data of a system nobody can tell which services are missing there; rules that need it are held back, so that nothing wrong is concluded.',
      remedy:
        'The technical office checks the line, the account and the state of the system, then runs again; the command check tells which part cannot be reached.',
    },
    say({ status, error }, { system }) {
      const actual = status === 'unreadable' ? 'không đọc được' : 'đọc được một phần';
      const why = error ? `: ${error}` : '';
      return {
        expected: 'đọc được toàn bộ',
        actual: `${actual}${why}`,
        message: `${system} cần được đọc toàn bộ nhưng ${actual}${why}${why.endsWith('.') ? '' : '.'}`,
      };
    },
  }),
  'source-shrunk': findingWords<{ part: keyof typeof parts; before: number; after: number; share: number }>({
    title: 'Dữ liệu nguồn hụt bất thường',
    what: 'Hệ thống trả về ít hơn hẳn so với lần đọc đầy đủ gần nhất, vượt tỷ lệ cho phép.',
    why: 'Danh sách bị cắt thường do lỗi phân trang, phân quyền hoặc đồng bộ. Nếu tin ngay thì hàng trăm dịch vụ sẽ bị báo thiếu oan, nên mọi kết luận "thiếu" đối với hệ thống này được giữ lại.',
    remedy:
      'Sở TTTT đối chiếu với hệ thống. Nếu số liệu giảm là đúng thì người vận hành xác nhận kèm lý do; nếu không thì khắc phục rồi đối chiếu lại.',
    technical: 'dvc-sync run --accept-shrink <hệ thống> --reason "lý do".',
    english: {
      title: 'A source has suddenly much less',
      what: 'A system returned far less than in its last whole reading, beyond the share that is allowed.',
      why: 'A list is mostly cut by faults of paging, rights or synchronising. Believed at once, it would have hundreds of services called missing; so whatever rests on absence in this system is held back.',
      remedy:
        'The technical office looks at the system. Where there really is less, it is accepted with run --accept-shrink and a reason; else it is mended and run again.',
    },
    say: ({ part, before, after, share }, { system }) => ({
      expected: before,
      actual: after,
      message: `${system} chỉ còn ${numberWords(after)} ${parts[part]}, lần đọc đầy đủ gần nhất có ${numberWords(before)} (giảm ${percentWords(share)}).`,
    }),
  }),
  'records-quarantined': findingWords<{
    quarantined: number;
    examples: First<{ where: string; reason: string }>;
  }>({
    title: 'Bản ghi không đọc hiểu được',
    what: 'Một số bản ghi, hoặc một phần của chúng, không đúng cấu trúc nên được để riêng, không đưa vào đối chiếu.',
    why: 'Những chỗ này được coi là "chưa rõ": không kết luận là có, cũng không kết luận là thiếu.',
    remedy: 'Sở TTTT sửa các bản ghi này tại hệ thống nguồn, hoặc báo đơn vị vận hành hệ thống đó.',
    technical: 'Danh sách dài hơn ở trang “Bản ghi lỗi” của report.xlsx.',
    english: {
      title: 'Records that could not be understood',
      what: 'Some records, or parts of them, have not the expected structure; they are put aside and not reconciled.',
      why: 'Of these nobody can tell: they are called neither there nor missing.',
      remedy:
        'The technical office mends the records at their source, or tells whoever runs that system. A longer list is in the last sheet of report.xlsx.',
    },
    say: ({ quarantined, examples }, { system }) => ({
      expected: 0,
      actual: quarantined,
      message: `${system} có ${numberWords(quarantined)} bản ghi không đọc hiểu được${exampleWords(examples)}.`,
    }),
  }),
};
