import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { Ground, ReviewEntry } from '../../src/domain/review.ts';
import type { FileAnswer } from '../../src/review/answer.ts';
import type { ImportContext } from '../../src/review/intake.ts';
import { type ReviewReading, readReview } from '../../src/review/read-review.ts';
import { stanceOf } from '../../src/review/stance.ts';
import { suggester } from '../../src/snapshot/suggest.ts';
import { context } from './corpus/sample.ts';

/** Kinds of files from the field, each a folder with `expected.json`; they stand beside the project, not in it. */
const kinds = [
  'code-cell-with-more',
  'csv-keep-zero',
  'invisible-characters',
  'law-worded-columns',
  'level-column-in-level-four-list',
  'main-part-elsewhere',
  'minor',
  'struck-out-rows',
  'wingdings-check-marks',
  'withdrawn-remark',
  'word-check-marks',
  'words-of-intention',
  'zip64',
];

const shared = new URL('../../../shared/', import.meta.url);

/** What must come of a row; the words are told in the README beside the folders. */
interface ExpectedRow {
  row: number;
  procedure: string;
  list?: string;
  answer?: ('accepted' | 'corrected' | 'questioned' | 'rejected' | 'left out')[];
  technical?: Said | Said[];
  legal?: Said | Said[];
  levelFour?: boolean;
  told?: boolean;
  toldIfAccepted?: boolean;
  levelFourOnlyIfTold?: boolean;
  uncoded?: boolean;
  says?: string[];
  saysNot?: string[];
}
type Said = 'met' | 'not met' | 'not said';

describe.runIf(existsSync(new URL('cases/', shared)))('cases from the field', () => {
  describe.each(kinds)('%s', kind => {
    const folder = new URL(`cases/${kind}/`, shared);
    if (!existsSync(folder)) return;
    const { files } = JSON.parse(readFileSync(new URL('expected.json', folder), 'utf8')) as {
      files: Record<string, { rows: ExpectedRow[] }>;
    };
    test('every file is judged', () => {
      expect(readdirSync(folder).toSorted()).toEqual([...Object.keys(files), 'expected.json'].toSorted());
    });
    test.each(Object.entries(files))('%s', async (name, { rows }) => {
      const bytes = readFileSync(new URL(name, folder));
      const reading = await readReview({ name, bytes }, national(), { unit: 'H13.3' });
      expect(reading.answer.error).toBeNull();
      for (const row of rows) judge(row, reading);
    });
  });
});

function judge(expected: ExpectedRow, { answer, entries }: ReviewReading): void {
  const entry = entries.find(({ source }) => source.row === expected.row);
  const problem = answer.problems.find(({ row }) => row === expected.row);
  const about = wordsAbout(expected.row, answer);
  const told = about !== '';
  const where = `row ${expected.row}: ${about}`;
  const became = entry ? 'accepted' : (problem?.kind ?? 'left out');
  if (expected.answer) expect(expected.answer, where).toContain(became);
  if (expected.told) expect(told, where).toBe(true);
  for (const word of expected.says ?? []) expect(about).toContain(word);
  for (const word of expected.saysNot ?? []) expect(about).not.toContain(word);
  if (!entry) return;
  expect(entry.procedure, where).toBe(expected.procedure);
  if (expected.list) expect(entry.list, where).toBe(expected.list);
  if (expected.technical) expect([expected.technical].flat(), where).toContain(said(entry.technical));
  if (expected.legal) expect([expected.legal].flat(), where).toContain(said(entry.legal));
  if (expected.toldIfAccepted) expect(told, where).toBe(true);
  if (expected.uncoded === false)
    expect(answer.unknownReasons.map(({ row }) => row)).not.toContain(entry.source.row);
  const levelFour = vouches(entry);
  if (expected.levelFour !== undefined) expect(levelFour, where).toBe(expected.levelFour);
  if (expected.levelFourOnlyIfTold && levelFour) expect(told, where).toBe(true);
}

/** Everything the answer says of a row, or of the sheet with the row's number in it. */
function wordsAbout(row: number, { corrections, problems, notes, unknownReasons }: FileAnswer): string {
  const words = [
    ...corrections.map(({ what, from, to, ...place }) => ({ ...place, text: `${what}: ${from} → ${to}` })),
    ...problems.map(({ reason, todo, ...place }) => ({ ...place, text: `${reason}; ${todo}` })),
    ...notes,
    ...unknownReasons,
  ];
  return words
    .filter(word => word.row === row || new RegExp(`\\b${row}\\b`).test(word.text))
    .map(({ text }) => text)
    .join('\n');
}

function said({ blocks }: Ground): Said {
  return blocks === undefined ? 'not said' : blocks ? 'not met' : 'met';
}

/** Does the row, as it is kept, say that the procedure can go to level 4? */
function vouches(entry: ReviewReading['entries'][number]): boolean {
  const kept: ReviewEntry = {
    ...entry,
    source: { ...entry.source, file: 1, name: 'a' },
    importedAt: '2021-06-10T02:00:00.000Z',
  };
  return stanceOf([kept], code => code)?.eligible === true;
}

let read: ImportContext | undefined;

/** Everything is held against the real national list. */
function national(): ImportContext {
  if (read) return read;
  const known = gunzipSync(readFileSync(new URL('data/national-procedures.ndjson.gz', shared)))
    .toString('utf8')
    .trim()
    .split('\n')
    .map(line => JSON.parse(line) as { MATTHC: string; TENTTHC: string })
    .map(({ MATTHC, TENTTHC }) => ({ code: MATTHC, name: TENTTHC }));
  const procedures = new Map(known.map(({ code, name }) => [code, { name, active: true }]));
  read = { ...context, national: { procedures, suggest: suggester(known) } };
  return read;
}
