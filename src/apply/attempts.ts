import type { RemoteSend } from '../adapter/writer.ts';
import type { SendOutcome } from './send-outcome.ts';

/** A send that comes back unchanged is tried this often in all, for whatever reason. */
const mostTries = 3;

/** What one unit has sent so far, to tell progress from running in circles. */
export class Attempts {
  readonly #made = new Map<string, { tries: number; seen: string; outcome: SendOutcome }>();

  /** `seen`: digest of what the remote had before it. */
  add(send: RemoteSend, seen: string, outcome: SendOutcome): void {
    const tries = (this.#made.get(keyOf(send))?.tries ?? 0) + 1;
    this.#made.set(keyOf(send), { tries, seen, outcome });
  }

  /** Why it makes no sense to send these: one was refused, or has changed nothing. `undefined` = go on. */
  stuck(sends: readonly RemoteSend[], seen: string): { refused: boolean; words: string } | undefined {
    for (const send of sends) {
      const made = this.#made.get(keyOf(send));
      if (!made) continue;
      const { how, words } = made.outcome;
      if (how === 'refused') return { refused: true, words: words ?? '' };
      // What was lost on the way may be sent again once a look has shown that it did nothing.
      if ((made.seen === seen && how !== 'lost') || made.tries >= mostTries) {
        return { refused: false, words: words ?? `đã gửi nhưng không có tác dụng: ${send.label}` };
      }
    }
    return undefined;
  }
}

function keyOf({ method, path, body }: RemoteSend): string {
  return `${method} ${path}\n${body}`;
}
