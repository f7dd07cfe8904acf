import type { Book, Sheet } from '../reading/book.ts';
import { quoted } from '../reading/quote.ts';
import { workbookMark } from '../reading/workbook-mark.ts';
import type { PartKey } from '../store/reviews/review-rows.ts';
import type { NewEntry } from '../store/reviews/reviews.ts';
import { type FileAnswer, placeIn } from './answer.ts';
import { explainAgainForm, type FormReading, readForm, reviewForm } from './form.ts';
import { type ImportContext, Intake } from './intake.ts';
import { findLists } from './layout/find-lists.ts';
import { type OpenedFile, openFile } from './open-file.ts';
import type { ImportOptions } from './which-list.ts';

export interface ReviewReading {
  answer: FileAnswer;
  /** Undefined where the file could not be read. */
  book?: Book;
  parts: PartKey[];
  entries: NewEntry[];
  /** What was answered changes these rows of the unit, and no others. */
  amends?: FormReading['amends'];
}

/** Reads a file of review lists: what of it counts, and the answer to whoever sent it. Keeps nothing. */
export async function readReview(
  file: { name: string; bytes: Uint8Array },
  context: ImportContext,
  options: ImportOptions = {},
): Promise<ReviewReading> {
  return readOpened(await openFile(file, context.national !== undefined), context, options);
}

/** The same of a file that is open already. */
export function readOpened(
  { answer, book }: OpenedFile,
  context: ImportContext,
  options: ImportOptions = {},
): ReviewReading {
  if (!book) return { answer, parts: [], entries: [] };
  const { name } = answer.file;
  const mark = workbookMark(book);
  if (mark && (mark.what === reviewForm || mark.what === explainAgainForm))
    return { answer, book, ...readForm(book, mark, answer, context, options) };
  const reading = new Intake(answer, context);
  const { taken } = reading;
  for (const text of book.notes) taken.note(placeIn(), text);
  const { lists, loose, unread, exceptions, struck, hidden } = findLists(book);
  for (const sheet of hidden) taken.note(placeIn(sheet), 'trang tính ẩn, không đọc');
  const first = new Map<Sheet, readonly string[]>();
  for (const list of lists) {
    if (!first.has(list.sheet)) first.set(list.sheet, list.titles);
    reading.list(list, {
      fileName: name,
      first: first.get(list.sheet)!,
      options,
      ...(context.decision && { decision: context.decision }),
      ...(book.boxed && { boxed: true }),
    });
  }
  for (const sheet of first.keys()) reading.comments(sheet);
  for (const { sheet, row, text } of exceptions)
    taken.note(
      placeIn(sheet, row),
      `${quoted(text)} ghi ở ngoài bảng nên không tính vào dòng nào; nếu một dòng chưa đạt thì ghi ở dòng ấy`,
    );
  for (const { sheet, row } of struck)
    taken.note(placeIn(sheet, row), `dòng ${row} bị gạch bỏ hoặc ẩn chữ, không đọc`);
  reading.unread(unread);
  reading.loose(loose, lists.length > 0, book.pictured);
  return { ...taken.settled(), book };
}
