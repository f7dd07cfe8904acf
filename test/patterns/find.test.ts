import { expect, it } from 'vitest';
import { patternsOf } from './find.ts';

it('finds every regular expression with its line: literals, and what constants put into a constructor', () => {
  // `@` for a backtick, `§` for a dollar sign.
  const code = String.raw`// Vietnamese ở đây takes more bytes than characters.
/** Nor has this comment a place in the tree. */
import { x } from './x.ts';

const digits = String.raw@\d+(?:x)?@;
const both = @(§{digits})"@;
export const one = /a+$/gu;
export const two = new RegExp(both, 'i');
export const three = (word: string) => RegExp(@^§{word}$@);
export const four = (spelled: (text: string) => string) => new RegExp(spelled(digits), 'u');
`
    .replaceAll('@', '`')
    .replaceAll('§', '$');
  expect(patternsOf('x.ts', code)).toEqual([
    { file: 'x.ts', line: 7, source: 'a+$', flags: 'gu' },
    { file: 'x.ts', line: 8, source: String.raw`(\d+(?:x)?)"`, flags: 'i' },
    { file: 'x.ts', line: 9, source: '^x1$', flags: '' },
    { file: 'x.ts', line: 10, source: String.raw`\d+(?:x)?`, flags: 'u' },
  ]);
});
