import type { Said } from '../../domain/finding.ts';
import { numberWords } from '../../domain/number-words.ts';
import type { Deadline } from '../../domain/procedure.ts';
import { shortName, systemLabel } from '../sentence.ts';
import { type About, findingWords } from './shape.ts';

/** What the national system is called in the configuration. */
export interface Compared {
  national: string;
}

function contentSaid(
  { national }: Compared,
  { procedure, system }: About,
  what: string,
  { expected, actual }: { expected: string; actual: string },
  inSentence = { expected, actual },
): Said {
  const source = systemLabel({ name: national, role: 'national' });
  return {
    expected,
    actual,
    message: `Thủ tục ${procedure} tại ${system}: ${what} là ${inSentence.actual}, trong khi ${source} ghi ${inSentence.expected}.`,
  };
}

/** Names of 700 characters may differ in the last word: what both share at the beginning is left out of the sentence. */
function differingParts(expected: string, actual: string): { expected: string; actual: string } {
  if (shortName(expected) !== shortName(actual))
    return { expected: quoted(expected), actual: quoted(actual) };
  let shared = 0;
  while (expected[shared] === actual[shared]) shared++;
  const from = expected.lastIndexOf(' ', shared - 1) + 1;
  return { expected: quoted(`…${expected.slice(from)}`), actual: quoted(`…${actual.slice(from)}`) };
}

function quoted(name: string): string {
  return `«${shortName(name)}»`;
}

/** Amounts in đồng; none = free of charge. */
function feeWords(amounts: number[]): string {
  return amounts.length === 0 ? 'miễn phí' : amounts.map(amount => `${numberWords(amount)} đồng`).join(', ');
}

/** A length of time, or the source's own words where it tells none. */
export type TimeParams = { amount: number; unit: NonNullable<Deadline['unit']> } | { text: string };

export const unitWords: Record<NonNullable<Deadline['unit']>, string> = {
  workingDay: 'ngày làm việc',
  day: 'ngày',
  hour: 'giờ',
  month: 'tháng',
};

export function timeWords(time: TimeParams): string {
  return 'text' in time ? time.text : `${numberWords(time.amount)} ${unitWords[time.unit]}`;
}

function timesWords(times: TimeParams[]): string {
  return [...new Set(times.map(timeWords))].join(' hoặc ');
}

/** What a system says of a procedure, against the national record. */
export const contentWords = {
  'name-differs': findingWords<Compared & { expected: string; actual: string }>({
    title: 'Tên thủ tục khác CSDL quốc gia',
    what: 'Tên thủ tục trên hệ thống khác tên trên CSDL quốc gia về TTHC, sau khi bỏ qua chữ hoa, dấu câu và cách đặt dấu thanh.',
    why: 'Người dân tìm không ra thủ tục, hoặc đọc phải tên đã được sửa đổi.',
    remedy: 'Đơn vị phụ trách kỹ thuật sửa tên trên hệ thống theo CSDL quốc gia.',
    english: {
      title: 'The name differs from the national database',
      what: 'The name of the procedure at a system is not that of the national database, even where capitals, punctuation and the place of tone marks are ignored.',
      why: 'People do not find the procedure, or read a name that has been changed.',
      remedy: 'The technical office corrects the name after the national database.',
    },
    say: (params, about) =>
      contentSaid(params, about, 'tên thủ tục', params, differingParts(params.expected, params.actual)),
  }),
  'field-differs': findingWords<Compared & { expected: string[]; actual: string[] }>({
    title: 'Lĩnh vực khác CSDL quốc gia',
    what: 'Thủ tục được xếp vào lĩnh vực không trùng mã, không trùng tên với lĩnh vực nào trên CSDL quốc gia về TTHC.',
    why: 'Thủ tục nằm sai mục nên khó tìm, và số liệu theo lĩnh vực bị lệch.',
    remedy: 'Đơn vị phụ trách kỹ thuật chuyển thủ tục về đúng lĩnh vực theo CSDL quốc gia.',
    english: {
      title: 'The field of work differs from the national database',
      what: 'The procedure is in a field that has neither the code nor the name of one it has in the national database.',
      why: 'It stands in the wrong place and is hard to find, and figures by field are wrong.',
      remedy: 'The technical office moves the procedure to its field as the national database has it.',
    },
    say: (params, about) =>
      contentSaid(params, about, 'lĩnh vực', {
        expected: params.expected.map(name => `«${name}»`).join(', '),
        actual: params.actual.map(name => `«${name}»`).join(', '),
      }),
  }),
  'fee-differs': findingWords<Compared & { expected: number[]; actual: number[] }>({
    title: 'Phí, lệ phí khác CSDL quốc gia',
    what: 'Các mức phí, lệ phí trên hệ thống khác CSDL quốc gia về TTHC. Chỉ so khi mọi mức của cả hai bên đều là số tiền rõ ràng.',
    why: 'Người dân bị thu sai số tiền, hoặc được báo miễn phí rồi lại phải nộp.',
    remedy:
      'Đơn vị phụ trách kỹ thuật sửa mức phí theo CSDL quốc gia; nếu địa phương có nghị quyết riêng về phí thì cho tạm bỏ qua sai lệch này và ghi rõ văn bản.',
    technical: 'dvc-sync waive <mã sai lệch> --reason "lý do" --until <ngày>.',
    english: {
      title: 'Fees differ from the national database',
      what: 'The fees at a system are not those of the national database. Compared only where all of both sides are plain amounts.',
      why: 'People pay the wrong amount, or are told that it is free and then have to pay.',
      remedy:
        'The technical office corrects the fees; where the city has a resolution of its own, the discrepancy is set aside (command waive) naming it.',
    },
    say: (params, about) =>
      contentSaid(params, about, 'phí, lệ phí', {
        expected: feeWords(params.expected),
        actual: feeWords(params.actual),
      }),
  }),
  'deadline-differs': findingWords<Compared & { expected: TimeParams[]; actual: TimeParams[] }>({
    title: 'Thời hạn giải quyết khác CSDL quốc gia',
    what: 'Thời hạn giải quyết của thủ tục hoặc của một trường hợp không trùng với thời hạn nào trên CSDL quốc gia về TTHC.',
    why: 'Hệ thống hẹn trả kết quả sai ngày, hồ sơ bị tính trễ hạn hoặc kéo dài quá quy định.',
    remedy:
      'Đơn vị phụ trách kỹ thuật sửa thời hạn theo CSDL quốc gia; nếu thành phố đã công bố rút ngắn thời hạn thì cho tạm bỏ qua sai lệch này và ghi rõ quyết định.',
    technical: 'dvc-sync waive <mã sai lệch> --reason "lý do" --until <ngày>.',
    english: {
      title: 'The deadline differs from the national database',
      what: 'The deadline of the procedure or of a case is none of those the national database has.',
      why: 'The system promises the wrong day; files count as late or take longer than allowed.',
      remedy:
        'The technical office corrects the deadline; where the city has announced a shorter one, the discrepancy is set aside (command waive) naming the decision.',
    },
    say: (params, about) =>
      contentSaid(params, about, 'thời hạn giải quyết', {
        expected: timesWords(params.expected),
        actual: timesWords(params.actual),
      }),
  }),
  'decision-differs': findingWords<Compared & { expected: string; actual: string }>({
    title: 'Quyết định công bố khác CSDL quốc gia',
    what: 'Số quyết định công bố ghi trên hệ thống khác số trên CSDL quốc gia về TTHC.',
    why: 'Hệ thống có thể đang theo một bản công bố cũ đã được thay thế.',
    remedy:
      'Đơn vị phụ trách kỹ thuật đối chiếu nội dung với quyết định mới rồi sửa số quyết định trên hệ thống.',
    english: {
      title: 'The decision differs from the national database',
      what: 'The number of the decision that announced the procedure is not the one the national database has.',
      why: 'The system may follow an announcement that has been replaced.',
      remedy: 'The technical office checks the content against the newer decision, then corrects the number.',
    },
    say: (params, about) => contentSaid(params, about, 'quyết định công bố', params),
  }),
};
