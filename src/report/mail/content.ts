import type { Severity } from '../../domain/severity.ts';
import { type NamedProcedure, othersSentence, procedureLabel } from '../../words/procedures.ts';
import type { First } from '../../words/sentence.ts';

/** What a letter says; its HTML and its text are made from this and say the same. */
export interface LetterContent {
  /** Kind of letter: "Thư tổng hợp". */
  kind: string;
  place: string;
  /** Whose part: "Phần việc của Sở TTTT"; "" for everything. */
  part: string;
  /** One sentence. */
  headline: string;
  /** Further sentences under it. */
  lead: string[];
  /** At most four. */
  figures: { value: number; label: string; tone: Tone }[];
  /** Where to go on. */
  link?: { label: string; address: string };
  /** In order; one with an empty list of items or pictures is left out. */
  sections: LetterSection[];
  /** Small print: why one gets the letter, and how not to. */
  footer: string[];
}

export type Tone = 'plain' | 'bad' | 'good';

export interface LetterSection {
  title: string;
  note?: string;
  items?: LetterItem[];
  /** What there is beyond the items. */
  more?: string;
  pictures?: Picture[];
}

export interface LetterItem {
  severity?: Severity;
  /** Whose turn it is, in words. */
  turn?: string;
  /** Stands out. */
  title?: string;
  text?: string;
  /** Small. */
  note?: string;
}

/** A drawing, shown in the HTML and attached; `words` say what it shows. */
export interface Picture {
  /** `rules`: part of its content id and file name; unique within a letter. */
  name: string;
  title: string;
  words: string;
  png: Buffer;
  /** CSS pixels at which it is meant to be seen; it holds twice as many. */
  width: number;
  height: number;
}

export interface Attachment {
  /** Vietnamese, with the ending that says what it is. */
  filename: string;
  content: Buffer;
}

/** A letter made, before it is put into the form mail servers want. */
export interface Message {
  subject: string;
  urgent: boolean;
  content: LetterContent;
  attachments: Attachment[];
}

/** The first few procedures, one an item; then how many others, and where. */
export function procedureSection<P extends NamedProcedure>(
  title: string,
  { first, more }: First<P>,
  where: Parameters<typeof othersSentence>[1],
  item = (procedure: P): LetterItem => ({ text: procedureLabel(procedure) }),
): LetterSection {
  return { title, items: first.map(item), more: othersSentence(more, where) };
}

/** The sections a reader sees. */
export function shownSections({ sections }: LetterContent): LetterSection[] {
  return sections.filter(({ items, pictures }) => items?.length !== 0 && pictures?.length !== 0);
}
