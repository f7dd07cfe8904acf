import { JsonRows, type Splitter } from '../../src/adapter/kit/streamed-list.ts';

/** The rows of a list in the form it comes in, which its first sign tells. */
export function rowsOfEither(row: (text: string) => void): Splitter {
  let splitter: Splitter | undefined;
  let before = '';
  return {
    take(piece) {
      if (splitter) return splitter.take(piece);
      before += piece;
      const first = piece.trimStart()[0];
      if (first === undefined) return;
      splitter = first === '<' ? new XmlRows(row) : new JsonRows(row);
      splitter.take(before);
    },
    rest: () => splitter?.rest() ?? before,
  };
}

/** A tag: whether it ends an element, the name without its prefix, whether it is all of an empty one. */
const tag = /^<(\/?)(?:[\w.-]+:)?([\w.-]+)(?:\s(?:[^<>"']|"[^"<>]*"|'[^'<>]*')*?)?(\/?)>$/;
/** No tag of ours is nearly as long. */
const longestTag = 1_000;
const emptyRow = /^<[^<]*><\//;
/** What nothing is looked for in, by how it begins. */
const ends = Object.entries({ '<![CDATA[': ']]>', '<!--': '-->', '<?': '?>' });

/**
 * The `data` elements right below the root. From where on this may be no such list all is left as it is: at what is no tag
 * we know, at an empty row, and at a row that is a list itself.
 */
class XmlRows implements Splitter {
  readonly #row: (text: string) => void;
  #frame = '';
  /** The row under way, in pieces; absent between rows. */
  #parts: string[] | undefined;
  /** Not looked at yet: a tag may go on in the next piece. */
  #held = '';
  #begun = false;
  #depth = 0;
  /** The next tag is looked for, or the end of what nothing is looked for in; '' = nothing any more. */
  #until = '<';

  constructor(row: (text: string) => void) {
    this.#row = row;
  }

  rest(): string {
    return this.#frame + (this.#parts?.join('') ?? '') + this.#held;
  }

  take(piece: string): void {
    const text = this.#held + piece;
    let from = 0;
    let at = 0;
    while (this.#until !== '') {
      const start = text.indexOf(this.#until, at);
      if (start < 0) {
        at = Math.max(at, text.length - this.#until.length + 1);
        break;
      }
      if (this.#until !== '<') {
        at = start + this.#until.length;
        this.#until = '<';
        continue;
      }
      const [opening = '', end] = ends.find(([one]) => text.startsWith(one, start)) ?? [];
      if (end !== undefined) {
        at = start + opening.length;
        this.#until = end;
        continue;
      }
      at = text.indexOf('>', start) + 1;
      if (at === 0 && text.length - start < longestTag) {
        at = start;
        break;
      }
      from = this.#tag(text, from, start, at);
    }
    if (this.#until === '') at = text.length;
    this.#keep(text.slice(from, at));
    this.#held = text.slice(at);
  }

  /** Answers up to where the text is kept. */
  #tag(text: string, from: number, start: number, end: number): number {
    const [found, closing, name = '', empty] =
      (end - start <= longestTag && tag.exec(text.slice(start, end))) || [];
    const outside = this.#depth === 0 && (this.#begun || closing);
    const isRow = this.#depth === 1 && name === 'data' && !closing;
    const isListWithin = this.#parts && this.#depth === 2 && !closing && ['data', 'total'].includes(name);
    if (!found || outside || isListWithin || (isRow && empty)) {
      this.#leave();
      return from;
    }
    if (!closing) {
      this.#begun = true;
      if (!empty) this.#depth++;
      if (!isRow) return from;
      this.#keep(text.slice(from, start));
      this.#parts = [];
      return start;
    }
    if (--this.#depth > 1 || !this.#parts) return from;
    this.#keep(text.slice(from, end));
    const row = this.#parts.join('');
    if (emptyRow.test(row)) {
      this.#leave();
    } else {
      this.#parts = undefined;
      this.#row(row);
    }
    return end;
  }

  #leave(): void {
    this.#frame += this.#parts?.join('') ?? '';
    this.#parts = undefined;
    this.#until = '';
  }

  #keep(text: string): void {
    if (this.#parts) this.#parts.push(text);
    else this.#frame += text;
  }
}
