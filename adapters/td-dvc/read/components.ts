import { beginningOf } from '../../../src/adapter/beginning-of.ts';
import type { QuarantineRecord, SourceRecord } from '../../../src/adapter/records.ts';
import { gapRecord, quarantineRecord } from '../../../src/adapter/unread.ts';
import type { Known } from '../../../src/domain/known.ts';
import { numberWords } from '../../../src/domain/number-words.ts';
import type { Component } from '../../../src/domain/procedure.ts';
import { readList } from '../paging.ts';
import { readRow } from '../row.ts';
import { type CaseRow, type ComponentRow, componentRow } from '../schema.ts';
import { endsReading, type Reading } from './reading.ts';

export interface CaseComponents {
  /** `undefined` when the list, or a row of this case, could not be read. */
  of(row: Pick<CaseRow, 'ma' | 'maTTHC'>): Known<Component[]>;
}

/** All components at once; they name their case by its code (`ma`), not by its id (contract, first table). */
export async function* readComponents(
  reading: Reading,
  cases: ReadonlySet<string> | undefined,
): AsyncGenerator<SourceRecord, CaseComponents> {
  const { client, pageSize, context } = reading;
  try {
    const { rows, gap } = await readList(client, 'thanhphanthutucs', pageSize, {}, (done, total) =>
      context.progress('components', done, total),
    );
    if (gap) yield gapRecord('components', gap);
    const { quarantine, of } = decodeComponents(rows, gap === undefined, cases);
    yield* quarantine;
    return { of };
  } catch (error) {
    if (endsReading(error)) throw error;
    yield gapRecord('components', (error as Error).message);
    return { of: () => undefined };
  }
}

/**
 * Rows of components, by case.
 *
 * @param whole Whether these are all of the cases that will be asked after.
 * @param cases Codes of all cases there are, in upper case; absent where nobody can tell them all.
 */
export function decodeComponents(
  values: readonly unknown[],
  whole: boolean,
  cases?: ReadonlySet<string>,
): CaseComponents & { quarantine: QuarantineRecord[] } {
  const byCase = new Map<string, ComponentRow[]>();
  /** Cases, and procedures whose rows name no case: their lists are not whole. */
  const unclear = new Set<string>();
  const flaws: QuarantineRecord[] = [];
  let placed = true;
  for (const value of values) {
    const { row, quarantine } = readRow(componentRow, value, 'component', 'id');
    flaws.push(...quarantine);
    const place = folded(row?.truongHopId ?? keyOf(value, 'truongHopId'));
    if (row?.ten && place !== '') append(byCase, place, row);
    else {
      const where = place || folded(row?.thuTucId ?? keyOf(value, 'thuTucId'));
      if (where === '') placed = false;
      unclear.add(where);
      if (row) flaws.push(quarantineRecord('component', row.id, place ? 'ten' : 'truongHopId', 'để trống'));
    }
  }
  const orphans = cases ? [...byCase].filter(([place]) => !cases.has(place)) : [];
  if (orphans.length > 0) {
    const count = orphans.reduce((sum, [, rows]) => sum + rows.length, 0);
    const examples = beginningOf(orphans.map(([place]) => place).join(', '), 100);
    const reason = `${numberWords(count)} thành phần hồ sơ thuộc trường hợp không có trong danh sách: ${examples}`;
    flaws.push(quarantineRecord('component', '', 'truongHopId', reason));
  }
  return {
    quarantine: flaws,
    of({ ma, maTTHC }) {
      const place = folded(ma ?? '');
      const unsure = !whole || !placed || unclear.has(place) || unclear.has(folded(maTTHC));
      if (unsure || place === '') return undefined;
      const rows = byCase.get(place);
      return rows ? rows.sort((a, b) => (a.stt ?? 0) - (b.stt ?? 0)).map(component) : null;
    },
  };
}

/** One row in the words of a snapshot. */
function component({ ten, ma, batBuoc, soBanChinh, soBanSao }: ComponentRow): Component {
  return {
    ...(ma ? { code: ma } : {}),
    name: ten ?? '',
    ...(typeof soBanChinh === 'number' ? { originals: soBanChinh } : {}),
    ...(typeof soBanSao === 'number' ? { copies: soBanSao } : {}),
    ...(typeof batBuoc === 'boolean' ? { required: batBuoc } : {}),
  };
}

function keyOf(value: unknown, field: string): string {
  const found = (value as Record<string, unknown> | null)?.[field];
  return typeof found === 'string' ? found.trim() : '';
}

function folded(code: string): string {
  return code.toUpperCase();
}

function append(map: Map<string, ComponentRow[]>, key: string, row: ComponentRow): void {
  const rows = map.get(key);
  if (rows) rows.push(row);
  else map.set(key, [row]);
}
