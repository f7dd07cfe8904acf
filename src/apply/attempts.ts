import type { RemoteSend } from '../adapter/writer.ts';
import { isUnknown, type SendOutcome } from './send-outcome.ts';

/** A send that comes back unchanged is tried this often in all, for whatever reason. */
const mostTries = 3;

interface Made {
  tries: number;
  seen: string;
  outcome: SendOutcome;
  /** It was looked for once since, and not found. */
  missed: boolean;
}

/** What one unit has sent so far, to tell progress from running in circles. */
export class Attempts {
  readonly #made = new Map<string, Made>();
  /** Under what each thing was made that the remote said it took. */
  readonly #accepted = new Map<string, string>();

  get none(): boolean {
    return this.#made.size === 0;
  }

  /** `seen`: digest of what the remote had before it. */
  add(send: RemoteSend, seen: string, outcome: SendOutcome): void {
    const tries = (this.#made.get(keyOf(send))?.tries ?? 0) + 1;
    this.#made.set(keyOf(send), { tries, seen, outcome, missed: false });
    if (outcome.how === 'sent') for (const [name, value] of madeBy(send)) this.#accepted.set(name, value);
  }

  /** Some of these have been sent, nobody knows with what effect, and this is the first look that does not find it. */
  missedOnce(sends: readonly RemoteSend[]): boolean {
    const unsure = sends
      .map(send => this.#made.get(keyOf(send)))
      .filter(made => made !== undefined && isUnknown(made.outcome) && !made.missed);
    for (const made of unsure) made!.missed = true;
    return unsure.length > 0;
  }

  /**
   * Why it makes no sense to send these: one was refused, or has changed nothing. `undefined` = go on. `refused`: what
   * travels with it may fare better alone.
   */
  stuck(sends: readonly RemoteSend[], seen: string): { refused: boolean; words: string } | undefined {
    for (const send of sends) {
      const made = this.#made.get(keyOf(send));
      if (!made && madeBy(send).some(([name, value]) => (this.#accepted.get(name) ?? value) !== value)) {
        // Each round would make the same once more.
        const words = `hệ thống đã nhận nhưng đọc lại không thấy, gửi nữa chỉ thêm bản thừa: ${send.label}`;
        return { refused: false, words };
      }
      if (!made) continue;
      const { how, words } = made.outcome;
      if (how === 'refused') return { refused: true, words: words ?? '' };
      // What may have got lost may be sent again once looks have shown that it did nothing.
      if ((made.seen === seen && !isUnknown(made.outcome)) || made.tries >= mostTries) {
        const idle = words ?? `đã gửi nhưng không có tác dụng: ${send.label}`;
        return { refused: how === 'fault', words: idle };
      }
    }
    return undefined;
  }
}

/** Things a send makes, each with what it is to be known by. */
function madeBy({ method, remember = {}, procedure = '' }: RemoteSend): [string, string][] {
  if (method !== 'POST') return [];
  return Object.entries(remember).map(([name, value]) => [`${procedure} ${name}`, value]);
}

function keyOf({ method, path, body }: RemoteSend): string {
  return `${method} ${path}\n${body}`;
}
