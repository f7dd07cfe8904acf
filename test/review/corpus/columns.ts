import { csv, otherForm, type Rows, title, unit, utf8, type Value, whole, xlsx } from './make.ts';
import type { Sample } from './sample.ts';

const name = 'danh-muc.xlsx';
const technical = 'Về kỹ thuật, điều kiện của đơn vị';
const legal = 'Về quy định của pháp luật';
const listed: [code: string, called: string][] = [
  ['1.004194', 'Đăng ký tạm trú'],
  ['1.004222', 'Đăng ký thường trú'],
  ['1.000656', 'Đăng ký khai tử'],
  ['1.000894', 'Đăng ký kết hôn'],
];

/** A list with these headings behind number, code and name, and these cells. */
function table(list: 'I' | 'II', headings: readonly string[], cells: Rows): Rows {
  return [
    ...unit,
    ...title[list],
    ['STT', 'Mã TTHC/DVC', 'Tên thủ tục hành chính', ...headings],
    ...cells.map((own, at) => [at + 1, ...listed[at]!, ...own]),
  ];
}

/** Headings that only mention law or technique, with what stands below them. */
const particulars: [heading: string, values: [Value, Value]][] = [
  ['Căn cứ pháp lý', ['Luật Cư trú 2020', 'Nghị định 62/2021/NĐ-CP']],
  ['Thời hạn giải quyết theo quy định', ['05 ngày làm việc', 'Trong ngày']],
  ['Văn bản quy định', ['Thông tư 55/2021/TT-BCA', '1872/QĐ-BTP']],
  ['Phí, lệ phí theo quy định của pháp luật', ['10.000 đồng', 'Miễn phí']],
  ['Thành phần hồ sơ theo quy định', ['Tờ khai', 'Tờ khai; bản sao']],
  ['Quy chuẩn kỹ thuật áp dụng', ['QCVN 01:2021', 'không']],
  ['Cán bộ kỹ thuật phụ trách', ['Nguyễn Văn A', 'Trần Thị B']],
];
const order = (heading: string, values: [Value, Value], at: number): Sample['bytes'] => {
  const put = (cells: readonly Value[], cell: Value) => cells.toSpliced(at, 0, cell);
  return xlsx({
    rows: table('I', put([technical, legal], heading) as string[], [
      put(['x', 'chưa đạt'], values[0]),
      put(['x', 'x'], values[1]),
    ]),
  });
};

const beside = table(
  'II',
  ['Lĩnh vực', 'Căn cứ pháp lý / Quyết định', technical, legal],
  [
    ['Cư trú', 'Luật Cư trú; 1872/QĐ-BTP', 'Chưa có phần mềm', null],
    ['Cư trú', 'Luật Cư trú; 1872/QĐ-BTP', null, 'x'],
  ],
);
const besideRows = ['1.004194 II H13.21.1 -specialised-software ?', '1.004222 II H13.21.1 ? -'];

const grounds: Sample[] = [
  ...particulars.flatMap(([heading, values]) =>
    [0, 1, 2].map(at => ({
      title: `«${heading}» is no ground, ${['before', 'between', 'behind'][at]} the two that are`,
      name,
      bytes: order(heading, values, at),
      rows: ['1.004194 I H13.21.1 + -', '1.004222 I H13.21.1 + +'],
      notes: ['ghi trong Phụ lục I nhưng cột quy định của pháp luật là chưa đạt'],
    })),
  ),
  ...(
    [
      ['biff8', 'xls'],
      ['ods', 'ods'],
      ['html', 'html'],
      ['xlml', 'xml'],
    ] as const
  ).map(([form, ending]) => ({
    title: `a law-worded column beside the ground of law, as ${form}`,
    name: `danh-muc.${ending}`,
    bytes: otherForm(form, beside),
    rows: besideRows,
  })),
  {
    title: 'a law-worded column beside the ground of law, as CSV',
    name: 'cai-khe.csv',
    bytes: utf8(csv(beside, ';')),
    rows: besideRows,
  },
  {
    title: 'a law-worded column under the plan’s own merged heading',
    name,
    bytes: xlsx({
      rows: [
        ...unit,
        ...title.II,
        ['STT', 'Mã TTHC/DVC', 'Tên thủ tục hành chính', 'Chưa đủ điều kiện nâng lên mức độ 4', null, null],
        [null, null, null, 'Căn cứ pháp lý', technical, legal],
        [1, ...listed[0]!, 'Luật Cư trú', 'X', null],
      ],
      merges: ['D6:F6'],
    }),
    rows: ['1.004194 II H13.21.1 - ?'],
  },
  {
    title: 'a law-worded column that is marked, where there is no other for law',
    name,
    bytes: xlsx({
      rows: table(
        'I',
        [technical, 'Mức đáp ứng các quy định'],
        [
          ['x', 'x'],
          ['x', 'chưa'],
        ],
      ),
    }),
    rows: ['1.004194 I H13.21.1 + +', '1.004222 I H13.21.1 + -'],
    notes: ['ghi trong Phụ lục I nhưng cột quy định của pháp luật là chưa đạt'],
  },
  {
    title: 'one column for both grounds',
    name,
    bytes: xlsx({ rows: table('I', ['Điều kiện về kỹ thuật và pháp luật'], [['x'], ['chưa']]) }),
    rows: ['1.004194 I H13.21.1 + +', '1.004222 I H13.21.1 - -'],
    notes: ['là chưa đạt'],
  },
  {
    title: 'two columns that claim the ground of law and differ put the list in question',
    name,
    bytes: xlsx({
      rows: table(
        'I',
        [technical, 'Về pháp luật', 'Điều kiện về pháp luật'],
        [
          ['x', 'x', 'x'],
          ['x', 'x', 'chưa đạt'],
        ],
      ),
    }),
    rows: [],
    problems: [
      'questioned F8 hai cột «Về pháp luật» và «Điều kiện về pháp luật» cùng nói về quy định của pháp luật nhưng ghi khác nhau ("x" và "chưa đạt")',
    ],
  },
  {
    title: 'two columns that claim the ground of law and agree are one',
    name,
    bytes: xlsx({
      rows: table(
        'I',
        [technical, 'Về pháp luật', 'Điều kiện về pháp luật'],
        [
          ['x', 'x', 'Đạt'],
          ['x', 'chưa', 'chưa đạt'],
        ],
      ),
    }),
    rows: ['1.004194 I H13.21.1 + +', '1.004222 I H13.21.1 + -'],
    notes: ['là chưa đạt'],
  },
  {
    title: 'a column of obstacles in law explains the mark beside it',
    name,
    bytes: xlsx({
      rows: table(
        'II',
        [technical, legal, 'Vướng mắc về pháp lý'],
        [
          [null, 'x', 'phải nộp bản chính'],
          ['x', null, null],
        ],
      ),
    }),
    rows: ['1.004194 II H13.21.1 ? -original-needed', '1.004222 II H13.21.1 - ?'],
  },
  {
    title: 'a reason why not, beside marks that say yes, is asked about',
    name,
    bytes: xlsx({
      rows: table(
        'I',
        [technical, legal, 'Lý do'],
        [
          ['x', 'x', 'chưa có chữ ký số'],
          ['x', 'x', null],
        ],
      ),
    }),
    rows: ['1.004222 I H13.21.1 + +'],
    problems: ['questioned F7 ghi trong Phụ lục I nhưng lại nêu lý do chưa đạt ("chưa có chữ ký số")'],
  },
  {
    title: 'of two columns of codes the one with codes of national shape counts',
    name,
    bytes: xlsx({
      rows: [
        ...unit,
        ...title.I,
        ['STT', 'Mã DVC', 'Mã TTHC', 'Tên TTHC', technical, legal],
        [1, 'DVC-77', ...listed[0]!, 'x', 'x'],
      ],
    }),
    rows: ['1.004194 I H13.21.1 + +'],
  },
  {
    title: 'codes a procedure had before are none of the list',
    name,
    bytes: xlsx({
      rows: [
        ...unit,
        ...title.I,
        ['STT', 'Mã TTHC cũ', 'Mã TTHC mới', 'Tên TTHC', technical, legal],
        [1, '1.000894', ...listed[0]!, 'x', 'x'],
      ],
    }),
    rows: ['1.004194 I H13.21.1 + +'],
  },
  ...[
    ['Mã TTHC cũ', 'Tên TTHC'],
    ['Tên TTHC', 'Mã TTHC cũ'],
  ].map(headings => ({
    title: `codes a procedure had before are taken where there are no others: ${headings.join()}`,
    name,
    bytes: xlsx({
      rows: [
        ...unit,
        ...title.I,
        ['STT', ...headings, technical, legal],
        [1, ...(headings[0] === 'Tên TTHC' ? listed[0]!.toReversed() : listed[0]!), 'x', 'x'],
      ],
    }),
    rows: ['1.004194 I H13.21.1 + +'],
  })),
  {
    title: 'codes a procedure had before, behind its name and first of all',
    name,
    bytes: xlsx({
      rows: [
        ...unit,
        ...title.I,
        ['Mã TTHC cũ', 'Mã TTHC', 'Tên TTHC', technical, legal, 'Mã số cũ'],
        ['1.000894', ...listed[0]!, 'x', 'x', '1.000656'],
      ],
    }),
    rows: ['1.004194 I H13.21.1 + +'],
  },
  {
    title: 'two columns of codes, one of them left empty or written otherwise',
    name,
    bytes: xlsx({
      rows: [
        ...unit,
        ...title.I,
        ['STT', 'Mã TTHC', 'Mã DVC', 'Tên TTHC', technical, legal],
        [1, '1.004194', '1. 004194', 'Đăng ký tạm trú', 'x', 'x'],
        [2, '1.004222', '1.004222.000.00.00.H13', 'Đăng ký thường trú', 'x', 'x'],
        [3, null, '1.000656', 'Đăng ký khai tử', 'x', 'x'],
        [4, '1.000894', 'KT-02', 'Đăng ký kết hôn', 'x', 'x'],
      ],
    }),
    rows: listed.map(([code]) => `${code} I H13.21.1 + +`),
  },
  {
    title: 'two columns of codes that differ are asked about',
    name,
    bytes: xlsx({
      rows: [
        ...unit,
        ...title.I,
        ['STT', 'Mã TTHC', 'Mã TTHC/DVC', 'Tên TTHC', technical, legal],
        [1, '1.000894', ...listed[0]!, 'x', 'x'],
        [2, '1.004222', ...listed[1]!, 'x', 'x'],
      ],
    }),
    rows: ['1.004222 I H13.21.1 + +'],
    problems: ['questioned B7 hai cột mã ghi hai mã khác nhau ("1.000894" và "1.004194")'],
  },
  {
    title: 'codes and names of something else do not take the place of the procedure’s',
    name,
    bytes: xlsx({
      rows: [
        ...unit,
        ...title.I,
        ['STT', 'Mã lĩnh vực', 'Tên lĩnh vực', 'Mã TTHC', 'Tên TTHC', 'Đơn vị tính', technical, legal],
        [1, 'CT', 'Cư trú', ...listed[0]!, 'hồ sơ', 'x', 'x'],
      ],
    }),
    rows: ['1.004194 I H13.21.1 + +'],
  },
];

const online = (heading: string, headings: readonly string[], cells: Rows): Sample['bytes'] =>
  xlsx({
    rows: [
      ...unit,
      [heading],
      ['STT', 'Mã TTHC', 'Tên thủ tục hành chính', ...headings],
      ...cells.map((own, at) => [at + 1, ...listed[at]!, ...own]),
    ],
  });
const at4 = (code: string) => `${code} online H13.21.1 ? ?`;
const onlyFour = 'DANH MỤC DỊCH VỤ CÔNG TRỰC TUYẾN ĐANG CUNG CẤP MỨC ĐỘ 4';
const threeAndFour = 'DANH MỤC DỊCH VỤ CÔNG TRỰC TUYẾN ĐÃ CUNG CẤP MỨC ĐỘ 3, MỨC ĐỘ 4';
const lessThanFour = (cell: string, text: string) =>
  `questioned ${cell} nằm trong danh mục đã ở mức độ 4 nhưng cột mức độ ghi "${text}"`;

const levels: Sample[] = [
  {
    title: 'levels as numbers and words',
    name,
    bytes: online(threeAndFour, ['Mức độ'], [[4], ['Mức độ 3'], ['MĐ4'], ['mức độ bốn']]),
    rows: ['1.004194', '1.000656', '1.000894'].map(at4),
    problems: [lessThanFour('D6', 'Mức độ 3')],
  },
  {
    title: 'levels by the names of the later decree',
    name,
    bytes: online(
      'DANH MỤC DỊCH VỤ CÔNG TRỰC TUYẾN ĐÃ CUNG CẤP TOÀN TRÌNH, MỘT PHẦN',
      ['Loại dịch vụ công trực tuyến'],
      [['Toàn trình'], ['Một phần'], ['DVCTT toàn trình'], ['Cung cấp thông tin']],
    ),
    rows: ['1.004194', '1.000656'].map(at4),
    problems: [lessThanFour('D6', 'Một phần'), lessThanFour('D8', 'Cung cấp thông tin')],
  },
  ...['Cấp độ', 'Hiện trạng'].map(heading => ({
    title: `levels in words below a heading of their own, "${heading}"`,
    name,
    bytes: online(onlyFour, [heading], [['Mức 3'], ['Mức độ 4'], ['Dịch vụ công trực tuyến một phần']]),
    rows: [at4('1.004222')],
    problems: [lessThanFour('D5', 'Mức 3'), lessThanFour('D7', 'Dịch vụ công trực tuyến một phần')],
  })),
  {
    title: 'a column for each level, with ticks',
    name,
    bytes: online(
      threeAndFour,
      ['Mức độ 3', 'Mức độ 4'],
      [
        [null, 'x'],
        ['x', null],
        ['-', 'X'],
        [null, null],
      ],
    ),
    rows: ['1.004194', '1.000656'].map(at4),
    problems: [
      'questioned D6 nằm trong danh mục đã ở mức độ 4 nhưng được đánh dấu ở cột mức độ 3',
      'questioned B8 không ghi mức độ, mà tiêu đề danh mục có cả mức thấp hơn',
    ],
  },
  {
    title: 'a level nobody can read, and one left empty where the title leaves no doubt',
    name,
    bytes: online(onlyFour, ['Mức độ'], [['cao'], [null], ['3, 4'], [4]]),
    rows: ['1.004222', '1.000894'].map(at4),
    problems: ['questioned D5 không rõ "cao" là mức độ nào', lessThanFour('D7', '3, 4')],
  },
  {
    title: 'a level that is denied is a lower one, in a cell and in a heading',
    name,
    bytes: xlsx({
      rows: [
        ...unit,
        [onlyFour],
        ['STT', 'Mã TTHC', 'Tên thủ tục hành chính', 'Mức độ'],
        [1, ...listed[0]!, 'Chưa cung cấp mức độ 4'],
        [2, ...listed[1]!, 4],
        ['B. Dịch vụ chưa đạt mức độ 4'],
        [3, ...listed[2]!],
      ],
    }),
    rows: [at4('1.004222')],
    problems: [
      lessThanFour('D5', 'Chưa cung cấp mức độ 4'),
      'questioned B8 nằm trong danh mục đã ở mức độ 4 nhưng thuộc mục "B. Dịch vụ chưa đạt mức độ 4"',
    ],
  },
  {
    title: 'levels by headings between the rows',
    name,
    bytes: xlsx({
      rows: [
        ...unit,
        [threeAndFour],
        ['STT', 'Mã TTHC', 'Tên thủ tục hành chính'],
        ['A. Dịch vụ mức độ 3'],
        [1, ...listed[0]!],
        ['B. Dịch vụ mức độ 4'],
        ['I. Lĩnh vực hộ tịch'],
        [2, ...listed[1]!],
      ],
    }),
    rows: [at4('1.004222')],
    problems: ['questioned B6 nằm trong danh mục đã ở mức độ 4 nhưng thuộc mục "A. Dịch vụ mức độ 3"'],
  },
  {
    title: 'a list of two levels without a word on any row',
    name,
    bytes: online(threeAndFour, [], [[], []]),
    rows: [],
    problems: ['questioned B5 không ghi mức độ', 'questioned B6 không ghi mức độ'],
  },
  {
    title: 'a lower level that is proposed keeps a row out of Phụ lục I',
    name,
    bytes: xlsx({
      rows: table(
        'I',
        [technical, legal, 'Mức độ đề nghị'],
        [
          ['x', 'x', 3],
          ['x', 'x', 'từ mức độ 3 lên mức độ 4'],
          ['x', 'x', null],
        ],
      ),
    }),
    rows: ['1.004222 I H13.21.1 + +', '1.000656 I H13.21.1 + +'],
    problems: ['questioned F7 nằm trong Phụ lục I nhưng mức độ đề nghị ghi "3"'],
  },
  {
    title: 'a lower level that is marked as proposed keeps a row out of Phụ lục I',
    name,
    bytes: xlsx({
      rows: table(
        'I',
        [technical, legal, 'Mức độ 3 (đề nghị)', 'Mức độ 4 (đề nghị)'],
        [
          ['x', 'x', 'x', null],
          ['x', 'x', null, 'x'],
          ['x', 'x', 'x', 'x'],
        ],
      ),
    }),
    rows: ['1.004222 I H13.21.1 + +', '1.000656 I H13.21.1 + +'],
    problems: ['questioned F7 nằm trong Phụ lục I nhưng mức độ đề nghị là mức độ 3'],
  },
  {
    title: 'no level at all is proposed',
    name,
    bytes: xlsx({
      rows: table(
        'I',
        [technical, legal, 'Mức độ đề nghị'],
        ['không cung cấp', 'Chỉ mức độ 3', 'cung cấp toàn trình, không thu phí', 'không'].map(said => [
          'x',
          'x',
          said,
        ]),
      ),
    }),
    rows: ['1.000656 I H13.21.1 + +', '1.000894 I H13.21.1 + +'],
    problems: [
      'questioned F7 nằm trong Phụ lục I nhưng mức độ đề nghị ghi "không cung cấp"',
      'questioned F8 nằm trong Phụ lục I nhưng mức độ đề nghị ghi "Chỉ mức độ 3"',
    ],
  },
  ...[
    'Chỉ thực hiện mức độ 3',
    'Đề nghị giữ mức độ 3 do chưa có chữ ký số',
    'đề xuất cung cấp DVC một phần',
    'Giữ nguyên mức độ hiện tại',
    'Chỉ tiếp nhận trực tiếp',
    'Chỉ nhận hồ sơ trực tiếp tại Bộ phận một cửa',
  ].map(
    (said): Sample => ({
      title: `a remark by which a row is to stop below level 4: ${said}`,
      name,
      bytes: xlsx({
        rows: table(
          'I',
          [technical, legal, 'Ghi chú'],
          [
            ['x', 'x', said],
            ['x', 'x', null],
          ],
        ),
      }),
      rows: ['1.004222 I H13.21.1 + +'],
      problems: [`questioned F7 nằm trong Phụ lục I nhưng ghi "${said}"`],
    }),
  ),
  ...(
    [
      ['Ghi chú', 'Đang thực hiện mức độ 3', 'Hiện chỉ ở mức độ 3', 'Chỉ mới thực hiện mức độ 3', 'Mức độ 3'],
      [
        'Ghi chú',
        'Duy trì mức độ 3, đề nghị nâng',
        'Chỉ đạt mức độ 2, đề nghị nâng',
        'Giữ mức độ 3 đến hết quý I, sau đó nâng',
        'Chỉ ở mức độ 2',
      ],
      [
        'Ghi chú',
        'Đề nghị nâng từ mức độ 3 lên 4',
        'Đề nghị cung cấp mức độ 3 trở lên',
        'Tiếp nhận trực tiếp, trực tuyến',
        'Chỉ tiếp nhận trực tiếp bản chính khi trả kết quả',
      ],
      ['Ghi chú', 'Giữ nguyên tên thủ tục', 'Chỉ thực hiện tại cấp xã', 'Đã cung cấp một phần', 'toàn trình'],
      ['Mức độ hiện tại', 'Chỉ thực hiện mức độ 3', 'Không cung cấp', 'một phần', 'Mức độ 2'],
      ['Cách thức thực hiện', 'Trực tiếp', 'Chỉ tiếp nhận trực tiếp', 'Chỉ mức độ 3', 'Qua bưu chính'],
    ] as const
  ).map(
    ([heading, ...cells]): Sample => ({
      title: `what is now is not what shall be, under ${heading}: ${cells[0]}`,
      name,
      bytes: xlsx({
        rows: table(
          'I',
          [technical, legal, heading],
          cells.map(cell => ['x', 'x', cell]),
        ),
      }),
      rows: listed.map(([code]) => `${code} I H13.21.1 + +`),
    }),
  ),
  {
    title: 'headings in Phụ lục I that keep what is below them from level 4, and others',
    name,
    bytes: xlsx({
      rows: whole('I', [
        ['Các TTHC sau không đủ điều kiện:'],
        [1, ...listed[0]!, 'x', 'x'],
        ['Các thủ tục đề nghị thực hiện mức độ 3:'],
        [2, ...listed[1]!, 'x', 'x'],
        ['Các thủ tục đang thực hiện mức độ 3:'],
        [3, ...listed[2]!, 'x', 'x'],
        ['Các TTHC sau đủ điều kiện:'],
        [4, ...listed[3]!, 'x', 'x'],
        ['Đề nghị nâng dịch vụ công mức độ 3 lên mức độ 4:'],
        [5, '2.000815', 'Chứng thực bản sao từ bản chính', 'x', 'x'],
      ]),
    }),
    rows: ['1.000656', '1.000894', '2.000815'].map(code => `${code} I H13.21.1 + +`),
    problems: [
      'questioned B9 nằm dưới mục "Các TTHC sau không đủ điều kiện:" nhưng danh mục là Phụ lục I',
      'questioned B11 nằm dưới mục "Các thủ tục đề nghị thực hiện mức độ 3:" nhưng danh mục là Phụ lục I',
    ],
  },
  ...(
    [
      ['NÂNG DỊCH VỤ CÔNG MỨC ĐỘ 3 NĂM 2019', 'Đủ điều kiện nâng lên mức độ 3', false],
      ['ĐỀ NGHỊ CUNG CẤP DỊCH VỤ CÔNG TRỰC TUYẾN MỘT PHẦN', 'Đủ điều kiện cung cấp DVCTT một phần', false],
      ['NÂNG DỊCH VỤ CÔNG MỨC ĐỘ 3', 'Đủ điều kiện', false],
      ['NÂNG DỊCH VỤ CÔNG MỨC ĐỘ 4', 'Đủ điều kiện nâng lên mức độ 3', false],
      ['NÂNG DỊCH VỤ CÔNG MỨC ĐỘ 3', 'Đủ điều kiện nâng lên mức độ 4', true],
      ['NÂNG DỊCH VỤ CÔNG MỨC ĐỘ 3 LÊN MỨC ĐỘ 4', 'Đủ điều kiện', true],
      ['NÂNG DỊCH VỤ CÔNG MỨC ĐỘ 3 LÊN 4', 'Đủ điều kiện nâng từ mức độ 3 lên mức độ 4', true],
      ['ĐANG CUNG CẤP DỊCH VỤ CÔNG MỨC ĐỘ 3 ĐỦ ĐIỀU KIỆN NÂNG CẤP', 'Đủ điều kiện', true],
      ['NÂNG DỊCH VỤ CÔNG MỨC ĐỘ 3, 4', 'Đủ điều kiện', true],
      ['NÂNG DỊCH VỤ CÔNG TỪ MỘT PHẦN LÊN TOÀN TRÌNH', 'Đủ điều kiện nâng lên toàn trình', true],
      ['THỰC HIỆN DỊCH VỤ CÔNG MỨC ĐỘ 3 TRỞ LÊN', 'Đủ điều kiện', true],
      ['DỊCH VỤ CÔNG MỨC ĐỘ 3 ĐƯỢC RÀ SOÁT', 'Đủ điều kiện', true],
    ] as const
  ).map(
    ([said, over, taken]): Sample => ({
      title: `what a whole list is for: ${said}, ${over}`,
      name,
      bytes: xlsx({
        rows: [
          ...unit,
          ['PHỤ LỤC I'],
          [`DANH MỤC THỦ TỤC HÀNH CHÍNH ${said}`],
          ['(Kèm theo Kế hoạch số 95/KH-UBND về thực hiện dịch vụ công mức độ 3)'],
          ['STT', 'Mã TTHC/DVC', 'Tên thủ tục hành chính', over, over],
          [null, null, null, technical, legal],
          [1, ...listed[0]!, 'x', 'x'],
          [2, ...listed[1]!, 'x', 'x'],
        ],
      }),
      rows: taken ? ['1.004194 I H13.21.1 + +', '1.004222 I H13.21.1 + +'] : [],
      ...(said === 'NÂNG DỊCH VỤ CÔNG MỨC ĐỘ 3' && taken && { notes: ['tiêu đề chỉ nói đến mức thấp hơn'] }),
      ...(!taken && {
        problems: ['questioned – danh mục tiêu đề chỉ nói đến mức thấp hơn'],
        questioned: 2,
      }),
    }),
  ),
  {
    title: 'a number below a level is none: when it shall be reached',
    name,
    bytes: xlsx({ rows: table('I', [technical, legal, 'Mức độ 4 dự kiến (quý)'], [['x', 'x', 3]]) }),
    rows: ['1.004194 I H13.21.1 + +'],
  },
  {
    title: 'what is proposed is not what is',
    name,
    bytes: online(
      onlyFour,
      ['Mức độ đề xuất', 'Mức độ hiện tại'],
      [
        [4, 3],
        [3, 4],
      ],
    ),
    rows: [at4('1.004222')],
    problems: [lessThanFour('E5', '3')],
  },
];

const remarked = (list: 'I' | 'II', remarks: Value[], heading = 'Ghi chú') =>
  xlsx({
    rows: table(
      list,
      [technical, legal, heading],
      remarks.map(remark => ['x', 'x', remark]),
    ),
  });
const back = (cell: string, text: string) => `questioned ${cell} có ghi "${text}"`;

const remarks: Sample[] = [
  ...['nt', 'như trên', '- nt -', 'Như thủ tục số 7'].map(
    (said): Sample => ({
      title: `a reason that is only a hint at another: ${said}`,
      name,
      bytes: xlsx({
        rows: table(
          'II',
          [technical, legal],
          [
            ['Chưa có chữ ký số', null],
            [said, null],
            ['Chưa có chữ ký số như trên', null],
            [null, 'Luật Cư trú'],
          ],
        ),
      }),
      rows: [
        '1.004194 II H13.21.1 -digital-signature ?',
        '1.000656 II H13.21.1 -digital-signature ?',
        '1.000894 II H13.21.1 ? -legislation',
      ],
      problems: [`questioned D8 cột kỹ thuật, điều kiện của đơn vị: không rõ "${said}" nghĩa là gì`],
    }),
  ),
  {
    title: 'reasons of Phụ lục II that stand under «Ghi chú»',
    name,
    bytes: xlsx({
      rows: table(
        'II',
        [technical, legal, 'Ghi chú'],
        [
          ['X', null, 'Người dân chưa có chữ ký số'],
          [null, 'X', 'Theo Luật Cư trú'],
          [null, null, 'Chưa có biểu mẫu điện tử'],
          ['Chưa đủ điều kiện', null, 'Chưa có chữ ký số'],
        ],
      ),
    }),
    rows: [
      '1.004194 II H13.21.1 -digital-signature ?',
      '1.004222 II H13.21.1 ? -legislation',
      '1.000656 II H13.21.1 -e-form ?',
      '1.000894 II H13.21.1 -digital-signature ?',
    ],
    notes: ['hiểu "Người dân chưa có chữ ký số" là lý do chưa đạt', 'lý do không ghi thuộc cột nào'],
  },
  {
    title: 'what under «Ghi chú» of Phụ lục II is no reason, or not the one that is given',
    name,
    bytes: xlsx({
      rows: table(
        'II',
        [technical, legal, 'Ghi chú'],
        [
          ['X', null, 'Đã có chữ ký số'],
          ['X', null, 'đã cập nhật'],
          ['Chưa có phần mềm chuyên ngành', null, 'Chưa có chữ ký số'],
          ['X', null, 'Số điện thoại 0292 123 456'],
        ],
      ),
    }),
    rows: [
      '1.004194 II H13.21.1 - ?',
      '1.004222 II H13.21.1 - ?',
      '1.000656 II H13.21.1 -specialised-software ?',
      '1.000894 II H13.21.1 - ?',
    ],
  },
  ...[
    'Đã bãi bỏ',
    'ko còn thực hiện',
    'Bỏ',
    'Đề nghị không đưa vào danh mục',
    'Chuyển về cấp huyện thực hiện',
    'Bãi bỏ theo QĐ 123/QĐ-UBND',
    'TTHC hết hiệu lực',
    'đã được thay thế bằng thủ tục khác',
    'Đề nghị đưa ra khỏi danh mục',
    'Đề nghị loại bỏ',
    'Không còn thực hiện',
    'Không thực hiện nữa',
    'không thuộc thẩm quyền của phường',
    'Da bai bo',
    'đã gộp với thủ tục khác',
    'Tạm dừng',
    'Ngừng cung cấp',
    'Đã chuyển về Sở Tư pháp',
    'Không thực hiện tại xã',
  ].map(text => ({
    title: `a remark takes the row back: ${text}`,
    name,
    bytes: remarked('I', [text, null]),
    rows: ['1.004222 I H13.21.1 + +'],
    problems: [back('F7', text)],
  })),
  {
    title: 'other remarks are left alone',
    name,
    bytes: remarked('I', [
      'Cấp xã',
      'Chưa bãi bỏ',
      'Đã bãi bỏ thành phần hồ sơ bản sao',
      'Thay thế QĐ 12/QĐ-BTP',
    ]),
    rows: listed.map(([code]) => `${code} I H13.21.1 + +`),
  },
  {
    title: 'nor do words that only look like such without their accents',
    name,
    bytes: remarked('I', ['Đúng', 'Dung lượng hồ sơ lớn', 'Đã nhập', 'Chưa phát sinh hồ sơ']),
    rows: listed.map(([code]) => `${code} I H13.21.1 + +`),
  },
  {
    title: 'a remark that the row is not to go up is asked about, one that names a condition is told',
    name,
    bytes: remarked('I', [
      'Chưa đủ điều kiện',
      'Đề nghị không nâng mức độ 4',
      'Chưa có chữ ký số',
      'chưa đạt',
    ]),
    rows: ['1.000656 I H13.21.1 + +'],
    problems: [
      'questioned F7 ghi trong Phụ lục I nhưng lại nêu lý do chưa đạt ("Chưa đủ điều kiện")',
      'questioned F8 ghi trong Phụ lục I nhưng lại nêu lý do chưa đạt ("Đề nghị không nâng mức độ 4")',
      'questioned F10 ghi trong Phụ lục I nhưng lại nêu lý do chưa đạt ("chưa đạt")',
    ],
    notes: ['có ghi "Chưa có chữ ký số"; vẫn hiểu là đạt vì dòng nằm trong Phụ lục I'],
  },
  ...['Chưa có', 'chưa có.', 'chua co'].map(text => ({
    title: `a remark that says of nothing that it is lacking is told, and the row taken: ${text}`,
    name,
    bytes: remarked('I', [text]),
    rows: ['1.004194 I H13.21.1 + +'],
    notes: [`có ghi "${text}"; vẫn hiểu là đạt vì dòng nằm trong Phụ lục I`],
  })),
  ...['', '-'].map(mark => ({
    title: `that something is lacking is asked about where the row says nothing else: "${mark}"`,
    name,
    bytes: xlsx({ rows: table('I', [technical, legal, 'Ghi chú'], [[mark, mark, 'Chưa có']]) }),
    rows: [],
    problems: ['questioned F7 ghi trong Phụ lục I nhưng lại nêu lý do chưa đạt ("Chưa có")'],
  })),
  ...[
    'Chưa cung cấp mức độ 4',
    'Hiện nay chưa đạt mức độ 4',
    'Chưa thực hiện mức độ 4',
    'Chưa toàn trình',
    'Chưa đạt mức độ 4, đề nghị nâng lên mức độ 4 trong quý III',
    'Chưa nâng mức độ 4 (kế hoạch quý IV/2021)',
    'Chưa nâng cấp đường truyền',
    'Không nâng phí',
    'Không nâng mức độ 3 mà nâng thẳng mức độ 4',
    'Chưa đủ điều kiện trước đây, nay đã đủ',
  ].map(text => ({
    title: `a remark that says how it is today, or of something else, keeps no row out of Phụ lục I: ${text}`,
    name,
    bytes: remarked('I', [text]),
    rows: ['1.004194 I H13.21.1 + +'],
  })),
  ...[
    'Đã chuyển số hóa',
    'Đã chuyển số liệu sang phần mềm mới',
    'Đã chuyển sổ hộ tịch',
    'Ngừng tiếp nhận hồ sơ giấy',
    'Dừng tiếp nhận trực tiếp',
    'Ngừng thực hiện trực tiếp',
    'Gộp chung lệ phí',
    'Chuyển Sở Tư pháp cấp phiếu lý lịch',
    'Chuyển cơ quan công an xác minh',
    'Không thực hiện tại đơn vị mà qua bưu chính',
    'Đúng cung cấp',
    'Gộp với thủ tục đăng ký khai sinh khi giải quyết liên thông',
    'Đã chuyển về phòng Tư pháp',
  ].map(text => ({
    title: `a remark that takes no row back: ${text}`,
    name,
    bytes: remarked('I', [text]),
    rows: ['1.004194 I H13.21.1 + +'],
  })),
  ...[
    ['Hiện trạng', 'Chưa cung cấp mức độ 4'],
    ['Số hồ sơ phát sinh', 'Chưa có'],
    ['Đã cung cấp DVCTT', 'chưa'],
    ['Đã triển khai', 'Chưa'],
    ['Chữ ký số', 'Chưa có'],
    ['Biểu mẫu điện tử', 'Chưa có'],
    ['Ghi chú (mức độ 4 hiện nay)', 'chưa đạt'],
  ].map(([heading, text]) => ({
    title: `what a column of something else lacks keeps no row out of Phụ lục I: «${heading}» ${text}`,
    name,
    bytes: remarked('I', [text!, text!], heading),
    rows: ['1.004194 I H13.21.1 + +', '1.004222 I H13.21.1 + +'],
  })),
  {
    title: 'a remark below no heading that the row is not to go up',
    name,
    bytes: remarked('I', ['Không nâng', 'không nâng lên mức độ 4 vì ít hồ sơ'], ''),
    rows: [],
    problems: [
      'questioned F7 ghi trong Phụ lục I nhưng lại nêu lý do chưa đạt ("Không nâng")',
      'questioned F8 ghi trong Phụ lục I nhưng lại nêu lý do chưa đạt ("không nâng lên mức độ 4 vì ít hồ sơ")',
    ],
  },
  {
    title: 'a remark in a column with another heading, or with none',
    name,
    bytes: remarked('I', ['đã bãi bỏ', 'Cấp xã'], 'Tình trạng'),
    rows: ['1.004222 I H13.21.1 + +'],
    problems: [back('F7', 'đã bãi bỏ')],
  },
  {
    title: 'a row of Phụ lục II that is taken back is told',
    name,
    bytes: remarked('II', ['đã bãi bỏ']),
    rows: ['1.004194 II H13.21.1 - -'],
    notes: ['có ghi "đã bãi bỏ"'],
  },
  {
    title: 'rows under a heading that takes them back',
    name,
    bytes: xlsx({
      rows: [
        ...table('I', [technical, legal], [['x', 'x']]),
        ['B. Thủ tục đề nghị đưa ra khỏi danh mục'],
        ['I. Lĩnh vực cư trú'],
        [2, ...listed[1]!, 'x', 'x'],
        ['C. Thủ tục mới'],
        [3, ...listed[2]!, 'x', 'x'],
      ],
    }),
    rows: ['1.004194 I H13.21.1 + +', '1.000656 I H13.21.1 + +'],
    problems: [back('B10', 'B. Thủ tục đề nghị đưa ra khỏi danh mục')],
  },
];

export const columns: Sample[] = [...grounds, ...levels, ...remarks];
