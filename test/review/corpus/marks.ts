import { row, type Value, whole, xlsx } from './make.ts';
import type { Sample } from './sample.ts';

const name = 'danh-muc.xlsx';
const listed = ['1.004194', '1.004190', '1.004222', '1.000656', '1.000894', '2.000815', '1.200400'];
/** A list whose rows have these pairs of marks. */
const marked = (list: 'I' | 'II', pairs: [Value, Value][]) =>
  xlsx({
    rows: whole(
      list,
      pairs.map(([technical, legal], at) => row(at + 1, listed[at]!, technical, legal)),
    ),
  });
const said = (list: 'I' | 'II', grounds: string[]) =>
  grounds.map((each, at) => `${listed[at]} ${list} H13.21.1 ${each}`);

export const marks: Sample[] = [
  {
    title: 'ticks of every kind in Phụ lục I',
    name,
    bytes: marked('I', [
      ['x', '✓'],
      ['☑', 1],
      ['có', 'Đạt'],
      ['đủ', true],
      ['-', null],
      ['không', 'chưa'],
      [0, 'X'],
    ]),
    rows: said('I', ['+ +', '+ +', '+ +', '+ +', '? ?', '- -', '- +']),
    notes: [
      'chỉ ghi "-", không nói đã đạt hay chưa',
      'ghi trong Phụ lục I nhưng cột quy định của pháp luật là chưa đạt',
    ],
  },
  {
    title: 'words of their own accord, without accents',
    name,
    bytes: marked('I', [
      ['Dat', 'Dap ung'],
      ['Da du', 'Khong vuong mac'],
      ['Khong dat', 'Phu hop'],
      ['Khong co', 'Dat'],
    ]),
    rows: said('I', ['+ +', '+ +', '- +']),
    problems: ['questioned D11 cột kỹ thuật, điều kiện của đơn vị: không rõ "Khong co"'],
    notes: ['ghi trong Phụ lục I nhưng cột kỹ thuật, điều kiện của đơn vị là chưa đạt'],
  },
  {
    title: '"không" in its short forms, in Phụ lục I',
    name,
    bytes: marked('I', [
      ['X', 'Luật ko cho phép'],
      ['k đủ ĐK', 'X'],
      ['k đạt', 'X'],
      ['ko du dieu kien', 'X'],
      ['Ko có CKS', 'X'],
      ['X', 'khg rõ'],
    ]),
    rows: said('I', ['+ -legislation', '- +', '- +', '- +']),
    problems: [
      'questioned D12 cột kỹ thuật, điều kiện của đơn vị: không rõ "Ko có CKS"',
      'questioned E13 cột quy định của pháp luật: không rõ "khg rõ"',
    ],
    notes: ['ghi trong Phụ lục I nhưng cột quy định của pháp luật là chưa đạt'],
  },
  {
    title: '"không" in its short forms, in Phụ lục II',
    name,
    bytes: marked('II', [
      ['Ko có CKS', 'ko vướng'],
      ['X', 'Luật ko cho phép'],
      ['Tệp 50 kg hồ sơ, k thể gửi', null],
    ]),
    rows: said('II', ['-digital-signature +', '- -legislation', '-other ?']),
    unknown: ['Tệp 50 kg hồ sơ, k thể gửi'],
  },
  {
    title: 'that nothing is in the way, in Phụ lục I',
    name,
    bytes: marked('I', [['Không vướng', 'Không có vướng mắc']]),
    rows: said('I', ['+ +']),
  },
  {
    title: 'that nothing is in the way, alone in Phụ lục II',
    name,
    bytes: marked('II', [['Không vướng mắc', null]]),
    rows: [],
    problems: ['questioned D8 cột kỹ thuật, điều kiện của đơn vị: không rõ "Không vướng mắc"'],
  },
  {
    title: 'ticks of every kind in Phụ lục II',
    name,
    bytes: marked('II', [
      ['x', null],
      ['✔', 'đạt'],
      ['chưa đạt', '-'],
      [1, 0],
      [null, null],
      ['không', 'X'],
    ]),
    rows: said('II', ['- ?', '- +', '- +', '- +', '? ?', '+ -']),
    notes: ['chưa nêu điều kiện chưa đạt'],
  },
  {
    title: 'marks that can be taken both ways',
    name,
    bytes: marked('II', [
      ['không', null],
      ['✗', null],
      ['đạt', 'đạt'],
    ]),
    rows: [],
    problems: [
      'questioned D8 cột kỹ thuật, điều kiện của đơn vị: không rõ "không"',
      'questioned D9 cột kỹ thuật, điều kiện của đơn vị: không rõ "✗"',
      'questioned D10 ghi trong Phụ lục II nhưng cả hai cột đều là đạt',
    ],
  },
  {
    title: 'reasons in words, coded to the conditions of the plan',
    name,
    bytes: marked('II', [
      ['Dung lượng hồ sơ quá lớn', null],
      ['Chưa kết nối, liên thông CSDL đất đai; chưa có chữ ký số', null],
      ['Chưa trả giấy phép điện tử', 'Phải nộp bản gốc theo Nghị định 23/2015/NĐ-CP'],
      ['Hồ sơ liên thông giữa các cơ quan', 'Công dân phải có mặt'],
      ['Phần mềm chuyên ngành của Bộ', null],
      ['chua thanh toan truc tuyen duoc', null],
      ['Cán bộ nghỉ thai sản', null],
    ]),
    rows: said('II', [
      '-file-size ?',
      '-database-connection,digital-signature ?',
      '-electronic-result -legislation,original-needed',
      '-inter-agency-transfer -in-person',
      '-specialised-software ?',
      '-payment ?',
      '-other ?',
    ]),
    unknown: ['Cán bộ nghỉ thai sản'],
  },
  {
    title: 'words that say something is in order',
    name,
    bytes: marked('II', [
      ['X', 'Không cần bản gốc'],
      ['Đã có chữ ký số nhưng chưa kết nối CSDL', 'đã đáp ứng'],
      ['Không yêu cầu thanh toán', 'Theo Luật Hộ tịch'],
    ]),
    rows: said('II', ['- +', '-database-connection +', '+ -legislation']),
  },
  {
    title: 'words in Phụ lục I',
    name,
    bytes: marked('I', [
      ['Đã kết nối CSDL dân cư', 'Luật Cư trú'],
      ['Chưa có chữ ký số', 'X'],
    ]),
    rows: said('I', ['+ +', '-digital-signature +']),
    notes: ['"Luật Cư trú" chỉ nêu văn bản', 'ghi trong Phụ lục I nhưng cột kỹ thuật'],
  },
  {
    title: 'plans, wishes and work under way in Phụ lục I are asked about',
    name,
    bytes: marked('I', [
      ['Đang hoàn thiện', 'x'],
      ['x', 'Đang xem xét'],
      ['x (đang chờ cấp chữ ký số)', 'x'],
      ['Sẽ triển khai trong quý IV', 'x'],
      ['Đã có phần mềm, đang tích hợp', 'x'],
      ['dang cho phe duyet', 'x'],
      ['Cần bổ sung máy quét', 'x'],
    ]),
    rows: [],
    problems: [
      'questioned D8 cột kỹ thuật, điều kiện của đơn vị: "Đang hoàn thiện" là việc đang làm, dự kiến',
      'questioned E9 cột quy định của pháp luật: "Đang xem xét" là việc đang làm, dự kiến',
      'questioned D10 cột kỹ thuật, điều kiện của đơn vị: "x (đang chờ cấp chữ ký số)" là việc đang làm',
      'questioned D11',
      'questioned D12',
      'questioned D13',
      'questioned D14',
    ],
  },
  {
    title: 'words in Phụ lục I that say that a condition is there',
    name,
    bytes: marked('I', [
      ['x (đủ điều kiện)', 'Đạt - theo Luật Cư trú'],
      ['Có máy quét', 'không vướng mắc gì'],
      ['Đang sử dụng phần mềm', 'Chưa có vướng mắc'],
      ['Sẵn sàng', 'Nhất trí'],
      ['x (cấp xã)', 'x; theo QĐ 12'],
    ]),
    rows: said('I', ['+ +', '+ +', '+ +', '+ +', '+ +']),
  },
  {
    title: 'boxes with words of their own: the one that is ticked counts',
    name,
    bytes: marked('I', [
      ['☑ Đạt ☐ Chưa đạt', 'Đạt [x] Chưa đạt [ ]'],
      ['☐ Đạt ☑ Chưa đạt', '✅'],
      ['✓ đạt', '☐ đạt'],
      ['☐ Đạt ☐ Chưa đạt', 'x'],
      ['☑ Đạt ☑ Chưa đạt', 'x'],
      ['✗ đạt', 'x'],
    ]),
    rows: said('I', ['+ +', '- +', '+ -']),
    problems: [
      'questioned D11 cột kỹ thuật, điều kiện của đơn vị: trong ô "☐ Đạt ☐ Chưa đạt" chưa đánh dấu lựa chọn nào',
      'questioned D12 cột kỹ thuật, điều kiện của đơn vị: trong ô "☑ Đạt ☑ Chưa đạt" có hơn một lựa chọn',
      'questioned D13 cột kỹ thuật, điều kiện của đơn vị: dấu và lời ghi trong ô "✗ đạt" mâu thuẫn nhau',
    ],
    notes: ['ghi trong Phụ lục I nhưng cột kỹ thuật'],
  },
  {
    title: 'crossed boxes are ticks where the list has no other, and asked about beside boxes with a tick',
    name,
    bytes: marked('I', [
      ['☒', '☑'],
      ['☑', '☑'],
    ]),
    rows: said('I', ['', '+ +']).slice(1),
    problems: ['questioned D8 cột kỹ thuật, điều kiện của đơn vị: không rõ "☒" là đánh dấu hay là "không"'],
  },
  {
    title: 'crossed boxes alone',
    name,
    bytes: marked('I', [['☒', '☒']]),
    rows: said('I', ['+ +']),
  },
  {
    title: 'whoever writes that he does not know, or that it is so in part, is asked',
    name,
    bytes: marked('II', [
      ['X', 'Chưa rõ'],
      ['chưa xác định được', null],
      ['X', 'không bị vướng mắc gì'],
    ]),
    rows: said('II', ['', '', '- +']).slice(2),
    problems: [
      'questioned E8 cột quy định của pháp luật: không rõ "Chưa rõ" nghĩa là gì',
      'questioned D9 cột kỹ thuật, điều kiện của đơn vị: không rõ "chưa xác định được" nghĩa là gì',
    ],
  },
  {
    title: 'what is there but for something, or from a day on',
    name,
    bytes: marked('I', [
      ['Đủ điều kiện (trừ chữ ký số)', 'x'],
      ['Đủ điều kiện kể từ 01/01/2022', 'x'],
    ]),
    rows: [],
    problems: [
      'questioned D8 cột kỹ thuật, điều kiện của đơn vị: "Đủ điều kiện (trừ chữ ký số)" là việc đang làm',
      'questioned D9 cột kỹ thuật, điều kiện của đơn vị: "Đủ điều kiện kể từ 01/01/2022" là việc đang làm',
    ],
  },
  {
    title: 'what is there in part only',
    name,
    bytes: marked('I', [
      ['Cơ bản đáp ứng', 'x'],
      ['Đã trang bị', 'x'],
    ]),
    rows: said('I', ['', '+ +']).slice(1),
    problems: [
      'questioned D8 cột kỹ thuật, điều kiện của đơn vị: "Cơ bản đáp ứng" là việc đang làm, dự kiến',
    ],
  },
  {
    title: 'what says nothing of a condition in Phụ lục I is asked about',
    name,
    bytes: marked('I', [
      ['N/A', 'x'],
      ['x', 'Không có'],
      ['Bình thường', 'x'],
      ['#', 'x'],
      ['5', 'x'],
      ['Hộ tịch', 'x'],
      ['Không có máy quét', 'x'],
    ]),
    rows: [],
    problems: [
      'questioned D8 cột kỹ thuật, điều kiện của đơn vị: không rõ "N/A" là đạt hay chưa đạt',
      'questioned E9 cột quy định của pháp luật: không rõ "Không có" là đạt hay chưa đạt',
      'questioned D10',
      'questioned D11 cột kỹ thuật, điều kiện của đơn vị: không rõ "#" nghĩa là gì',
      'questioned D12',
      'questioned D13 cột kỹ thuật, điều kiện của đơn vị: không rõ "Hộ tịch" là đạt hay chưa đạt',
      'questioned D14',
    ],
  },
  {
    title: 'an empty box or bracket is not ticked',
    name,
    bytes: marked('I', [
      ['☐', '☐'],
      ['x', '( )'],
      ['[ ]', 'x'],
    ]),
    rows: said('I', ['- -', '+ -', '- +']),
    notes: ['ghi trong Phụ lục I nhưng cột'],
  },
  {
    title: 'words for nothing in Phụ lục II, beside a named obstacle and alone',
    name,
    bytes: marked('II', [
      ['Chưa có phần mềm', 'Không có'],
      ['Chưa có chữ ký số', 'N/A'],
      ['Bình thường', 'x'],
      ['Chưa có phần mềm', '( )'],
      ['Chưa có phần mềm', '#'],
      ['N/A', null],
      ['x (chưa có chữ ký số)', 'Hồ sơ không đầy đủ'],
    ]),
    rows: [
      ...said('II', ['-specialised-software +', '-digital-signature +', '+ -', '-specialised-software +']),
      '1.200400 II H13.21.1 -digital-signature -other',
    ],
    problems: [
      'questioned E12 cột quy định của pháp luật: không rõ "#" nghĩa là gì',
      'questioned D13 cột kỹ thuật, điều kiện của đơn vị: không rõ "N/A" nghĩa là không vướng',
    ],
    unknown: ['Hồ sơ không đầy đủ'],
  },
  {
    title: 'a mark and words that contradict each other',
    name,
    bytes: marked('II', [['x (đã có chữ ký số)', null]]),
    rows: [],
    problems: ['questioned D8 cột kỹ thuật, điều kiện của đơn vị: dấu và lời ghi trong ô'],
  },
  {
    title: 'a mark by a formula without a value',
    name,
    bytes: marked('I', [
      [{ formula: 'IF(1=1,"X","")' }, 'X'],
      [{ formula: 'IF(1=1,"X","")', result: 'X' }, 'X'],
    ]),
    rows: ['1.004190 I H13.21.1 + +'],
    problems: ['questioned D8 ô là công thức chưa có giá trị'],
  },
  {
    title: 'a text that would be a formula',
    name,
    bytes: marked('II', [['=HYPERLINK("http://x","chưa có chữ ký số")', null]]),
    rows: said('II', ['-digital-signature ?']),
  },
  {
    title: 'texts that are not NFC',
    name,
    bytes: xlsx({
      rows: whole('II', [row(1, '1.004194', 'chưa có chữ ký số'.normalize('NFD'), null)]).map(cells =>
        cells.map(value => (typeof value === 'string' ? value.normalize('NFD') : value)),
      ),
    }),
    rows: ['1.004194 II H13.21.1 -digital-signature ?'],
  },
];
