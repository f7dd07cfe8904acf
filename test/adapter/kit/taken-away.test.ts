import { expect, it } from 'vitest';
import {
  makingAnew,
  seenBack,
  takenAt,
  takenName,
  takenOf,
  taking,
} from '../../../src/adapter/kit/taken-away.ts';

const row = { note: 'Nộp' };
const name = takenName('default', 'part', 'Tờ khai');
const other = takenName('default', 'part', 'Căn cước');
const taken = taking({}, name, row);
const seen = (memory: Record<string, string>, ...there: [string, boolean][]) =>
  seenBack(memory, 'default', 'part', new Map(there));

it('is remembered once, and asked for by its name', () => {
  expect(takenAt(taken, name)).toEqual({ row });
  expect(takenAt(taken, other)).toBeUndefined();
  expect(taking(taken, name, row)).toEqual({});
  expect(takenAt({ ...taken, ...makingAnew(taken, name) }, name)).toEqual({ row, anew: true });
  expect(makingAnew({}, name)).toEqual({});
});

it('goes by a name of bounded length, another for every text, under its owner', () => {
  const long = ['ă'.repeat(7_000), 'ă'.repeat(7_001)].map(text => takenName('default', 'part', text));
  expect(new Set(long).size).toBe(2);
  for (const each of long) expect(Buffer.byteLength(each)).toBeLessThan(300);
});

it.each(['yes', '7', '{"row":1}', '{', 'null'])('is nothing where another adapter remembers %j', text => {
  expect(takenAt({ [name]: text }, name)).toBeUndefined();
  expect(makingAnew({ [name]: text }, name)).toEqual({});
});

it('is forgotten once it is back, whoever has made it, and kept as long as it is not', () => {
  expect(seen(taken)).toEqual({});
  expect(seen(taken, [other, true])).toEqual({});
  expect(seen(taken, [name, true])).toEqual({ [name]: '' });
  expect(seen(taken, [name, false])).toEqual({ [name]: '' });
  expect(seen({ [name]: '' }, [name, true])).toEqual({});
});

it('is kept while something is owed to what we made anew, and another’s again where that was refused', () => {
  const anew = makingAnew(taken, name);
  expect(seen(anew, [name, false])).toEqual({});
  expect(seen(anew, [name, true])).toEqual({ [name]: '' });
  expect(seen(anew)).toEqual(taken);
});

it('is one of several of a thing, told apart by their marks', () => {
  const [a, b] = ['A', ''].map(mark => takenName('default', 'part', 'Tờ khai', mark));
  const both = {
    ...taking({}, a!, { note: 'a' }),
    ...taking({}, b!, { note: 'b' }),
    ...taking({}, other, row),
  };
  expect(takenOf(both, 'default', 'part', 'Tờ khai')).toEqual([
    { name: b, row: { note: 'b' } },
    { name: a, row: { note: 'a' } },
  ]);
  expect(takenOf({ ...both, [a!]: '' }, 'default', 'part', 'Tờ')).toEqual([]);
  // Neither a mark nor another thing passes for either, whatever stands in their words.
  expect(takenName('default', 'part', 'a:b', 'c')).not.toBe(takenName('default', 'part', 'a', 'b:c'));
});

it('may be made anew under another mark, and as it is sent', () => {
  const now = takenName('default', 'part', 'Tờ khai', 'B');
  expect(makingAnew(taken, name, { name: now, row: { note: 'mới' } })).toEqual({
    ...{ [name]: '', [now]: JSON.stringify({ row: { note: 'mới' }, anew: true }) },
  });
});

it('keeps what is still owed to it when it is taken away before it is wholly back', () => {
  const whole = (half: typeof row, before: typeof row) => ({ note: half.note || before.note });
  const anew = { ...taken, ...makingAnew(taken, name) };
  const again = { ...anew, ...taking(anew, name, { note: '' }, whole) };
  expect(takenAt(again, name)).toEqual({ row, anew: true });
  // However often that is tried; gone at last, whoever is there is another.
  const once = { ...again, ...taking(again, name, { note: '' }, whole) };
  expect(takenAt(once, name)).toEqual({ row, anew: true });
  expect(seen(once, [name, false])).toEqual({});
  expect(seen(once)).toEqual(taken);
  // Made by a person, it is as it is.
  expect(takenAt(taking(taken, name, { note: '' }, whole), name)).toEqual({ row: { note: '' } });
});
