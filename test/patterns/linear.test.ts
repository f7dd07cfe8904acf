import { describe, expect, it } from 'vitest';
import { noteText } from '../../adapters/opencps/escape.ts';
import { readCounts } from '../../adapters/opencps/note.ts';
import { beginningOf } from '../../src/adapter/beginning-of.ts';
import { senderOf } from '../../src/config/sections/mail.ts';
import { parseBpmn } from '../../src/definitions/bpmn-source.ts';
import { readDeadline, readDeadlineText } from '../../src/domain/deadline.ts';
import { readFee, readFeeText } from '../../src/domain/fee.ts';
import { localityNamed } from '../../src/domain/localities.ts';
import { cleanText, textKey } from '../../src/domain/text.ts';
import { longestJudged } from '../../src/domain/text-limits.ts';
import { isClosing, listOf } from '../../src/review/layout/words.ts';
import { markOf } from '../../src/review/marks.ts';

const length = 60_000;
const repeated = (part: string, end = '') => part.repeat(Math.ceil(length / part.length)) + end;

/** What made patterns search on from each of its places; with an end that lets them fail. */
const hostile = [
  repeated(' ', 'x'),
  repeated(';', 'x'),
  repeated(' ;', 'x'),
  repeated('<br ', 'x'),
  repeated('<br /', 'x'),
  repeated('&nbsp; ', 'x'),
  repeated('x', ' x'),
  `miễn phí ${repeated(').', 'x')}`,
  repeated('1 ( ', 'x'),
  repeated('1 ngày làm ', 'x'),
  repeated('5 - 1 ', 'x'),
  repeated('1.000', ' x'),
  repeated('đang ở ', 'x'),
  repeated('ngày tháng ', 'x'),
  repeated('tỉnh ', 'x'),
  repeated(' ("', 'x'),
  repeated('"<', 'x'),
  repeated('\n', 'x'),
];

/** Whoever takes time that grows with the square of the text needs minutes here, and the test fails by its time-out. */
describe('a hostile text of 60,000 characters', () => {
  it.each<[string, (text: string) => unknown]>([
    ['an OpenCPS note', noteText],
    ['an OpenCPS tip', readCounts],
    ['a beginning', text => beginningOf(text, 50_000)],
    ['a fee', readFeeText],
    ['a fee in cells', text => readFee({ amount: text, currency: text, note: text })],
    ['a deadline', readDeadlineText],
    ['a deadline in cells', text => readDeadline({ amount: text, unit: text, note: text })],
    ['a clean text', cleanText],
    ['a key', textKey],
    ['a locality', localityNamed],
    ['a title of a list', listOf],
    ['a closing line', isClosing],
    ['a mark', markOf],
    ['a sender', senderOf],
    ['a diagram', text => parseBpmn(text).catch(() => undefined)],
    [
      'the comments of a diagram',
      text => parseBpmn(`<a>${text.replace(/^.{4}/, '<!--')}`).catch(() => undefined),
    ],
  ])('is read as %s', async (_, read) => {
    for (const text of hostile) await read(text);
  });
});

it('is no fee and no deadline beyond what patterns are shown, whatever its beginning says', () => {
  const more = ` ${'x'.repeat(longestJudged)}`;
  expect(readFeeText(`50.000 đồng${more}`).amount).toBeUndefined();
  expect(readFee({ amount: '50.000', note: more }).amount).toBeUndefined();
  expect(readDeadlineText(`5 ngày làm việc${more}`).amount).toBeUndefined();
  expect(readDeadline({ amount: '5', unit: 'ngày', note: more }).amount).toBeUndefined();
  expect(readFeeText('50.000 đồng').amount).toBe(50_000);
});

it.each([
  ['<p>Một</p><p>Hai</p>', 'Một; Hai'],
  ['Một<br/>Hai<br class="x">Ba<BR />', 'Một; Hai; Ba'],
  ['Một ;; ; Hai ; ', 'Một; Hai'],
  ['<div>&nbsp;</div>Một</div >', '; Một'],
])('keeps what a note says: %s', (stored, said) => {
  expect(noteText(stored)).toBe(said);
});
