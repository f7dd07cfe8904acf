import { describe, expect, it } from 'vitest';
import { numberedPage } from '../../../adapters/dvcqg-2026/read/pages.ts';
import { type WalkSettings, walk } from '../../../adapters/dvcqg-2026/read/walk.ts';
import { Aside } from '../../../src/adapter/kit/aside.ts';

/**
 * Reads `list` in pages of three, or what the portal makes of that (`most`), as it is at each request; a blank is a row
 * without an id. Rows may wait anywhere.
 */
async function walked(list: (request: number) => string, numbered = true, maxRows?: number, most?: number) {
  const inMemory = await walkedWith({}, list, numbered, maxRows, most);
  const aside = new Aside();
  expect(await walkedWith({ aside }, list, numbered, maxRows, most)).toEqual(inMemory);
  aside.close();
  return inMemory;
}

async function walkedWith(
  settings: Pick<WalkSettings, 'aside'>,
  list: (request: number) => string,
  numbered: boolean,
  maxRows?: number,
  most = 3,
) {
  let requests = 0;
  const { rows, gap } = await walk(
    async asked => {
      const { lastId, number } = asked;
      const limit = Math.min(most, asked.limit);
      const now = [...list(requests++)];
      const start = numbered ? (number - 1) * limit : now.findIndex(id => id > lastId);
      const ids = now.slice(start, start + limit);
      const rows = ids.map(id => ({ id: id.trim() }));
      const page = { rows, total: now.length, lastId: ids.at(-1) ?? '' };
      return { ...page, ...(numbered && { size: limit }) };
    },
    { ...settings, pageSize: { now: 3 }, numbered, ...(maxRows !== undefined && { maxRows }) },
  );
  return { seen: [...(rows as Iterable<{ id: string }>)].map(({ id }) => id || '_').join(''), gap, requests };
}

describe('a list with numbers', () => {
  it('is read once more when a row went from a page already read, since another moved over the seam', async () => {
    const list = (request: number) => (request === 0 ? 'abcdefg' : 'bcdefg');
    expect(await walked(list)).toEqual({ seen: 'bcdefg', gap: undefined, requests: 4 });
  });

  it('is a gap when rows go while it is read again, and shows only those of that reading', async () => {
    const list = (request: number) => 'abcdefg'.slice(Math.ceil(request / 2));
    expect(await walked(list)).toEqual({
      seen: 'bcdfg',
      gap: 'chỉ đọc được 5 dòng, Cổng ghi tổng số 6',
      requests: 4,
    });
  });

  it('is read to its end where the portal gives fewer rows a page than were asked for', async () => {
    expect(await walked(() => 'abcdefg', true, undefined, 2)).toEqual({
      seen: 'abcdefg',
      gap: undefined,
      requests: 4,
    });
  });

  it('is read once where it grew, and where it was cut', async () => {
    const grown = (request: number) => (request === 0 ? 'abcdef' : 'abcdefg');
    expect(await walked(grown)).toEqual({ seen: 'abcdefg', gap: undefined, requests: 3 });
    expect(await walked(() => 'abcdefg', true, 3)).toMatchObject({ seen: 'abc', requests: 1 });
  });
});

it('a list with a cursor is whole though a row went from a page already read: none moves there', async () => {
  const list = (request: number) => (request === 0 ? 'abcdefg' : 'bcdefg');
  expect(await walked(list, false)).toMatchObject({ seen: 'abcdefg', gap: undefined });
});

it('a row without an id counts as often as it comes, behind those that have one', async () => {
  expect(await walked(() => 'a bb c')).toMatchObject({
    seen: 'abc__',
    gap: 'chỉ đọc được 5 dòng, Cổng ghi tổng số 6',
  });
});

it.each([
  [10, 10],
  [0, undefined],
  [-1, undefined],
  ['10', undefined],
  [null, undefined],
])('a page whose size is told as %j has %j rows as far as anybody knows', (pageSize, size) => {
  expect(numberedPage({ items: [], pagination: { total: 0, pageSize } }, 'danh sách').size).toBe(size);
});
