import { CFB } from '@e965/xlsx';
import type { BookKind } from './book.ts';
import { mainPart } from './package.ts';
import { corrupt, locked, UnreadableFile } from './unreadable.ts';
import { Zip } from './zip.ts';

export interface Recognised {
  kind: BookKind;
  macros: boolean;
  /** Of files that are a zip, and the part of it that says what it is, where it is one of Office. */
  zip?: Zip;
  main?: string;
}

/** What a file is by its content; the name plays no part. Throws `UnreadableFile` for what holds no tables. */
export async function recognise(file: Uint8Array): Promise<Recognised> {
  if (file.byteLength === 0) throw new UnreadableFile('tệp rỗng; gửi lại tệp có danh mục.');
  if (begins(file, 'PK\u0003\u0004') || begins(file, 'PK00PK\u0003\u0004')) return inZip(file);
  if (begins(file, '\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1')) return inCompound(file);
  const first = String.fromCharCode(...file.subarray(0, 64));
  for (const [start, what] of foreign) if (start.test(first)) throw notATable(what);
  // Text; in UTF-16 every other byte is NUL, and its mark is none of UTF-8.
  const head = new TextDecoder()
    .decode(file.subarray(0, 4_096))
    .replaceAll('\0', '')
    .replace(/^\ufffd+/, '')
    .trimStart();
  if (/^<\?xml[\s\S]*urn:schemas-microsoft-com:office:spreadsheet/.test(head))
    return { kind: 'xml-2003', macros: false };
  if (/^(\ufeff)?<(!doctype|html|head|meta|table|body|style|\?xml[\s\S]*<html)/i.test(head))
    return { kind: 'html', macros: false };
  if (/^(\ufeff)?<(\?xml|\w+:)/i.test(head)) throw notATable('tệp XML');
  return { kind: 'csv', macros: false };
}

const foreign: [start: RegExp, what: string][] = [
  [/^%PDF/, 'tệp PDF'],
  [/^\{\\rtf/, 'tệp RTF'],
  [
    /^(\u0089PNG|\u00ff\u00d8\u00ff|GIF8|RIFF[\s\S]{4}WEBP|[\s\S]{4}ftyp(heic|heix|hevc|mif1|avif)|II\*\0|MM\0\*)/,
    'ảnh',
  ],
  [/^Rar!/, 'tệp nén RAR'],
  [/^7z\u00bc\u00af/, 'tệp nén 7z'],
  [/^ID;P[^\r\n]{0,40}\r?\n[A-Z]{1,2};/, 'tệp SYLK (.slk)'],
  [/^TABLE\r?\n0,1\r?\n/, 'tệp DIF'],
  [
    /^(MIME-Version|Content-Type|X-Document-Type|From|Subject|Received|Return-Path|Message-ID): /i,
    'thư điện tử hoặc trang web lưu thành một tệp',
  ],
];

const notATable = (what: string) =>
  new UnreadableFile(`đây là ${what}, không phải bảng tính; gửi danh mục ở dạng XLSX hoặc DOCX.`);

function begins(file: Uint8Array, start: string): boolean {
  return [...start].every((character, at) => file[at] === character.charCodeAt(0));
}

async function inZip(file: Uint8Array): Promise<Recognised> {
  const zip = await Zip.open(file);
  const macros = zip.names.some(name => /(^|\/)vbaProject\.bin$/i.test(name));
  const main = await mainPart(zip);
  if (main?.kind === 'presentation')
    throw new UnreadableFile(
      'đây là bản trình chiếu, không phải bảng tính; gửi danh mục ở dạng XLSX hoặc DOCX.',
    );
  if (main) return { kind: main.kind, macros, zip, main: main.path };
  if (zip.named('content.xml') && zip.named('META-INF/manifest.xml'))
    return { kind: 'ods', macros: zip.names.some(name => /^Basic\//i.test(name)), zip };
  throw new UnreadableFile(
    'đây là tệp nén, không phải bảng tính hay văn bản; giải nén rồi gửi từng tệp danh mục.',
  );
}

/** The old container: XLS, DOC, and whatever has a password. */
function inCompound(file: Uint8Array): Recognised {
  let names: string[];
  try {
    names = CFB.read(file as Buffer, { type: 'buffer' }).FullPaths.map((path: string) =>
      path.replace(/^[^/]*\//, '/'),
    );
  } catch {
    throw corrupt();
  }
  const has = (name: string) => names.some(path => path.toLowerCase() === `/${name}`.toLowerCase());
  if (has('EncryptedPackage')) throw locked();
  if (has('Workbook') || has('Book'))
    return { kind: 'xls', macros: names.some(name => /^\/_VBA_PROJECT_CUR\//i.test(name)) };
  if (has('WordDocument'))
    throw new UnreadableFile('đây là văn bản Word đời cũ (.doc); mở bằng Word, lưu thành .docx rồi gửi lại.');
  throw new UnreadableFile('không nhận ra dạng tệp; gửi danh mục ở dạng XLSX, ODS, CSV hoặc DOCX.');
}
