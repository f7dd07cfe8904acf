import { isHostFailure, RemoteError } from '../../../src/adapter/errors.ts';
import { digestOf } from '../../../src/domain/canonical.ts';
import { anyRow } from '../schema.ts';
import { pagedWords, readList } from './list.ts';
import type { DetailRows, Reading } from './reading.ts';

/** Under what details are kept; raise the number when a value means something else than before. */
export const detailKeys = {
  template: (id: string) => `template-2 ${id}`,
  process: (id: string) => `process-2 ${id}`,
  options: (config: string) => `options-1 ${config}`,
};

/** The details that a write to this path changes. */
export function detailsAt(path: string): string[] {
  const [, resource, id] = path.split('/');
  if (id === undefined) return [];
  const key = { dossiertemplates: 'template', serviceprocesses: 'process', serviceconfigs: 'options' }[
    resource ?? ''
  ] as keyof typeof detailKeys | undefined;
  return key ? [detailKeys[key](decodeURIComponent(id))] : [];
}

/** Their dates are those of other things (contract 1.6): only what a row says besides tells whether it is another. */
const dates = new Set(['createDate', 'modifiedDate']);

/**
 * The list that has a row of each template or process. Where it cannot be had, their details hang on nothing and are
 * read again only by age. Refusals of the account are thrown.
 */
export async function readDetailRows<Row>(
  { client, meter, pageSize, aside }: Pick<Reading, 'client' | 'meter' | 'pageSize' | 'aside'>,
  { path, key, label }: { path: string; key: string; label: string },
  rowOf: (row: Record<string, unknown>) => Row,
): Promise<DetailRows<Row> | undefined> {
  let rows = aside.map<{ hash: string; row: Row }>();
  try {
    const { paged, whole } = await readList<Record<string, unknown>>(client, {
      path,
      label,
      pageSize,
      whole: true,
      schema: anyRow,
      id: row => String(row[key] ?? JSON.stringify(row)),
      begin() {
        rows.drop();
        rows = aside.map();
      },
      take(row) {
        const told = Object.entries(row).filter(([name]) => !dates.has(name));
        rows.set(String(row[key]).trim(), { hash: digestOf(Object.fromEntries(told)), row: rowOf(row) });
      },
      refuse: () => undefined,
    });
    if (paged !== undefined && whole) meter.note(pagedWords(label, paged));
    if (!whole) meter.note(`${label} không nhận được hết, chi tiết được đọc lại theo thời hạn`);
    return rows;
  } catch (error) {
    if (!(error instanceof RemoteError) || isHostFailure(error)) throw error;
    meter.note(`${label} không nhận được, chi tiết được đọc lại theo thời hạn: ${error.message}`);
    return undefined;
  }
}
