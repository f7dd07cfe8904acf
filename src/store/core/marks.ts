import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { ownerOnly } from './private-files.ts';
import { at, StoreError } from './store-error.ts';

/** What says that a store was begun at a place, besides the store itself. */
export interface Marks {
  /** The file, or host and database. */
  place: string;
  /** The file beside the store, which goes with its disk: it speaks of that store under whatever path. */
  beside?: string;
  /** Files elsewhere that may name the place: one beside the configuration stays when a disk goes. */
  files: readonly string[];
}

/**
 * Refuses to begin a store where one was before: an empty or vanished one is a disk that is not there or a file that was
 * cut, and whoever begins anew there loses all that was decided without noticing.
 *
 * @param isEmpty Asked after the marks were read: another process may just have begun it, and marks it last.
 */
export function refuseBeginning({ place, beside, files }: Marks, isEmpty = () => true): void {
  const mark =
    beside !== undefined && existsSync(beside)
      ? beside
      : files.find(file => textOf(file)?.split('\n').includes(place));
  if (mark === undefined || !isEmpty()) return;
  throw new StoreError(
    at(place, {
      vi: `trước đây đã có kho dữ liệu ở đây, nay không còn hoặc trống; kiểm tra ổ đĩa của nó đã được gắn (mount) chưa, hoặc lấy lại bản sao lưu bằng "dvc-sync restore". Nếu thật sự muốn bắt đầu từ đầu, xóa ${mark} rồi chạy lại`,
      en: `there was a store here before, and now it is gone or empty; see whether its disk is mounted, or bring a backup back with "dvc-sync restore". To begin anew all the same, delete ${mark} and start again`,
    }),
  );
}

/** Says that a store was begun here, where that can be written and is not said yet. */
export function markBegun({ place, beside, files }: Marks): void {
  for (const file of beside === undefined ? files : [beside, ...files]) {
    const told = textOf(file);
    if (told?.split('\n').includes(place)) continue;
    try {
      writeFileSync(file, `${told ?? explanation}${place}\n`, { mode: ownerOnly });
    } catch {
      // A folder of configuration is often for reading only: the other mark must do.
    }
  }
}

const explanation =
  '# dvc-sync: ở những nơi sau đã có kho dữ liệu. Xóa tệp này khi thật sự muốn bắt đầu từ đầu.\n';

function textOf(file: string): string | undefined {
  try {
    return statSync(file).size < 1_000_000 ? readFileSync(file, 'utf8') : undefined;
  } catch {
    return undefined;
  }
}
