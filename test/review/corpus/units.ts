import { unitFinder } from '../../../src/review/units.ts';
import { header, row, title, unit, whole, xlsx } from './make.ts';
import { procedures, type Sample } from './sample.ts';

const one = [row(1, '1.004194')];
const nameless = whole('I', one, []);
const some = Object.keys(procedures).filter(code => code !== '2.000986');

export const units: Sample[] = [
  ...['Sở TT&TT', 'SỞ TTTT', 'So TT & TT', 'Sở Thông tin & Truyền thông', 'STTTT'].map(
    (name): Sample => ({
      title: `a department as ${name}`,
      name: 'danh-muc.xlsx',
      bytes: xlsx({ name, rows: whole('I', one, name === 'STTTT' ? [] : [[name]]) }),
      rows: ['1.004194 I H13.11 + +'],
    }),
  ),
  {
    title: 'the office of the city by its letters, in a heading',
    name: 'danh-muc.xlsx',
    bytes: xlsx({ rows: whole('I', one, [['VP UBND TP CẦN THƠ']]) }),
    context: {
      units: unitFinder([
        { code: 'H13', name: 'Ủy ban nhân dân thành phố Cần Thơ', tier: 'province' },
        {
          code: 'H13.1',
          name: 'Văn phòng Ủy ban nhân dân thành phố Cần Thơ',
          tier: 'province',
          parent: 'H13',
        },
      ]),
    },
    rows: ['1.004194 I H13.1 + +'],
  },
  ...['PL1 UBND phuong An Hoa quan Ninh Kieu.xlsx', 'TT Ninh Kieu.xlsx'].map(
    (name): Sample => ({
      title: `another kind of unit with the name of a ward of today: ${name}`,
      name,
      bytes: xlsx({ rows: nameless }),
      context: {
        units: unitFinder([
          { code: 'H13', name: 'Ủy ban nhân dân thành phố Cần Thơ', tier: 'province' },
          { code: 'H13.31', name: 'Ủy ban nhân dân phường Ninh Kiều', tier: 'commune', parent: 'H13' },
        ]),
      },
      rows: [],
      problems: ['questioned – không biết danh mục của đơn vị nào'],
    }),
  ),
  {
    title: 'several units, a sheet each, named by it',
    name: 'tong-hop.xlsx',
    bytes: xlsx({ name: 'Cái Khế', rows: nameless }, { name: 'P. An Hoà', rows: nameless }),
    rows: ['1.004194 I H13.21.1 + +', '1.004194 I H13.21.2 + +'],
  },
  {
    title: 'the unit only in the name of the file, without accents',
    name: 'PL1_UBND-P.CaiKhe.xlsx',
    bytes: xlsx({ rows: nameless }),
    rows: ['1.004194 I H13.21.1 + +'],
  },
  {
    title: 'the code of the unit in the name of the file',
    name: 'H13.3_pl1.xlsx',
    bytes: xlsx({ rows: nameless }),
    rows: ['1.004194 I H13.3 + +'],
  },
  {
    title: 'the unit said by the operator',
    name: 'danh-muc.xlsx',
    bytes: xlsx({ rows: nameless }),
    options: { unit: 'H13.11' },
    rows: ['1.004194 I H13.11 + +'],
  },
  {
    title: 'a name that two units share is asked about',
    name: 'Bình Thủy.xlsx',
    bytes: xlsx({ rows: nameless }),
    rows: [],
    problems: [
      'questioned – tên đơn vị có thể là Ủy ban nhân dân quận Bình Thuỷ, Ủy ban nhân dân phường Bình Thủy',
    ],
  },
  {
    title: 'no unit anywhere is asked about',
    name: 'danh-muc.xlsx',
    bytes: xlsx({ rows: nameless }),
    rows: [],
    problems: ['questioned – không biết danh mục của đơn vị nào'],
  },
  {
    title: 'a district’s file with its wards as headings',
    name: 'ninh-kieu.xlsx',
    bytes: xlsx({
      rows: whole(
        'I',
        [
          row(1, '1.000656'),
          ['I. UBND phường Cái Khế'],
          row(1, '1.004194'),
          ['II. UBND phường An Hòa'],
          ['Lĩnh vực cư trú'],
          row(1, '1.004194'),
        ],
        [['UBND QUẬN NINH KIỀU']],
      ),
    }),
    rows: ['1.000656 I H13.21 + +', '1.004194 I H13.21.1 + +', '1.004194 I H13.21.2 + +'],
  },
  {
    title: 'a column of units',
    name: 'tong-hop.xlsx',
    bytes: xlsx({
      rows: [
        ...title.I,
        ['STT', 'Mã TTHC', 'Tên TTHC', 'Về kỹ thuật', 'Về pháp luật', 'Đơn vị'],
        [...row(1, '1.004194'), 'UBND phường Cái Khế'],
        [...row(2, '1.004194'), 'H13.21.2'],
        [...row(3, '1.004222'), 'UBND phường Nào Đó'],
      ],
    }),
    rows: ['1.004194 I H13.21.1 + +', '1.004194 I H13.21.2 + +'],
    problems: ['questioned – không biết danh mục của đơn vị nào'],
  },
  {
    title: 'the list said by the operator where the file does not',
    name: 'danh-muc.xlsx',
    bytes: xlsx({
      rows: [
        ...unit,
        ['STT', 'Mã TTHC', 'Tên TTHC', 'Về kỹ thuật', 'Về pháp luật'],
        row(1, '1.004194', 'X', null),
      ],
    }),
    options: { list: 'not-eligible' },
    rows: ['1.004194 II H13.21.1 - ?'],
  },
  {
    title: 'a list that does not say which it is',
    name: 'danh-muc.xlsx',
    bytes: xlsx({
      rows: [...unit, ['STT', 'Mã TTHC', 'Tên TTHC', 'Về kỹ thuật', 'Về pháp luật'], row(1, '1.004194')],
    }),
    rows: [],
    problems: ['questioned – danh mục không ghi là Phụ lục I hay Phụ lục II'],
  },
  ...['PHỤ IỤC I', 'PHỤ LỤC Ⅰ', 'Phu luc so 1', 'PL.01'].map(
    (line): Sample => ({
      title: `a list that is called ${line}`,
      name: 'danh-muc.xlsx',
      bytes: xlsx({
        rows: [
          ...unit,
          [line],
          ['STT', 'Mã TTHC', 'Tên TTHC', 'Về kỹ thuật', 'Về pháp luật'],
          row(1, '1.004194'),
        ],
      }),
      rows: ['1.004194 I H13.21.1 + +'],
    }),
  ),
  {
    title: 'a column of units with one nobody knows, and with words for units of a kind',
    name: 'danh-muc.xlsx',
    bytes: xlsx({
      rows: [
        ...unit,
        ...title.I,
        ['STT', 'Mã TTHC', 'Tên TTHC', 'Cơ quan thực hiện', 'Về kỹ thuật', 'Về pháp luật'],
        [1, '1.004194', 'Đăng ký tạm trú', 'UBND phường Thới Lai', 'X', 'X'],
        [2, '1.004222', 'Đăng ký thường trú', 'UBND xã, phường, thị trấn', 'X', 'X'],
        [3, '1.000656', 'Đăng ký khai tử', 'UBND xã nơi cư trú', 'X', 'X'],
        [4, '1.000894', 'Đăng ký kết hôn', 'UBND phường Cái Khế', 'X', 'X'],
      ],
    }),
    rows: ['1.004222', '1.000656', '1.000894'].map(code => `${code} I H13.21.1 + +`),
    problems: ['questioned D7 danh sách đơn vị không có "UBND phường Thới Lai"'],
  },
  ...[
    ...['Sở Tư pháp', 'UBND phường An Hòa', 'UBND quận Ninh Kiều', 'H13.3'].map(
      other => ['Cái Khế', other] as const,
    ),
    ...['Sở TTTT', 'UBND thành phố Cần Thơ', 'H13.1'].map(other => ['Sở Tư pháp', other] as const),
  ].map(([sender, other]): Sample => {
    const ward = sender === 'Cái Khế';
    return {
      title: `rows of a unit that is not below the one whose list it is: ${other} (${sender})`,
      name: 'danh-muc.xlsx',
      bytes: xlsx({
        rows: [
          ...(ward ? unit : [['SỞ TƯ PHÁP']]),
          ...title.I,
          ['STT', 'Mã TTHC', 'Tên TTHC', 'Về kỹ thuật', 'Về pháp luật', 'Cơ quan thực hiện'],
          [...row(1, some[0]!), ward ? 'UBND phường Cái Khế' : sender],
          [...row(2, some[1]!), other],
          [...row(3, some[2]!), other],
        ],
      }),
      rows: [`${some[0]} I ${ward ? 'H13.21.1' : 'H13.3'} + +`],
      problems: [`questioned F${ward ? 8 : 7} dòng ghi là của `],
      questioned: 2,
    };
  }),
  ...(
    [
      [
        'Sở Tư pháp',
        'H13.3',
        ['UBND phường An Hòa', 'UBND quận Bình Thuỷ', 'Sở Tư pháp'],
        ['H13.21.2', 'H13.23', 'H13.3'],
      ],
      [
        'SỞ THÔNG TIN VÀ TRUYỀN THÔNG',
        'H13.11',
        ['UBND phường An Hòa', 'Sở Tư pháp', 'Sở Thông tin và Truyền thông'],
        ['H13.21.2', 'H13.3', 'H13.11'],
      ],
      [
        'VĂN PHÒNG ỦY BAN NHÂN DÂN THÀNH PHỐ',
        'H13.1',
        ['UBND phường An Hòa', 'Sở Tư pháp', 'Sở Thông tin và Truyền thông'],
        ['H13.21.2', 'H13.3', 'H13.11'],
      ],
      [
        'UBND QUẬN NINH KIỀU',
        'H13.21',
        ['UBND phường An Hòa', 'UBND phường Cái Khế', 'UBND quận Ninh Kiều'],
        ['H13.21.2', 'H13.21.1', 'H13.21'],
      ],
      [
        'PHƯỜNG CÁI KHẾ',
        'H13.21.1',
        ['Tư pháp', 'Thông tin và Truyền thông', 'UBND phường Cái Khế'],
        ['H13.21.1', 'H13.21.1', 'H13.21.1'],
      ],
    ] as const
  ).map(
    ([head, of, cells, agencies]): Sample => ({
      title: `rows of units a list may hold: ${head} (${of})`,
      name: 'danh-muc.xlsx',
      bytes: xlsx({
        rows: [
          [head],
          ...title.I,
          ['STT', 'Mã TTHC', 'Tên TTHC', 'Về kỹ thuật', 'Về pháp luật', 'Cơ quan thực hiện'],
          ...cells.map((cell, at) => [...row(at + 1, some[at]!), cell]),
          ['Lĩnh vực khác'],
          row(4, some[3]!),
        ],
      }),
      rows: [...agencies, of].map((agency, at) => `${some[at]} I ${agency} + +`),
    }),
  ),
  {
    title: 'fields of work in the list of a ward, one of which a department is named after',
    name: 'danh-muc.xlsx',
    bytes: xlsx({
      rows: whole('I', [
        ['I. Tư pháp'],
        row(1, some[0]!),
        ['II. THÔNG TIN VÀ TRUYỀN THÔNG'],
        row(2, some[1]!),
        ['III. Thủ tục của Sở Tư pháp'],
        row(3, some[2]!),
      ]),
    }),
    rows: [`${some[0]} I H13.21.1 + +`, `${some[1]} I H13.21.1 + +`],
    problems: [
      'questioned B13 dòng ghi là của Sở Tư pháp, mà danh mục là của Ủy ban nhân dân phường Cái Khế',
    ],
  },
  ...[
    [
      'UBND cấp xã, phối hợp Sở Tư pháp',
      'UBND cấp xã và Sở Tư pháp',
      'UBND phường (có ý kiến của Sở Tư pháp)',
      'Sở Tư pháp ủy quyền UBND cấp xã',
      'UBND xã trình UBND quận Ninh Kiều',
      'UBND quận, huyện; Sở Tư pháp',
      'Sở TTTT phối hợp Sở Tư pháp',
    ],
    [
      'UBND huyện (Phòng Nội vụ)',
      'UBND quận - Phòng Tư pháp',
      'UBND phường sở tại',
      'UBND huyện, UBND xã',
      'UBND phường/xã giải quyết',
      'UBND xã (bộ phận một cửa)',
      'UBND phường An Hòa, UBND phường Cái Khế',
    ],
    ['Phường thực hiện', 'UBND XÃ NƠI CƯ TRÚ', 'Công an phường', 'UBND Quận'],
  ].flatMap(cells =>
    [undefined, 'H13.21.1'].map(onlyUnit => ({
      title: `who takes part, or carries a kind of procedure out, is not whose list it is: ${cells[0]}, ${onlyUnit}`,
      name: 'danh-muc.xlsx',
      bytes: xlsx({
        rows: [
          ...unit,
          ...title.I,
          ['STT', 'Mã TTHC', 'Tên TTHC', 'Về kỹ thuật', 'Về pháp luật', 'Cơ quan thực hiện'],
          ...cells.map((cell, at) => [...row(at + 1, some[at]!), cell]),
        ],
      }),
      options: onlyUnit === undefined ? {} : { onlyUnit },
      rows: cells.map((_cell, at) => `${some[at]} I H13.21.1 + +`),
    })),
  ),
  {
    title: 'rows of a unit nobody knows are told of once',
    name: 'danh-muc.xlsx',
    bytes: xlsx({
      rows: [
        ...unit,
        ...title.I,
        ['STT', 'Mã TTHC', 'Tên TTHC', 'Về kỹ thuật', 'Về pháp luật', 'Cơ quan thực hiện'],
        [...row(1, some[0]!), 'Huyện Cờ Đỏ'],
        [...row(2, some[1]!), 'Huyện Cờ Đỏ'],
      ],
    }),
    rows: [],
    problems: ['questioned F7 danh sách đơn vị không có "Huyện Cờ Đỏ"'],
    questioned: 2,
  },
  ...['THỊ TRẤN CỜ ĐỎ', 'Huyện Cờ Đỏ', 'UBND xã Cổ Loa'].map(heading => ({
    title: `rows below the name of a unit nobody knows: ${heading}`,
    name: 'danh-muc.xlsx',
    bytes: xlsx({ rows: whole('I', [row(1, some[0]!), [heading], row(2, some[1]!)]) }),
    rows: [`${some[0]} I H13.21.1 + +`],
    problems: ['questioned – không biết danh mục của đơn vị nào'],
  })),
  {
    title: 'two lists of one unit, the second title without its name',
    name: 'danh-muc.xlsx',
    bytes: xlsx({ rows: [...whole('I', one), ...title.II, ...header.II, row(1, '1.000656', 'X', null)] }),
    rows: ['1.004194 I H13.21.1 + +', '1.000656 II H13.21.1 - ?'],
  },
  ...(
    [
      [['UBND phường Cái Khế', 'UBND phường An Hòa'], [], false],
      [['Cấp huyện', 'Cấp xã'], [], true],
      [['UBND phường Cái Khế', 'Ghi chú'], [], true],
      [['UBND phường Cái Khế', 'UBND phường An Hòa'], ['Về kỹ thuật', 'Về pháp luật'], true],
    ] as const
  ).map(
    ([columns, grounds, taken]): Sample => ({
      title: `columns that are marked unit by unit: ${[...columns, ...grounds].join(', ')}`,
      name: 'danh-muc.xlsx',
      bytes: xlsx({
        rows: [
          ['UBND QUẬN NINH KIỀU'],
          ...title.I,
          ['STT', 'Mã TTHC', 'Tên TTHC', ...columns, ...grounds],
          [...row(1, some[0]!).slice(0, 3), 'X', '', ...grounds.map(() => 'X')],
          [...row(2, some[1]!).slice(0, 3), '', 'X', ...grounds.map(() => 'X')],
        ],
      }),
      rows: taken ? [0, 1].map(at => `${some[at]} I H13.21 ${grounds.length > 0 ? '+ +' : '? ?'}`) : [],
      ...(!taken && {
        problems: ['questioned – bảng đánh dấu theo từng đơn vị (các cột "UBND phường Cái Khế"'],
        questioned: 2,
      }),
    }),
  ),
  ...(
    [
      ['H13.21', ['có dòng ghi tên đơn vị khác (Ủy ban nhân dân phường Cái Khế)']],
      ['H13.21.1', undefined],
    ] as const
  ).map(
    ([told, notes]): Sample => ({
      title: `a column of units in a list that was told to be of ${told}`,
      name: 'danh-muc.xlsx',
      bytes: xlsx({
        rows: [
          ...title.I,
          ['STT', 'Mã TTHC', 'Tên TTHC', 'Đơn vị', 'Về kỹ thuật', 'Về pháp luật'],
          [...row(1, some[0]!).slice(0, 3), 'UBND phường Cái Khế', 'X', 'X'],
        ],
      }),
      options: { unit: told },
      rows: [`${some[0]} I ${told} + +`],
      ...(notes && { notes: [...notes] }),
    }),
  ),
];
