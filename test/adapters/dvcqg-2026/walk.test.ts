import { describe, expect, it } from 'vitest';
import { numberedPage } from '../../../adapters/dvcqg-2026/read/pages.ts';
import { type WalkSettings, walk } from '../../../adapters/dvcqg-2026/read/walk.ts';
import { RemoteError } from '../../../src/adapter/errors.ts';
import { Aside } from '../../../src/adapter/kit/aside.ts';

/**
 * Reads `list` in pages of three, or what the portal makes of that (`most`), as it is at each request; a blank is a row
 * without an id, `!` = it fails. Rows may wait anywhere.
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
      if (now[0] === '!') throw new RemoteError('rate-limited', 'HTTP 500');
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

  it('is what the first reading saw where the second breaks off, and says why', async () => {
    const list = (request: number) => ['abcdefg', 'bcdefg', '!'][request]!;
    expect(await walked(list)).toEqual({
      seen: 'abcefg',
      gap: 'chỉ đọc được 6 dòng, Cổng ghi tổng số 7; đọc lại không được: HTTP 500',
      requests: 3,
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

it('of rows with one id the first counts, wherever they wait', async () => {
  const listed = [{ id: 'a', level: 4 }, { id: 'b' }, { id: 'a', level: 2 }];
  const aside = new Aside();
  for (const settings of [{}, { aside }]) {
    const ask = async () => ({ rows: listed, total: 2 });
    const { rows } = await walk<object>(ask, { ...settings, pageSize: { now: 3 }, numbered: true });
    expect([...rows]).toEqual(listed.slice(0, 2));
  }
  aside.close();
});

it('a row without an id counts as often as it comes', async () => {
  expect(await walked(() => 'a bb c')).toMatchObject({
    seen: 'a_b_c',
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

/** `list` in numbered pages of `most` whatever is asked, or of what is asked. */
function portal(list: string, told: (rows: number) => object, most?: number) {
  const asked: { limit: number; number: number }[] = [];
  const ask = async ({ limit, number }: { limit: number; number: number }) => {
    asked.push({ limit, number });
    const size = most ?? limit;
    const rows = [...list].slice((number - 1) * size, number * size).map(id => ({ id }));
    return { rows, ...told(rows.length) };
  };
  return { ask, asked };
}

it('pages of another size than was asked for are numbered by theirs, and other lists are asked as ever', async () => {
  for (const most of [2, 5]) {
    const pageSize = { now: 3 };
    const { ask, asked } = portal('abcdefgh', () => ({ total: 8, size: most }), most);
    const { rows, gap } = await walk(ask, { pageSize, numbered: true });
    expect([[...rows].length, gap, pageSize.now]).toEqual([8, undefined, 3]);
    expect(asked.slice(1).map(({ limit }) => limit)).toEqual(asked.slice(1).map(() => most));
  }
});

it('a portal that tells the rows on a page for its size is read whole, and other lists are asked as ever', async () => {
  const pageSize = { now: 3 };
  const { ask, asked } = portal('abcdefgh', size => ({ total: 8, size }));
  const { rows, gap } = await walk(ask, { pageSize, numbered: true });
  expect([[...rows].length, gap, pageSize.now, asked.length]).toEqual([8, undefined, 3, 3]);
});

it('pages whose size is told are read one after the other though no total is', async () => {
  const { ask } = portal('abcdefg', size => ({ size }), 2);
  const { rows, gap } = await walk(ask, { pageSize: { now: 3 }, numbered: true });
  expect([[...rows].length, gap]).toEqual([7, undefined]);
});

it.each([
  ['abcdef', undefined, undefined],
  ['', undefined, undefined],
  ['abcdefgh', undefined, undefined],
  ['abcdef', 2, 'Cổng không ghi tổng số, chưa biết 6 dòng đã là tất cả'],
  ['abcdefgh', 5, 'Cổng không ghi tổng số, chưa biết 8 dòng đã là tất cả'],
])(
  'a list %j with numbers that says no total, in pages of %j, is whole after full pages only',
  async (list, most, why) => {
    const { ask, asked } = portal(list, () => ({}), most);
    const { gap } = await walk(ask, { pageSize: { now: 3 }, numbered: true });
    expect([gap, asked.length < 5]).toEqual([why, true]);
  },
);
