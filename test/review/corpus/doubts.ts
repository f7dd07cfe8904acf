import { header, row, unit, utf8, type Value, whole, xlsx } from './make.ts';
import type { Sample } from './sample.ts';
import { head, paragraph, run, table, word } from './word.ts';

const name = 'danh-muc.xlsx';
const first = row(1, '1.004194');
const third = row(3, '1.000656');
const taken = ['1.004194 I H13.21.1 + +'];
const last = ['1.000656 I H13.21.1 + +'];
const list = (which: 'I' | 'II', rows: Value[][], merges: string[] = []) =>
  xlsx({ rows: whole(which, rows), merges });

/** A document with one row whose second ground is as given. */
const noted = (annex: string, technical: string, legal: string) =>
  word(paragraph(`PHỤ LỤC ${annex}`) + table([head, ['1', '1.004194', 'Đăng ký tạm trú', technical, legal]]));
const sign = (kind: 'footnote' | 'comment') => `<w:r><w:${kind}Reference w:id="2"/></w:r>`;
const underMerged = ['B8:B9', 'C8:C9'];

/** A list of what goes up whose rows say something in a column of the plan's or one beside it. */
const cells = (texts: readonly string[]) =>
  texts.map(text => ({
    title: `in a cell of Phụ lục I: ${text}`,
    name,
    bytes: list('I', [row(1, '1.004194', text), third]),
  }));
const beside = (heading: string, texts: readonly string[]) => {
  const codes = ['1.004194', '1.000656', '1.000894'];
  const rows = whole(
    'I',
    texts.map((text, at) => [...row(at + 1, codes[at]!), text]),
  );
  return xlsx({ rows: rows.map(each => (each[0] === 'STT' ? [...each, heading] : each)) });
};
/** Lines above the header of a list, below the name of the unit. */
const under = (...lines: string[]) =>
  xlsx({ rows: [...unit, ...lines.map(line => [line]), ...header.I, first, third] });
const page = (from: string, to: string) =>
  utf8(
    `<html><head><meta charset=utf-8></head><body><table>${whole('I', [first])
      .map(each => `<tr>${each.map(value => `<td>${value ?? ''}</td>`).join('')}</tr>`)
      .join('')}</table></body></html>`.replace(from, to),
  );
const both = [...taken, ...last];

/** What a row may say beside its marks, or in their stead, without anybody being able to tell what; and what only looks so. */
export const doubts: Sample[] = [
  ...(['footnote', 'comment'] as const).flatMap(kind =>
    ['I', 'II'].map(annex => ({
      title: `a ${kind} in an empty cell of Phụ lục ${annex} is no mark`,
      name: 'cai-khe.docx',
      bytes: noted(annex, annex === 'I' ? 'X' : 'Chưa có chữ ký số', `<w:p>${sign(kind)}</w:p>`),
      rows: [],
      problems: ['questioned dòng 2, cột 5 cột quy định của pháp luật: không rõ "(*)"'],
    })),
  ),
  ...['X (a)', 'X (ii)', 'X(*)'].map(text => ({
    title: `a footnote at a mark: ${text}`,
    name,
    bytes: list('I', [row(1, '1.004194', text), third]),
    rows: last,
    problems: [`questioned D8 cột kỹ thuật, điều kiện của đơn vị: dấu "${text}" có chú thích`],
  })),
  {
    title: 'a box that is not ticked, with a comment',
    name: 'cai-khe.docx',
    bytes: noted('I', `<w:p>${run('☐')}${sign('comment')}</w:p>`, 'X'),
    rows: [],
    problems: ['questioned dòng 2, cột 4 '],
  },
  {
    title: 'a numbered line under a merged code and name says more of its procedure',
    name,
    bytes: list('I', [first, [2, null, null, 'X', 'phải nộp bản chính'], third], underMerged),
    rows: last,
    problems: ['questioned E9 một mã ghi qua nhiều dòng mà các dòng ghi khác nhau'],
  },
  {
    title: 'a reason in a numbered line under a merged code and name',
    name,
    bytes: list(
      'II',
      [row(1, '1.004194', null, null), [2, null, null, null, 'vướng Nghị định 123/2015/NĐ-CP']],
      underMerged,
    ),
    rows: ['1.004194 II H13.21.1 ? -legislation'],
  },
  ...[
    'LÃNH ĐẠO ĐƠN VỊ',
    'UBND PHƯỜNG CÁI KHẾ',
    'Cái Khế, 10/6/2021',
    'Nguyễn Văn A',
    'Q.CHỦ TỊCH',
    'Phê duyệt',
  ].flatMap(signed => [
    {
      title: `directly below a "no" of Phụ lục II: ${signed}`,
      name,
      bytes: list('II', [row(1, '1.004194', 'chưa có chữ ký số', 'không'), [null, null, null, null, signed]]),
      rows: ['1.004194 II H13.21.1 -digital-signature +'],
    },
    {
      title: `directly below a mark without a reason: ${signed}`,
      name,
      bytes: list('II', [row(1, '1.004194', 'X', null), [null, null, null, signed]]),
      rows: ['1.004194 II H13.21.1 - ?'],
    },
    {
      title: `directly below words of Phụ lục I: ${signed}`,
      name,
      bytes: list('I', [row(1, '1.004194', 'Đáp ứng', 'Phù hợp'), [null, null, null, null, signed]]),
      rows: taken,
    },
  ]),
  {
    title: 'a reason that goes on below is one',
    name,
    bytes: list('II', [
      row(1, '1.004194', 'Chưa có chữ ký số', 'không'),
      [null, null, null, ', thiết bị dùng chung'],
    ]),
    rows: ['1.004194 II H13.21.1 -digital-signature +'],
  },
  ...cells([
    'Đã số hóa, đáp ứng',
    'Vừa được cấp máy mới, đáp ứng',
    'Phần mềm mới đáp ứng tốt',
    'Tiêu chí đáp ứng',
    'Hồ sơ ít, đáp ứng',
    'Đáp ứng các yếu tố kỹ thuật',
    'Đáp ứng, không bị lỗi',
    'Đã khắc phục lỗi, đáp ứng',
    'Đáp ứng, hạn chế đi lại cho người dân',
    'Khó khăn đã được khắc phục, nay đáp ứng',
    'Đáp ứng, không có gì vướng mắc',
    'Đáp ứng, không phát sinh chi phí',
    'Phí không áp dụng; đáp ứng',
    'Đáp ứng, không phải nộp trực tiếp',
    'Đáp ứng. Tỷ lệ hồ sơ trực tuyến 60%',
    'Một số cán bộ đã có chữ ký số, đáp ứng',
    'Đáp ứng. Tỷ lệ hồ sơ trực tuyến đạt 60%',
  ]).map(sample => ({ ...sample, rows: both })),
  ...cells([
    'Đủ điều kiện, thực hiện từ tháng 7/2021',
    'Đáp ứng. Đề nghị nâng lên mức độ 4 trong tháng 9/2021',
    'Đáp ứng, triển khai trong quý IV',
  ]).map(sample => ({ ...sample, rows: both, notes: ['nêu thời điểm'] })),
  ...cells([
    'Đa số máy đáp ứng',
    'Đáp ứng, đa số máy cũ',
    'Đáp ứng với đa số hồ sơ',
    'Hầu hết cán bộ có chữ ký số',
    'Hiện mới đáp ứng phần mềm',
    'Tỷ lệ đáp ứng yêu cầu kỹ thuật 60%',
    'Sau tháng 12/2021 mới đủ điều kiện nâng',
    'Đủ điều kiện nâng sang năm sau',
    'Đến tháng 12 mới đảm bảo thực hiện',
    'Kế hoạch trang bị máy trong tháng 10 để đảm bảo',
    'Mới đáp ứng một phần',
    'mang yeu, dap ung',
    'dap ung, mang cham',
    'Co/Khong',
  ]).map(sample => ({ ...sample, rows: last, problems: ['questioned D8 '] })),
  ...[
    'Lĩnh vực Giảm nghèo, hộ có khó khăn',
    'Thủ tục không phát sinh phí, lệ phí',
    'Thủ tục không áp dụng phí',
    'B. Thủ tục chưa cung cấp trực tuyến',
    'Thủ tục tiếp nhận trực tiếp và trực tuyến',
    'Thủ tục chưa nâng năm 2020 nay đủ điều kiện',
    'Thủ tục phải thẩm định thực tế nhưng đủ điều kiện',
    'Thủ tục không thực hiện tại cấp huyện',
    'Thủ tục mới đủ điều kiện',
    'Thủ tục hết hạn chờ',
    'Đăng ký lại khi chưa có Giấy chứng nhận',
    'Lĩnh vực bảo trợ xã hội (hỗ trợ hộ gặp khó khăn)',
    'Lĩnh vực cư trú (chưa có cơ sở dữ liệu trước đây)',
  ].map(heading => ({
    title: `a heading that takes nothing out: ${heading}`,
    name,
    bytes: list('I', [first, [heading], third]),
    rows: both,
  })),
  ...['Lộ trình: quý III/2021', 'Năm 2022'].map(heading => ({
    title: `a heading that only gives a day: ${heading}`,
    name,
    bytes: list('I', [first, [heading], third]),
    context: { lastYear: 2022 },
    rows: both,
    notes: [`mục "${heading}": không rõ các dòng bên dưới phải chờ hay không`],
  })),
  ...[
    'Thực hiện trực tiếp',
    'Nộp trực tiếp',
    'Để sau',
    'Thủ tục đủ điều kiện nhưng chưa thực hiện',
    'Phải chờ chữ ký số mới đủ điều kiện',
    'Nếu có chữ ký số thì đủ điều kiện',
    'Khó đủ điều kiện',
    'Sẽ đủ điều kiện',
    'Lĩnh vực đất đai: chờ Bộ hướng dẫn',
    'Lĩnh vực hộ tịch (còn chờ phần mềm)',
    'Lĩnh vực cư trú: chưa thực hiện',
    'Lĩnh vực xây dựng (không thực hiện mức độ 4)',
    'Thủ tục thực hiện trực tiếp và có mặt hai bên',
    'Chưa triển khai trực tuyến được',
    'Phí không thực hiện được trực tuyến',
    'Khó khăn đã được xử lý một phần',
  ].map(heading => ({
    title: `a heading that takes rows out: ${heading}`,
    name,
    bytes: list('I', [first, [heading], third]),
    rows: taken,
    problems: [`questioned B10 nằm dưới mục "${heading}"`],
  })),
  {
    title: 'a heading that wants rows to stay below is not told as well of being taken for what is',
    name,
    bytes: list('I', [first, ['II. Đề nghị giữ nguyên mức độ 3'], third]),
    rows: taken,
    problems: ['questioned B10 nằm dưới mục "II. Đề nghị giữ nguyên mức độ 3"'],
  },
  {
    title: 'levels of a title are no parts of its list',
    name,
    bytes: xlsx({
      rows: [
        ...unit,
        ['DANH MỤC DVCTT MỨC ĐỘ 3 ĐỦ ĐIỀU KIỆN NÂNG LÊN MỨC ĐỘ 4'],
        ...header.I,
        ['I. Mức độ 3'],
        first,
        ['II. Thủ tục mức độ 2'],
        third,
      ],
    }),
    rows: both,
    notes: ['mục "I. Mức độ 3": hiểu là mức độ hiện nay', 'mục "II. Thủ tục mức độ 2"'],
  },
  ...['(đối với trường hợp chưa có Giấy chứng nhận)', 'của hộ gia đình gặp khó khăn'].map(text => ({
    title: `a name that goes on below: ${text}`,
    name,
    bytes: list('I', [first, [null, null, text], third]),
    rows: both,
  })),
  ...[
    '(phường đề nghị chưa nâng thủ tục này)',
    '(chưa nâng được)',
    '(đang vướng mắc)',
    '(còn chờ phần mềm)',
  ].map(text => ({
    title: `a line below a name speaks of its row: ${text}`,
    name,
    bytes: list('I', [first, [null, null, text], third]),
    rows: last,
    problems: ['questioned C9 '],
  })),
  {
    title: 'a heading below a name without a capital letter',
    name,
    bytes: list('I', [first, [null, null, 'các thủ tục còn vướng mắc:'], third]),
    rows: taken,
    problems: ['questioned B10 nằm dưới mục "các thủ tục còn vướng mắc:"'],
  },
  {
    title: 'a remark that goes on below is of its row, and no heading',
    name,
    bytes: xlsx({
      rows: whole('I', [
        [...first, 'Xem xét'],
        [null, null, null, null, null, 'chưa có chữ ký số'],
        third,
      ]).map(each => (each[0] === 'STT' ? [...each, 'Ghi chú'] : each)),
    }),
    rows: both,
    notes: ['có ghi "Xem xét"', 'có ghi "chưa có chữ ký số"'],
  },
  {
    title: 'a remark that goes on below and takes its row back',
    name,
    bytes: xlsx({
      rows: whole('I', [[...first, 'Đề nghị'], [null, null, null, null, null, 'không nâng'], third]).map(
        each => (each[0] === 'STT' ? [...each, 'Ghi chú'] : each),
      ),
    }),
    rows: last,
    problems: ['questioned F9 '],
  },
  ...[
    ['2. Khó khăn, vướng mắc', 'Còn gặp khó khăn về đường truyền', 'PHỤ LỤC I'],
    ['II. Khó khăn, vướng mắc: Không', 'PHỤ LỤC I', 'DANH MỤC TTHC NÂNG DVC MỨC ĐỘ 4'],
    ['PHỤ LỤC I', '(Chỉ ghi các TTHC đủ điều kiện; TTHC chưa đủ điều kiện ghi ở Phụ lục II)'],
    ['PHỤ LỤC I', 'Đơn vị tính: thủ tục; chưa có: để trống'],
    ['PHỤ LỤC I', 'DANH MỤC TTHC CHƯA CUNG CẤP DVCTT', '(ĐỦ ĐIỀU KIỆN NÂNG LÊN MỨC ĐỘ 4)'],
    ['PHỤ LỤC I', 'DANH MỤC TTHC ĐỦ ĐIỀU KIỆN (CHỜ UBND THÀNH PHỐ PHÊ DUYỆT)'],
    ['PHỤ LỤC I', 'Thủ tục chưa đủ điều kiện ghi ở Phụ lục II'],
    ['PHỤ LỤC I', 'Thủ tục nào chưa đủ điều kiện thì không ghi vào biểu này'],
    ['PHỤ LỤC I', 'Những thủ tục còn vướng mắc đề nghị ghi rõ lý do'],
    ['PHỤ LỤC I', 'Các đơn vị chưa có thủ tục thì ghi "không"'],
    ['Danh mục TTHC không nâng: Không có', 'PHỤ LỤC I'],
    ['Danh mục thủ tục chưa đủ điều kiện được gửi kèm', 'PHỤ LỤC I'],
    ['PHỤ LỤC I', 'RÀ SOÁT THỦ TỤC ĐỦ ĐIỀU KIỆN'],
  ].map(lines => ({
    title: `lines above a list: ${lines.join(' / ')}`,
    name,
    bytes: under(...lines),
    rows: both,
  })),
  ...[
    ['DANH MỤC TTHC ĐỦ ĐIỀU KIỆN NÂNG LÊN MỨC ĐỘ 4', 'Các thủ tục dưới đây đề nghị chưa nâng'],
    ['DANH MỤC TTHC ĐỦ ĐIỀU KIỆN NHƯNG ĐỀ NGHỊ CHƯA NÂNG'],
    ['DANH MỤC TTHC ĐỦ ĐIỀU KIỆN KỸ THUẬT NHƯNG CÒN VƯỚNG PHÁP LUẬT'],
    ['DANH MỤC TTHC CHỜ ĐỦ ĐIỀU KIỆN'],
    ['TỔNG HỢP THỦ TỤC CÒN VƯỚNG MẮC'],
    ['BẢNG TỔNG HỢP TTHC CHƯA ĐỦ ĐIỀU KIỆN'],
  ].map(lines => ({
    title: `a title that takes the whole list back: ${lines.join(' / ')}`,
    name,
    bytes: under('PHỤ LỤC I', ...lines),
    rows: [],
    problems: [`questioned B${6 + lines.length} nằm dưới mục "${lines.at(-1)}"`],
    questioned: 2,
  })),
  ...[
    'Các TTHC in nghiêng là TTHC mới',
    'Tên lĩnh vực in đậm',
    'Dòng tô vàng là thủ tục mới bổ sung theo QĐ 1234',
    'Chữ in nghiêng là thủ tục không phát sinh hồ sơ',
    'Phần in đậm là tên lĩnh vực, không tính vào tổng số',
    'Thủ tục tô vàng là thủ tục đủ điều kiện bổ sung mới',
    'Các dòng tô xanh đã được Sở kiểm tra, đạt yêu cầu',
    'Dòng tô xanh: thủ tục đã đạt mức độ 3',
  ].map(legend => ({
    title: `colours or type that say nothing of what can rise: ${legend}`,
    name,
    bytes: list('I', [first, third, [], [legend]]),
    rows: both,
    notes: [`có chú giải "${legend}"`],
  })),
  ...[
    'Dòng tô vàng: đề nghị bỏ',
    'Dòng tô vàng để lại năm 2022',
    'Các dòng màu đỏ là thủ tục chờ Bộ',
    'Dòng màu đỏ: giữ mức 3',
    'Dòng màu đỏ chuyển sang phụ lục II',
    'Màu đỏ: trùng',
    'Gạch chân: đề nghị hoãn',
    'Tô vàng: còn khó khăn',
  ].map(legend => ({
    title: `colours or type that say what cannot rise: ${legend}`,
    name,
    bytes: list('I', [first, third, [], [legend]]),
    rows: [],
    problems: [`questioned – có chú giải "${legend}"`],
    questioned: 2,
  })),
  {
    title: 'a legend beside the rows',
    name,
    bytes: list('I', [[...first, null, 'Tô vàng: chưa đủ điều kiện'], third]),
    rows: [],
    problems: ['questioned – có chú giải "Tô vàng: chưa đủ điều kiện"'],
    questioned: 2,
  },
  {
    title: 'a legend beside the rows that says nothing of what can rise',
    name,
    bytes: list('I', [[...first, null, 'Chữ màu đỏ: mới'], third]),
    rows: both,
    notes: ['có chú giải "Chữ màu đỏ: mới"'],
  },
  {
    title: 'words that begin like colours',
    name,
    bytes: list('I', [first, third, [], ['Phần cam kết của đơn vị']]),
    rows: both,
  },
  ...[
    ['Mức độ 3 hiện nay', 'Mức độ 4'],
    ['Đã cung cấp mức độ 3', 'Đã cung cấp mức độ 4'],
  ].map(columns => ({
    title: `ticks under what level there is: ${columns.join(', ')}`,
    name,
    bytes: xlsx({
      rows: whole('I', [
        [...first, 'x', null],
        [...third, null, 'x'],
      ]).map(each => (each[0] === 'STT' ? [...each, ...columns] : each)),
    }),
    rows: both,
  })),
  ...[
    ['Cán bộ rà soát', 'Thời'],
    ['Cán bộ rà soát', 'Thôi'],
    ['Phí thẩm định', 'Chưa'],
    ['Ý kiến người dân', 'Chưa có'],
    ['Ngày rà soát', 'Trong tháng 6'],
    ['Ghi chú', 'Trùng với thủ tục cấp huyện'],
  ].map(([heading, text]) => ({
    title: `under "${heading}": ${text}`,
    name,
    bytes: beside(heading!, [text!]),
    rows: taken,
  })),
  ...[
    ['Ghi chú', 'Thôi'],
    ['Sở TTTT thẩm định', 'Không đạt'],
    ['Tổ thẩm định', 'Chưa nhất trí'],
    ['Tổ thẩm định', 'Chưa'],
    ['Kết quả thẩm định', 'Chưa'],
    ['Ý kiến của VP UBND', 'Chưa'],
  ].map(([heading, text]) => ({
    title: `not meant to rise, by what stands under "${heading}": ${text}`,
    name,
    bytes: beside(heading!, [text!, 'Đồng ý']),
    rows: last,
    problems: ['questioned F8 '],
  })),
  {
    title: 'nothing proposed',
    name,
    bytes: beside('Kiến nghị', ['Chưa']),
    rows: taken,
    notes: ['có ghi "Chưa"'],
  },
  {
    title: 'a remark beside a ground that is not met is not told as if it were',
    name,
    bytes: xlsx({
      rows: whole('I', [[...row(1, '1.004194', 'Chưa đạt'), 'chờ chữ ký số']]).map(each =>
        each[0] === 'STT' ? [...each, 'Ghi chú'] : each,
      ),
    }),
    rows: ['1.004194 I H13.21.1 - +'],
    notes: ['ghi trong Phụ lục I nhưng cột kỹ thuật, điều kiện của đơn vị là chưa đạt'],
  },
  ...(
    [
      ['Giữ nguyên mức độ hiện tại', true],
      ['Không nâng', true],
      ['Chưa cần nâng', true],
      ['Chưa triển khai thanh toán trực tuyến', true],
      ['Chưa thực hiện thu phí', true],
      ['Chưa nâng cấp biểu mẫu', true],
      ['Chưa triển khai dịch vụ này', false],
      ['Tạm dừng cung cấp do hỏng máy chủ', false],
      ['Giữ mức độ 3', false],
      ['Chưa thực hiện được', false],
      ['Chưa triển khai, chờ phần mềm', false],
      ['Chưa thực hiện (thiếu chữ ký số)', false],
      ['Ngưng hoạt động hẳn', false],
      ['Chưa vận hành chính thức', false],
    ] as const
  ).map(([text, stays]) => ({
    title: `of what is at level 4: ${text}`,
    name,
    bytes: xlsx({
      rows: [
        ...unit,
        ['DANH MỤC DVC TRỰC TUYẾN ĐANG CUNG CẤP MỨC ĐỘ 4'],
        ['STT', 'Mã TTHC', 'Tên thủ tục hành chính', 'Ghi chú'],
        [1, '1.004194', 'Đăng ký tạm trú', text],
        [2, '1.000656', 'Đăng ký khai tử'],
      ],
    }),
    rows: [...(stays ? ['1.004194 online H13.21.1 ? ?'] : []), '1.000656 online H13.21.1 ? ?'],
    ...(stays ? {} : { problems: [`questioned D5 nằm trong danh mục đã ở mức độ 4 nhưng ghi "${text}"`] }),
  })),
  ...[
    'DANH MỤC DVCTT ĐÃ CUNG CẤP MỨC ĐỘ 4, ĐỀ NGHỊ NÂNG CAO HIỆU QUẢ',
    'DANH MỤC DVC ĐÃ ĐẠT MỨC ĐỘ 4, ĐỦ ĐIỀU KIỆN NÂNG TOÀN TRÌNH',
  ].map(line => ({
    title: `what is online and is to be better: ${line}`,
    name,
    bytes: xlsx({
      rows: [
        ...unit,
        [line],
        ['STT', 'Mã TTHC', 'Tên thủ tục hành chính'],
        [1, '1.004194', 'Đăng ký tạm trú'],
      ],
    }),
    rows: ['1.004194 online H13.21.1 ? ?'],
  })),
  {
    title: 'what is to be raised to level 4 is not there yet',
    name,
    bytes: xlsx({
      rows: [
        ...unit,
        ['DANH MỤC TTHC ĐÃ CUNG CẤP TRỰC TUYẾN, ĐỀ NGHỊ NÂNG CẤP LÊN MỨC ĐỘ 4'],
        ['STT', 'Mã TTHC', 'Tên thủ tục hành chính'],
        [1, '1.004194', 'Đăng ký tạm trú'],
      ],
    }),
    rows: [],
    questioned: 1,
    problems: ['questioned – danh mục không ghi là Phụ lục I hay Phụ lục II'],
  },
  ...[
    '1. Danh mục TTHC đủ điều kiện - lĩnh vực hộ tịch',
    'II. Danh mục TTHC nâng lên mức độ 4 lĩnh vực chứng thực',
  ].map(section => ({
    title: `a part of a list that is called one: ${section}`,
    name,
    bytes: list('I', [first, [section], third]),
    rows: both,
  })),
  {
    title: 'a second list under the same head, by its own title',
    name,
    bytes: xlsx({
      rows: [
        ...unit,
        ['I. DANH MỤC TTHC ĐỦ ĐIỀU KIỆN NÂNG LÊN MỨC ĐỘ 4'],
        head,
        first,
        ['II. DANH MỤC TTHC KHÔNG ĐỦ ĐIỀU KIỆN NÂNG LÊN MỨC ĐỘ 4'],
        head,
        row(1, '1.000656', 'chưa có chữ ký số', null),
      ],
    }),
    rows: [...taken, '1.000656 II H13.21.1 -digital-signature ?'],
  },
  ...[
    ['<table>', '<p><s>Dự thảo 1</s></p><p style="text-decoration:line-through">cũ</p><table>'],
    [
      '<table>',
      '<style>.a,.xl65{color:red}.a .xl65 s{text-decoration:line-through}</style><table class=xl65>',
    ],
    ['<table>', '<style>.a .xl65{text-decoration:line-through}</style><table class=xl65>'],
  ].map(([from, to]) => ({
    title: `nothing is struck out in the table: ${to}`,
    name: 'danh-muc.html',
    bytes: page(from!, to!),
    rows: taken,
  })),
  ...[
    ['<table>', '<s><table>'],
    ['<table>', '<div style="text-decoration:line-through"><table>'],
    ['<table>', '<style>.a .xl65{text-decoration:line-through}</style><table class="a xl65">'],
  ].map(([from, to]) => ({
    title: `what is struck out goes into the table: ${to}`,
    name: 'danh-muc.html',
    bytes: page(from!, to!),
    rows: [],
    error: 'trang web có chữ bị gạch bỏ',
  })),
  {
    title: 'what is told of several rows alike is told once',
    name,
    bytes: beside('Lộ trình', ['Trong quý III/2021', 'Trong quý III/2021', 'Trong quý III/2021']),
    rows: [...both, '1.000894 I H13.21.1 + +'],
    notes: ['có ghi "Trong quý III/2021"; vẫn hiểu là đạt vì dòng nằm trong Phụ lục I (dòng 8–10)'],
  },
  {
    title: 'notes at cells that are empty, at numbers, headings and levels',
    name,
    bytes: xlsx({
      rows: whole('I', [row(1, '1.004194', null, null), ['Lĩnh vực hộ tịch'], [...third, 'Mức độ 3']]).map(
        each => (each[0] === 'STT' ? [...each, 'Mức độ'] : each),
      ),
      comments: {
        D8: 'Chưa được, bỏ dòng này',
        A9: 'Bỏ mục này',
        A10: 'Sai số',
        F10: 'Nay là 2',
        B12: 'Xem lại',
      },
    }),
    rows: ['1.004194 I H13.21.1 ? ?', ...last],
    notes: ['"Chưa được, bỏ dòng này"', '"Bỏ mục này"', '"Sai số"', '"Nay là 2"', '"Xem lại"'].map(
      text => `ghi chú kèm ô không được đọc: ${text}`,
    ),
  },
  ...['1.004194 (2021)', '1.004194 (120 ngày)', '1.004194 1872/QĐ-UBND'].map(code => ({
    title: `a number beside a code that is none: ${code}`,
    name,
    bytes: xlsx({ rows: whole('I', [[1, code, 'Đăng ký tạm trú', 'X', 'X']]) }),
    rows: taken,
    corrections: [`B8 ${code} → 1.004194`],
  })),
  ...['1.004194, 656', '1.004194 và 000656'].map(code => ({
    title: `a number beside a code that may be another: ${code}`,
    name,
    bytes: xlsx({ rows: whole('I', [[1, code, 'Đăng ký tạm trú', 'X', 'X']]) }),
    rows: [],
    problems: [`questioned B8 ô mã "${code}" có thể ghi hơn một mã`],
  })),
];
