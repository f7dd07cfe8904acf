import { expect, test } from 'vitest';
import { readReview } from '../../src/review/read-review.ts';
import { csv, header, type Rows, row, unit, utf8, whole } from './corpus/make.ts';
import { context, procedures, rowTexts } from './corpus/sample.ts';

/** What becomes of the row a text stands by: it does not count as met, or it does, with a word on the text or without. */
type Becomes = 'asked' | 'told' | 'silent';

const first = row(1, '1.004194');
const second = row(2, '1.004222');
const withColumn = (heading: string, text: string) =>
  whole('I', [[...first, text], second]).map(cells => (cells[0] === 'STT' ? [...cells, heading] : cells));

/** A list in which a text stands at the first of two rows, or above both. */
const places = {
  heading: text => whole('I', [[text], first, second]),
  title: text => [...unit, ['PHỤ LỤC I'], [text], ...header.I, first, second],
  technical: text => whole('I', [row(1, '1.004194', text), second]),
  legal: text => whole('I', [row(1, '1.004194', 'X', text), second]),
  below: text => whole('I', [first, [null, null, text], second]),
  'below a ground': text => whole('I', [first, [null, null, null, text], second]),
  remark: text => withColumn('Ghi chú', text),
  proposal: text => withColumn('Đề xuất', text),
  elsewhere: text => withColumn('Người nhập', text),
  legend: text => whole('I', [first, second, [], [text]]),
  note: text => whole('I', [first, second, [], [text]]),
  online: text => [
    ...unit,
    ['DANH MỤC DỊCH VỤ CÔNG TRỰC TUYẾN ĐÃ CUNG CẤP MỨC ĐỘ 4'],
    ['STT', 'Mã TTHC', 'Tên thủ tục hành chính', 'Ghi chú'],
    [1, '1.004194', procedures['1.004194']!, text],
    [2, '1.004222', procedures['1.004222']!, null],
  ],
} satisfies Record<string, (text: string) => Rows>;

const table: [keyof typeof places, Becomes, texts: string[]][] = [
  [
    'heading',
    'asked',
    [
      'Chưa đủ điều kiện',
      'Chưa được đủ điều kiện',
      'Ko đề nghị nâng',
      'II. KHÓ KHĂN, VƯỚNG MẮC',
      'Chưa giải quyết vướng mắc',
      'Không khắc phục được lỗi',
      'Thủ tục chờ hướng dẫn của Bộ',
      'CHUA CO HUONG DAN',
      'Nhóm 2: phải nộp bản chính',
      'Lĩnh vực hộ tịch (còn chờ phần mềm)',
      'Thủ tục đủ điều kiện sau khi có phần mềm',
      'Còn chờ, khi nào đủ điều kiện sẽ nâng',
      'Cần thêm thời gian để đủ điều kiện',
      'Đủ điều kiện mức độ 3',
      'Đề nghị giữ mức độ hiện tại',
      'Đề nghị không đưa vào',
      'Các thủ tục đã bãi bỏ',
      'Năm 2022',
      'II. Nâng lên mức độ 4 năm 2022',
      'Quý I/2022',
      'Lộ trình: quý I/2022',
      'Thang 3 nam 2022',
    ],
  ],
  ['heading', 'told', ['Lộ trình: quý III/2021', 'Năm 2021', 'Mức độ 3']],
  [
    'heading',
    'silent',
    [
      'Lĩnh vực Không gian mạng',
      'ĐĂNG KÝ CHO THUÊ',
      'Phòng chờ',
      'Cấp giấy cho người đang chờ xét',
      'Thủ tục hết hạn chờ',
      'Hỗ trợ người có hoàn cảnh khó khăn',
      'Thủ tục không có phí, lệ phí',
      'Phải thẩm định nhưng đủ điều kiện',
      'Chưa cung cấp mức độ 4',
      'Dự kiến nâng lên mức độ 4',
      'Thực hiện Nghị định 59/2022',
      'Đề án giai đoạn 2021-2025, tầm nhìn đến năm 2030',
      'II. Nâng năm 2021',
      'k) Nâng lên mức độ 4',
      'Thủ tục ban hành năm 2022',
      'Thủ tục tiếp nhận trực tiếp và trực tuyến',
    ],
  ],
  [
    'title',
    'asked',
    [
      'DANH MỤC TTHC CÒN VƯỚNG MẮC',
      'BẢNG TỔNG HỢP TTHC CHƯA ĐỦ ĐIỀU KIỆN',
      'DANH MỤC TTHC ĐỦ ĐIỀU KIỆN NHƯNG ĐỀ NGHỊ CHƯA NÂNG',
      'DANH MỤC TTHC SẼ NÂNG MỨC ĐỘ 4 KHI ĐỦ ĐIỀU KIỆN',
      'DANH MỤC TTHC CHỜ ĐỦ ĐIỀU KIỆN NÂNG MỨC ĐỘ 4',
    ],
  ],
  [
    'title',
    'silent',
    [
      'DANH MỤC TTHC ĐỦ ĐIỀU KIỆN (CHỜ UBND THÀNH PHỐ PHÊ DUYỆT)',
      'DANH MỤC TTHC ĐỦ ĐIỀU KIỆN (đang chờ HĐND thành phố xem xét, phê duyệt)',
      'DANH MỤC TTHC ĐỦ ĐIỀU KIỆN (đang chờ Thủ tướng Chính phủ ra quyết định)',
      'DANH MỤC TTHC NÂNG LÊN MỨC ĐỘ 4 NĂM 2022',
      'Danh mục này không bao gồm thủ tục đã bãi bỏ',
      'Thủ tục chưa đủ điều kiện ghi ở Phụ lục II',
      'Các thủ tục còn khó khăn, vướng mắc: không có',
    ],
  ],
  [
    'technical',
    'asked',
    [
      'khó đáp ứng',
      'Đáp ứng, mạng yếu',
      'mang yeu, dap ung',
      'Đáp ứng được nhưng dân không có máy',
      'Có/Không',
      'Hoàn thành 60%',
      'Tỷ lệ đáp ứng yêu cầu 60%',
      'Thống nhất không nâng',
      'K. đủ điều kiện',
      'X (bỏ)',
      'X (hoãn)',
      'X - bổ sung sau',
      'X (từ 2022)',
      'X (quý I/2022)',
      'Đủ điều kiện từ tháng 3/2022',
      'Đáp ứng, đề nghị nâng từ tháng 01/2022',
      'Sau tháng 12 mới đủ điều kiện nâng',
      '(1)',
      '(*)',
      '*',
    ],
  ],
  ['technical', 'told', ['Đủ điều kiện nâng từ tháng 7/2021']],
  [
    'technical',
    'silent',
    [
      'Đã số hóa, đáp ứng',
      'Không có khó khăn, vướng mắc',
      'Đã khắc phục xong lỗi, đáp ứng',
      'Đáp ứng yếu tố kỹ thuật',
      'Đáp ứng; tỷ lệ hồ sơ 45%',
      'Đủ điều kiện (số hồ sơ trực tuyến đạt 60%)',
      'Đã có chữ ký số từ năm 2022',
      'Đáp ứng theo Quyết định số 12 năm 2022',
      'Hoàn thành 100%',
    ],
  ],
  [
    'legal',
    'asked',
    ['Phải nộp bản chính', 'Trái quy định', 'Đủ điều kiện từ tháng 7/2022 theo Luật Cư trú'],
  ],
  ['legal', 'told', ['Nghị định số 59/2022/NĐ-CP']],
  ['below', 'asked', ['(chưa nâng được)', '(đang vướng mắc)', '(đã bãi bỏ)', '(chỉ nâng mức độ 3)']],
  ['below', 'silent', ['(đối với trường hợp chưa có Giấy chứng nhận)', 'của hộ gia đình gặp khó khăn']],
  ['below a ground', 'asked', ['nhưng đường truyền chậm', '(đợi Nghị định mới)', 'chưa có máy quét']],
  ['below a ground', 'silent', ['CHỦ TỊCH', 'Nguyễn Văn Chín', 'UBND PHƯỜNG CÁI KHẾ']],
  [
    'remark',
    'asked',
    [
      'Đã bãi bỏ theo QĐ 123',
      'Trùng lặp',
      'Bị trùng',
      'Trùng với thủ tục 1.000656',
      'Dừng',
      'Đề nghị hoãn',
      'Tạm hoãn',
      'Để sau',
      'Thôi',
      'Chuyển Phụ lục II',
      'Đề nghị chuyển PL II',
      'Xin rút',
      'Giữ mức độ 3',
      'Chỉ nộp trực tiếp',
      'Không nâng',
      'K. thực hiện',
      'Nâng năm 2022',
      'Năm 2022',
      'Từ quý I/2022',
    ],
  ],
  ['remark', 'told', ['Từ tháng 9/2021', 'Khi có phần mềm', 'Xem xét lại', 'Chờ phần mềm']],
  [
    'remark',
    'silent',
    [
      'Mới ban hành',
      'Đúng',
      'Trung Nhứt',
      'trùng với thủ tục cấp huyện',
      'Chưa đạt mức độ 4',
      'Đang thực hiện mức độ 3',
      'Ban hành năm 2022',
      'Theo Quyết định số 123 năm 2022',
      'bãi bỏ một phần',
      'Theo Nghị định mới có hiệu lực từ 01/01/2022',
      'Trang bị thêm máy trong năm 2022',
    ],
  ],
  ['proposal', 'asked', ['Không thống nhất', 'Dừng', 'Triển khai từ tháng 3 năm 2022']],
  ['proposal', 'silent', ['Không', 'Thống nhất', 'Nâng trong năm 2021']],
  ['elsewhere', 'asked', ['Bãi bỏ']],
  ['elsewhere', 'silent', ['Thôi', 'Hoãn', 'Năm 2022']],
  [
    'legend',
    'asked',
    [
      'Các thủ tục tô vàng chưa đủ điều kiện',
      'Dòng màu đỏ: giữ mức 3',
      'Dòng tô vàng chỉ nộp trực tiếp',
      'Màu vàng: chuyển cấp huyện',
      'Gạch chân: đề nghị hoãn',
    ],
  ],
  ['legend', 'told', ['Chữ đỏ: thủ tục mới ban hành', 'Phần in nghiêng không thuộc biểu mẫu']],
  [
    'note',
    'told',
    [
      'Ghi chú: riêng thủ tục số 2 chưa đủ điều kiện',
      'Ghi chú: STT 2 bãi bỏ',
      'Lưu ý: thủ tục thứ 2 giữ mức độ 3',
      'Riêng thủ tục 2 đề nghị để lại năm 2022',
      '* Thủ tục STT 2 chờ phần mềm',
    ],
  ],
  ['note', 'silent', ['Ghi chú: bảng này lập theo mẫu', 'Lưu ý: ô bỏ trống là đủ điều kiện']],
  [
    'online',
    'asked',
    ['Chưa triển khai', 'Chưa thực hiện (thiếu chữ ký số)', 'Ngưng hoạt động hẳn', 'Giữ mức độ 3', 'Dừng'],
  ],
  [
    'online',
    'silent',
    ['Giữ nguyên mức độ hiện tại', 'Chưa triển khai thanh toán trực tuyến', 'Không nâng', 'Ổn định'],
  ],
];

const all = ['1.004194', '1.004222'];

test.each(table.flatMap(([place, becomes, texts]) => texts.map(text => [place, text, becomes] as const)))(
  '%s: %s is %s',
  async (place, text, becomes) => {
    const file = { name: 'danh-muc.csv', bytes: utf8(csv(places[place](text))) };
    const reading = await readReview(file, context);
    const taken = rowTexts(reading).filter(each => / (I|online) H13\.21\.1 [+?] [+?]$/.test(each));
    const counted = taken.map(each => each.slice(0, 8));
    if (becomes === 'asked') {
      expect(counted).not.toContain(all[0]);
      expect(reading.entries.length + reading.answer.questioned).toBe(2);
    } else expect(counted).toEqual(all);
    const told = reading.answer.notes.some(note => note.text.includes(text));
    expect(told).toBe(becomes === 'told');
  },
);
