import { row, title, utf8, type Value, whole, xlsx } from './make.ts';
import type { Sample } from './sample.ts';
import { head, paragraph, table, word } from './word.ts';

const name = 'danh-sach.docx';
const first = ['1', '1.004194', 'Đăng ký tạm trú', 'X', 'X'];
const second = ['2', '1.004222', 'Đăng ký thường trú', 'X', ''];
/** The same procedure as in the first section, with another answer. */
const again = ['1', '1.004194', 'Đăng ký tạm trú', 'X', ''];
const caiKhe = ['1.004194 I H13.21.1 + +', '1.004222 I H13.21.1 + ?'];
const both = [...caiKhe, '1.004194 I H13.21.2 + ?'];
const whole2 = (...lines: [string, string]) =>
  word(
    paragraph('PHỤ LỤC I') +
      paragraph(lines[0]) +
      table([head, first, second]) +
      paragraph(lines[1]) +
      table([head, again]),
  );

const headers: Value[] = [
  'STT',
  'Mã TTHC/DVC',
  'Tên thủ tục hành chính',
  'Về kỹ thuật',
  'Về quy định của pháp luật',
];
const csvHead = `UBND phường Cái Khế\r\nPHỤ LỤC I\r\n${headers.join()}\r\n`;

export const sections: Sample[] = [
  ...[
    ['UBND phường Cái Khế', 'UBND phường An Hòa'],
    ['I. PHƯỜNG CÁI KHẾ', 'II. PHƯỜNG AN HÒA (gồm 01 thủ tục)'],
    ['Cái Khế', 'An Hòa'],
    ['Đơn vị: Phường Cái Khế', 'Đơn vị: Phường An Hòa'],
  ].map(([one, other]) => ({
    title: `a document of several units, headed "${other}"`,
    name,
    bytes: whole2(one!, other!),
    rows: both,
  })),
  {
    title: 'a heading over a table without a header',
    name,
    bytes: word(
      paragraph('PHỤ LỤC I') +
        paragraph('Phường Cái Khế') +
        table([head, first, second]) +
        paragraph('Phường An Hòa') +
        table([again]),
    ),
    rows: both,
  },
  {
    title: 'a heading below the signature of the unit before',
    name,
    bytes: word(
      paragraph('PHỤ LỤC I') +
        paragraph('Phường Cái Khế') +
        table([head, first, second]) +
        paragraph('ỦY BAN NHÂN DÂN PHƯỜNG CÁI KHẾ') +
        paragraph('Trần Văn A') +
        paragraph('2. Phường An Hòa') +
        table([head, again]),
    ),
    rows: both,
  },
  {
    title: 'a heading in a table of its own',
    name,
    bytes: word(
      paragraph('PHỤ LỤC I') +
        table([['I', 'PHƯỜNG CÁI KHẾ']]) +
        table([head, first, second]) +
        table([['II', 'PHƯỜNG AN HÒA']]) +
        table([head, again]),
    ),
    rows: both,
  },
  {
    title: 'a heading that names a unit nobody knows',
    name,
    bytes: whole2('Phường Cái Khế', 'Phường Tân Lộc'),
    rows: caiKhe,
    problems: ['questioned – không biết danh mục của đơn vị nào'],
  },
  {
    title: 'fields of work over the tables of one unit, whose second annex names it no more',
    name,
    bytes: word(
      paragraph('Phường Cái Khế') +
        paragraph('PHỤ LỤC I') +
        paragraph('I. Lĩnh vực cư trú') +
        table([head, first]) +
        paragraph('II. Lĩnh vực hộ tịch') +
        table([head, second]) +
        paragraph('PHỤ LỤC II') +
        table([head, ['1', '1.000656', 'Đăng ký khai tử', '', 'X']]),
    ),
    rows: [...caiKhe, '1.000656 II H13.21.1 ? -'],
  },
  {
    title: 'blocks of several units on one sheet, each below its letter head',
    name: 'danh-sach.xlsx',
    bytes: xlsx({
      rows: [
        ['ỦY BAN NHÂN DÂN PHƯỜNG CÁI KHẾ', 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM'],
        ...title.I,
        headers,
        row(1, '1.004194'),
        row(2, '1.004222', 'X', null),
        [],
        ['ỦY BAN NHÂN DÂN PHƯỜNG AN HÒA', 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM'],
        headers,
        row(1, '1.004194', 'X', null),
      ],
    }),
    rows: both,
  },
  {
    title: 'a block of a unit nobody knows is not that of the unit before',
    name: 'danh-sach.xlsx',
    bytes: xlsx({
      rows: whole('I', [row(1, '1.004194'), [null, 'II. UBND xã Tân Lộc'], row(1, '1.004222')]),
    }),
    rows: ['1.004194 I H13.21.1 + +'],
    problems: ['questioned – không biết danh mục của đơn vị nào'],
  },
  {
    title: 'rows below no header are told by their numbers, those without a code as well',
    name: 'cai-khe.csv',
    bytes: utf8('1,1.004190,Cấp giấy,X,X\r\n2,KT-01,Đăng ký,X,X\r\n\r\n3,mã 1.004222 đã đổi,b,X,X\r\n'),
    rows: [],
    problems: ['questioned B1 2 dòng có mã nhưng không nằm dưới dòng tiêu đề nào: dòng 1, 4'],
    notes: ['không đọc dòng 2: không có mã'],
  },
  {
    title: 'rows of a list that have neither code nor number are told, marks and remarks of any kind',
    name: 'cai-khe.xlsx',
    bytes: xlsx({
      rows: whole('I', [
        row(1, '1.004194'),
        [3, null, null, 'X', 'X'],
        [null, null, null, 'X', 'X'],
        [null, null, 'Lĩnh vực cư trú'],
        row(4, '1.004222'),
        [null, null, 'Người lập biểu', null, 'Chủ tịch'],
        [null, null, 'Đăng ký khai tử', 'X', 'X'],
        [null, null, 'Nguyễn Văn A', 'Trần Thị B', 'Lê Văn C'],
      ]),
    }),
    rows: ['1.004194', '1.004222'].map(code => `${code} I H13.21.1 + +`),
    notes: ['không đọc dòng 9–10, 14: không có mã, không rõ là thủ tục nào'],
  },
  {
    title: 'parts of a list by their numbers, and a procedure without a code that is marked',
    name: 'cai-khe.xlsx',
    bytes: xlsx({
      rows: whole('I', [
        [1, null, 'LĨNH VỰC CƯ TRÚ (02 TTHC)', null, null],
        row('1.1', '1.004194'),
        row('1.2.', '1.004222'),
        ['2.', null, 'Hộ tịch', null, null],
        row(2.1, '1.000656'),
        [3, null, 'Đăng ký kết hôn', 'X', 'X'],
        row('3.1', '1.000894'),
        [4, null, 'Đăng ký gì đó', null, null],
        row(5, '2.000815'),
      ]),
    }),
    rows: ['1.004194', '1.004222', '1.000656', '1.000894', '2.000815'].map(code => `${code} I H13.21.1 + +`),
    problems: ['rejected B13 thiếu mã', 'rejected B15 thiếu mã'],
  },
  ...[',', ';', '\t', '|'].map(separator => ({
    title: `what keeps the zero of a code in a CSV, columns apart by ${JSON.stringify(separator)}`,
    name: 'cai-khe.csv',
    bytes: utf8(
      `${csvHead.replaceAll(',', separator)}${[
        ['1', '="1.004190"', '="Cấp giấy phép, khai thác nước mặt"', 'X', 'X'],
        ['2', '"=""1.004222"""', 'Đăng ký thường trú', 'X', 'X'],
        ['3', "'1.000656", 'Đăng ký khai tử', 'X', 'X'],
        ['4', '\x1f1.000894', 'Đăng ký kết hôn', 'X', 'X'],
      ]
        .map(cells => cells.join(separator))
        .join('\r\n')}`,
    ),
    rows: ['1.004190', '1.004222', '1.000656', '1.000894'].map(code => `${code} I H13.21.1 + +`),
    corrections: [
      'B4 ="1.004190" → 1.004190',
      'C4 ="Cấp giấy phép, khai thác nước mặt" → Cấp giấy phép, khai thác nước mặt',
      'B5 ="1.004222" → 1.004222',
      "B6 '1.000656 → 1.000656",
      'B7 ‹U+001F›1.000894 → 1.000894',
    ],
    corrected: 4,
  })),
  {
    title: 'nothing in a CSV is calculated',
    name: 'cai-khe.csv',
    bytes: utf8(`${csvHead}1,="1.0042"&"22",Đăng ký thường trú,X,X`),
    rows: [],
    problems: ['rejected B4 '],
  },
  {
    title: 'a formula that is nothing but a text in quotes, without a value',
    name: 'cai-khe.xlsx',
    bytes: xlsx({
      rows: whole('I', [row(1, { formula: '"1.004190"' }, 'X', 'X', 'Cấp giấy phép khai thác nước mặt')]),
    }),
    rows: ['1.004190 I H13.21.1 + +'],
    corrections: ['B8 ="1.004190" → 1.004190'],
  },
];
