import { numberWords } from '../../domain/number-words.ts';
import { severityNames } from '../../domain/severity.ts';
import { brokenAtSpaces } from '../../domain/text.ts';
import { sentenceCase } from '../../words/sentence.ts';
import { printable } from '../printable.ts';
import { type LetterContent, type LetterItem, type LetterSection, shownSections } from './content.ts';

/** Columns of a line; what has no gap (an address) stands out. */
const lineWidth = 74;

/** The letter as plain text: all that the HTML says, the drawings in words. */
export function letterText(content: LetterContent): string {
  const { kind, place, part, headline, lead, figures, link, footer } = content;
  const figureWords = figures.map(({ value, label }) => `${numberWords(value)} ${label}`).join(' · ');
  const blocks = [
    [`${kind} · ${place}`, part],
    [wrapped(headline)],
    [...lead, figureWords].map(line => wrapped(line)),
    link ? [`${link.label}:`, link.address] : [],
    ...shownSections(content).map(sectionLines),
    [`-`.repeat(20), ...footer.map(line => wrapped(line))],
  ];
  const text = blocks
    .map(lines => lines.filter(Boolean).join('\n'))
    .filter(Boolean)
    .join('\n\n');
  return `${printable(text)}\n`;
}

function sectionLines({ title, note, items = [], more, pictures = [] }: LetterSection): string[] {
  return [
    title.toLocaleUpperCase('vi'),
    wrapped(note ?? ''),
    ...items.map(itemLines),
    wrapped(more ?? ''),
    ...pictures.map(picture => wrapped(`${picture.title}: ${picture.words}.`)),
  ];
}

function itemLines({ severity, turn, title, text, note }: LetterItem): string {
  const marks = [severity && sentenceCase(severityNames[severity]), turn].filter(Boolean).join(' · ');
  const [first = '', ...rest] = [marks && `[${marks}]`, title, text, note].filter(line => line);
  return [wrapped(first, '  ', '- '), ...rest.map(line => wrapped(line!, '  '))].join('\n');
}

/** Broken at spaces; `first` stands before the first line, `rest` before the others. */
export function wrapped(text: string, rest = '', first = rest): string {
  return brokenAtSpaces(text, lineWidth - rest.length)
    .map((line, index) => (index === 0 ? first : rest) + line)
    .join('\n');
}
