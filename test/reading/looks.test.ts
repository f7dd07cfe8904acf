import { CFB } from '@e965/xlsx';
import ExcelJS from 'exceljs';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import type { SheetRow } from '../../src/reading/book.ts';
import { readBook } from '../../src/reading/read-book.ts';
import { otherForm } from '../review/corpus/make.ts';
import { paragraph, run, table, word } from '../review/corpus/word.ts';

/** Texts of the cells of a row, and what of them is struck out or hidden. */
function seen(row: SheetRow | undefined): {
  text: (string | null)[];
  struck: (string | null)[];
} {
  const all = (texts: readonly (string | undefined)[]) => Array.from(texts, text => text ?? null);
  return {
    text: all((row?.cells ?? []).map(cell => cell?.text)),
    struck: all(row?.struck ?? []),
  };
}

async function inWord(cells: readonly string[], parts?: Parameters<typeof word>[1]) {
  const { sheets } = await readBook(word(table([cells]), parts), 'a.docx');
  return seen(sheets[0]?.rows[0]);
}
const textsInWord = async (cells: readonly string[], parts?: Parameters<typeof word>[1]) =>
  (await inWord(cells, parts)).text;

const sym = (font: string, char: string) =>
  `<w:p><w:r><w:sym w:font="${font}" w:char="${char}"/></w:r></w:p>`;
const fonts = (name: string) => `<w:rFonts w:ascii="${name}" w:hAnsi="${name}"/>`;

type Value = string | number | ExcelJS.CellRichTextValue;
interface Styled {
  value: Value;
  font?: Partial<ExcelJS.Font>;
}
async function workbook(cells: readonly (Value | Styled)[]): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet('a');
  cells.forEach((cell, at) => {
    const { value, font } =
      typeof cell === 'object' && 'value' in cell ? cell : { value: cell, font: undefined };
    sheet.getCell(1, at + 1).value = value;
    if (font) sheet.getCell(1, at + 1).font = font;
  });
  return new Uint8Array(await book.xlsx.writeBuffer());
}
async function inExcel(cells: readonly (Value | Styled)[]) {
  const { sheets } = await readBook(await workbook(cells), 'a.xlsx');
  return seen(sheets[0]?.rows[0]);
}
const rich = (...richText: ExcelJS.RichText[]): ExcelJS.CellRichTextValue => ({
  richText,
});

describe('a mark in a document is what its font shows', () => {
  test.each([
    ['Wingdings', ['F0FC', '00FC', 'FC', 'F0FB', 'F0FE', 'F0A8', 'F06F', 'F071'], '✓✓✓✗☑☐☐☐'],
    ['Wingdings 2', ['F050', 'F04F', 'F052', 'F053', 'F054', 'F0A3', 'F02A'], '✓✗☑☒☒☐☐'],
    ['Wingdings 3', ['F070', 'F0FF'], '▲\ufffd'],
    ['Webdings', ['F061', 'F072', 'F063'], '✓✗☐'],
    ['Symbol', ['F0D6', 'F0B4'], '✓×'],
    ['ZapfDingbats', ['F033', 'F034', 'F038', 'F06F'], '✓✓✗☐'],
    ['Marlett', ['F061', 'F072', 'F07A'], '✓✗\ufffd'],
    ['Segoe UI Symbol', ['2713', '2717', '1F5F9', 'F0FC'], '✓✗🗹\ufffd'],
    ['wingdings', ['f0fc', 'F04A', 'F052'], '✓☺☼'],
    ['MT Extra', ['F061'], '\ufffd'],
    ['A font nobody knows', ['F0FC'], '\ufffd'],
  ])('%s, as a symbol', async (font, codes, signs) => {
    expect(await textsInWord(codes.map(code => sym(font, code)))).toEqual(Array.from(signs));
  });

  test('as a letter typed in that font, by the run, by its style or by that of its paragraph', async () => {
    const styles = `
      <w:style w:type="paragraph" w:styleId="Base"><w:rPr>${fonts('Wingdings')}</w:rPr></w:style>
      <w:style w:type="paragraph" w:styleId="Mark"><w:basedOn w:val="Base"/></w:style>
      <w:style w:type="character" w:styleId="Tick"><w:rPr>${fonts('Wingdings 2')}</w:rPr></w:style>`;
    const cells = [
      paragraph(run('ü', fonts('Wingdings'))),
      paragraph(run('P', '<w:rStyle w:val="Tick"/>')),
      paragraph(run('û'), '<w:pStyle w:val="Mark"/>'),
      paragraph(run('û', fonts('Arial')), '<w:pStyle w:val="Mark"/>'),
      // Of the letters below 128 and of those above, each in its own font.
      paragraph(run('Pü', '<w:rFonts w:ascii="Arial" w:hAnsi="Wingdings"/>')),
      // By its number, as programs write it.
      paragraph(run('&#xF0FC;', fonts('Wingdings'))),
      paragraph(run('&#10007;')),
      paragraph(run('\uf0fe', '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Wingdings"/>')),
      paragraph(
        run(
          'ü',
          '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings" w:asciiTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi"/>',
        ),
      ),
    ];
    expect(await textsInWord(cells, { styles })).toEqual(['✓', '✓', '✗', 'û', 'P✓', '✓', '✗', '☑', 'ü']);
  });

  test('as a box, in its state', async () => {
    const control = (checked: string, sign: string) =>
      `<w:p><w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="${checked}"/></w14:checkbox></w:sdtPr><w:sdtContent>${run(sign)}</w:sdtContent></w:sdt></w:p>`;
    const form = (state: string) =>
      `<w:p><w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:sizeAuto/>${state}</w:checkBox></w:ffData></w:fldChar></w:r><w:r><w:instrText> FORMCHECKBOX </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>`;
    const cells = [
      control('1', '☒'),
      control('0', '☐'),
      control('true', '✗'),
      // The state says one thing, what is shown the other.
      control('1', '☐'),
      control('0', '☒'),
      form('<w:default w:val="0"/>'),
      form('<w:default w:val="0"/><w:checked/>'),
      form('<w:default w:val="1"/>'),
      form('<w:default w:val="1"/><w:checked w:val="0"/>'),
    ];
    expect(await textsInWord(cells)).toEqual(['☑', '☐', '☑', '\ufffd', '\ufffd', '☐', '☑', '☑', '☐']);
  });

  test('as a field, a bullet or a choice of a form; a picture is a sign nobody can read, a prompt is nothing', async () => {
    const numbering =
      '<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="&#xF0FC;"/><w:rPr><w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/></w:rPr></w:lvl></w:abstractNum><w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num>';
    const item = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="3"/></w:numPr>';
    const field = (instruction: string, result = '') =>
      `<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>${instruction}</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>${result}<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>`;
    const cells = [
      field(' SYMBOL 252 \\f "Wingdings" \\s 12 '),
      field(' SYMBOL 252 \\f "Wingdings" ', run('ü', fonts('Wingdings'))),
      paragraph('', item),
      paragraph('chưa có chữ ký số', item),
      '<w:p><w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="Chưa đạt"/><w:listEntry w:val="Đạt"/></w:ddList></w:ffData></w:fldChar></w:r></w:p>',
      '<w:p><w:r><w:drawing><wp:inline/></w:drawing></w:r></w:p>',
      '<w:p><w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>Chọn một mục.</w:t></w:r></w:sdtContent></w:sdt></w:p>',
      'x',
    ];
    expect(await textsInWord(cells, { numbering })).toEqual([
      ...['✓', '✓', '✓', 'chưa có chữ ký số', 'Đạt', '\ufffd'],
      ...[null, 'x'],
    ]);
  });

  test('an ornament beside words is left out, as before', async () => {
    const text = `<w:p><w:r><w:sym w:font="Some" w:char="F0B7"/></w:r>${run(' 1.004194')}</w:p>`;
    expect(await textsInWord([text])).toEqual(['1.004194']);
  });
});

describe('a mark in a workbook is what its font shows', () => {
  test('by the font of the cell', async () => {
    const cells = [
      ...['ü', 'û', 'þ', 'o', '¨'].map(value => ({
        value,
        font: { name: 'Wingdings' },
      })),
      { value: 'P', font: { name: 'Wingdings 2' } },
      { value: 'a', font: { name: 'Webdings' } },
      { value: 'ü', font: { name: 'Arial' } },
      { value: 7, font: { name: 'Wingdings 3' } },
      { value: 'x', font: { name: 'MT Extra' } },
    ];
    expect((await inExcel(cells)).text).toEqual(['✓', '✗', '☑', '☐', '☐', '✓', '✓', 'ü', '⭍', '\ufffd']);
  });

  test('by the font of a piece of its text, which goes before that of the cell', async () => {
    const cells = [
      rich({ text: 'ü', font: { name: 'Wingdings' } }),
      {
        value: rich({ text: 'x', font: { name: 'Arial' } }),
        font: { name: 'Wingdings' },
      },
      rich({ text: 'ü', font: { name: 'Wingdings' } }, { text: ' đạt', font: { name: 'Arial' } }),
      '\uf0fc',
    ];
    expect((await inExcel(cells)).text).toEqual(['✓', 'x', '✓ đạt', '\ufffd']);
  });

  test('as programs write it that keep texts in the sheet and leave out where cells stand', async () => {
    const parts = unzipSync(await workbook(['a', { value: 'b', font: { name: 'Wingdings' } }]));
    const sheet = 'xl/worksheets/sheet1.xml';
    const style = /<c r="B1" s="(\d+)"/.exec(strFromU8(parts[sheet]!))![1];
    const inside = (xml: string, s = '0') => `<x:c s="${s}" t="inlineStr"><x:is>${xml}</x:is></x:c>`;
    const cells = [
      inside('<x:t>ü</x:t>', style),
      '<x:c/>',
      inside('<x:r><x:rPr><x:rFont val="Wingdings"/></x:rPr><x:t>û</x:t></x:r>'),
      inside(
        '<x:r><x:t>þ</x:t></x:r><x:r><x:rPr><x:strike/><x:rFont val="Arial"/></x:rPr><x:t>cũ</x:t></x:r>',
        style,
      ),
    ];
    parts[sheet] = strToU8(
      `<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData><x:row>${cells.join('')}</x:row></x:sheetData></x:worksheet>`,
    );
    const { sheets } = await readBook(zipSync(parts), 'a.xlsx');
    expect(seen(sheets[0]?.rows[0])).toEqual({
      text: ['✓', null, '✗', '☑'],
      struck: [null, null, null, 'cũ'],
    });
  });
});

describe('text that is struck out or hidden is left out', () => {
  test('in a document by one line, by two, or hidden; turned off it stands', async () => {
    const cells = [
      paragraph(run('cũ ', '<w:strike/>') + run('mới')),
      paragraph(run('cũ', '<w:dstrike w:val="true"/>')),
      paragraph(run('ẩn', '<w:vanish/>')),
      paragraph(run('còn', '<w:strike w:val="0"/><w:dstrike w:val="false"/><w:vanish w:val="off"/>')),
      // The mark of the paragraph is struck, not its text.
      paragraph(run('còn'), '<w:rPr><w:strike/></w:rPr>'),
    ];
    expect(await inWord(cells)).toEqual({
      text: ['mới', null, null, 'còn', 'còn'],
      struck: ['cũ', 'cũ', 'ẩn'],
    });
  });

  test('in a document by styles, which turn each other off', async () => {
    const styles = `
      <w:style w:type="paragraph" w:styleId="Gone"><w:rPr><w:strike/></w:rPr></w:style>
      <w:style w:type="paragraph" w:styleId="Below"><w:basedOn w:val="Gone"/></w:style>
      <w:style w:type="character" w:styleId="Back"><w:rPr><w:strike/></w:rPr></w:style>`;
    const gone = (properties: string) => paragraph(run('chữ', properties), '<w:pStyle w:val="Below"/>');
    const cells = [
      gone(''),
      gone('<w:strike w:val="0"/>'),
      gone('<w:rStyle w:val="Back"/>'),
      paragraph(run('chữ', '<w:rStyle w:val="Back"/>')),
    ];
    expect((await inWord(cells, { styles })).text).toEqual([null, 'chữ', 'chữ']);
  });

  test('in a workbook by the font of the cell or of a piece of its text', async () => {
    const strike = { strike: true };
    const cells = [
      { value: '1.000110', font: strike },
      { value: 1.5, font: strike },
      rich({ text: '1.000110', font: strike }, { text: ' 1.000894', font: { name: 'Arial' } }),
      { value: rich({ text: 'còn', font: { name: 'Arial' } }), font: strike },
      'còn',
    ];
    expect(await inExcel(cells)).toEqual({
      text: [null, null, '1.000894', 'còn', 'còn'],
      struck: ['1.000110', '1.5', '1.000110'],
    });
  });
});

/** An XLS, all of whose fonts are changed. */
function xls(cells: readonly string[], change: (record: Buffer) => void): Uint8Array {
  const container = CFB.read(otherForm('biff8', [cells]) as Buffer, {
    type: 'buffer',
  });
  const book = CFB.find(container, '/Workbook')!.content as Buffer;
  for (let at = 0; at + 4 <= book.length; at += 4 + book.readUInt16LE(at + 2))
    if (book.readUInt16LE(at) === 0x31) change(book.subarray(at + 4, at + 4 + book.readUInt16LE(at + 2)));
  return new Uint8Array(CFB.write(container, { type: 'buffer' }) as Buffer);
}

function ods(cells: readonly string[], properties: string): Uint8Array {
  const parts = unzipSync(otherForm('ods', [cells]));
  const content = strFromU8(parts['content.xml']!)
    .replace(
      '<office:automatic-styles>',
      `<office:automatic-styles><style:style style:name="base" style:family="table-cell"><style:text-properties ${properties}/></style:style><style:style style:name="odd" style:family="table-cell" style:parent-style-name="base"/>`,
    )
    .replace('<table:table-cell ', '<table:table-cell table:style-name="odd" ');
  return zipSync({ ...parts, 'content.xml': strToU8(content) });
}
const inBook = async (bytes: Uint8Array, name: string) =>
  seen((await readBook(bytes, name)).sheets[0]?.rows[0]);

describe('other workbooks are seen by the fonts of their cells, too', () => {
  test('XLS', async () => {
    const strike = (font: Buffer) => font.writeUInt16LE(font.readUInt16LE(2) | 8, 2);
    expect(await inBook(xls(['1.004194', 'x'], strike), 'a.xls')).toEqual({
      text: [],
      struck: ['1.004194', 'x'],
    });
    expect(
      await inBook(
        xls(['Ö'], () => {}),
        'a.xls',
      ),
    ).toEqual({ text: ['Ö'], struck: [] });
  });

  test('ODS', async () => {
    const struck = 'style:text-line-through-style="solid"';
    expect(await inBook(ods(['cũ', 'mới'], struck), 'a.ods')).toEqual({
      text: [null, 'mới'],
      struck: ['cũ'],
    });
    const wingdings = 'fo:font-family="Wingdings"';
    expect((await inBook(ods(['ü', 'ü'], wingdings), 'a.ods')).text).toEqual(['✓', 'ü']);
  });

  test('ODS, by the pieces of a text; what is turned off in a piece stands', async () => {
    const styled = (name: string, properties: string) =>
      `<style:style style:name="${name}" style:family="text"><style:text-properties ${properties}/></style:style>`;
    const parts = unzipSync(otherForm('ods', [['một', 'hai']]));
    const content = strFromU8(parts['content.xml']!)
      .replace(
        '<office:automatic-styles>',
        `<office:automatic-styles>${styled('cu', 'style:text-line-through-style="solid"')}${styled('moi', 'style:text-line-through-style="none"')}${styled('dau', 'fo:font-family="Wingdings"')}`,
      )
      .replace(
        '<text:p>một</text:p>',
        '<text:p><text:span text:style-name="cu">1.000110</text:span> 1.000894</text:p>',
      )
      .replace(
        '<text:p>hai</text:p>',
        '<text:p><text:span text:style-name="dau">ü</text:span><text:s/><text:span text:style-name="moi">đạt</text:span></text:p>',
      );
    expect(await inBook(zipSync({ ...parts, 'content.xml': strToU8(content) }), 'a.ods')).toEqual({
      text: ['1.000894', '✓ đạt'],
      struck: ['1.000110'],
    });
  });

  test('ODS, a sheet that is hidden by its style', async () => {
    const parts = unzipSync(otherForm('ods', [['a']]));
    const style = (shown: boolean) =>
      `<style:style style:name="an" style:family="table" style:master-page-name="Trang"><style:table-properties table:display="${shown}"/></style:style>`;
    const read = async (shown: boolean) => {
      const content = strFromU8(parts['content.xml']!)
        .replace('<office:automatic-styles>', `<office:automatic-styles>${style(shown)}`)
        .replace(
          /<table:table table:name="([^"]*)"[^>]*>/,
          '<table:table table:name="$1" table:style-name="an">',
        );
      return readBook(zipSync({ ...parts, 'content.xml': strToU8(content) }), 'a.ods');
    };
    expect((await read(false)).sheets.map(({ hidden }) => hidden)).toEqual([true]);
    expect((await read(true)).sheets.map(({ hidden }) => hidden)).toEqual([false]);
  });

  test('ODS, what of it is hidden or filtered out', async () => {
    const parts = unzipSync(
      otherForm('ods', [
        ['a', 'b'],
        ['c', 'd'],
        ['e', 'f'],
      ]),
    );
    let row = 0;
    const content = strFromU8(parts['content.xml']!)
      .replace(/<table:table-column[^>]*>/g, '')
      .replace(
        /(<table:table table:name[^>]*>)/,
        '$1<table:table-column/><table:table-column table:visibility="collapse"/>',
      )
      .replace(/<table:table-row/g, found => (++row === 2 ? `${found} table:visibility="filter"` : found));
    const { sheets } = await readBook(zipSync({ ...parts, 'content.xml': strToU8(content) }), 'a.ods');
    expect(sheets[0]!.rows.map(({ hidden }) => hidden)).toEqual([false, true, false]);
    expect(sheets[0]!.hiddenColumns).toEqual(new Set([1]));
  });
});
