import { numberWords } from '../../domain/number-words.ts';
import { isHostFailure, RemoteError } from '../errors.ts';
import type { GapRecord } from '../records.ts';
import { gapRecord, isGap } from '../unread.ts';
import { inWindow } from './in-window.ts';

/** What came of one detail: itself, or why it is not there. */
export type DetailAnswer<Item, Detail> =
  | { item: Item; detail: Detail; failure?: undefined }
  | { item: Item; detail?: undefined; failure: RemoteError };

/** As many as `size` says; they may lie on disk. */
export interface Sized<Item> extends Iterable<Item> {
  readonly size: number;
}

/**
 * Asks for one detail after the other, `width` at once, until the host dies: what is left then is not asked for and
 * fails of that. Answers come as they are there; a run that is cancelled, or what is no failure of a remote, is thrown.
 */
export async function* eachDetail<Item, Detail>(
  items: Sized<Item>,
  width: number,
  ask: (item: Item) => Promise<Detail>,
  progress: (done: number, of: number) => void,
  isDead: (error: RemoteError) => boolean = isHostFailure,
): AsyncGenerator<DetailAnswer<Item, Detail>> {
  let dead: RemoteError | undefined;
  let done = 0;
  const answers = inWindow(items, width, async (item): Promise<DetailAnswer<Item, Detail>> => {
    if (dead) return { item, failure: dead };
    try {
      return { item, detail: await ask(item) };
    } catch (error) {
      if (!(error instanceof RemoteError) || error.kind === 'aborted') throw error;
      if (isDead(error)) {
        const words = `chưa hỏi được vì nguồn ngừng trả lời: ${error.message}`;
        dead ??= new RemoteError(error.kind, words, { cause: error });
      }
      return { item, failure: error };
    }
  });
  for await (const answer of answers) {
    progress(++done, items.size);
    yield answer;
  }
}

/** What is to be said when all have been asked for: that the host died meanwhile, or that too many could not be read. */
export function* detailsGap(
  { dead, failed }: { dead?: RemoteError | undefined; failed: number },
  all: number,
): Generator<GapRecord> {
  if (dead) yield gapRecord('details', `ngừng đọc chi tiết giữa chừng: ${dead.message}`);
  else if (isGap(failed, all)) {
    const share = `${numberWords(failed)}/${numberWords(all)}`;
    yield gapRecord('details', `không đọc được chi tiết của ${share} thủ tục`);
  }
}
