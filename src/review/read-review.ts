import type { Book, Sheet } from '../reading/book.ts';
import { readBook } from '../reading/read-book.ts';
import { UnreadableFile } from '../reading/unreadable.ts';
import { workbookMark } from '../reading/workbook-mark.ts';
import type { PartKey } from '../store/reviews/review-rows.ts';
import type { NewEntry } from '../store/reviews/reviews.ts';
import { emptyAnswer, type FileAnswer } from './answer.ts';
import { readForm, reviewForm } from './form.ts';
import { type ImportContext, Intake } from './intake.ts';
import { findLists } from './layout/find-lists.ts';
import { consultation } from './round-form.ts';
import type { ImportOptions } from './which-list.ts';

export interface ReviewReading {
  answer: FileAnswer;
  /** Undefined where the file could not be read. */
  book?: Book;
  parts: PartKey[];
  entries: NewEntry[];
}

/** Reads a file of review lists: what of it counts, and the answer to whoever sent it. Keeps nothing. */
export async function readReview(
  file: { name: string; bytes: Uint8Array },
  context: ImportContext,
  options: ImportOptions = {},
): Promise<ReviewReading> {
  const name = file.name.normalize('NFC');
  const answer = emptyAnswer(name, file.bytes, context.national !== undefined);
  let book: Book;
  try {
    book = await readBook(file.bytes, name);
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    return { answer: { ...answer, state: 'unreadable', error: error.message }, parts: [], entries: [] };
  }
  answer.file.kind = book.kind;
  const mark = workbookMark(book);
  if (mark?.what === reviewForm) return { answer, book, ...readForm(book, mark, answer, context, options) };
  if (mark?.what === consultation)
    return {
      answer: {
        ...{ ...answer, state: 'unreadable' },
        error: 'đây là phiếu lấy ý kiến; nhập bằng "dvc-sync review consult import".',
      },
      ...{ parts: [], entries: [] },
    };
  const reading = new Intake(answer, context);
  reading.fileNotes(book.notes);
  const { lists, loose, unread, struck, hidden } = findLists(book);
  for (const sheet of hidden)
    reading.note({ sheet: sheet.name, row: null, cell: null }, 'trang tính ẩn, không đọc');
  const first = new Map<Sheet, readonly string[]>();
  for (const list of lists) {
    if (!first.has(list.sheet)) first.set(list.sheet, list.titles);
    reading.list(list, {
      fileName: name,
      first: first.get(list.sheet)!,
      options,
      ...(context.decision && { decision: context.decision }),
    });
  }
  for (const { sheet, row } of struck)
    reading.note({ sheet: sheet.name, row, cell: null }, `dòng ${row} bị gạch bỏ hoặc ẩn chữ, không đọc`);
  reading.unread(unread);
  reading.loose(loose, lists.length > 0);
  return { ...reading.settled(), book };
}
