import { header, merged, type Rows, row, title, unit, whole, xlsx } from './make.ts';
import type { Sample } from './sample.ts';

const two: Rows = [row(1, '1.004194'), row(2, '1.004222')];
const bothRows = ['1.004194 I H13.21.1 + +', '1.004222 I H13.21.1 + +'];
const name = 'danh-muc.xlsx';
const plain = whole('I', two);
const narrowHeader: Rows = [['STT', 'Mã TTHC', 'Tên TTHC', 'Kỹ thuật', 'Pháp lý']];

function shifted(rows: Rows, right: number, down: number): Rows {
  return [...Array<[]>(down).fill([]), ...rows.map(cells => [...Array<null>(right).fill(null), ...cells])];
}

const wide: Rows = [
  ...unit,
  ...title.I,
  [
    'TT',
    'Lĩnh vực',
    'Tên thủ tục hành chính',
    'Mã số TTHC',
    'Mức độ hiện tại',
    'Đủ điều kiện nâng lên MĐ 4',
    null,
    'Ghi chú',
  ],
  [null, null, null, null, null, 'Về pháp luật', 'Về kỹ thuật', null],
  [1, 'Cư trú', 'Đăng ký tạm trú', '1.004194', 2, 'X', 'chưa kết nối CSDL', 'đề nghị xem lại'],
];

const together: Rows = [
  ...unit,
  ['KẾT QUẢ RÀ SOÁT THỦ TỤC HÀNH CHÍNH ĐỦ ĐIỀU KIỆN VÀ KHÔNG ĐỦ ĐIỀU KIỆN NÂNG LÊN MỨC ĐỘ 4'],
  ['STT', 'Mã TTHC', 'Tên TTHC', 'Đủ điều kiện', null, 'Chưa đủ điều kiện', null],
  [null, null, null, 'Kỹ thuật', 'Pháp luật', 'Kỹ thuật', 'Pháp luật'],
  [1, '1.004194', 'Đăng ký tạm trú', 'X', 'X', null, null],
  [2, '1.004222', 'Đăng ký thường trú', null, 'X', 'chưa có chữ ký số', null],
  [3, '1.000656', 'Đăng ký khai tử', 'X', null, 'X', null],
  [4, '1.000894', 'Đăng ký kết hôn', null, null, null, null],
];

export const layouts: Sample[] = [
  { title: 'the plan’s own layout', name, bytes: xlsx(merged(plain, 6)), rows: bothRows },
  { title: 'a header that is not merged', name, bytes: xlsx({ rows: plain }), rows: bothRows },
  { title: 'columns and rows shifted', name, bytes: xlsx({ rows: shifted(plain, 4, 7) }), rows: bothRows },
  {
    title: 'columns in another order, others between them',
    name,
    bytes: xlsx({ rows: wide, merges: ['F6:G6'] }),
    rows: ['1.004194 I H13.21.1 -database-connection +'],
    notes: ['ghi trong Phụ lục I nhưng cột kỹ thuật, điều kiện của đơn vị là chưa đạt'],
  },
  {
    title: 'one row of header without the grounds',
    name,
    bytes: xlsx({
      rows: [
        ...unit,
        ...title.I,
        ['STT', 'Mã TTHC', 'Tên TTHC', 'Đủ điều kiện'],
        [1, '1.004194', 'Đăng ký tạm trú', 'X'],
      ],
    }),
    rows: ['1.004194 I H13.21.1 + +'],
  },
  {
    title: 'two columns of grounds that nobody named',
    name,
    bytes: xlsx({
      rows: [
        ...unit,
        ['STT', 'Mã TTHC', 'Tên TTHC', 'Chưa đủ điều kiện'],
        [1, '1.004194', 'Đăng ký tạm trú', 'X', 'theo Luật Cư trú'],
      ],
      merges: ['D3:E3'],
    }),
    rows: ['1.004194 II H13.21.1 - -legislation'],
  },
  {
    title: 'blank lines and a row of column numbers',
    name,
    bytes: xlsx({
      rows: [
        ...unit,
        ...title.I,
        ...header.I,
        ['(1)', '(2)', '(3)', '(4)', '(5)'],
        [],
        two[0]!,
        [],
        [],
        two[1]!,
      ],
    }),
    rows: bothRows,
  },
  {
    title: 'the header again on every page',
    name,
    bytes: xlsx({ rows: [...unit, ...title.I, ...header.I, two[0]!, ['Trang 2'], ...header.I, two[1]!] }),
    rows: bothRows,
  },
  {
    title: 'hidden rows are read, and said',
    name,
    bytes: xlsx({ rows: plain, hiddenRows: [9] }),
    rows: bothRows,
    notes: ['1 dòng ẩn cũng được đọc: dòng 9'],
  },
  {
    title: 'hidden columns are read, and said where something is taken from them',
    name,
    bytes: xlsx({ rows: plain, hiddenColumns: [1, 5] }),
    rows: bothRows,
    notes: ['cột ẩn cũng được đọc: E («'],
  },
  {
    title: 'fields of work between the rows',
    name,
    bytes: xlsx({
      rows: whole('I', [['I', null, 'LĨNH VỰC CƯ TRÚ'], two[0]!, ['II. Danh mục lĩnh vực hộ tịch'], two[1]!]),
    }),
    rows: bothRows,
  },
  {
    title: 'totals, notes and signatures below',
    name,
    bytes: xlsx({
      rows: whole('I', [
        ...two,
        [null, 'Tổng cộng', '2 thủ tục'],
        ['Ghi chú:'],
        ['- Không đủ điều kiện: các thủ tục còn lại, liên hệ 1.004 số máy lẻ'],
        [null, null, null, 'Cái Khế, ngày 10 tháng 6 năm 2021'],
        ['Người lập', null, null, 'CHỦ TỊCH'],
      ]),
    }),
    rows: bothRows,
  },
  {
    title: 'one sheet for each list',
    name,
    bytes: xlsx(
      { name: 'PL I', rows: plain },
      { name: 'PL II', rows: whole('II', [row(1, '1.000656', 'X', '')]) },
    ),
    rows: [...bothRows, '1.000656 II H13.21.1 - ?'],
  },
  {
    title: 'two lists on a sheet, one below the other',
    name,
    bytes: xlsx({ rows: [...plain, ['CHỦ TỊCH'], ...title.II, ...header.II, row(1, '1.000656', '', 'X')] }),
    rows: [...bothRows, '1.000656 II H13.21.1 ? -'],
  },
  {
    title: 'two lists on a sheet, side by side',
    name,
    bytes: xlsx({
      rows: [
        ...unit,
        ...[0, 1].map(line => [...header.I[line]!, null, ...header.II[line]!]),
        [...two[0]!, null, ...row(1, '1.000656', 'X', null)],
        [...two[1]!, null, ...row(2, '1.000894', null, 'X')],
        [...Array<null>(6).fill(null), ...row(3, '2.000815', 'X', null)],
      ],
    }),
    rows: [...bothRows, '1.000656 II H13.21.1 - ?', '1.000894 II H13.21.1 ? -', '2.000815 II H13.21.1 - ?'],
  },
  {
    title: 'one table for both lists',
    name,
    bytes: xlsx({ rows: together, merges: ['D4:E4', 'F4:G4'] }),
    rows: ['1.004194 I H13.21.1 + +', '1.004222 II H13.21.1 -digital-signature +'],
    problems: [
      'questioned F8 vừa đủ vừa chưa đủ điều kiện về kỹ thuật',
      'questioned B9 không đánh dấu bên đủ hay chưa đủ điều kiện',
    ],
  },
  {
    title: 'a reason merged over several rows and both columns',
    name,
    bytes: xlsx({
      rows: whole('II', [row(1, '1.004194', 'phải nộp bản chính', null), row(2, '1.004222', null, null)]),
      merges: ['D8:E9'],
    }),
    rows: [
      '1.004194 II H13.21.1 -original-needed -original-needed',
      '1.004222 II H13.21.1 -original-needed -original-needed',
    ],
  },
  {
    title: 'a code merged over the lines of one procedure',
    name,
    bytes: xlsx({
      rows: whole('I', [two[0]!, [null, null, null, null, 'theo mẫu mới'], two[1]!]),
      merges: ['B8:B9', 'C8:C9'],
    }),
    rows: bothRows,
  },
  {
    title: 'a column of reasons beside bare marks',
    name,
    bytes: xlsx({
      rows: [
        ...unit,
        ...title.II,
        ['STT', 'Mã TTHC', 'Tên TTHC', 'Về kỹ thuật', 'Về pháp luật', 'Lý do'],
        [1, '1.004194', 'Đăng ký tạm trú', 'X', null, 'chưa có chức năng thanh toán'],
      ],
    }),
    rows: ['1.004194 II H13.21.1 -payment ?'],
  },
  { title: 'an empty list says that there is none', name, bytes: xlsx({ rows: whole('II', []) }), rows: [] },
  {
    title: 'the list of services already online',
    name: 'qd-2974.xlsx',
    bytes: xlsx({
      rows: [
        ['DANH MỤC DỊCH VỤ CÔNG TRỰC TUYẾN MỨC ĐỘ 4'],
        [
          '(Kèm theo Quyết định số 2974/QĐ-UBND ngày 24 tháng 12 năm 2020 của Chủ tịch Ủy ban nhân dân thành phố)',
        ],
        ['STT', 'Mã TTHC', 'Tên thủ tục hành chính', 'Cơ quan thực hiện'],
        [1, '1.004194', 'Đăng ký tạm trú', 'Sở Tư pháp'],
        [2, '1.004222', 'Đăng ký thường trú', 'Toàn thành phố'],
      ],
    }),
    rows: ['1.004194 online H13.3 ? ?', '1.004222 online H13 ? ?'],
  },
  {
    title: 'title and columns that contradict each other',
    name,
    bytes: xlsx({ rows: [...unit, ...title.I, ...header.II, ...two] }),
    rows: [],
    problems: ['questioned – danh mục tiêu đề là Phụ lục I nhưng các cột là của Phụ lục II'],
  },
  {
    title: 'rows without any header',
    name,
    bytes: xlsx({ rows: [...unit, ...title.I, ...two] }),
    rows: [],
    problems: ['questioned B6 2 dòng có mã nhưng không nằm dưới dòng tiêu đề nào'],
  },
  {
    title: 'a part headed as what the list is not',
    name,
    bytes: xlsx({
      rows: [
        ...whole('I', two),
        ['II', null, 'Thủ tục chưa đủ điều kiện'],
        row(1, '1.000656'),
        row(2, '1.000894'),
      ],
    }),
    rows: bothRows,
    problems: ['questioned B11 nằm dưới mục "Thủ tục chưa đủ điều kiện" nhưng danh mục là Phụ lục I'],
    questioned: 2,
  },
  {
    title: 'rows below the title of the other list',
    name,
    bytes: xlsx({ rows: [...whole('I', two), ['PHỤ LỤC II'], row(1, '1.000656', 'x', '')] }),
    rows: bothRows,
    problems: ['questioned B11 1 dòng có mã nhưng không nằm dưới dòng tiêu đề nào'],
  },
  ...[
    'LĨNH VỰC CẤP GIẤY CHỨNG NHẬN ĐỦ ĐIỀU KIỆN KINH DOANH DƯỢC',
    'I. Cấp giấy xác nhận đủ điều kiện',
    'II. Đủ điều kiện về kỹ thuật, vướng mắc về pháp luật',
    'B. Nhóm thủ tục nâng lên mức độ 4 sau năm 2021',
    'Thủ tục chưa đạt mức độ 4',
  ].map(heading => ({
    title: `a part of Phụ lục II headed "${heading}"`,
    name,
    bytes: xlsx({ rows: [...whole('II', [[heading]]), row(1, '1.004194', 'chưa có chữ ký số', '')] }),
    rows: ['1.004194 II H13.21.1 -digital-signature ?'],
  })),
  ...[
    'Thủ tục chưa đạt mức độ 4',
    'LĨNH VỰC CẤP GIẤY CHỨNG NHẬN ĐỦ ĐIỀU KIỆN KINH DOANH DƯỢC',
    'II. Chưa đủ điều kiện mức độ 4 trước đây, nay đủ điều kiện',
  ].map(heading => ({
    title: `a part of Phụ lục I headed "${heading}"`,
    name,
    bytes: xlsx({ rows: whole('I', [[heading], ...two]) }),
    rows: bothRows,
  })),
  ...[
    'DANH MỤC DVC MỨC ĐỘ 3 ĐỦ ĐIỀU KIỆN NÂNG CẤP',
    'DANH MỤC TTHC CHƯA Ở MỨC ĐỘ 4 ĐỦ ĐIỀU KIỆN THỰC HIỆN',
    'DANH MỤC TTHC ĐỦ ĐIỀU KIỆN TRÊN CỔNG CUNG CẤP THÔNG TIN VÀ DVCTT',
    'DANH MỤC TTHC ĐỦ ĐIỀU KIỆN NÂNG TỪ MỨC ĐỘ 3',
    'DANH MỤC TTHC ĐỦ ĐIỀU KIỆN NÂNG MỨC ĐỘ 3 LÊN MỨC ĐỘ 4',
    'DANH MỤC TTHC ĐỦ ĐIỀU KIỆN CUNG CẤP DVC MỨC ĐỘ 3, 4',
  ].map(line => ({
    title: `a list headed "${line}" is Phụ lục I`,
    name,
    bytes: xlsx({ rows: [...unit, ['PHỤ LỤC I'], [line], ...narrowHeader, ...two] }),
    rows: bothRows,
  })),
  ...[['Mức độ 2', 'Mức độ 3'], ['Đang cung cấp mức độ 3'], ['Dịch vụ công một phần']].map(headings => ({
    title: `a column of the level of today says nothing of the list: ${headings.join(', ')}`,
    name,
    bytes: xlsx({
      rows: [
        ...unit,
        ['PHỤ LỤC I'],
        ['DANH MỤC THỦ TỤC HÀNH CHÍNH ĐỦ ĐIỀU KIỆN'],
        [...narrowHeader[0]!, ...headings],
        ...two.map(cells => [...cells, ...headings.map(() => 'x')]),
      ],
    }),
    rows: bothRows,
  })),
  ...['ĐỦ ĐIỀU KIỆN CUNG CẤP DVCTT MỘT PHẦN', 'ĐỦ ĐIỀU KIỆN NÂNG MỨC ĐỘ 3'].map(said => ({
    title: `a list headed "${said}"`,
    name,
    bytes: xlsx({
      rows: [...unit, ['PHỤ LỤC I'], [`DANH MỤC THỦ TỤC ${said}`], ...narrowHeader, ...two],
    }),
    rows: [],
    problems: ['questioned – danh mục tiêu đề chỉ nói đến mức thấp hơn, không rõ có phải Phụ lục I'],
  })),
  {
    title: 'further marks in the lines of a merged code',
    name,
    bytes: xlsx({
      rows: [
        ...whole('I', [row(1, '1.004194'), [null, null, null, 'chưa', 'x'], row(2, '1.004222', 'X', '')]),
      ],
      merges: ['A8:A9', 'B8:B9', 'C8:C9'],
    }),
    rows: ['1.004222 I H13.21.1 + ?'],
    problems: ['questioned D9 một mã ghi qua nhiều dòng mà các dòng ghi khác nhau ("chưa")'],
  },
  {
    title: 'further reasons in the lines of a merged code',
    name,
    bytes: xlsx({
      rows: whole('II', [
        row(1, '1.004194', 'chưa có chữ ký số', ''),
        [null, null, null, 'chưa có chức năng thanh toán'],
      ]),
      merges: ['A8:A9', 'B8:B9', 'C8:C9'],
    }),
    rows: ['1.004194 II H13.21.1 -digital-signature,payment ?'],
  },
  ...(
    [
      ['I', ['X', ''], ['X', 'X'], ['1.004194 I H13.21.1 + +']],
      [
        'II',
        ['chưa có chữ ký số', ''],
        ['', 'vướng Nghị định 123/2015/NĐ-CP'],
        ['1.004194 II H13.21.1 -digital-signature -legislation'],
      ],
      ['II', ['chưa có chữ ký số', 'X'], ['-', ''], ['1.004194 II H13.21.1 -digital-signature -']],
      ['I', ['X', 'X'], ['đang chờ cấp chữ ký số', ''], [], 'cột kỹ thuật, điều kiện của đơn vị: "đang chờ'],
      ['I', ['X', 'X'], ['✗', ''], [], 'cột kỹ thuật, điều kiện của đơn vị: không rõ "✗"'],
    ] as const
  ).map(([of, above, below, rows, asked]) => ({
    title: `a further line of a merged code, in Phụ lục ${of}: ${below.join()} below ${above.join()}`,
    name,
    bytes: xlsx({
      rows: whole(of, [row(1, '1.004194', ...above), [null, null, null, ...below]]),
      merges: ['A8:A9', 'B8:B9', 'C8:C9'],
    }),
    rows: [...rows],
    ...(asked && { problems: [`questioned D9 ${asked}`] }),
  })),
  {
    title: 'a crossed box in a further line of a list that has ticked ones',
    name,
    bytes: xlsx({
      rows: whole('I', [row(1, '1.004194', '☑', '☑'), [null, null, null, '☒', '']]),
      merges: ['A8:A9', 'B8:B9', 'C8:C9'],
    }),
    rows: [],
    problems: ['questioned D9 cột kỹ thuật, điều kiện của đơn vị: không rõ "☒"'],
  },
  {
    title: 'numbered groups where there is no national list',
    name,
    bytes: xlsx({
      rows: whole('I', [[1, null, 'Lĩnh vực hộ tịch'], row('1.1', '1.004194'), row('1.2', '1.004222')]),
    }),
    context: { national: undefined },
    rows: bothRows,
  },
  {
    title: 'a numbered procedure without a code above rows numbered below it',
    name,
    bytes: xlsx({
      rows: whole('I', [
        [1, null, 'Lĩnh vực cư trú'],
        row('1.1', '1.004194'),
        [2, null, 'Đăng ký khai tử'],
        row('2.1', '1.004222', 'X', ''),
      ]),
    }),
    rows: [bothRows[0]!, '1.004222 I H13.21.1 + ?'],
    notes: [
      'dòng 10 không có mã, đứng trên các dòng đánh số nhỏ hơn nên hiểu là tên nhóm: "Đăng ký khai tử"',
    ],
  },
  {
    title: 'one procedure on two sheets of a list, with other marks',
    name,
    bytes: xlsx(
      { name: 'PL1', rows: whole('I', [row(1, '1.004194')]) },
      { name: 'PL1 (2)', rows: whole('I', [row(1, '1.004194', 'X', '')]) },
    ),
    rows: [],
    problems: [
      'questioned B8 1.004194 ghi nhiều lần với nội dung khác nhau («PL1 (2)», dòng 8)',
      'questioned B8 1.004194 ghi nhiều lần với nội dung khác nhau («PL1», dòng 8)',
    ],
  },
  {
    title: 'no list at all',
    name,
    bytes: xlsx({ rows: [['Kính gửi: Sở Tư pháp'], ['Không có thủ tục nào.']] }),
    rows: [],
    problems: ['questioned – không tìm thấy danh mục nào trong tệp'],
  },
  {
    title: 'a hidden sheet beside the list',
    name,
    bytes: xlsx({ rows: plain }, { name: 'cũ', rows: whole('I', [row(1, '1.000656')]), hidden: true }),
    rows: bothRows,
    notes: ['trang tính ẩn, không đọc'],
  },
  {
    title: 'our own answer sent back with corrections',
    name,
    bytes: xlsx(
      { rows: plain },
      { name: 'Kết quả nhập', rows: [['Không nhận', 'Sheet1', 'B9', 'mã 1.00999'], ['1.009999']] },
    ),
    rows: bothRows,
  },
];
