import { suggester } from '../../../src/snapshot/suggest.ts';
import { csv, row, utf8, type Value, whole, xlsx } from './make.ts';
import type { Sample } from './sample.ts';

const name = 'danh-muc.xlsx';
/** One row, on line 8, whose code and name are given. */
const coded = (code: Value, called?: Value) => xlsx({ rows: whole('I', [row(1, code, 'X', 'X', called)]) });
const tamTru = ['1.004194 I H13.21.1 + +'];
const nuocMat = ['1.004190 I H13.21.1 + +'];
const called = 'Cấp giấy phép khai thác nước mặt';

export const codes: Sample[] = [
  {
    title: 'spaces in and around a code',
    name,
    bytes: coded('\u00a01. 004\u00a0194 ', 'Đăng ký tạm trú'),
    rows: tamTru,
    corrections: ['B8 1. 004 194 → 1.004194'],
  },
  {
    title: 'a code with the locality’s own tail',
    name,
    bytes: coded('1.004194.000.00.00.H13'),
    rows: tamTru,
  },
  ...['1.004194.000.00.00', '1.004194.000.0000.H13', '1.004194.00.00.H13'].map(
    (code): Sample => ({
      title: `a tail that is cut off or miswritten: ${code}`,
      name,
      bytes: coded(code, 'Đăng ký tạm trú'),
      rows: tamTru,
      corrections: [`B8 ${code} → 1.004194`],
    }),
  ),
  ...['01/01/2004', '1/1/2004 0:00', 'Jan-04', 'Thg1-04'].map(
    (day): Sample => ({
      title: `a code that became a day, in a file of nothing but text: ${day}`,
      name: 'cai-khe.csv',
      bytes: utf8(csv(whole('I', [row(1, day, 'X', 'X', 'Cấp giấy phép xây dựng nhà ở riêng lẻ')]))),
      rows: ['1.200400 I H13.21.1 + +'],
      corrections: [`B8 ${day} → 1.200400`],
    }),
  ),
  ...['01/01/2004', '15/06/2004', '2/1/2194'].map(
    (day): Sample => ({
      title: `a day in the column of codes that the name does not bear out: ${day}`,
      name: 'cai-khe.csv',
      bytes: utf8(csv(whole('I', [row(1, day, 'X', 'X', 'Đăng ký kết hôn')]))),
      rows: [],
      problems: [day === '01/01/2004' ? 'questioned B8 mã' : 'rejected B8 '],
    }),
  ),
  {
    title: 'a code with another locality’s tail',
    name,
    bytes: coded('1.004194.H56'),
    rows: [],
    problems: ['rejected B8 mã mang đuôi của nơi khác (.H56)'],
  },
  {
    title: 'letters that look like digits',
    name,
    bytes: coded('l.ОO4194.H13'),
    rows: tamTru,
    corrections: ['B8 l.ОO4194.H13 → 1.004194'],
  },
  {
    title: 'a comma for the dot',
    name,
    bytes: coded('1,004194'),
    rows: tamTru,
    corrections: ['B8 1,004194 → 1.004194'],
  },
  {
    title: 'full-width digits',
    name,
    bytes: coded('１.００４１９４'),
    rows: tamTru,
    corrections: ['B8 １.００４１９４ → 1.004194'],
  },
  { title: 'a number that is whole', name, bytes: coded(1.004194), rows: tamTru },
  {
    title: 'a number that has lost its last zero, with the name of the code',
    name,
    bytes: coded(1.00419, called),
    rows: nuocMat,
    corrections: ['B8 1.00419 → 1.004190'],
  },
  {
    title: 'a number that has lost its last zero, shown whole by its format',
    name,
    bytes: xlsx({ rows: whole('I', [row(1, 1.00419, 'X', 'X', called)]), formats: { B8: '0.000000' } }),
    rows: nuocMat,
  },
  {
    title: 'a number that lost a zero, without a name, where two codes begin alike',
    name,
    bytes: coded(1.00419),
    rows: [],
    problems: ['questioned B8 mã "1.00419" (có thể là 1.004190) bị mất số và có nhiều mã cùng phần đầu'],
  },
  {
    title: 'a number that lost a zero, with the name of another code',
    name,
    bytes: coded(1.00419, 'Đăng ký tạm trú'),
    rows: [],
    problems: ['questioned B8 mã "1.00419" (có thể là 1.004190) bị mất số và tên không phải của mã ấy'],
  },
  {
    title: 'a number that lost a zero, while there is no national list to hold it against',
    name,
    bytes: coded(1.00419, called),
    context: { national: undefined },
    rows: [],
    problems: ['questioned B8 mã "1.00419" (có thể là 1.004190) bị hỏng và chưa có danh mục quốc gia'],
  },
  {
    title: 'a code of right shape, while there is no national list',
    name,
    bytes: coded('1.777777', 'Gì đó'),
    context: { national: undefined },
    rows: ['1.777777 I H13.21.1 + +'],
  },
  {
    title: 'a code that became a date, with the name of the code',
    name,
    bytes: coded(new Date(Date.UTC(2004, 0, 1)), 'Cấp giấy phép xây dựng nhà ở riêng lẻ'),
    rows: ['1.200400 I H13.21.1 + +'],
    corrections: ['B8 1/1/2004 → 1.200400'],
  },
  {
    title: 'a code that became a date in a workbook that counts from 1904',
    name,
    bytes: xlsx({
      rows: whole('I', [
        row(1, new Date(Date.UTC(2004, 0, 1)), 'X', 'X', 'Cấp giấy phép xây dựng nhà ở riêng lẻ'),
      ]),
      from1904: true,
    }),
    rows: ['1.200400 I H13.21.1 + +'],
    corrections: ['B8 1/1/2004 → 1.200400'],
  },
  {
    title: 'a code that became a date nobody can read back',
    name,
    bytes: coded(new Date(Date.UTC(2021, 5, 15)), 'Đăng ký tạm trú'),
    rows: [],
    problems: ['rejected B8 Excel đã đổi mã thành ngày'],
  },
  {
    title: 'a code that lost its dot',
    name,
    bytes: coded(1004194, 'Đăng ký tạm trú'),
    rows: tamTru,
    corrections: ['B8 1004194 → 1.004194'],
  },
  {
    title: 'a code the national list does not have',
    name,
    bytes: coded('1.004195', 'Đăng ký tạm trú'),
    rows: [],
    problems: ['rejected B8 mã 1.004195 không có trong danh mục quốc gia'],
  },
  {
    title: 'a code whose name is another procedure’s',
    name,
    bytes: coded('1.004194', 'Chứng thực bản sao từ bản chính'),
    rows: [],
    problems: ['questioned B8 mã 1.004194 là của «Đăng ký tạm trú», còn tên là của 2.000815'],
  },
  {
    title: 'a name that differs and is nobody’s',
    name,
    bytes: coded('1.004194', 'Thủ tục theo mẫu của quận'),
    rows: tamTru,
    notes: ['tên khác danh mục quốc gia: «Đăng ký tạm trú»'],
  },
  {
    title: 'a name that is exactly another procedure’s, though like the one of the code',
    name,
    bytes: coded('1.004194', 'Đăng ký thường trú'),
    rows: tamTru,
    notes: ['tên là của 1.004222; dòng được hiểu theo mã 1.004194 («Đăng ký tạm trú»)'],
  },
  ...(
    [
      ['2.000806', 'Thủ tục đăng ký kết hôn', ['tên là của 1.000894; dòng được hiểu theo mã 2.000806']],
      ['1.000894', 'Thủ tục đăng ký kết hôn có yếu tố nước ngoài', ['tên là của 2.000806']],
      ['1.000656', 'Thủ tục đăng ký khai tử (cấp huyện)', ['tên là của 2.000779']],
      ['1.000656', 'Khai tử', ['tên khác danh mục quốc gia']],
      ['1.000656', 'THU TUC DANG KY KHAI TU', []],
      ['1.000656', 'Thủ tục đăng ký kết hôn', undefined],
      ['1.000894', 'Thủ tục đăng ký khai tử (cấp xã)', undefined],
    ] as const
  ).map(([code, called, notes]): Sample => {
    const close = Object.entries({
      '1.000894': 'Thủ tục đăng ký kết hôn',
      '2.000806': 'Thủ tục đăng ký kết hôn có yếu tố nước ngoài',
      '1.000656': 'Thủ tục đăng ký khai tử (cấp xã)',
      '2.000779': 'Thủ tục đăng ký khai tử (cấp huyện)',
      '1.004837': 'Thủ tục đăng ký giám hộ',
      '1.003583': 'Thủ tục đăng ký khai sinh',
    }).map(([of, said]) => ({ code: of, name: said }));
    const list = new Map(close.map(each => [each.code, { name: each.name, active: true }]));
    return {
      title: `names that are near each other: ${code}, ${called}`,
      name,
      bytes: coded(code, called),
      context: { national: { procedures: list, suggest: suggester(close) } },
      rows: notes ? [`${code} I H13.21.1 + +`] : [],
      ...(notes ? { notes: [...notes] } : { problems: [`questioned B8 mã ${code} là của `] }),
    };
  }),
  ...[
    '1.004194 - Đăng ký tạm trú',
    '1.004194 (sửa đổi, bổ sung)',
    'https://dichvucong.example.vn/chi-tiet-thu-tuc?ma=1.004194&muc=thong-tin-chung-ve-thu-tuc',
    '1.004194/BCA',
    'BCA-1.004194',
    '1,004194 (cấp xã)',
    '1.004194.H13: Đăng ký tạm trú',
    '1.004194; 1.004194',
  ].map(written => ({
    title: `a code cell that holds more, beside the name of the code: ${written}`,
    name,
    bytes: coded(written, 'Đăng ký tạm trú'),
    rows: tamTru,
    corrections: [`B8 ${written} → 1.004194`],
  })),
  {
    title: 'a code with its name in one cell, and no column of names',
    name,
    bytes: coded('1.004194 Đăng ký tạm trú', null),
    rows: tamTru,
    corrections: ['B8 1.004194 Đăng ký tạm trú → 1.004194'],
  },
  {
    title: 'a code with a note in its cell, and nothing that names the procedure',
    name,
    bytes: coded('1.004194 (mới)', null),
    rows: [],
    problems: ['questioned B8 ô mã "1.004194 (mới)" có chữ đi kèm và tên không phải của mã ấy'],
  },
  {
    title: 'a code with another procedure’s name in its cell',
    name,
    bytes: coded('1.004194 - Chứng thực bản sao từ bản chính', 'Đăng ký tạm trú'),
    rows: [],
    problems: [
      'questioned B8 ô mã "1.004194 - Chứng thực bản sao từ bản chính" ghi mã của «Đăng ký tạm trú»',
    ],
  },
  {
    title: 'a code with a note in its cell, beside a name that is another procedure’s',
    name,
    bytes: coded('1.004194 (mới)', 'Đăng ký thường trú'),
    rows: [],
    problems: ['questioned B8 ô mã "1.004194 (mới)" ghi mã của «Đăng ký tạm trú», còn tên là của 1.004222'],
  },
  {
    title: 'a code with a note in its cell, while there is no national list',
    name,
    bytes: coded('1.004194 (mới)', 'Đăng ký tạm trú'),
    context: { national: undefined },
    rows: [],
    problems: ['questioned B8 mã "1.004194 (mới)" (có thể là 1.004194) có chữ đi kèm'],
  },
  ...['1.004194 1.004222', '1.004194; 1.004222', '1.004194/1.004222', '1.004194 và 1.004222'].map(
    written => ({
      title: `two codes in one cell: ${written}`,
      name,
      bytes: coded(written, 'Đăng ký tạm trú'),
      rows: [],
      problems: [`questioned B8 ô mã "${written}" ghi 2 mã: 1.004194, 1.004222`],
    }),
  ),
  {
    title: 'a code beside one that is misspelled',
    name,
    bytes: coded('1.004194, 1.00422', 'Đăng ký tạm trú'),
    rows: [],
    problems: ['questioned B8 ô mã "1.004194, 1.00422" có thể ghi hơn một mã'],
  },
  {
    title: 'more behind the locality’s own tail, quoted as it stands',
    name,
    bytes: coded('1.004194.H13.DVC01', 'Đăng ký tạm trú'),
    rows: [],
    problems: ['rejected B8 ô mã "1.004194.H13.DVC01" có phần thừa sau mã (.DVC01)'],
  },
  {
    title: 'a letter for a digit, and another procedure’s name',
    name,
    bytes: coded('1.O04194', 'Thủ tục theo mẫu của quận'),
    rows: [],
    problems: ['questioned B8 mã "1.O04194" (có thể là 1.004194) có chữ ở chỗ của số'],
  },
  {
    title: 'invisible characters around and in a code, a name and marks',
    name,
    bytes: coded('\u202a1.00\u20604194\u202c', '\u200eĐăng ký\u2068 tạm trú\u2069'),
    rows: tamTru,
  },
  {
    title: 'a withdrawn procedure',
    name,
    bytes: coded('2.000986'),
    rows: ['2.000986 I H13.21.1 + +'],
    notes: ['đã bị bãi bỏ'],
  },
  {
    title: 'a row without a code',
    name,
    bytes: xlsx({ rows: whole('I', [row(1, null, 'X', 'X', 'Đăng ký khai tử')]) }),
    rows: [],
    problems: ['rejected B8 thiếu mã thủ tục'],
  },
  {
    title: 'words in the column of codes, and no name',
    name,
    bytes: xlsx({
      rows: whole('I', [row(1, 'chưa có mã', 'X', 'X', null), [null, 'đang chờ', null, 'X', 'X']]),
    }),
    rows: [],
    problems: ['rejected B8 "chưa có mã" không phải mã', 'rejected B9 "đang chờ" không phải mã'],
  },
  {
    title: 'a code that slipped into the column of names',
    name,
    bytes: xlsx({ rows: whole('I', [row(1, null, 'X', 'X', '1.004194 - Đăng ký tạm trú')]) }),
    rows: [],
    problems: ['questioned C8 cột mã trống, mã có vẻ nằm ở ô khác'],
  },
  {
    title: 'a system’s own code that has been mapped',
    name,
    bytes: coded('KT-01', 'Đăng ký khai tử'),
    rows: ['1.000656 I H13.21.1 + +'],
    corrections: ['B8 KT-01 → 1.000656'],
  },
  {
    title: 'codes by formula: the value kept in the file counts',
    name,
    bytes: coded({ formula: '"1.004"&"194"', result: '1.004194' }, 'Đăng ký tạm trú'),
    rows: tamTru,
  },
  {
    title: 'a formula without a value',
    name,
    bytes: coded({ formula: '"1.004"&"194"' }, 'Đăng ký tạm trú'),
    rows: [],
    problems: ['rejected B8 mã là công thức chưa có giá trị'],
  },
  {
    title: 'a cell that shows an error',
    name,
    bytes: coded({ error: '#REF!' }, 'Đăng ký tạm trú'),
    rows: [],
    problems: ['rejected B8 ô mã báo lỗi #REF!'],
  },
  {
    title: 'the same row twice',
    name,
    bytes: xlsx({ rows: whole('I', [row(1, '1.004194'), row(2, '1.004194')]) }),
    rows: tamTru,
    notes: ['1.004194 đã có ở dòng 8; bỏ qua dòng lặp'],
  },
  {
    title: 'a procedure twice with different marks',
    name,
    bytes: xlsx({
      rows: whole('II', [row(1, '1.004194', 'X', null), row(2, '1.004194', null, 'X'), row(3, '1.004222')]),
    }),
    rows: ['1.004222 II H13.21.1 - -'],
    problems: [
      'questioned B8 1.004194 ghi nhiều lần với nội dung khác nhau (dòng 9)',
      'questioned B9 1.004194 ghi nhiều lần với nội dung khác nhau (dòng 8)',
    ],
  },
  {
    title: 'codes as Excel saves them to CSV where the comma is decimal',
    name: 'cai-khe.csv',
    bytes: utf8(
      'Phụ lục I;;;;\r\nSTT;Mã TTHC;Tên TTHC;Về kỹ thuật;Về pháp luật\r\n1;1,00419;Cấp giấy phép khai thác nước mặt;X;X',
    ),
    rows: nuocMat,
    corrections: ['B3 1,00419 → 1.004190'],
  },
];
