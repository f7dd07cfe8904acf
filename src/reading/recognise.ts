import { CFB } from '@e965/xlsx';
import type { BookKind } from './book.ts';
import { mainPart } from './package.ts';
import { corrupt, locked, reasonOf, UnreadableFile } from './unreadable.ts';
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
  for (const [start, what] of foreign)
    if (begins(file, start))
      throw new UnreadableFile(`đây là ${what}, không phải bảng tính; gửi danh mục ở dạng XLSX hoặc DOCX.`);
  // Text; in UTF-16 every other byte is NUL.
  const head = new TextDecoder().decode(file.subarray(0, 4_096)).replaceAll('\0', '').trimStart();
  if (/^<\?xml[\s\S]*urn:schemas-microsoft-com:office:spreadsheet/.test(head))
    return { kind: 'xml-2003', macros: false };
  if (/^(\ufeff)?<(!doctype|html|head|meta|table|body|style|\?xml[\s\S]*<html)/i.test(head))
    return { kind: 'html', macros: false };
  return { kind: 'csv', macros: false };
}

const foreign: [start: string, what: string][] = [
  ['%PDF', 'tệp PDF'],
  ['{\\rtf', 'tệp RTF'],
  ['\u0089PNG', 'ảnh'],
  ['\u00ff\u00d8\u00ff', 'ảnh'],
  ['GIF8', 'ảnh'],
  ['Rar!', 'tệp nén RAR'],
  ['7z\u00bc\u00af', 'tệp nén 7z'],
];

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
  } catch (error) {
    throw corrupt(reasonOf(error));
  }
  const has = (name: string) => names.some(path => path.toLowerCase() === `/${name}`.toLowerCase());
  if (has('EncryptedPackage')) throw locked();
  if (has('Workbook') || has('Book'))
    return { kind: 'xls', macros: names.some(name => /^\/_VBA_PROJECT_CUR\//i.test(name)) };
  if (has('WordDocument'))
    throw new UnreadableFile('đây là văn bản Word đời cũ (.doc); mở bằng Word, lưu thành .docx rồi gửi lại.');
  throw new UnreadableFile('không nhận ra dạng tệp; gửi danh mục ở dạng XLSX, ODS, CSV hoặc DOCX.');
}
