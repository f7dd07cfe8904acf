import type { PortalClient } from './client.ts';

export interface Listing {
  /** Every row seen, once by `id`. */
  rows: unknown[];
  /** What is said about it when it could not be read whole; Vietnamese. */
  gap?: string;
}

/** A list that still moves after so many readings is busy, not ours to wait for. */
const mostReadings = 3;

/**
 * Reads a whole list page by page, merged by `id`, and counts: as many different rows as the remote itself says there
 * are, before and after. Otherwise it is read again. Not for `donvithutucs`, whose count is of something else.
 */
export async function readList(
  client: PortalClient,
  resource: string,
  pageSize: number,
  query: Record<string, string> = {},
  heard: (rows: number, of: number) => void = () => undefined,
): Promise<Listing> {
  const seen = new Map<unknown, unknown>();
  let total = 0;
  for (let reading = 1; reading <= mostReadings; reading++) {
    const now = await readOnce(client, resource, pageSize, query, heard);
    if (now.steady && now.rows.size === now.total) return { rows: [...now.rows.values()] };
    for (const [id, row] of now.rows) seen.set(id, row);
    total = now.total;
  }
  const gap = `${resource}: đọc ${mostReadings} lần vẫn không khớp (thấy ${seen.size} dòng, hệ thống báo ${total})`;
  return { rows: [...seen.values()], gap };
}

async function readOnce(
  client: PortalClient,
  resource: string,
  pageSize: number,
  query: Record<string, string>,
  heard: (rows: number, of: number) => void,
): Promise<{ rows: Map<unknown, unknown>; total: number; steady: boolean }> {
  const rows = new Map<unknown, unknown>();
  const first = await client.page(resource, 1, pageSize, query);
  let page = first;
  for (let number = 1; ; number++) {
    // A row without an id is only itself.
    for (const row of page.rows) rows.set((row as { id?: unknown } | null)?.id ?? Symbol(), row);
    heard(rows.size, first.totalCount);
    if (number >= first.totalPages || page.rows.length === 0) break;
    page = await client.page(resource, number + 1, pageSize, query);
  }
  return { rows, total: first.totalCount, steady: page.totalCount === first.totalCount };
}
