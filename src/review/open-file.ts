import type { Book } from '../reading/book.ts';
import { UnreadableFile } from '../reading/unreadable.ts';
import { workbookMark } from '../reading/workbook-mark.ts';
import { emptyAnswer, type FileAnswer } from './answer.ts';

/** A file as somebody sent it, opened, before anything of it is understood. */
export interface OpenedFile {
  bytes: Uint8Array;
  /** Begun: what file it is; `unreadable` where it has no book. */
  answer: FileAnswer;
  book?: Book;
  /** What it is by its hidden sheet; undefined where it is none of ours. */
  what?: string;
}

/** @param checked Whether codes can be held against the national list. */
export async function openFile(
  { name, bytes }: { name: string; bytes: Uint8Array },
  checked: boolean,
): Promise<OpenedFile> {
  const answer = emptyAnswer(name.normalize('NFC'), bytes, checked);
  try {
    // What reads spreadsheets is large, and a process that serves never does.
    const { readBook } = await import('../reading/read-book.ts');
    const book = await readBook(bytes, answer.file.name);
    answer.file.kind = book.kind;
    const what = workbookMark(book)?.what;
    return { bytes, answer, book, ...(what !== undefined && { what }) };
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    return { bytes, answer: { ...answer, state: 'unreadable', error: error.message } };
  }
}
