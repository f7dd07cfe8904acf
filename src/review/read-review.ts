import { createHash } from 'node:crypto';
import type { Book, Sheet } from '../reading/book.ts';
import { readBook } from '../reading/read-book.ts';
import { UnreadableFile } from '../reading/unreadable.ts';
import type { PartKey } from '../store/reviews/review-rows.ts';
import type { NewEntry } from '../store/reviews/reviews.ts';
import type { FileAnswer } from './answer.ts';
import { type ImportContext, Intake } from './intake.ts';
import { findLists } from './layout/find-lists.ts';
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

function emptyAnswer(name: string, bytes: Uint8Array, checked: boolean): FileAnswer {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return {
    file: { name, sha256, bytes: bytes.byteLength, kind: null },
    state: 'nothing',
    error: null,
    id: null,
    checked,
    ...{ accepted: 0, corrected: 0, questioned: 0, rejected: 0 },
    ...{ lists: [], corrections: [], problems: [], notes: [], unknownReasons: [], superseded: [] },
  };
}
