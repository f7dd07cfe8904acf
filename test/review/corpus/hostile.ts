import { CFB } from '@e965/xlsx';
import { strToU8, unzipSync, zipSync } from 'fflate';
import { otherForm, row, utf8, whole, xlsx } from './make.ts';
import type { Sample } from './sample.ts';
import { zip } from './zip64.ts';

const list = whole('I', [row(1, '1.004194')]);
const rows = ['1.004194 I H13.21.1 + +'];
const name = 'a.xlsx';

async function changed(change: (parts: Record<string, Uint8Array>) => void): Promise<Uint8Array> {
  const parts = unzipSync(await xlsx({ rows: list }));
  change(parts);
  return zip(parts);
}

/** The list with more behind its last row. */
function withSheetXml(more: string): Promise<Uint8Array> {
  return changed(parts => {
    const path = 'xl/worksheets/sheet1.xml';
    const xml = new TextDecoder().decode(parts[path]);
    parts[path] = strToU8(xml.replace('</sheetData>', `${more}</sheetData>`));
  });
}

/** The old container with streams of these names. */
function compound(...names: string[]): Uint8Array {
  const file = CFB.utils.cfb_new();
  for (const each of names) CFB.utils.cfb_add(file, `/${each}`, new Uint8Array(600));
  return new Uint8Array(CFB.write(file, { type: 'buffer' }) as Buffer);
}

/** 13 parts of 16 MB of nothing: a megabyte in the file. */
const bomb = changed(parts => {
  const nothing = new Uint8Array(16 * 1024 * 1024);
  for (let n = 0; n < 13; n++) parts[`xl/worksheets/extra${n}.xml`] = nothing;
});

/** Says of its parts that they are small, in every place a zip tells sizes. */
const lyingBomb = bomb.then(whole => {
  const file = whole.slice();
  const view = new DataView(file.buffer);
  for (let at = 0; at + 46 < file.length; at++) {
    if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, 10, true);
    if (view.getUint32(at, true) === 0x04034b50) view.setUint32(at + 22, 10, true);
  }
  return file;
});

const many = Array.from({ length: 20_000 }, (_, n) =>
  row(n + 1, `1.${String(100_000 + n)}`, 'X', n % 2 ? 'X' : '', `Thủ tục số ${n}`),
);

export const hostile: Sample[] = [
  {
    title: 'a macro is said and not run',
    name: 'a.xlsm',
    bytes: changed(parts => {
      parts['xl/vbaProject.bin'] = new Uint8Array(100);
    }),
    rows,
    notes: ['Tệp có macro; macro không được chạy'],
  },
  {
    title: 'XLSX with a password',
    name,
    bytes: compound('EncryptionInfo', 'EncryptedPackage'),
    rows: [],
    error: 'tệp có mật khẩu',
  },
  {
    title: 'ODS with a password',
    name: 'a.ods',
    bytes: zipSync({
      'content.xml': strToU8('x'),
      'META-INF/manifest.xml': strToU8(
        '<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>',
      ),
    }),
    rows: [],
    error: 'tệp có mật khẩu',
  },
  { title: 'a zip bomb', name, bytes: bomb, rows: [], error: 'tệp bung ra lớn hơn 200 MB' },
  {
    title: 'a zip bomb that lies about its size',
    name,
    bytes: lyingBomb,
    rows: [],
    error: 'tệp bung ra lớn hơn 200 MB',
  },
  {
    title: 'half a file',
    name,
    bytes: xlsx({ rows: list }).then(file => file.subarray(0, file.length / 2)),
    rows: [],
    error: 'tệp bị hỏng hoặc tải về chưa đủ',
  },
  {
    title: 'a sheet that is no XML',
    name,
    bytes: changed(parts => {
      parts['xl/workbook.xml'] = strToU8('<<<<');
    }),
    rows: [],
    error: 'tệp bị hỏng',
  },
  { title: 'an empty file', name, bytes: new Uint8Array(), rows: [], error: 'tệp rỗng' },
  { title: 'PDF', name: 'a.pdf', bytes: utf8('%PDF-1.7 …'), rows: [], error: 'đây là tệp PDF' },
  {
    title: 'a photograph',
    name: 'a.jpg',
    bytes: new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 0, 0]),
    rows: [],
    error: 'đây là ảnh',
  },
  ...(
    [
      ['RIFF\u0010\0\0\0WEBPVP8 ', 'ảnh'],
      ['\0\0\0\u0018ftypheic', 'ảnh'],
      ['ID;PWXL;N;E\r\nP;PGeneral\r\n', 'tệp SYLK'],
      ['MIME-Version: 1.0\r\nX-Document-Type: Workbook\r\n', 'thư điện tử hoặc trang web'],
      ['<?xml version="1.0"?><office:document office:version="1.2"/>', 'tệp XML'],
      ['<?xml version="1.0"?><w:wordDocument/>', 'tệp XML'],
    ] as const
  ).map(([start, what]) => ({
    title: `a file that begins with ${JSON.stringify(start)}`,
    name: 'a.xls',
    bytes: utf8(start),
    rows: [],
    error: `đây là ${what}`,
  })),
  {
    title: 'a Word document of the nineties',
    name: 'a.doc',
    bytes: compound('WordDocument'),
    rows: [],
    error: 'Word đời cũ',
  },
  {
    title: 'an archive of lists',
    name: 'a.zip',
    bytes: zipSync({ 'a.xlsx': otherForm('ods', list) }),
    rows: [],
    error: 'đây là tệp nén',
  },
  {
    title: 'entities of XML in a document',
    name: 'a.docx',
    bytes: zipSync({
      'word/document.xml': strToU8('<!DOCTYPE x [<!ENTITY a "b">]><w:document>&a;</w:document>'),
    }),
    rows: [],
    error: 'DOCTYPE',
  },
  {
    title: 'a file larger than any list',
    name,
    bytes: new Uint8Array(26 * 1024 * 1024),
    rows: [],
    error: 'tệp lớn 26 MB',
  },
  {
    title: 'a cell in the last corner of a sheet',
    name,
    bytes: withSheetXml('<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>'),
    rows,
  },
  {
    title: 'a million columns',
    name,
    bytes: withSheetXml(`<row>${'<c><v>1</v></c>'.repeat(1_000_000)}</row>`),
    rows: [],
    error: 'tệp có hơn 16.384 cột',
  },
  {
    title: 'one cell to the right of the last column Excel has',
    name,
    bytes: withSheetXml('<row><c r="XFE1"><v>1</v></c></row>'),
    rows: [],
    error: 'tệp có hơn 16.384 cột',
  },
  {
    title: 'a row below the last one Excel has',
    name,
    bytes: withSheetXml('<row r="1048577"><c><v>1</v></c></row>'),
    rows: [],
    error: 'tệp có hơn 1.048.576 dòng',
  },
  {
    title: 'columns set by the million',
    name,
    bytes: changed(parts => {
      const path = 'xl/worksheets/sheet1.xml';
      const xml = new TextDecoder().decode(parts[path]);
      const columns = '<col min="9" max="1000000" hidden="1"/>'.repeat(30);
      parts[path] = strToU8(xml.replace('<sheetData>', `<cols>${columns}</cols><sheetData>`));
    }),
    rows,
  },
  {
    title: 'CSV of nothing but separators',
    name: 'a.csv',
    bytes: utf8(`a,b\n${','.repeat(1_000_000)}`),
    rows: [],
    error: 'tệp có hơn 16.384 cột',
  },
  {
    title: 'CSV of more rows than any list',
    name: 'a.csv',
    bytes: utf8('a,b\n'.repeat(100_001)),
    rows: [],
    error: 'tệp có hơn 100.000 dòng',
  },
  {
    title: 'CSV of more cells than any list',
    name: 'a.csv',
    bytes: utf8(`${'a,'.repeat(250)}\n`.repeat(8_001)),
    rows: [],
    error: 'tệp có hơn 2.000.000 ô',
  },
  {
    title: 'twenty thousand rows',
    name: 'cai-khe.xlsx',
    bytes: xlsx({ rows: whole('I', many) }),
    context: { national: undefined },
    rows: many.map((_, n) => `1.${100_000 + n} I H13.21.1 + ${n % 2 ? '+' : '?'}`),
  },
];
