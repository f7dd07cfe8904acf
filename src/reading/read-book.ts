import { type Book, bookKinds } from './book.ts';
import { readDelimited } from './delimited.ts';
import { readDocument } from './document.ts';
import { decode } from './encoding.ts';
import { modernise } from './legacy-fonts.ts';
import { limits, megabytes } from './limits.ts';
import { odsFonts } from './ods-fonts.ts';
import { partsOf } from './package.ts';
import { type Recognised, recognise } from './recognise.ts';
import { readSpreadsheet } from './spreadsheet.ts';
import { locked, UnreadableFile } from './unreadable.ts';
import { workbookFonts } from './workbook-fonts.ts';
import { xlsFonts } from './xls-fonts.ts';
import { xmlText } from './xml.ts';
import { zipped } from './zip.ts';

/**
 * Reads the tables of a file into one form, by its content; a wrong extension is said and tolerated. Nothing in the
 * file is run or calculated. Throws `UnreadableFile`, in words for whoever sent it.
 */
export async function readBook(file: Uint8Array, name: string): Promise<Book> {
  if (file.byteLength > limits.fileBytes)
    throw new UnreadableFile(
      `tệp lớn ${megabytes(file.byteLength)}, nhiều hơn mức cho phép ${megabytes(limits.fileBytes)}; bỏ ảnh và phần thừa rồi gửi lại.`,
    );
  const found = await recognise(file);
  const book = modernise(await read(file, found));
  const extension = /\.([^./\\]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
  const kind = bookKinds[found.kind];
  if (!kind.ends.includes(extension))
    book.notes.push(`Tên tệp có đuôi "${extension}" nhưng nội dung là ${kind.name}; đã đọc theo nội dung.`);
  if (found.macros) book.notes.push('Tệp có macro; macro không được chạy và không có trong tệp gửi lại.');
  return book;
}

async function read(file: Uint8Array, { kind, zip, main }: Recognised): Promise<Book> {
  const book: Book = { kind, sheets: [], notes: [], pictured: zip?.names.some(isPicture) === true };
  if (zip && kind === 'docx') book.sheets = await readDocument(zip, main!);
  else if (zip) {
    const parts = await zip.parts(part => /vbaProject\.bin$|^Basic\/|(^|\/)embeddings\//i.test(part));
    const manifest = kind === 'ods' && (await zip.part('META-INF/manifest.xml'));
    if (manifest && xmlText(manifest).includes('encryption-data')) throw locked();
    const view = partsOf(parts);
    const fonts =
      kind === 'xlsx' ? await workbookFonts(view, main!) : kind === 'ods' ? await odsFonts(view) : [];
    if ([...parts].some(isBox)) book.boxed = true;
    const copy = zipped(parts);
    book.sheets = readSpreadsheet(copy, kind, fonts);
    // What marks the copy looks for the workbook in the usual place only.
    if (main === 'xl/workbook.xml') book.safeCopy = copy;
  } else if (kind === 'csv') {
    const { text, from } = decode(file);
    book.sheets = [readDelimited(text)];
    if (from) book.notes.push(`Bảng mã của tệp là ${from}; đã chuyển sang Unicode.`);
  } else if (kind === 'html') {
    const { text } = decode(file);
    refusePage(text);
    book.sheets = readSpreadsheet(new TextEncoder().encode(text), kind);
    // Excel hides a row of every page it saves.
    if (/<t[rd]\s(?!height=0 style='display:none')[^<>]{0,500}display:\s{0,9}none/i.test(text))
      book.notes.push('Trang web có phần bị ẩn; phần ấy cũng được đọc.');
  } else book.sheets = readSpreadsheet(file, kind, kind === 'xls' ? xlsFonts(file) : []);
  return book;
}

/** A picture or another file within one, whose words nobody reads. */
const isPicture = (part: string) => /(^|\/)(media|Pictures|embeddings)\/[^/]/.test(part);

/** A control of a form that is a box to be ticked, as Excel keeps it by now or has long kept it. */
function isBox([name, part]: [string, Uint8Array]): boolean {
  if (!/(^|\/)(ctrlProps|activeX|drawings)\/[^/]+\.(xml|vml)$/i.test(name)) return false;
  return /objectType="CheckBox"|Forms\.CheckBox|8BD21D40-EC42-11CE-9E0D-00AA006002F3/i.test(xmlText(part));
}

/** What the library makes of a page says nothing of how it looks: what was struck out would count. */
function refusePage(text: string): void {
  const todo = 'mở bằng Excel, lưu thành .xlsx rồi gửi lại.';
  if (!/<table[\s>]/i.test(text))
    throw new UnreadableFile(
      `trang web này không có bảng nào, bảng có thể nằm trong thư mục đi kèm; ${todo}`,
    );
  const from = text.search(/<table[\s>]/i);
  const end = text.toLowerCase().lastIndexOf('</table');
  const tables = text.slice(from, end > from ? end : undefined);
  if (striking.test(tables) || isStruckAround(text.slice(0, from)) || isStruckByStyle(text, tables))
    throw new UnreadableFile(`trang web có chữ bị gạch bỏ mà dạng tệp này không đọc riêng ra được; ${todo}`);
}

const striking = /<(?:s|strike|del)[\s>]|<[a-z][^<>]{0,500}line-through/i;

/** What is struck out before the first table goes on into it where its tag is still open. */
function isStruckAround(before: string): boolean {
  const key = before.toLowerCase();
  return key
    .matchAll(/<(s|strike|del)[\s>]|<([a-z][a-z\d]{0,15})\s[^<>]{0,500}line-through/g)
    .some(({ 1: tag, 2: styled, index }) => key.lastIndexOf(`</${tag ?? styled}>`) < index);
}

/** Does a rule of the page's styles strike something out of which each class is used in its tables? */
function isStruckByStyle(text: string, tables: string): boolean {
  const used = new Set<string>();
  for (const [, names] of tables.matchAll(/\sclass=["']?([\w -]{1,200})/gi))
    for (const name of names!.toLowerCase().split(' ')) used.add(name);
  return text.split('}').some(rule => {
    const [selectors, body] = rule.split('{').slice(-2);
    if (body === undefined || !/line-through/i.test(body)) return false;
    return selectors!.split(',').some(selector => {
      const classes = [...selector.matchAll(/\.([\w-]{1,100})/g)].map(([, name]) => name!.toLowerCase());
      // Of a tag that strikes out by itself it is known where it stands.
      return !/(?:^|[\s>])(?:s|strike|del)\s*$/i.test(selector) && classes.every(name => used.has(name));
    });
  });
}
