import {
  DeletedTextRun,
  Document,
  InsertedTextRun,
  Packer,
  Paragraph,
  SymbolRun,
  Table,
  TableCell,
  TableRow,
  TextRun,
} from 'docx';
import { strToU8, zipSync } from 'fflate';
import { fromLegacy } from '../../../src/reading/legacy-fonts.ts';
import { csv, otherForm, type Rows, row, title, utf8, whole, xlsx } from './make.ts';
import type { Sample } from './sample.ts';

const list = whole('I', [row(1, '1.004194'), row(2, '1.004222', 'X', '')]);
const rows = ['1.004194 I H13.21.1 + +', '1.004222 I H13.21.1 + ?'];

/** Bytes of an 8-bit code page, by the letters it has; decomposed where it writes marks after letters. */
function eightBit(text: string, encoding: string): Uint8Array {
  const decoder = new TextDecoder(encoding);
  const codes = new Map(
    Array.from({ length: 256 }, (_, code) => [decoder.decode(new Uint8Array([code])), code]),
  );
  const bytes: number[] = [];
  for (const letter of text) {
    const parts = codes.has(letter) ? [letter] : [...letter.normalize('NFD')];
    // windows-1258 has the letters â, ê … whole and only the tone apart.
    const base =
      parts.length > 2
        ? [
            (parts[0]! + parts.find(p => '\u0302\u0306\u031b'.includes(p))).normalize('NFC'),
            parts.find(p => !'\u0302\u0306\u031b'.includes(p) && p !== parts[0])!,
          ]
        : parts;
    for (const part of base) bytes.push(codes.get(part) ?? 63);
  }
  return new Uint8Array(bytes);
}

/** A text as typed for a font of the nineties, by turning every letter of `fromLegacy` round. */
function legacy(text: string, font: 'TCVN3' | 'VNI'): string {
  const codes = turned(font);
  // Capitals of .VnTime are small letters in a font of capitals.
  return [...text].map(letter => codes.get(letter) ?? codes.get(letter.toLowerCase()) ?? letter).join('');
}
const turnedFonts = new Map<string, Map<string, string>>();
function turned(font: 'TCVN3' | 'VNI'): Map<string, string> {
  let map = turnedFonts.get(font);
  if (map) return map;
  map = new Map();
  const latin = Array.from({ length: 0x60 }, (_, at) => String.fromCharCode(0xa0 + at));
  const single = font === 'TCVN3' ? latin : latin.filter(letter => 'ñÑöÖôÔíìæóòîÍÌÆÓÒÎ'.includes(letter));
  for (const typed of single) if (fromLegacy(typed, font) !== typed) map.set(fromLegacy(typed, font), typed);
  if (font === 'VNI')
    for (const letter of 'aAeEoOuUyYöÖôÔ')
      for (const sign of 'ùøûõïâáàåãäêéèúüëÙØÛÕÏÂÁÀÅÃÄÊÉÈÚÜË') {
        const made = fromLegacy(letter + sign, font);
        if ([...made].length === 1 && !map.has(made)) map.set(made, letter + sign);
      }
  turnedFonts.set(font, map);
  return map;
}
const inFont = (given: Rows, font: 'TCVN3' | 'VNI'): Rows =>
  given.map(cells => cells.map(value => (typeof value === 'string' ? legacy(value, font) : value)));

const cell = (text: string, span: { rowSpan?: number; columnSpan?: number } = {}) =>
  new TableCell({ ...span, children: [new Paragraph(text)] });
const words = ['1', '1.004194', 'Đăng ký tạm trú', 'X', 'X'];
/** Made anew each time: a table keeps the rows it is given and adds the merged cells to them. */
const head = () => [
  new TableRow({
    children: [
      ...['STT', 'Mã TTHC/DVC', 'Tên thủ tục hành chính'].map(text => cell(text, { rowSpan: 2 })),
      cell('Đủ điều kiện nâng lên mức độ 4', { columnSpan: 2 }),
    ],
  }),
  new TableRow({ children: [cell('Về kỹ thuật, điều kiện của đơn vị'), cell('Về quy định của pháp luật')] }),
];
const line = (texts: readonly string[]) => new TableRow({ children: texts.map(text => cell(text)) });
const letterHead = new Table({
  rows: [
    line([
      'ỦY BAN NHÂN DÂN QUẬN NINH KIỀU ỦY BAN NHÂN DÂN PHƯỜNG CÁI KHẾ',
      'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
    ]),
  ],
});
async function docx(...children: (Paragraph | Table)[]): Promise<Uint8Array> {
  return new Uint8Array(await Packer.toBuffer(new Document({ sections: [{ children }] })));
}

const edited = new TableRow({
  children: [
    cell('2'),
    cell('1.004222'),
    new TableCell({
      children: [
        new Paragraph({
          children: [
            new DeletedTextRun({ text: 'Xóa ', id: 1, author: 'A', date: '2021-06-01T00:00:00Z' }),
            new InsertedTextRun({ text: 'Đăng ký ', id: 2, author: 'A', date: '2021-06-01T00:00:00Z' }),
            new TextRun('thường trú'),
          ],
        }),
      ],
    }),
    new TableCell({ children: [new Paragraph({ children: [new SymbolRun('F0FC')] })] }),
    cell(''),
  ],
});

export const forms: Sample[] = [
  { title: 'XLS of the nineties', name: 'a.xls', bytes: otherForm('biff8', list), rows },
  { title: 'ODS', name: 'a.ods', bytes: otherForm('ods', list), rows },
  {
    title: 'a web page called XLS',
    name: 'a.xls',
    bytes: otherForm('html', list),
    rows,
    notes: ['nội dung là trang web có bảng'],
  },
  {
    title: 'a web page with a row that does not show',
    name: 'a.html',
    bytes: utf8(
      new TextDecoder()
        .decode(otherForm('html', list))
        .replace('<tr>', '<tr style="height:0; display: none">'),
    ),
    rows,
    notes: ['Trang web có phần bị ẩn; phần ấy cũng được đọc.'],
  },
  {
    title: 'CSV whose lines end in several ways',
    name: 'a.csv',
    bytes: utf8(csv(list).replaceAll('\r\n', '\n').replace('\n', '\r\n')),
    rows,
  },
  {
    title: 'CSV with line breaks of another kind in cells without quotes',
    name: 'a.csv',
    bytes: utf8(csv(list).replaceAll('Đăng ký ', 'Đăng ký\n')),
    rows,
  },
  {
    title: 'a web page as Excel saves it, with a style nobody uses',
    name: 'a.html',
    bytes: utf8(
      new TextDecoder()
        .decode(otherForm('html', list))
        .replace('<table>', '<style>.xl65 {text-decoration:line-through}</style><table>')
        .replace(
          '</table>',
          "<![if supportMisalignedColumns]><tr height=0 style='display:none'><td width=64></td></tr><![endif]></table>",
        ),
    ),
    rows,
  },
  ...[
    ['<tr>', '<tr style="text-decoration: line-through">'],
    ['Đăng ký tạm trú', '<s>Đăng ký tạm trú</s>'],
    ['<table><tr>', '<style>.xl65 {text-decoration:line-through}</style><table><tr class=xl65>'],
  ].map(([plain, struck]) => ({
    title: `a web page with ${struck}`,
    name: 'a.xls',
    bytes: utf8(new TextDecoder().decode(otherForm('html', list)).replace(plain!, struck!)),
    rows: [],
    error: 'trang web có chữ bị gạch bỏ',
  })),
  {
    title: 'a web page whose tables are in another file',
    name: 'a.xls',
    bytes: utf8('<html><frameset><frame src="a_files/sheet001.htm"></frameset></html>'),
    rows: [],
    error: 'trang web này không có bảng nào',
  },
  {
    title: 'a web page in UTF-16',
    name: 'a.html',
    bytes: new Uint8Array(
      Buffer.from(`\ufeff${new TextDecoder().decode(otherForm('html', list))}`, 'utf16le'),
    ),
    rows,
  },
  { title: 'XML of Excel 2003', name: 'a.xml', bytes: otherForm('xlml', list), rows },
  {
    title: 'XLSX called CSV',
    name: 'a.csv',
    bytes: xlsx({ rows: list }),
    rows,
    notes: ['Tên tệp có đuôi "csv" nhưng nội dung là bảng tính Excel'],
  },
  {
    title: 'CSV called XLSX',
    name: 'a.xlsx',
    bytes: utf8(csv(list)),
    rows,
    notes: ['nội dung là bảng dạng chữ'],
  },
  {
    title: 'CSV with semicolons and a byte order mark',
    name: 'a.csv',
    bytes: utf8(`\ufeff${csv(list, ';')}`),
    rows,
  },
  { title: 'CSV that names its separator', name: 'a.csv', bytes: utf8(`sep=|\r\n${csv(list, '|')}`), rows },
  {
    title: 'CSV in UTF-16 with tabs, as Excel saves "Unicode text"',
    name: 'a.txt',
    bytes: new Uint8Array(Buffer.from(`\ufeff${csv(list, '\t')}`, 'utf16le')),
    rows,
    notes: ['Bảng mã của tệp là UTF-16'],
  },
  {
    title: 'CSV in windows-1258',
    name: 'a.csv',
    bytes: eightBit(csv(list), 'windows-1258'),
    rows,
    notes: ['windows-1258'],
  },
  {
    title: 'CSV in TCVN3',
    name: 'a.csv',
    bytes: eightBit(legacy(csv(list), 'TCVN3'), 'windows-1252'),
    rows,
    notes: ['TCVN3'],
  },
  {
    title: 'CSV in a code page nobody knows',
    name: 'a.csv',
    bytes: new Uint8Array([...utf8('STT,'), 0xc3, 0x28, 0xff, 0xfe, 0x41, 0x2c, 0xd0]),
    rows: [],
    error: 'không nhận ra bảng mã chữ Việt',
  },
  {
    title: 'XLSX typed for the font .VnTime',
    name: 'a.xlsx',
    bytes: xlsx({ rows: inFont(list, 'TCVN3') }),
    rows,
    notes: ['phông TCVN3'],
  },
  {
    title: 'XLSX typed for the font VNI-Times',
    name: 'a.xlsx',
    bytes: xlsx({ rows: inFont(list, 'VNI') }),
    rows,
    notes: ['phông VNI'],
  },
  {
    title: 'DOCX with a letter head and merged header cells',
    name: 'a.docx',
    bytes: docx(
      letterHead,
      ...title.I.map(([text]) => new Paragraph(text!)),
      new Table({ rows: [...head(), line(words)] }),
      new Paragraph('Nơi nhận:'),
    ),
    rows: ['1.004194 I H13.21.1 + +'],
  },
  {
    title: 'DOCX whose table goes on as a second one',
    name: 'cai-khe.docx',
    bytes: docx(
      new Paragraph('PHỤ LỤC I'),
      new Table({ rows: [...head(), line(words)] }),
      new Paragraph(''),
      new Table({ rows: [line(['2', '1.004222', 'Đăng ký thường trú', 'X', 'X'])] }),
    ),
    rows: ['1.004194 I H13.21.1 + +', '1.004222 I H13.21.1 + +'],
  },
  {
    title: 'DOCX with tracked changes and a tick of Wingdings',
    name: 'cai-khe.docx',
    bytes: docx(new Paragraph('PHỤ LỤC I'), new Table({ rows: [...head(), edited] })),
    rows: ['1.004222 I H13.21.1 + ?'],
  },
  {
    title: 'DOCX with a row that cannot be used',
    name: 'cai-khe.docx',
    bytes: docx(
      new Paragraph('PHỤ LỤC I'),
      new Table({ rows: [...head(), line(['1', '1.999999', 'Không có thật', 'X', 'X'])] }),
    ),
    rows: [],
    problems: ['rejected dòng 3, cột 2 mã 1.999999 không có trong danh mục quốc gia'],
  },
  {
    title: 'DOCX with thousands of signs that XML writes as entities',
    name: 'cai-khe.docx',
    bytes: docx(
      new Paragraph('PHỤ LỤC I'),
      new Table({ rows: [...head(), line([...words.slice(0, 4), `theo Luật ${'&<'.repeat(2_000)}`])] }),
    ),
    rows: ['1.004194 I H13.21.1 + +'],
    notes: ['chỉ nêu văn bản'],
  },
  {
    title: 'DOCX without a table',
    name: 'a.docx',
    bytes: zipSync({
      'word/document.xml': strToU8(
        '<w:document><w:body><w:p><w:r><w:t>PHỤ LỤC I</w:t></w:r></w:p></w:body></w:document>',
      ),
    }),
    rows: [],
    problems: ['questioned – không tìm thấy danh mục nào trong tệp'],
  },
  {
    title: 'DOCX that is a scan',
    name: 'a.docx',
    bytes: zipSync({
      'word/document.xml': strToU8(
        '<w:document><w:body><w:p><w:r><w:drawing/></w:r></w:p></w:body></w:document>',
      ),
      'word/media/image1.jpeg': new Uint8Array(100),
    }),
    rows: [],
    problems: ['questioned – không tìm thấy danh mục nào trong tệp; tệp có ảnh hoặc tệp nhúng'],
  },
];
