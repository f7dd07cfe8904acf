import { RemoteError } from '../../../src/adapter/errors.ts';
import type { Reading } from './reading.ts';
import { type Asked, type Page, walk } from './walk.ts';

/** `{rows|items[], lastId, total}`; a list that is `null` has nothing. Throws for anything else. */
export function cursorPage(data: unknown, label: string): Page {
  const page = Object(data) as { rows?: unknown; items?: unknown; lastId?: unknown; total?: unknown };
  return { ...pageOf(page.rows ?? page.items, data, page.total, label), lastId: textOf(page.lastId) };
}

/** `{items[], pagination: {total}}`. */
export function numberedPage(data: unknown, label: string): Page {
  const page = Object(data) as { items?: unknown; pagination?: { total?: unknown } | null };
  return { ...pageOf(page.items, data, page.pagination?.total, label), ...sizeIn(page.pagination) };
}

/** The page size that a `pagination` says. */
function sizeIn(pagination: unknown): Pick<Page, 'size'> {
  const { pageSize } = Object(pagination) as { pageSize?: unknown };
  return typeof pageSize === 'number' && pageSize >= 1 ? { size: Math.floor(pageSize) } : {};
}

export const cursorBody = ({ limit, lastId }: Asked) => ({ limit, lastId });

/** Clients ask these for no more. */
const smallGroups: readonly string[] = ['dvc-progress-tree', 'formality-online-payment-tree'];

/**
 * The units of the city in a group of figures, and the city as a whole. A `*-tree` has neither cursor nor total: a page that
 * is not full is the last one.
 */
export async function figures({ client, pageSize }: Reading, group: string, body: object) {
  const isTree = group.endsWith('-tree');
  let city: unknown;
  const walked = await walk(
    async ({ limit, number }) => {
      const asked = { ...body, currentPage: number, pageSize: limit };
      const data = Object(await client.ask(`reporting/evaluation/${group}`, asked)) as Record<
        string,
        unknown
      >;
      const units = isTree ? data.children : data.evaluation;
      if (!Array.isArray(units))
        throw new RemoteError('not-understood', `${group}: trả lời không có danh sách đơn vị`);
      city = isTree ? data.parent : data.overview;
      const rows = units.map(withId);
      if (!isTree) return { rows, ...totalIn(data.pagination), ...sizeIn(data.pagination) };
      return { rows, ...(rows.length < limit && { total: (number - 1) * limit + rows.length }) };
    },
    {
      pageSize: smallGroups.includes(group) ? { now: Math.min(100, pageSize.now) } : pageSize,
      numbered: true,
    },
  );
  return { ...walked, city };
}

/** A row of a unit, told from others by the unit's id. */
function withId(row: unknown): unknown {
  const { departmentId } = Object(row) as { departmentId?: unknown };
  return typeof row === 'object' && row !== null ? { ...row, id: departmentId } : row;
}

function totalIn(pagination: unknown): Pick<Page, 'total'> {
  const { total } = Object(pagination) as { total?: unknown };
  return typeof total === 'number' ? { total } : {};
}

function pageOf(rows: unknown, data: unknown, total: unknown, label: string): Page {
  const list = rows === null || rows === undefined ? [] : rows;
  if (
    typeof data !== 'object' ||
    data === null ||
    !Array.isArray(list) ||
    (rows === undefined && total !== 0)
  )
    throw new RemoteError('not-understood', `${label}: trả lời không phải là một trang danh sách`);
  const count = typeof total === 'string' && /^\d{1,9}$/.test(total) ? Number(total) : total;
  return { rows: list, ...(Number.isSafeInteger(count) && { total: count as number }) };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
