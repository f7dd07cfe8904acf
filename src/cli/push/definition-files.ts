import { Unreadable } from '../../definitions/problem.ts';
import { UsageError } from '../exit.ts';
import { shownPath } from '../output.ts';
import { unwritable } from '../unwritable.ts';

export function goneWords(path: string): string {
  return `đã xóa ${shownPath(path)}, không còn thuộc cấu hình này`;
}

/** Why a definition could not be written, as whoever has the machine may hear it. */
export function unwritten(error: unknown): unknown {
  if (error instanceof Unreadable)
    return new UsageError({
      vi: `thư mục định nghĩa ${error.message}.`,
      en: 'the folder of the definition is a link out of the services folder; copy the files there.',
    });
  const { path = '' } = error as NodeJS.ErrnoException;
  return unwritable(shownPath(path), error);
}
