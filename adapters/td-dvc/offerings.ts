import type { PortalClient } from './client.ts';
import { walkNumbered } from './paging.ts';

export interface AgencyReading {
  /** Rows as sent, once by `id`. */
  rows: unknown[];
  /** Why it is not certain that these are all; Vietnamese. */
  gap?: string;
}

const mostReadings = 4;
/** The platform sets no limit to `pageSize`; beyond this we read pages after all. */
const largestPage = 50_000;

/** All rows of one agency; `groupCode` as the list of agencies writes it. */
export function readAgencyOfferings(
  client: PortalClient,
  groupCode: string,
  pageSize: number,
): Promise<AgencyReading> {
  return readOfferings(client, { donViId: groupCode }, pageSize, `đơn vị ${groupCode}`);
}

/**
 * All `donvithutucs` rows of one agency or one procedure, safely; `whose` names it in the gap. The platform pages over row × recipient in an order that is not
 * unique (contract 2.2), so rows split, repeat and vanish between pages. Therefore everything is asked for on one page
 * wherever possible, and the reading must be proved:
 * - on one page the rows' recipients add up to `totalCount`, or two readings in a row show the same ids (a procedure
 *   deleted and created again is counted twice);
 * - over several pages every counted pair of row and recipient was seen;
 * - and a second, one-row request gives the same count.
 */
export async function readOfferings(
  client: PortalClient,
  query: Record<string, string>,
  pageSize: number,
  whose: string,
): Promise<AgencyReading> {
  let size = pageSize;
  let before: Reading | undefined;
  for (let reading = 1; reading <= mostReadings; reading++) {
    let now = await readOnce(client, query, size);
    if (now.cut) return { rows: [...now.rows.values()], gap: `${whose}: ${now.cut}` };
    if (now.pages > 1 && now.total > size && now.total <= largestPage) {
      // Some room, so that a row added meanwhile does not open a second page.
      size = now.total + Math.max(10, pageSize);
      now = await readOnce(client, query, size);
    }
    const count = await client.page('donvithutucs', 1, 1, query);
    const steady = now.steady && count.totalCount === now.total;
    if (steady && (proved(now) || (before && sameIds(before, now)))) return { rows: [...now.rows.values()] };
    before = now;
  }
  const rows = [...before!.rows.values()];
  const counts = `thấy ${rows.length} dòng, ${before!.pairs.size} lượt cán bộ, hệ thống báo ${before!.total}`;
  return { rows, gap: `${whose}: đọc ${mostReadings} lần vẫn không khớp (${counts})` };
}

interface Reading {
  rows: Map<unknown, unknown>;
  /** Rows × recipients as they came, repeats included. */
  joined: number;
  /** The same, once each. */
  pairs: Set<string>;
  total: number;
  pages: number;
  steady: boolean;
  /** Why it was cut before its end. */
  cut?: string;
}

async function readOnce(
  client: PortalClient,
  query: Record<string, string>,
  pageSize: number,
): Promise<Reading> {
  const reading: Reading = { rows: new Map(), joined: 0, pairs: new Set(), total: 0, pages: 0, steady: true };
  const { first, cut } = await walkNumbered(
    client,
    'donvithutucs',
    pageSize,
    query,
    (page, { totalCount }) => {
      for (const row of page.rows) take(reading, row);
      if (page.totalCount !== totalCount) reading.steady = false;
    },
  );
  return { ...reading, total: first.totalCount, pages: first.totalPages, ...(cut !== undefined && { cut }) };
}

function take(reading: Reading, row: unknown): void {
  const { id, nguoiTiepNhan } = (row ?? {}) as { id?: unknown; nguoiTiepNhan?: unknown };
  const recipients = Array.isArray(nguoiTiepNhan) && nguoiTiepNhan.length > 0 ? nguoiTiepNhan : [null];
  const key = id ?? Symbol();
  if (!reading.rows.has(key)) reading.rows.set(key, row);
  reading.joined += recipients.length;
  for (const recipient of recipients) {
    const user = (recipient as { id?: unknown } | null)?.id ?? '';
    reading.pairs.add(`${typeof key === 'symbol' ? `#${reading.rows.size}` : key} ${user}`);
  }
}

function proved({ pages, joined, pairs, total }: Reading): boolean {
  return pages <= 1 ? joined === total : pairs.size === total;
}

/** Only for single pages: several pages may well lose the same row twice. */
function sameIds(before: Reading, now: Reading): boolean {
  return (
    before.pages <= 1 &&
    now.pages <= 1 &&
    before.total === now.total &&
    before.rows.size === now.rows.size &&
    [...now.rows.keys()].every(id => typeof id !== 'symbol' && before.rows.has(id))
  );
}
