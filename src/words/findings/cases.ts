import { numberWords } from '../../domain/number-words.ts';
import type { WorkflowVerdict } from '../../domain/workflow.ts';
import type { Overrun } from '../../readiness/answer.ts';
import { countOf, type First, firstWords } from '../sentence.ts';
import { defectWords, overrunWords } from '../workflow.ts';
import { type FindingWords, type ProblemWords, problemWords } from './shape.ts';

/** Which case, and the agencies it is open to. */
export interface OnlineCase {
  /** Its name; absent where it has none or no case is open to these agencies. */
  case?: string;
  agencies: First<string>;
}

type NoCase = { problem: 'no-case' };

/** Rules about cases: `problem` goes on after "… cung cấp trực tuyến tại Sở Y tế:". */
function ofCases<Params = unknown>(words: ProblemWords<Params>): FindingWords<OnlineCase & Params> {
  return {
    ...problemWords<OnlineCase & Params>(words, ({ case: name, agencies }, { procedure, system }) => {
      const which = name === undefined ? '' : `, trường hợp «${name}»`;
      return `Thủ tục ${procedure}${which}, cung cấp trực tuyến trên ${system} tại ${firstWords(agencies, 'cơ quan')}:`;
    }),
    namesUnits: ({ agencies }) => agencies.more === 0,
  };
}

/** The same thing missing altogether: at every agency to which no case is open. */
function withoutCase(what: string) {
  return {
    actual: 'không có trường hợp',
    problem: `chưa cấu hình trường hợp nào mở cho các cơ quan này, nên không có ${what}`,
  };
}

/** Beside its being there: what is wrong with a workflow. */
export type Fault = { defect: WorkflowVerdict['defects'][number] } | { overrun: Overrun };

function faultWords(fault: Fault): string {
  return 'defect' in fault ? defectWords(fault.defect) : overrunWords(fault.overrun);
}

/** Papers by name, quoted: `thiếu 3: «Tờ khai», «Giấy chứng sinh» và 1 giấy tờ khác`. */
export function paperWords(what: string, papers: First<string>): string {
  if (papers.first.length === 0) return '';
  return `${what} ${countOf(papers)}: ${firstWords(papers, 'giấy tờ', name => `«${name}»`)}`;
}

/** What online cases lack. */
export const casesWords = {
  'no-eform': ofCases<{ problem: 'none' } | { problem: 'empty'; reason?: string } | NoCase>({
    title: 'Thiếu biểu mẫu điện tử',
    what: 'Dịch vụ công {online} nhưng trường hợp không có biểu mẫu điện tử tương tác, hoặc biểu mẫu không có ô nhập liệu nào.',
    why: 'Không có biểu mẫu thì người dân không khai được hồ sơ trực tuyến, dù dịch vụ được công bố là nộp được qua mạng.',
    remedy:
      'Đơn vị phụ trách kỹ thuật lập biểu mẫu điện tử theo tờ khai của thủ tục và cấu hình cho trường hợp trên hệ thống.',
    english: {
      title: 'No e-form',
      what: 'The service is at level 3 or 4, but the case has no interactive e-form, or one without any field.',
      why: 'Without an e-form people cannot fill in anything online, though the service is announced as online.',
      remedy:
        'The technical office makes an e-form after the declaration of the procedure and configures it for the case at the system.',
    },
    problem(params) {
      const expected = 'biểu mẫu điện tử dùng được';
      if (params.problem === 'no-case') return { expected, ...withoutCase('biểu mẫu điện tử') };
      if (params.problem === 'none')
        return { expected, actual: 'không có biểu mẫu', problem: 'không có biểu mẫu điện tử' };
      const why = params.reason ? ` (${params.reason})` : ', không có ô nhập liệu nào';
      const problem = `biểu mẫu điện tử không dùng được${why}`;
      return { expected, actual: 'biểu mẫu không có ô nhập liệu', problem };
    },
  }),
  'invalid-eform': ofCases<{ reason?: string }>({
    title: 'Biểu mẫu điện tử bị lỗi',
    what: 'Dịch vụ công {online} có biểu mẫu điện tử nhưng biểu mẫu không đọc được, trùng tên ô nhập liệu hoặc bị bộ hiển thị biểu mẫu từ chối.',
    why: 'Biểu mẫu lỗi không mở được hoặc làm mất dữ liệu người dân đã khai.',
    remedy: 'Đơn vị phụ trách kỹ thuật sửa biểu mẫu theo lý do được nêu rồi cấu hình lại trên hệ thống.',
    english: {
      title: 'The e-form is faulty',
      what: 'The service is at level 3 or 4 and has an e-form, but it cannot be read, has two fields of one name, or is refused by what renders forms.',
      why: 'A faulty e-form does not open or loses what people have filled in.',
      remedy: 'The technical office mends the e-form by the reason that is named and configures it again.',
    },
    problem: ({ reason = 'không đọc được' }) => ({
      expected: 'biểu mẫu điện tử dùng được',
      actual: `biểu mẫu lỗi: ${reason}`,
      problem: `biểu mẫu điện tử bị lỗi: ${reason}`,
    }),
  }),
  'no-workflow': ofCases<{ problem: 'none' } | NoCase>({
    title: 'Thiếu quy trình điện tử',
    what: 'Dịch vụ công {online} nhưng trường hợp chưa có quy trình điện tử để xử lý hồ sơ.',
    why: 'Hồ sơ nộp trực tuyến không được chuyển tới ai, không tính được hạn trả kết quả.',
    remedy:
      'Đơn vị phụ trách kỹ thuật cấu hình quy trình điện tử theo quy trình nội bộ đã được phê duyệt của thủ tục.',
    english: {
      title: 'No workflow',
      what: 'The service is at level 3 or 4, but the case has no workflow to handle files with.',
      why: 'Files handed in online go to nobody, and no day of return can be told.',
      remedy: 'The technical office configures the workflow after the approved internal procedure.',
    },
    problem: ({ problem }) => ({
      expected: 'quy trình điện tử',
      ...(problem === 'none'
        ? { actual: 'không có quy trình', problem: 'không có quy trình điện tử' }
        : withoutCase('quy trình điện tử')),
    }),
  }),
  'unsound-workflow': ofCases<{ deadlineHours?: number; faults: First<Fault> }>({
    title: 'Quy trình điện tử không chạy được',
    what: 'Quy trình điện tử của dịch vụ {online} thiếu bước bắt đầu hoặc kết thúc, có bước không tới được, bước cụt, bước không ai được làm, hoặc thời gian các bước vượt thời hạn giải quyết.',
    why: 'Hồ sơ sẽ kẹt giữa chừng hoặc chắc chắn trễ hạn dù mọi người làm đúng thời gian được giao.',
    remedy:
      'Đơn vị phụ trách kỹ thuật sửa các bước được nêu tên, phân lại thời gian để tổng không vượt thời hạn giải quyết.',
    english: {
      title: 'The workflow cannot run',
      what: 'The workflow of a service at level 3 or 4 has no start or no end, a step that cannot be reached, a dead end, a step nobody may do, or steps that take longer than the deadline.',
      why: 'Files get stuck half-way or are late for certain, though everybody keeps to the time he has.',
      remedy:
        'The technical office mends the steps that are named and shares the time out so that it does not exceed the deadline.',
    },
    problem({ deadlineHours, faults: { first, more } }) {
      const words = [...new Set(first.map(faultWords))];
      const some = { first: words.slice(0, 3), more: more + Math.max(0, words.length - 3) };
      const limit = deadlineHours ? `, không quá ${numberWords(deadlineHours)} giờ` : '';
      return {
        expected: `quy trình thông suốt${limit}`,
        actual: [...words, ...(more > 0 ? [`${numberWords(more)} lỗi khác`] : [])].join('; '),
        problem: `quy trình điện tử không chạy được: ${firstWords(some, 'lỗi')}`,
      };
    },
  }),
  'no-components': ofCases<{ papers: number } & ({ problem: 'none' } | NoCase)>({
    title: 'Thiếu thành phần hồ sơ',
    what: 'Dịch vụ {online} không khai báo thành phần hồ sơ nào, trong khi CSDL quốc gia về TTHC có quy định.',
    why: 'Người dân không biết phải nộp giấy tờ gì và không có chỗ đính kèm.',
    remedy:
      'Đơn vị phụ trách kỹ thuật nhập thành phần hồ sơ của trường hợp theo bản công bố trên CSDL quốc gia.',
    english: {
      title: 'No documents are listed',
      what: 'A service at level 3 or 4 lists no documents, while the national database prescribes some.',
      why: 'People do not know what to hand in and have nowhere to attach it.',
      remedy: 'The technical office enters the documents of the case as the national database has them.',
    },
    problem: ({ papers, problem }) => ({
      expected: `${papers} giấy tờ`,
      ...(problem === 'none'
        ? {
            actual: 'không có giấy tờ nào',
            problem: `chưa có thành phần hồ sơ nào, CSDL quốc gia quy định ${papers} giấy tờ`,
          }
        : withoutCase('thành phần hồ sơ')),
    }),
  }),
  'components-differ': ofCases<{
    expected: number;
    actual: number;
    missing: First<string>;
    surplus: First<string>;
  }>({
    title: 'Thành phần hồ sơ khác CSDL quốc gia',
    what: 'Danh sách giấy tờ của một trường hợp thiếu hoặc thừa so với bản công bố trên CSDL quốc gia về TTHC.',
    why: 'Người dân bị trả hồ sơ vì thiếu giấy tờ, hoặc bị đòi giấy tờ không có trong quy định.',
    remedy:
      'Đơn vị phụ trách kỹ thuật sửa danh sách giấy tờ của trường hợp theo CSDL quốc gia; nếu bản quốc gia sai thì báo cơ quan kiểm soát TTHC.',
    english: {
      title: 'Documents differ from the national database',
      what: 'The documents of a case are fewer or more than the national database has.',
      why: 'Files are sent back for documents that lack, or people are asked for ones that no rule has.',
      remedy:
        'The technical office corrects the list after the national database; where that is wrong, the body that controls procedures is told.',
    },
    problem({ expected, actual, missing, surplus }) {
      const differences = [paperWords('thiếu', missing), paperWords('thừa', surplus)].filter(Boolean);
      return {
        expected: `${expected} giấy tờ theo CSDL quốc gia`,
        actual: `${actual} giấy tờ: thiếu ${countOf(missing)}, thừa ${countOf(surplus)}`,
        problem: `thành phần hồ sơ khác CSDL quốc gia, ${differences.join('; ')}`,
      };
    },
  }),
  'no-online-payment': ofCases({
    title: 'Thiếu thanh toán trực tuyến',
    what: 'Dịch vụ {top} có thu phí, lệ phí nhưng không có cách thanh toán trực tuyến nào: trường hợp không yêu cầu, cơ quan không có tài khoản thụ hưởng.',
    why: '{Top} đòi hỏi nộp phí qua mạng; thiếu nó người dân vẫn phải đến trực tiếp.',
    remedy:
      'Đơn vị phụ trách kỹ thuật bật thanh toán trực tuyến cho trường hợp hoặc khai báo tài khoản thụ hưởng của cơ quan.',
    english: {
      title: 'No online payment',
      what: 'A service at level 4 costs a fee, but there is no way to pay it online: the case does not ask for it and the agency has no account.',
      why: 'Level 4 means that fees are paid online; without that people still come in person.',
      remedy:
        'The technical office turns online payment on for the case, or enters the account of the agency.',
    },
    problem: () => ({
      expected: 'có thanh toán trực tuyến',
      actual: 'không có thanh toán trực tuyến',
      problem: 'thủ tục có thu phí nhưng không có thanh toán trực tuyến',
    }),
  }),
  'online-closed': ofCases<{ closed: 'offerings' | 'cases' }>({
    title: 'Kênh nộp trực tuyến đang đóng',
    what: 'Dịch vụ {online} nhưng hệ thống không cho nộp trực tuyến: kênh của cơ quan bị đóng, hoặc mọi trường hợp mở cho cơ quan đều đặt "không nộp trực tuyến".',
    why: 'Dịch vụ được công bố là trực tuyến nhưng người dân không nộp được.',
    remedy:
      'Đơn vị phụ trách kỹ thuật mở kênh nộp trực tuyến cho trường hợp hoặc cơ quan; nếu đóng là có chủ ý thì đề nghị điều chỉnh {noun}.',
    english: {
      title: 'Online filing is closed',
      what: 'The service is at level 3 or 4, but the system does not let people file online: the channel of the agency is closed, or every case open to it refuses online filing.',
      why: 'The service is announced as online, but people cannot file.',
      remedy:
        'The technical office opens the channel of the case or agency; where it is closed on purpose, the level has to be changed.',
    },
    problem: ({ closed }) => ({
      expected: 'cho nộp hồ sơ trực tuyến',
      actual: 'không cho nộp trực tuyến',
      problem:
        closed === 'offerings'
          ? 'cấu hình dịch vụ không cho công dân hay doanh nghiệp nộp trực tuyến'
          : 'trường hợp đặt không nộp trực tuyến, không còn trường hợp nào khác để nộp',
    }),
  }),
};
