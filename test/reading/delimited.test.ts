import { expect, it } from 'vitest';
import { readDelimited } from '../../src/reading/delimited.ts';

const line = (at: number, end: string) =>
  `${at};1.00${String(4_000 + at)};Cấp giấy phép khai thác nước mặt;X;X${end}`;
const long = (end: string) => Array.from({ length: 1_500 }, (_, at) => line(at, end)).join('');

it.each([
  ['\r\n', '\n'],
  ['\n', '\r\n'],
  ['\n', '\r'],
  ['\r', '\r\n'],
])('reads lines that end in another way only far behind: %j, then %j', (first, then) => {
  const { rows } = readDelimited(long(first) + long(then));
  expect(rows).toHaveLength(3_000);
  expect(rows.every(({ cells }) => cells.length === 5 && cells[4]!.text === 'X')).toBe(true);
});

it('keeps a line that is broken within a cell, however far behind', () => {
  const broken = ['1;1.004194;Cấp giấy\nphép;X;X\r\n', '1;1.004194;"Cấp giấy\nphép";X;X\r\n'];
  for (const one of broken) {
    const { rows } = readDelimited(long('\r\n') + one);
    expect(rows).toHaveLength(1_501);
    expect(rows.at(-1)!.cells.map(cell => cell?.text)).toEqual([
      ...['1', '1.004194', 'Cấp giấy phép', 'X', 'X'],
    ]);
  }
});
