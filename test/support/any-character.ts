import fc from 'fast-check';

const surrogates = { from: 0xd800, count: 0x800 };

/**
 * Any character of Unicode, for `fc.string({ unit: anyCharacter })`: those of fast-check's own `binary`, which makes a table
 * of all million of them in every process that asks for one.
 */
export const anyCharacter: fc.Arbitrary<string> = fc.nat(0x10_ffff - surrogates.count).map(
  number => String.fromCodePoint(number < surrogates.from ? number : number + surrogates.count),
  text => {
    const [one, more] = text as string;
    if (one === undefined || more !== undefined || !one.isWellFormed()) throw new Error('not one character');
    const code = one.codePointAt(0)!;
    return code < surrogates.from ? code : code - surrogates.count;
  },
);
