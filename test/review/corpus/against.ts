import { strToU8, unzipSync, zipSync } from 'fflate';
import { header, row, type Value, whole, xlsx } from './make.ts';
import type { Sample } from './sample.ts';
import { head, paragraph, run, table, word } from './word.ts';

const name = 'danh-muc.xlsx';
const first = row(1, '1.004194');
const second = row(2, '1.004222');
const third = row(3, '1.000656');
const taken = ['1.004194 I H13.21.1 + +'];
const all = [...taken, '1.004222 I H13.21.1 + +'];
const list = (...rows: Value[][]) => xlsx({ rows: whole('I', rows) });

/** The plan's head has no column for remarks: it stands beside it. */
const withColumn = (heading: string, remarks: readonly string[]) => {
  const codes = ['1.004194', '1.004222', '1.000656', '1.000894', '2.000815', '1.200400', '1.004190'];
  const rows = whole(
    'I',
    remarks.map((remark, at) => [...row(at + 1, codes[at]!), remark]),
  );
  return xlsx({ rows: rows.map(cells => (cells[0] === 'STT' ? [...cells, heading] : cells)) });
};

const noteAt = (id: number) => `<w:r><w:commentReference w:id="${id}"/></w:r>`;

const setAside = [
  'Chưa đủ điều kiện',
  'Lĩnh vực không đủ điều kiện',
  'B. Nhóm thủ tục chưa nâng',
  'Không đề nghị nâng',
  'Các TTHC còn vướng mắc',
  'Vướng kỹ thuật',
  'II. KHÓ KHĂN, VƯỚNG MẮC',
  'Thủ tục đang xem xét',
  'Thủ tục chờ hướng dẫn của Bộ',
  'Các thủ tục chưa triển khai',
  'Dự kiến năm 2022',
  'Lộ trình sau năm 2021',
  'Không thực hiện trực tuyến',
  'Thủ tục thực hiện trực tiếp',
  'Không phát sinh hồ sơ',
  'Nhóm 2: phải nộp bản chính',
  'CHUA CO HUONG DAN',
];
const neutral = [
  'Lĩnh vực Không gian mạng',
  'ĐĂNG KÝ CHO THUÊ',
  'DANG KY CHO THUE',
  'Nhóm không có vướng mắc',
  'Thủ tục chưa phát sinh khó khăn',
  'Hỗ trợ người có hoàn cảnh khó khăn',
  'Đã đủ điều kiện',
  'Chưa cung cấp mức độ 4',
  'Dự kiến nâng lên mức độ 4',
  'Không phải nộp bản chính',
];

export const against: Sample[] = [
  ...setAside.map(heading => ({
    title: `a heading that sets rows apart: ${heading}`,
    name,
    bytes: list(first, [heading], second),
    rows: taken,
    problems: [`questioned B10 nằm dưới mục "${heading}"`],
    ...(heading === 'Chưa đủ điều kiện' && { notes: ['không đọc dòng 9'] }),
  })),
  ...neutral.map(heading => ({
    title: `a heading that does not: ${heading}`,
    name,
    bytes: list(first, [heading], second),
    rows: all,
  })),
  {
    title: 'a title that says the contrary of the annex and its columns',
    name,
    bytes: xlsx({
      rows: whole('I', [first], [['UBND phường Cái Khế'], ['DANH MỤC THỦ TỤC HÀNH CHÍNH CÒN VƯỚNG MẮC']]),
    }),
    rows: [],
    problems: ['questioned B8 nằm dưới mục "DANH MỤC THỦ TỤC HÀNH CHÍNH CÒN VƯỚNG MẮC"'],
  },
  {
    title: 'parts by levels, one of them below 4',
    name,
    bytes: list(['A. Mức độ 4'], first, ['B. Mức độ 3'], second),
    rows: taken,
    problems: ['questioned B11 nằm dưới mục "B. Mức độ 3"'],
  },
  {
    title: 'parts by the level there is now',
    name,
    bytes: list(['A. Mức độ 2'], first, ['B. Mức độ 3'], second),
    rows: all,
    notes: ['mục "A. Mức độ 2": hiểu là mức độ hiện nay', 'mục "B. Mức độ 3": hiểu là mức độ hiện nay'],
  },
  {
    title: 'what a column proposes, plans or objects',
    name,
    bytes: withColumn('Ý kiến, đề xuất', [
      'Không đề nghị nâng',
      'Không thống nhất',
      'Giữ mức độ 3',
      'Xin rút',
      'Chuyển sang Phụ lục II',
      'Trùng với thủ tục 1.000656',
      'Không',
    ]),
    // Nothing is proposed, or nobody objects.
    rows: ['1.004190 I H13.21.1 + +'],
    problems: [
      'questioned F8 ghi trong Phụ lục I nhưng lại nêu lý do chưa đạt ("Không đề nghị nâng")',
      'questioned F9 ghi trong Phụ lục I nhưng lại nêu lý do chưa đạt ("Không thống nhất")',
      'questioned F10 nằm trong Phụ lục I nhưng ghi "Giữ mức độ 3"',
      'questioned F11 có ghi "Xin rút"',
      'questioned F12 có ghi "Chuyển sang Phụ lục II"',
      'questioned F13 có ghi "Trùng với thủ tục 1.000656"',
    ],
  },
  {
    title: 'remarks that put a row off are told',
    name,
    bytes: withColumn('Ghi chú', ['Từ tháng 9/2021', 'Khi có phần mềm', 'Xem xét lại', 'Mới ban hành']),
    rows: [...all, '1.000656 I H13.21.1 + +', '1.000894 I H13.21.1 + +'],
    notes: ['có ghi "Từ tháng 9/2021"', 'có ghi "Khi có phần mềm"', 'có ghi "Xem xét lại"'],
  },
  {
    title: 'reasons of a list of what goes up that do not say it should',
    name,
    bytes: withColumn('Lý do', ['Giữ mức độ 3']),
    rows: [],
    problems: ['questioned F8 nằm trong Phụ lục I nhưng ghi "Giữ mức độ 3"'],
  },
  ...[
    'khó đáp ứng',
    'không hoàn toàn đáp ứng',
    'Đáp ứng, tuy nhiên mạng còn yếu',
    'Đáp ứng được nhưng dân không có máy',
    'Có nhưng hỏng',
    'Thống nhất không nâng',
    'Đồng ý giữ mức 3',
    'Nhất trí đưa ra khỏi danh mục',
    'Thuận lợi: không; khó khăn: đường truyền',
    'Hoàn thành 60%',
    'Hoàn thành trong tháng 9',
    'Có/Không',
    'X (bỏ)',
    'x (?)',
    'X(*)',
    'X (1)',
  ].map(text => ({
    title: `assent that is taken back: ${text}`,
    name,
    bytes: list(row(1, '1.004194', text), second),
    rows: ['1.004222 I H13.21.1 + +'],
    problems: ['questioned D8 '],
  })),
  ...[
    'Đáp ứng, không có khó khăn',
    'Chưa có vướng mắc',
    'Không có khó khăn, vướng mắc',
    'Không phải nộp bản gốc',
    'Đã hoàn thành từ tháng 3',
    'Hoàn thành 100%',
    'Đáp ứng 100 phần trăm',
    'Có máy quét nhưng đã đủ, đáp ứng',
  ].map(text => ({
    title: `assent that is not: ${text}`,
    name,
    bytes: list(row(1, '1.004194', text), second),
    rows: all,
  })),
  {
    title: '"có mặt" says nothing of what is there',
    name,
    bytes: list(row(1, '1.004194', 'X', 'Yêu cầu hai bên nam nữ có mặt'), second),
    rows: ['1.004222 I H13.21.1 + +'],
    problems: ['questioned E8 '],
  },
  {
    title: 'a row that goes on below',
    name,
    bytes: list(first, [null, null, null, null, 'nhưng phải nộp bản chính'], second, third),
    rows: ['1.004222 I H13.21.1 + +', '1.000656 I H13.21.1 + +'],
    problems: ['questioned E9 một mã ghi qua nhiều dòng mà các dòng ghi khác nhau'],
  },
  {
    title: 'a case with a name of its own under a merged code',
    name,
    bytes: xlsx({
      rows: whole('I', [
        first,
        [null, null, '- Trường hợp có yếu tố nước ngoài', null, 'Phải có mặt'],
        second,
      ]),
      merges: ['B8:B9'],
    }),
    rows: ['1.004222 I H13.21.1 + +'],
    problems: ['questioned E9 một mã ghi qua nhiều dòng mà các dòng ghi khác nhau'],
  },
  {
    title: 'a procedure of its own under a merged code is not lost',
    name,
    bytes: xlsx({
      rows: whole('I', [first, [2, null, 'Đăng ký thường trú', 'X', 'X'], third]),
      merges: ['B8:B9'],
    }),
    rows: [...taken, '1.000656 I H13.21.1 + +'],
    notes: ['1.004194 đã có ở dòng 8'],
  },
  {
    title: 'a name below a column of reasons that says nothing so far',
    name,
    bytes: xlsx({
      rows: whole('II', [
        row(1, '1.004194', 'chưa có chữ ký số', null),
        [null, null, null, null, 'Nguyễn Văn An'],
      ]),
    }),
    rows: ['1.004194 II H13.21.1 -digital-signature ?'],
  },
  {
    title: 'a title of the other list, where somebody has said which list it is',
    name,
    bytes: xlsx({
      rows: [
        ['UBND phường Cái Khế'],
        ['DANH MỤC THỦ TỤC CÒN VƯỚNG MẮC'],
        ...whole('I', [first], []).slice(3),
      ],
    }),
    options: { list: 'eligible' as const },
    rows: taken,
  },
  {
    title: 'figures and signatures below the last row are none of it',
    name,
    bytes: list(first, second, [null, null, null, 2, 2], [null, null, null, 'CHỦ TỊCH']),
    rows: all,
  },
  ...['Các thủ tục tô vàng chưa đủ điều kiện', 'Chú thích: ô xanh = đủ, ô đỏ = chưa đủ'].map(legend => ({
    title: `colours that mean something: ${legend}`,
    name,
    bytes: list(first, second, [], [legend]),
    rows: [],
    problems: [`questioned – có chú giải "${legend}"`],
    questioned: 2,
  })),
  {
    title: 'a footnote at a name is told',
    name,
    bytes: list(row(1, '1.004194', 'X', 'X', 'Đăng ký tạm trú (*)'), second),
    rows: all,
    notes: ['có dấu chú thích ở "Đăng ký tạm trú (*)"'],
  },
  {
    title: 'boxes of a form that lie over the cells',
    name,
    bytes: list(row(1, '1.004194', null, null), second).then(bytes =>
      zipSync({
        ...unzipSync(bytes),
        'xl/ctrlProps/ctrlProp1.xml': strToU8(
          '<formControlPr xmlns="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" objectType="CheckBox" checked="Checked"/>',
        ),
      }),
    ),
    rows: ['1.004222 I H13.21.1 + +'],
    problems: ['questioned B8 ô đánh dấu (hộp kiểm) đặt trên bảng không đọc được'],
  },
  {
    title: 'a note below the list that takes a row out of it is told',
    name,
    bytes: list(first, second, [], ['Ghi chú: riêng thủ tục số 2 chưa đủ điều kiện do chưa có chữ ký số']),
    rows: all,
    notes: ['riêng thủ tục số 2 chưa đủ điều kiện do chưa có chữ ký số" ghi ở ngoài bảng'],
  },
  ...[
    ['A. DANH MỤC TTHC ĐỦ ĐIỀU KIỆN NÂNG', 'B. DANH MỤC TTHC CHƯA ĐỦ ĐIỀU KIỆN NÂNG'],
    ['PHỤ LỤC I', 'Phần thứ hai'],
  ].map(([one, other]) => ({
    title: `lists of both kinds under heads of their own: ${other}`,
    name,
    bytes: xlsx({
      rows: [
        ['UBND phường Cái Khế'],
        [one!],
        ...header.I,
        first,
        [other!],
        ...header.II,
        row(1, '1.004222', 'chưa có chữ ký số', null),
      ],
    }),
    rows: [...taken, '1.004222 II H13.21.1 -digital-signature ?'],
  })),
  {
    title: 'a head on the next page that does not say of which list it is',
    name,
    bytes: list(
      first,
      ['STT', 'Mã TTHC/DVC', 'Tên thủ tục hành chính', 'Về kỹ thuật', 'Về quy định của pháp luật'],
      second,
    ),
    rows: all,
  },
  {
    title: 'a list of services for both levels, one of them 4',
    name,
    bytes: xlsx({
      rows: [
        ['UBND phường Cái Khế'],
        ['PHỤ LỤC I'],
        ['DANH MỤC TTHC ĐỦ ĐIỀU KIỆN CUNG CẤP DVCTT TOÀN TRÌNH, MỘT PHẦN'],
        ['STT', 'Mã TTHC', 'Tên TTHC', 'Về kỹ thuật', 'Về pháp luật', 'DVCTT toàn trình', 'DVCTT một phần'],
        [...first, 'x', null],
        [...second, null, 'x'],
      ],
    }),
    rows: taken,
    problems: ['questioned G6 nằm trong Phụ lục I nhưng mức độ đề nghị là mức độ 3'],
  },
  {
    title: 'a note at a cell is told, our own is not',
    name,
    bytes: xlsx({
      rows: whole('I', [first, second]),
      comments: { D8: 'Trần B:\nChưa được, bỏ dòng này', B9: 'dvc-sync: mã đã sửa' },
    }),
    rows: all,
    notes: ['ghi chú kèm ô không được đọc: "Trần B: Chưa được, bỏ dòng này"'],
  },
  {
    title: 'a day as the machine that made the file shows it',
    name,
    bytes: xlsx({
      rows: whole('I', [row(1, '1.004194', 'X', new Date(Date.UTC(2021, 5, 12))), second]),
      formats: { E8: 'mm-dd-yy' },
    }),
    rows: ['1.004222 I H13.21.1 + +'],
    problems: ['questioned E8 cột quy định của pháp luật: không rõ "12/6/2021"'],
  },
  {
    title: 'a footnote of Word at a mark',
    name: 'cai-khe.docx',
    bytes: word(
      paragraph('PHỤ LỤC I') +
        table([
          head,
          ['1', '1.004194', 'Đăng ký tạm trú', 'X', 'X'],
          [
            '2',
            '1.004222',
            'Đăng ký thường trú',
            `<w:p>${run('X')}<w:r><w:footnoteReference w:id="2"/></w:r></w:p>`,
            'X',
          ],
        ]),
    ),
    rows: taken,
    problems: ['questioned dòng 3, cột 4 cột kỹ thuật, điều kiện của đơn vị: dấu "X(*)" có chú thích'],
  },
  {
    title: 'a remark of Word at a name is told',
    name: 'cai-khe.docx',
    bytes: word(
      paragraph('PHỤ LỤC I') +
        table([
          head,
          [
            '1',
            '1.004194',
            `<w:p>${run('Đăng ký tạm trú')}<w:r><w:commentReference w:id="0"/></w:r></w:p>`,
            'X',
            'X',
          ],
        ]),
    ),
    rows: taken,
    notes: ['có dấu chú thích ở "Đăng ký tạm trú(*)"'],
  },
  {
    title: 'what Word has noted at a number, a heading and a code is told in its words',
    name: 'cai-khe.docx',
    bytes: word(
      paragraph('PHỤ LỤC I') +
        table([
          head,
          ['', '', `<w:p>${run('I. Lĩnh vực cư trú')}${noteAt(0)}</w:p>`, '', ''],
          [`<w:p>${run('1')}${noteAt(1)}</w:p>`, '1.004194', 'Đăng ký tạm trú', 'X', 'X'],
          ['2', `<w:p>${run('1.004222')}${noteAt(2)}</w:p>`, 'Đăng ký thường trú', 'X', 'X'],
        ]),
      {
        comments: ['Chưa làm', 'Bỏ dòng này', 'Mã cũ']
          .map((text, id) => `<w:comment w:id="${id}">${paragraph(text)}</w:comment>`)
          .join(''),
      },
    ),
    rows: all,
    corrections: ['dòng 4, cột 2 1.004222(*) → 1.004222'],
    notes: ['"Chưa làm"', '"Bỏ dòng này"', '"Mã cũ"'],
  },
  {
    title: 'a star in a list that is marked with stars',
    name,
    bytes: list(row(1, '1.004194', '*', '*'), row(2, '1.004222', '*', '*')),
    rows: all,
  },
  {
    title: 'a row taken out by tracked changes, its text not marked',
    name: 'cai-khe.docx',
    bytes: word(
      paragraph('PHỤ LỤC I') +
        table([
          head,
          ['1', '1.004194', 'Đăng ký tạm trú', 'X', 'X'],
          ['2', '1.004222', 'Đăng ký thường trú', 'X', 'X'],
        ]).replace(/<w:tr>(?=(?:(?!<w:tr>).)*$)/, '<w:tr><w:trPr><w:del w:id="1"/></w:trPr>'),
    ),
    rows: taken,
    notes: ['dòng 3 bị gạch bỏ hoặc ẩn chữ, không đọc'],
  },
  {
    title: 'marks under levels, one of them 4, say what shall be',
    name,
    bytes: xlsx({
      rows: whole('I', [
        [...first, 'x', null],
        [...second, null, 'x'],
      ]).map(cells => (cells[0] === 'STT' ? [...cells, 'Mức độ 3', 'Mức độ 4'] : cells)),
    }),
    rows: ['1.004222 I H13.21.1 + +'],
    problems: ['questioned F8 nằm trong Phụ lục I nhưng mức độ đề nghị là mức độ 3'],
  },
  {
    title: 'a list that raises to level 3 under the columns of the plan',
    name,
    bytes: xlsx({
      rows: [
        ['UBND phường Cái Khế'],
        ['PHỤ LỤC I'],
        ['DANH MỤC THỦ TỤC HÀNH CHÍNH NÂNG DỊCH VỤ CÔNG MỨC ĐỘ 3'],
        ...whole('I', [first], []).slice(3),
      ],
    }),
    rows: taken,
    notes: ['tiêu đề chỉ nói đến mức thấp hơn'],
  },
  {
    title: 'a list of what is at level 3 and can be raised',
    name,
    bytes: xlsx({
      rows: [
        ['UBND phường Cái Khế'],
        ['PHỤ LỤC I'],
        ['DANH MỤC TTHC ĐANG TRIỂN KHAI CUNG CẤP MỨC ĐỘ 3 ĐỦ ĐIỀU KIỆN NÂNG LÊN MỨC ĐỘ 4'],
        ...whole('I', [first], []).slice(3),
      ],
    }),
    rows: taken,
  },
  {
    title: 'services at level 4 by their list that are not',
    name,
    bytes: xlsx({
      rows: [
        ['UBND phường Cái Khế'],
        ['DANH MỤC DỊCH VỤ CÔNG TRỰC TUYẾN ĐANG CUNG CẤP MỨC ĐỘ 4'],
        ['STT', 'Mã TTHC', 'Tên thủ tục hành chính', 'Tình trạng'],
        [1, '1.004194', 'Đăng ký tạm trú', 'Đang hoạt động'],
        [2, '1.004222', 'Đăng ký thường trú', 'Chưa triển khai'],
        [4, '1.000894', 'Đăng ký kết hôn', 'Không phát sinh hồ sơ'],
        [3, '1.000656', 'Đăng ký khai tử', 'Đã gỡ'],
      ],
    }),
    rows: ['1.004194 online H13.21.1 ? ?', '1.000894 online H13.21.1 ? ?'],
    problems: [
      'questioned D5 nằm trong danh mục đã ở mức độ 4 nhưng ghi "Chưa triển khai"',
      'questioned D7 ',
    ],
  },
];
