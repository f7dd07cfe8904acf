import { expect, it } from 'vitest';
import type { PortalClient } from '../../../adapters/td-dvc/client.ts';
import { readList } from '../../../adapters/td-dvc/paging.ts';

/** Reads `list` in pages of three, as it is at each request. */
async function listed(list: (request: number) => string, maxRows?: number) {
  let requests = 0;
  const page = async (_: string, number: number, size: number) => {
    const now = [...list(requests++)];
    const rows = now.slice((number - 1) * size, number * size).map(id => ({ id }));
    return { rows, totalCount: now.length, totalPages: Math.ceil(now.length / size) };
  };
  const { rows, gap } = await readList({ page, maxRows } as unknown as PortalClient, 'groups', 3);
  return { seen: (rows as { id: string }[]).map(({ id }) => id).join(''), gap };
}

it('shows no row that went after an earlier reading, where rows go in each', async () => {
  expect(await listed(request => 'abcdef'.slice(Math.ceil(request / 2)))).toEqual({
    seen: 'cde',
    gap: 'groups: đọc 3 lần vẫn không khớp (thấy 3 dòng, hệ thống báo 4)',
  });
});

it('shows no row that went after an earlier reading, where a later one is cut', async () => {
  const lists = ['abcd', 'bcd', 'bcdefghi', 'bcdefghi'];
  expect(await listed(request => lists[request]!, 4)).toEqual({
    seen: 'bcdefg',
    gap: 'groups: danh sách chưa hết sau 6 dòng, phần sau không đọc',
  });
});
