import type { Configuration } from '../../config/configuration.ts';
import { offices } from '../../domain/agreement.ts';
import { dayOf } from '../../domain/time.ts';
import type { SessionParticipant } from '../../domain/working-session.ts';
import type { Names } from '../names.ts';
import { dayInWords, type Paper, type PaperSignature, type PaperTable, paperFrame } from './paper.ts';

/** What minutes say; what is to be written in by hand is left open. */
export interface Minutes {
  /** File name without its ending, ASCII. */
  file: string;
  /** What it is about, a line each. */
  title: string[];
  /** When and where people met; absent: everybody said so separately, as the tables tell. */
  meeting?: { on: string; place?: string };
  /** None: a place to write them in by hand. Absent: nobody met. */
  participants?: readonly SessionParticipant[];
  /** What was said and what came of it; already filled in. */
  paragraphs: readonly string[];
  tables: PaperTable[];
  footnotes?: readonly string[];
  /** Who signs, in the order of their places. */
  signatures: readonly PaperSignature[];
}

/**
 * Minutes as a paper (form 1.10 of Decree 30/2020/NĐ-CP): when and where, who was there, what was said, a table each of
 * what came of it, and a place to sign for everybody who has to.
 *
 * @param now ISO 8601; the day of the document, where nobody meets later.
 */
export function minutesPaper(
  configuration: Pick<Configuration, 'city' | 'documents'>,
  now: string,
  { file, title, meeting, participants, paragraphs, tables, footnotes = [], signatures }: Minutes,
): Paper {
  const made = dayOf(now);
  // Prepared beforehand, they are of the day on which people meet.
  const { head } = paperFrame(configuration, meeting && meeting.on > made ? meeting.on : made);
  return {
    ...{ file, type: 'Biên bản', title },
    head: { ...head, symbol: `BB-${head.symbol.split('-').at(-1)}` },
    paragraphs: [
      ...(meeting
        ? [`Thời gian: ${dayInWords(meeting.on)}.`, `Địa điểm: ${meeting.place ?? '…………………………………………'}.`]
        : []),
      ...(participants?.length === 0 ? ['Thành phần: …………………………………………'] : []),
      ...(participants?.length ? ['Thành phần:'] : []),
      ...(participants ?? []).map(({ name, office }, at, { length }) => {
        return `- ${[office, name].filter(Boolean).join(': ')}${at + 1 < length ? ';' : '.'}`;
      }),
      ...paragraphs,
    ],
    ...{ tables, footnotes: [...footnotes], signatures, recipients: [] },
  };
}

/** The two offices sign by whoever speaks for them. */
export function representatives(names: Names): PaperSignature[] {
  return offices.map(office => ({ title: `Đại diện ${names.owner(office)}` }));
}
