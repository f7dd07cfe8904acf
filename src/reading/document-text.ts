import { cleanText } from '../domain/text.ts';
import { unknownSign } from './book.ts';
import { type bulletsOf, type DocumentStyles, isOn, type Look } from './document-styles.ts';
import { limits } from './limits.ts';
import { joined, type Run } from './runs.ts';
import { isSymbolFont, shownInFont } from './symbol-fonts.ts';
import { attributesOf, child, elements, type Node, nameOf, valOf } from './xml.ts';

/** Deleted or moved away by tracked changes; a second form for old programs; notes beside the text. */
export const leftOut: ReadonlySet<string> = new Set([
  'del',
  'moveFrom',
  'Fallback',
  'instrText',
  'delText',
  'txbxContent',
]);
/** What is said of the text before it stands at the foot or the side of the page; where it does, by its reference. */
export const notes: Readonly<Record<string, { part: string; element: string }>> = {
  footnoteReference: { part: 'footnotes', element: 'footnote' },
  endnoteReference: { part: 'endnotes', element: 'endnote' },
  commentReference: { part: 'comments', element: 'comment' },
};
/** Shown, but no text. */
const drawn: ReadonlySet<string> = new Set(['drawing', 'pict', 'object']);

/** What people see of cells and lines of a document; nested tables are tables of their own. */
export class DocumentText {
  readonly #styles: DocumentStyles;
  readonly #bullets: ReturnType<typeof bulletsOf>;
  /** Notes by reference and number. */
  readonly #notes: ReadonlyMap<string, string>;

  constructor(
    styles: DocumentStyles,
    bullets: ReturnType<typeof bulletsOf>,
    noted: ReadonlyMap<string, string>,
  ) {
    this.#styles = styles;
    this.#bullets = bullets;
    this.#notes = noted;
  }

  /** Of a cell, with its paragraphs, and what is noted at it. */
  cell(nodes: readonly Node[]): { text: string; struck: string; note: string } {
    const runs: Run[] = [];
    this.#within(nodes, [], runs);
    const noted =
      this.#notes.size === 0 ? [] : Object.keys(notes).flatMap(name => [...elements(nodes, name)]);
    const note = noted.map(node => this.#notes.get(`${nameOf(node)} ${node[':@']?.id}`) ?? '').join(' ');
    return { ...this.#bulleted(nodes, joined(runs)), note: cleanText(note).slice(0, limits.text) };
  }

  /** Of a line between tables. */
  line(paragraph: readonly Node[]): string {
    const runs: Run[] = [];
    this.#within(paragraph, child(paragraph, 'pPr') ?? [], runs);
    return joined(runs).text;
  }

  #within(nodes: readonly Node[], paragraph: readonly Node[], runs: Run[]): void {
    let field: Field | undefined;
    for (const node of nodes) {
      const name = nameOf(node);
      if (name === 'r') {
        field = this.#fieldOf(node.r!, field, runs);
        this.#run(node.r!, paragraph, runs);
      } else if (name === 'p') {
        this.#within(node.p!, child(node.p!, 'pPr') ?? [], runs);
        runs.push({ text: ' ', struck: false });
      } else if (name === 'sdt') this.#control(node.sdt!, paragraph, runs);
      else if (name === 'fldSimple') {
        const before = runs.length;
        this.#within(node.fldSimple!, paragraph, runs);
        if (runs.length === before) runs.push(...symbolField(node[':@']?.instr ?? ''));
      } else if (name !== 'tbl' && name !== 'pPr' && !leftOut.has(name))
        this.#within(node[name] ?? [], paragraph, runs);
    }
  }

  #run(nodes: readonly Node[], paragraph: readonly Node[], runs: Run[]): void {
    const properties = child(nodes, 'rPr') ?? [];
    const look = this.#styles.look(properties, paragraph);
    this.#pieces(nodes, look, paragraph, runs);
  }

  #pieces(nodes: readonly Node[], look: Look, paragraph: readonly Node[], runs: Run[]): void {
    const add = (text: string) => runs.push({ text, struck: look.struck });
    for (const node of nodes) {
      const name = nameOf(node);
      if (name === 't') add(inFonts((node.t ?? []).map(part => part['#text'] ?? '').join(''), look));
      else if (name === 'tab' || name === 'br' || name === 'cr') add(' ');
      else if (name === 'noBreakHyphen') add('-');
      else if (name in notes) add('(*)');
      else if (name === 'sym') add(symbol(node[':@'], look));
      else if (name === 'checkBox') add(isTicked(node.checkBox!) ? '☑' : '☐');
      else if (name === 'ddList') add(chosen(node.ddList!));
      else if (drawn.has(name)) add(unknownSign);
      else if (name === 'r') this.#run(node.r!, paragraph, runs);
      else if (name !== 'rPr' && !leftOut.has(name)) this.#pieces(node[name] ?? [], look, paragraph, runs);
    }
  }

  /** A content control: a box to be ticked has a state, and a prompt that nobody has answered is no text. */
  #control(nodes: readonly Node[], paragraph: readonly Node[], runs: Run[]): void {
    const properties = child(nodes, 'sdtPr') ?? [];
    const prompt = attributesOf(properties, 'showingPlcHdr');
    if (prompt && isOn(prompt.val ?? '1')) return;
    const inside: Run[] = [];
    this.#within(child(nodes, 'sdtContent') ?? [], paragraph, inside);
    const box = child(properties, 'checkbox');
    if (!box) {
      runs.push(...inside);
      return;
    }
    const { text, struck } = joined(inside);
    if (text === '' && struck !== '') runs.push(...inside);
    else runs.push({ text: boxSign(isOn(valOf(box, 'checked')), text), struck: false });
  }

  /** A field that shows a sign keeps it in its instruction; many programs leave out what comes of it. */
  #fieldOf(nodes: readonly Node[], open: Field | undefined, runs: Run[]): Field | undefined {
    let field = open;
    for (const node of nodes) {
      const kind = 'fldChar' in node ? node[':@']?.fldCharType : undefined;
      if (kind === 'begin') field = { instruction: '', from: runs.length };
      else if (field && 'instrText' in node)
        field.instruction += (node.instrText ?? []).map(part => part['#text'] ?? '').join('');
      else if (field && kind === 'end') {
        if (!runs.slice(field.from).some(({ text }) => text.trim() !== ''))
          runs.push(...symbolField(field.instruction));
        field = undefined;
      }
    }
    return field;
  }

  /** An item of a list without a word shows its bullet, which may be a tick. */
  #bulleted(
    nodes: readonly Node[],
    shown: { text: string; struck: string },
  ): { text: string; struck: string } {
    if (shown.text !== '' || shown.struck !== '') return shown;
    for (const { p } of elements(nodes, 'p')) {
      const list = this.#styles.numbering(child(p ?? [], 'pPr') ?? []);
      const bullet = list && this.#bullets(list);
      if (bullet) return { text: shownInFont(bullet.text, bullet.font).trim(), struck: '' };
    }
    return shown;
  }
}

interface Field {
  instruction: string;
  /** Number of the first run of what comes of it. */
  from: number;
}

/** `SYMBOL 252 \f "Wingdings"`. */
function symbolField(instruction: string): Run[] {
  const [, code, rest] = /^\s*SYMBOL\s+(0x[\da-f]+|\d+|[^\s\d])(.*)$/is.exec(instruction) ?? [];
  if (code === undefined) return [];
  const font = /\\f\s*(?:"([^"]*)"|(\S+))/i.exec(rest!);
  const letter = /^\d|^0x/i.test(code) ? String.fromCodePoint(Math.min(Number(code), 0xffff)) : code;
  return [{ text: shownInFont(letter, font?.[1] ?? font?.[2] ?? 'Symbol'), struck: false }];
}

function symbol(given: Record<string, string> | undefined, { fonts }: Look): string {
  const code = Number.parseInt(given?.char ?? '', 16);
  if (!(code > 0x20 && code <= 0x10ffff)) return unknownSign;
  return shownInFont(String.fromCodePoint(code), given?.font ?? fonts.ascii ?? fonts.hAnsi);
}

/** Plain letters are in one font, all others in another; letters of the private area in whichever is one of symbols. */
function inFonts(text: string, { fonts }: Look): string {
  const { ascii, hAnsi = ascii, eastAsia, cs } = fonts;
  const symbols = [hAnsi, ascii, cs, eastAsia].find(isSymbolFont);
  if (symbols === undefined) return shownInFont(text, hAnsi);
  return text.replace(/[\0-\x7f]+|[\ue000-\uf8ff]+|[^\0-\x7f\ue000-\uf8ff]+/g, part =>
    shownInFont(part, part < '\x80' ? (ascii ?? hAnsi) : /^[\ue000-\uf8ff]/.test(part) ? symbols : hAnsi),
  );
}

/** The box of an old form: what was chosen, else what it begins with. */
function isTicked(box: readonly Node[]): boolean {
  const state = attributesOf(box, 'checked') ?? attributesOf(box, 'default');
  return state !== undefined && isOn(state.val ?? '1');
}

function chosen(list: readonly Node[]): string {
  const entries = list.filter(node => 'listEntry' in node).map(node => node[':@']?.val ?? '');
  return entries[Number(valOf(list, 'result') ?? valOf(list, 'default') ?? 0)] ?? '';
}

/** State and sign of a box together; where they contradict each other, nobody can tell. */
function boxSign(ticked: boolean, shown: string): string {
  if (ticked) return shown === '☐' ? unknownSign : '☑';
  if (shown === '' || shown === '☐') return '☐';
  return /^[☑☒✓]$/u.test(shown) ? unknownSign : shown;
}
