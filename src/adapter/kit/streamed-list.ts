import { numberWords } from '../../domain/number-words.ts';
import { parseExactJson } from '../exact-json.ts';
import { depthExcess, JsonExcess, signsExcess } from '../json-bounds.ts';

/** The list of an answer, read while it comes: its rows are handed on one by one and nobody holds them together. */
export interface StreamedList {
  /**
   * For `HttpRequest.reader`: begins anew, since an answer that has to be asked for again comes from its beginning. What it
   * returns throws `JsonExcess`.
   */
  reader(): (piece: string) => void;
  /**
   * When all has come: what stood around the rows, and how many there were. Of an answer that is no object with such a
   * list this is the whole text. Whether it is JSON to its end is for whoever parses it.
   *
   * @throws what a row was not understood for.
   */
  end(): { frame: string; rows: number };
}

/** How far back the name of a list may stand before its bracket. */
const nameReach = 60;
/** So many rows that are next to nothing are no list of anybody's: each costs far more than it is long. */
const mostTiny = 10_000;
const tiny = 16;
const listName = /(?<!\\)"data"\s*:\s*$/;

/** Cuts a text that comes in pieces. Each piece is looked at once, however long a row is. */
export interface Splitter {
  take(piece: string): void;
  /** What stood around the rows; of a text that ended too early it is none that could be parsed. */
  rest(): string;
}

/**
 * @param take Gets each row as it came, until it wants no more (`false`).
 * @param parse Makes a row of its text; what it throws is the answer's fault.
 * @param splitterOf Hands on the texts of rows.
 */
export function streamedList(
  take: (row: unknown) => unknown,
  parse: (text: string) => unknown = parseExactJson,
  splitterOf: (row: (text: string) => void) => Splitter = row => new JsonRows(row),
): StreamedList {
  let splitter: Splitter | undefined;
  let rows = 0;
  let seen = { rows: 0, length: 0 };
  let flaw: { error: unknown } | undefined;
  let wanted = true;
  const row = (text: string) => {
    seen.length += text.length;
    if (++seen.rows > mostTiny && seen.length < seen.rows * tiny)
      throw new JsonExcess(`có hơn ${numberWords(mostTiny)} dòng gần như rỗng`);
    if (flaw || !wanted) return;
    let value: unknown;
    try {
      value = parse(text);
    } catch (error) {
      flaw = { error };
      return;
    }
    rows++;
    wanted = take(value) !== false;
  };
  return {
    reader() {
      [splitter, rows, flaw, wanted] = [splitterOf(row), 0, undefined, true];
      seen = { rows: 0, length: 0 };
      return piece => splitter!.take(piece);
    },
    end() {
      if (flaw) throw flaw.error;
      return { frame: splitter?.rest() ?? '', rows };
    },
  };
}

/**
 * The rows of the array `data` at the root of a JSON object, as adapters' lists have it. No streaming parser of the
 * registries keeps the digits of numbers (`exact-json.ts`); this one only finds where a row ends.
 */
export class JsonRows implements Splitter {
  readonly #row: (text: string) => void;
  #frame = '';
  /** The row under way, in pieces; absent outside the list. */
  #parts: string[] | undefined;
  #found = false;
  #first = true;
  #depth = 0;
  #signs = 0;
  /** Of them, those before the list: each row, which alone is held, may have as many as a whole text. */
  #before = 0;
  #inText = false;
  /** The piece before ended inside a text with a backslash that concerns the next sign. */
  #escaping = false;
  /** Whether it is an object at all: other texts are none of ours. */
  #object: boolean | undefined;

  constructor(row: (text: string) => void) {
    this.#row = row;
  }

  rest(): string {
    return this.#frame + (this.#parts?.join('') ?? '');
  }

  take(piece: string): void {
    if (this.#object === undefined) {
      const first = /[^\s\ufeff]/.exec(piece)?.[0];
      if (first !== undefined) this.#object = first === '{';
    }
    if (!this.#object) {
      this.#frame += piece;
      return;
    }
    let from = 0;
    for (let at = this.#inText ? this.#endOfText(piece, 0) : 0; at < piece.length; at++) {
      const sign = piece.charCodeAt(at);
      if (sign === 0x22) {
        this.#inText = true;
        at = this.#endOfText(piece, at + 1) - 1;
      } else if (sign === 0x7b || sign === 0x5b) {
        const opens = sign === 0x5b && this.#depth === 1 && !this.#found && this.#namesList(piece, from, at);
        this.#signs++;
        const excess = depthExcess(++this.#depth);
        if (excess) throw new JsonExcess(excess);
        if (!opens) continue;
        this.#frame += piece.slice(from, at + 1);
        [this.#found, this.#parts, from] = [true, [], at + 1];
        this.#before = this.#signs;
      } else if (sign === 0x2c || sign === 0x3a) {
        this.#signs++;
        if (sign === 0x3a || !this.#parts || this.#depth !== 2) continue;
        this.#finish(piece.slice(from, at));
        from = at + 1;
      } else if (sign === 0x7d || sign === 0x5d) {
        if (--this.#depth > 1 || !this.#parts) continue;
        this.#finish(piece.slice(from, at), true);
        [this.#parts, from] = [undefined, at];
      }
    }
    const excess = signsExcess(this.#signs);
    if (excess) throw new JsonExcess(excess);
    const left = piece.slice(from);
    if (this.#parts) this.#parts.push(left);
    else this.#frame += left;
  }

  #namesList(piece: string, from: number, at: number): boolean {
    const before = piece.slice(Math.max(from, at - nameReach), at);
    return listName.test(before.length < nameReach ? this.#frame.slice(-nameReach) + before : before);
  }

  #finish(end: string, last = false): void {
    const text = this.#parts!.length === 0 ? end : `${this.#parts!.join('')}${end}`;
    this.#parts = [];
    this.#signs = this.#before;
    // An empty list has nothing between its brackets; elsewhere nothing is a flaw.
    if (last && this.#first && text.trim() === '') return;
    this.#first = false;
    this.#row(text);
  }

  /** Behind the quote that ends the text, at or after `start`; the piece's end where it goes on. */
  #endOfText(piece: string, start: number): number {
    for (let quote = piece.indexOf('"', start); ; quote = piece.indexOf('"', quote + 1)) {
      const end = quote < 0 ? piece.length : quote;
      let before = end;
      while (before > start && piece.charCodeAt(before - 1) === 0x5c) before--;
      const escaping = ((end - before) % 2 === 1) !== (before === start && this.#escaping);
      if (quote < 0) {
        this.#escaping = escaping;
        return piece.length;
      }
      if (escaping) continue;
      [this.#inText, this.#escaping] = [false, false];
      return quote + 1;
    }
  }
}
