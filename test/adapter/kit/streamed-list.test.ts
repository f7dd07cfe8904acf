import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type StreamedList, streamedList } from '../../../src/adapter/kit/streamed-list.ts';
import { anyCharacter } from '../../support/any-character.ts';

/** Reads a text in pieces that end at these places. */
function read(text: string, ends: readonly number[]) {
  const rows: unknown[] = [];
  const list = streamedList(row => rows.push(row));
  const take = list.reader();
  let from = 0;
  for (const end of [...ends.map(each => each % (text.length + 1)).sort((a, b) => a - b), text.length]) {
    take(text.slice(from, end));
    from = end;
  }
  return { rows, end: list.end };
}

/** Whether what is left says that nothing is missing. */
function isWhole(end: StreamedList['end']): boolean {
  try {
    JSON.parse(end().frame);
    return true;
  } catch {
    return false;
  }
}

const ends = fc.array(fc.nat(), { maxLength: 12 });
/** Everything that could be taken for the end of a row or of the list. */
const text = fc.oneof(
  fc.string({ unit: anyCharacter }),
  fc.constantFrom('"', '\\', '\\"', '},{', ']}', '"data":[', 'Cần Thơ', 'Câ\u0300n Thơ'),
);
/** Where a name once ended in a backslash, `JSON.parse` of Node 26.10 takes another that goes on with a quote there for it. */
const name = text.filter(one => !one.endsWith('\\'));
const value = fc.letrec(tie => ({
  row: fc.oneof(
    { maxDepth: 3 },
    text,
    fc.integer(),
    fc.constant(null),
    fc.array(tie('row'), { maxLength: 3 }),
    fc.dictionary(name, tie('row'), { maxKeys: 3 }),
  ),
})).row;

describe('a list that comes in pieces', () => {
  it('has the rows of the whole, in their order, and leaves what stands around them', () => {
    fc.assert(
      fc.property(
        fc.array(value, { maxLength: 5 }),
        fc.dictionary(
          name.filter(one => one !== 'data'),
          value,
          { maxKeys: 3 },
        ),
        fc.boolean(),
        fc.nat(2),
        ends,
        (rows, others, first, indent, at) => {
          const written = JSON.stringify(
            first ? { data: rows, ...others } : { ...others, data: rows },
            null,
            indent,
          );
          const got = read(written, at);
          const left = got.end();
          expect(got.rows).toEqual(JSON.parse(JSON.stringify(rows)));
          expect(left.rows).toBe(rows.length);
          expect(JSON.parse(left.frame)).toEqual(JSON.parse(JSON.stringify({ ...others, data: [] })));
        },
      ),
    );
  });

  it('is never whole where it ends too early, wherever that is', () => {
    const written = JSON.stringify({ total: 2, data: [{ a: '}],"\\' }, [1, { c: 'ằ' }], 3], more: {} });
    for (let length = 0; length < written.length; length++)
      for (const at of [[], [length >> 1]])
        expect(isWhole(read(written.slice(0, length), at).end), written.slice(0, length)).toBe(false);
    expect(isWhole(read(written, []).end)).toBe(true);
  });

  it('is none where a row is none, or something follows its end', () => {
    for (const wrong of [
      '{"data":[{"a":}]}',
      '{"data":[1,,2]}',
      '{"data":[1,]}',
      '{"data":[{]}}',
      '{"data":[1]}x',
    ])
      expect(isWhole(read(wrong, [4, 9]).end), wrong).toBe(false);
  });

  it('leaves every other text as it came', () => {
    for (const other of [
      ...['', '[{"data":[1]}]', '"x"', '<html>"data":[1]</html>', '<list>{"data":[1]}</list>'],
      ...['{"total":1,"data":{"a":1}}', '{"total":0}', '{"data":null}', '{"in":{"data":[1]}}'],
    ]) {
      const { rows, end } = read(other, [3, 7]);
      expect([rows, end()]).toEqual([[], { frame: other, rows: 0 }]);
    }
  });

  it('keeps the digits of its numbers', () => {
    expect(read('{"data":[{"code":1.000080,"id":12345678901234567890}]}', [18, 30]).rows).toEqual([
      { code: '1.000080', id: '12345678901234567890' },
    ]);
  });

  it('begins anew with each answer, and takes no more rows than are wanted', () => {
    const rows: unknown[] = [];
    const list = streamedList(row => rows.push(row) < 3);
    list.reader()('{"data":[1,2');
    rows.length = 0;
    list.reader()('{"data":[1,2,3,4,5]}');
    expect([rows, list.end()]).toEqual([[1, 2, 3], { frame: '{"data":[]}', rows: 3 }]);
  });

  it('of more values or layers than any has is not read on', () => {
    for (const [beginning, more, words] of [
      ['{"data":[[', '1,'.repeat(30_000), /giá trị/],
      ['{"other":[', '1,'.repeat(30_000), /giá trị/],
      ['{"data":[', '{},'.repeat(20_000), /gần như rỗng/],
      ['{"data":[', '['.repeat(300), /lớp/],
    ] as const) {
      const take = streamedList(() => undefined).reader();
      take(beginning);
      expect(() => {
        for (let n = 0; n < 200; n++) take(more);
      }).toThrow(words);
    }
  });

  it('may have more values than any text that is held, since only one row is', () => {
    const row = `{"a":[${'1,'.repeat(30_000)}2]}`;
    let rows = 0;
    const list = streamedList(() => ++rows);
    const take = list.reader();
    take(`{"total":150,"data":[${row}`);
    for (let n = 1; n < 150; n++) take(`,${row}`);
    take(']}');
    expect([rows, list.end()]).toEqual([150, { frame: '{"total":150,"data":[]}', rows: 150 }]);
  });

  it('has a row as long as an answer may be in time that grows with its length', () => {
    const piece = 'x'.repeat(65_536);
    const rows: unknown[] = [];
    const list = streamedList(row => rows.push((row as string).length));
    const take = list.reader();
    take('{"data":["');
    for (let n = 0; n < 400; n++) take(piece);
    take('"]}');
    expect(rows).toEqual([400 * piece.length]);
  });
});
