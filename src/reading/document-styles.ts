import { child, elements, type Node, nameOf, valOf } from './xml.ts';

/** Fonts of a run: Word keeps one for each kind of letters. */
type Fonts = Partial<Record<'ascii' | 'hAnsi' | 'eastAsia' | 'cs', string>>;

/** What a style, or a run itself, says of how text looks; undefined = says nothing. */
interface Said {
  strike?: boolean;
  double?: boolean;
  hidden?: boolean;
  fonts: Fonts;
}

/** How a run looks in the end. */
export interface Look {
  /** Struck out or hidden. */
  struck: boolean;
  fonts: Fonts;
}

interface Style {
  said: Said;
  basedOn?: string;
  numbering?: { id: string; level: string };
}

/** Styles of a document, as far as they strike out, hide, choose fonts or set bullets. */
export class DocumentStyles {
  readonly #styles = new Map<string, Style>();
  readonly #defaults: Said;
  /** Paragraphs without a style have this one. */
  readonly #usual: string | undefined;

  constructor(nodes: readonly Node[]) {
    const [defaults] = elements(nodes, 'rPrDefault');
    this.#defaults = saidBy(child(defaults?.rPrDefault ?? [], 'rPr') ?? []);
    for (const { style, ':@': given } of elements(nodes, 'style')) {
      const id = given?.styleId;
      if (!style || id === undefined) continue;
      const basedOn = valOf(style, 'basedOn');
      const numbering = numberingOf(child(style, 'pPr') ?? []);
      this.#styles.set(id, {
        said: saidBy(child(style, 'rPr') ?? []),
        ...(basedOn !== undefined && { basedOn }),
        ...(numbering && { numbering }),
      });
      if (given?.type === 'paragraph' && isOn(given.default)) this.#usual = id;
    }
  }

  /** `run` are the properties of the run, `paragraph` those of its paragraph. */
  look(run: readonly Node[], paragraph: readonly Node[]): Look {
    const own = saidBy(run);
    const letters = this.#said(valOf(run, 'rStyle'));
    const around = this.#said(valOf(paragraph, 'pStyle') ?? this.#usual);
    // Said in both kinds of style it is turned off again; only the run itself has the last word.
    const toggled = (what: 'strike' | 'hidden') =>
      own[what] ?? ((letters[what] ?? false) !== (around[what] ?? false) || (this.#defaults[what] ?? false));
    const double = own.double ?? letters.double ?? around.double ?? this.#defaults.double ?? false;
    return {
      struck: toggled('strike') || double || toggled('hidden'),
      fonts: { ...this.#defaults.fonts, ...around.fonts, ...letters.fonts, ...own.fonts },
    };
  }

  /** The list a paragraph is an item of, by itself or by its style. */
  numbering(paragraph: readonly Node[]): { id: string; level: string } | undefined {
    let id = valOf(paragraph, 'pStyle');
    let found = numberingOf(paragraph);
    for (let steps = 0; !found && id !== undefined && steps < deepest; steps++) {
      const style = this.#styles.get(id);
      found = style?.numbering;
      id = style?.basedOn;
    }
    return found;
  }

  /** A style with what those say that it is based on. */
  #said(id: string | undefined): Said {
    const said: Said = { fonts: {} };
    let at = id;
    for (let steps = 0; at !== undefined && steps < deepest; steps++) {
      const style = this.#styles.get(at);
      if (!style) break;
      const { fonts, ...marks } = style.said;
      said.fonts = { ...fonts, ...said.fonts };
      Object.assign(said, { ...marks, ...said });
      at = style.basedOn;
    }
    return said;
  }
}

/** Styles are based on one another, in a ring where a file is broken. */
const deepest = 20;

function saidBy(properties: readonly Node[]): Said {
  const said: Said = { fonts: {} };
  for (const node of properties) {
    const name = nameOf(node);
    const value = node[':@'];
    if (name === 'strike') said.strike = isOn(value?.val ?? '1');
    else if (name === 'dstrike') said.double = isOn(value?.val ?? '1');
    else if (name === 'vanish') said.hidden = isOn(value?.val ?? '1');
    else if (name === 'rFonts')
      for (const letters of ['ascii', 'hAnsi', 'eastAsia', 'cs'] as const) {
        // A font of the theme is one for text, and stands before any that is named.
        const font =
          value?.[`${letters}Theme`] ?? (letters === 'cs' ? value?.cstheme : undefined) ?? value?.[letters];
        if (font !== undefined) said.fonts[letters] = font;
      }
  }
  return said;
}

function numberingOf(paragraph: readonly Node[]): { id: string; level: string } | undefined {
  const properties = child(paragraph, 'numPr');
  const id = properties && valOf(properties, 'numId');
  return id === undefined ? undefined : { id, level: valOf(properties!, 'ilvl') ?? '0' };
}

export function isOn(value: string | undefined): boolean {
  return value !== undefined && !/^(0|false|off|none)$/i.test(value);
}

/** Bullets of lists: number of the list and level → the bullet and its font. Numbers are none. */
export function bulletsOf(
  nodes: readonly Node[],
): (list: { id: string; level: string }) => { text: string; font?: string } | undefined {
  const levels = new Map<string, Map<string, { text: string; font?: string }>>();
  for (const { abstractNum, ':@': given } of elements(nodes, 'abstractNum')) {
    const bullets = new Map<string, { text: string; font?: string }>();
    for (const { lvl, ':@': level } of elements(abstractNum ?? [], 'lvl')) {
      if (!lvl || valOf(lvl, 'numFmt') !== 'bullet') continue;
      const { ascii, hAnsi } = saidBy(child(lvl, 'rPr') ?? []).fonts;
      const font = hAnsi ?? ascii;
      bullets.set(level?.ilvl ?? '0', {
        text: valOf(lvl, 'lvlText') ?? '',
        ...(font !== undefined && { font }),
      });
    }
    levels.set(given?.abstractNumId ?? '', bullets);
  }
  const lists = new Map(
    [...elements(nodes, 'num')].map(({ num, ':@': given }) => [
      given?.numId ?? '',
      valOf(num ?? [], 'abstractNumId') ?? '',
    ]),
  );
  return ({ id, level }) => levels.get(lists.get(id) ?? '')?.get(level);
}
