import { describe, expect, test } from 'vitest';
import { readReview } from '../../src/review/read-review.ts';
import { against } from './corpus/against.ts';
import { codes } from './corpus/codes.ts';
import { columns } from './corpus/columns.ts';
import { doubts } from './corpus/doubts.ts';
import { forms } from './corpus/forms.ts';
import { hostile } from './corpus/hostile.ts';
import { layouts } from './corpus/layouts.ts';
import { marks } from './corpus/marks.ts';
import { packages } from './corpus/packages.ts';
import { context, correctionTexts, problemTexts, rowTexts, type Sample } from './corpus/sample.ts';
import { sections } from './corpus/sections.ts';
import { struck } from './corpus/struck.ts';
import { units } from './corpus/units.ts';

const unsaid = {
  condition: 'chưa nêu điều kiện chưa đạt nên chưa tính là đã báo cáo',
  both: 'không đánh dấu căn cứ nào: hiểu là đủ cả hai căn cứ',
  technical: 'cột kỹ thuật, điều kiện của đơn vị để trống',
  legal: 'cột quy định của pháp luật để trống',
};

/** What a row leaves unsaid is told, whatever file it is of. */
function unsaidIn(row: string): string[] {
  const [, list, , technical, legal] = row.split(' ') as [string, string, string, string, string];
  if (list === 'II')
    return [technical, legal].some(text => /^-(?!no-condition$)./.test(text)) ? [] : [unsaid.condition];
  const said = `${technical}${legal}`;
  if (list !== 'I' || (said !== '??' && !/^(?:\?\+|\+\?)$/.test(said))) return [];
  return [said === '??' ? unsaid.both : technical === '?' ? unsaid.technical : unsaid.legal];
}

/** Every file is really made, as Excel, Word and others make it, and really opened. */
function check(samples: readonly Sample[]): void {
  test.each(samples.map(sample => [sample.title, sample] as const))('%s', async (_title, sample) => {
    const { problems = [], corrections = [], notes = [], unknown = [], error } = sample;
    const file = { name: sample.name, bytes: await sample.bytes };
    const reading = await readReview(file, { ...context, ...sample.context }, sample.options);
    const { answer } = reading;
    if (error !== undefined) {
      expect(answer).toMatchObject({ state: 'unreadable', error: expect.stringContaining(error) });
      expect(reading.entries).toEqual([]);
      return;
    }
    expect(answer.error).toBeNull();
    expect(rowTexts(reading)).toEqual(sample.rows);
    const found = problemTexts(answer);
    expect(found.map((text, at) => text.slice(0, problems[at]?.length ?? text.length))).toEqual(problems);
    if (sample.questioned !== undefined) expect(answer.questioned).toBe(sample.questioned);
    expect(correctionTexts(answer)).toEqual(corrections);
    for (const note of notes) expect(answer.notes.map(({ text }) => text).join('\n')).toContain(note);
    const told = Object.values(unsaid).filter(text => answer.notes.some(note => note.text.startsWith(text)));
    expect(told.toSorted()).toEqual([...new Set(sample.rows.flatMap(unsaidIn))].sort());
    const others = answer.notes.filter(note => !told.some(text => note.text.startsWith(text)));
    if (notes.length === 0) expect(others).toEqual([]);
    expect(answer.unknownReasons.map(({ text }) => text)).toEqual(unknown);
    expect(answer.accepted).toBe(sample.rows.length);
    expect(answer.corrected).toBe(sample.corrected ?? corrections.length);
  });
}

describe('how lists are laid out', () => check(layouts));
describe('what columns and remarks say', () => check(columns));
describe('what speaks against rows of a list of what goes up', () => check(against));
describe('what is doubtful, and what only looks so', () => check(doubts));
describe('whose list it is', () => check(units));
describe('codes', () => check(codes));
describe('marks', () => check(marks));
describe('forms of files', () => check(forms));
describe('sections of several units, and rows below no header', () => check(sections));
describe('what is struck out or hidden', () => check(struck));
describe('how files are packed', () => check(packages));
describe('files that do harm or cannot be read', () => check(hostile));
