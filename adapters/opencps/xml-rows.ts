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

const root = /^\s*(?:<\?[^>]*\?>\s*)?<[\w:.-][^<>]*>/;
/** The root of an answer of ours begins long before. */
const mostBefore = 2_000;
const marks = /<data>|<\/data>|<!(?:\[CDATA\[|--)?/g;
const longestMark = '<![CDATA['.length;
/** What nothing is looked for in, by how it begins. */
const ends: Record<string, string> = { '<![CDATA[': ']]>', '<!--': '-->' };

/** The `data` elements right below the root, which hold no others of that name. What is not such a list is left whole. */
class XmlRows implements Splitter {
  readonly #row: (text: string) => void;
  #frame = '';
  /** The row under way, in pieces; absent between rows. */
  #parts: string[] | undefined;
  /** Not looked at yet: a mark may go on in the next piece. */
  #held = '';
  #begun = false;
  /** By what the part ends in which nothing is looked for; '' = there is none, all that follows is left as it is. */
  #until: string | undefined;

  constructor(row: (text: string) => void) {
    this.#row = row;
  }

  rest(): string {
    return this.#frame + (this.#parts?.join('') ?? '') + this.#held;
  }

  take(piece: string): void {
    const text = this.#held + piece;
    this.#held = '';
    let from = 0;
    if (!this.#begun) {
      const [opening] = root.exec(text) ?? [];
      if (opening === undefined && text.length < mostBefore) {
        this.#held = text;
        return;
      }
      this.#begun = true;
      if (opening === undefined || opening.endsWith('/>')) this.#until = '';
      else from = opening.length;
      this.#keep(text.slice(0, from));
    }
    for (let at = from; ; ) {
      const mark = this.#until === '' ? undefined : this.#next(text, at);
      if (!mark) {
        const open = this.#until === '' ? -1 : text.indexOf('<', Math.max(at, text.length - longestMark + 1));
        const cut = this.#until ? Math.max(at, text.length - this.#until.length + 1) : open;
        this.#keep(text.slice(from, cut < 0 ? text.length : cut));
        this.#held = cut < 0 ? '' : text.slice(cut);
        return;
      }
      at = mark.end;
      if (this.#until !== undefined) this.#until = undefined;
      else if (mark.text.startsWith('<!')) this.#until = ends[mark.text] ?? '';
      else if (mark.text === '<data>' && !this.#parts) {
        this.#keep(text.slice(from, mark.start));
        [this.#parts, from] = [[], mark.start];
      } else if (mark.text === '</data>' && this.#parts) {
        this.#keep(text.slice(from, at));
        const row = this.#parts.join('');
        [this.#parts, from] = [undefined, at];
        this.#row(row);
      }
    }
  }

  #next(text: string, at: number): { text: string; start: number; end: number } | undefined {
    if (this.#until !== undefined) {
      const start = text.indexOf(this.#until, at);
      return start < 0 ? undefined : { text: this.#until, start, end: start + this.#until.length };
    }
    marks.lastIndex = at;
    const found = marks.exec(text);
    // A declaration may yet turn out to be a comment or the like.
    if (!found || (found[0] === '<!' && found.index > text.length - longestMark)) return undefined;
    return { text: found[0], start: found.index, end: marks.lastIndex };
  }

  #keep(text: string): void {
    if (this.#parts) this.#parts.push(text);
    else this.#frame += text;
  }
}
