import { beginningOf } from '../../../src/adapter/beginning-of.ts';
import type { Aside, AsideKeys, AsideRows } from '../../../src/adapter/kit/aside.ts';
import type { QuarantineRecord, SourceRecord } from '../../../src/adapter/records.ts';
import { gapRecord, quarantineRecord } from '../../../src/adapter/unread.ts';
import type { Known } from '../../../src/domain/known.ts';
import { numberWords } from '../../../src/domain/number-words.ts';
import type { Component } from '../../../src/domain/procedure.ts';
import { readListAside } from '../paging.ts';
import { type CaseRow, type ComponentRow, componentRow, readRow } from '../schema.ts';
import { endsReading, type Reading } from './reading.ts';

/** More codes of cases are never written out in a reason: it is cut long before. */
const mostExamples = 100;

export interface CaseComponents {
  /** `undefined` when the list, or a row of this case, could not be read. */
  of(row: Pick<CaseRow, 'ma' | 'maTTHC'>): Known<Component[]>;
}

/** All components at once; they name their case by its code (`ma`), not by its id (contract, first table). */
export async function* readComponents(
  reading: Reading,
  cases: AsideKeys | undefined,
): AsyncGenerator<SourceRecord, CaseComponents> {
  try {
    const { rows, gap } = await readListAside(reading, 'thanhphanthutucs', 'components');
    if (gap) yield gapRecord('components', gap);
    const { flaws, of } = decodeComponents(reading.aside, rows, gap === undefined, cases);
    rows.drop();
    yield* flaws;
    flaws.drop();
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
 * @param aside Where they wait, as long as somebody asks for them.
 * @param whole Whether these are all of the cases that will be asked after.
 * @param cases Codes of all cases there are, in upper case; absent where nobody can tell them all.
 */
export function decodeComponents(
  aside: Aside,
  values: Iterable<unknown>,
  whole: boolean,
  cases?: AsideKeys,
): CaseComponents & { flaws: AsideRows<QuarantineRecord> } {
  const byCase = aside.rows<ComponentRow>();
  /** Cases, and procedures whose rows name no case: their lists are not whole. */
  const unclear = aside.keys();
  const flaws = aside.rows<QuarantineRecord>();
  const orphans = { count: 0, examples: new Set<string>() };
  let placed = true;
  for (const value of values) {
    const { row, quarantine } = readRow(componentRow, value, 'component', 'id');
    for (const flaw of quarantine) flaws.add(flaw);
    const place = folded(row?.truongHopId ?? keyOf(value, 'truongHopId'));
    if (row?.ten && place !== '') {
      byCase.add(row, place);
      if (!cases || cases.has(place)) continue;
      orphans.count++;
      if (orphans.examples.size < mostExamples) orphans.examples.add(place);
    } else {
      const where = place || folded(row?.thuTucId ?? keyOf(value, 'thuTucId'));
      if (where === '') placed = false;
      unclear.add(where);
      if (row) flaws.add(quarantineRecord('component', row.id, place ? 'ten' : 'truongHopId', 'để trống'));
    }
  }
  if (orphans.count > 0) {
    const examples = beginningOf([...orphans.examples].join(', '), 100);
    const reason = `${numberWords(orphans.count)} thành phần hồ sơ thuộc trường hợp không có trong danh sách: ${examples}`;
    flaws.add(quarantineRecord('component', '', 'truongHopId', reason));
  }
  return {
    flaws,
    of({ ma, maTTHC }) {
      const place = folded(ma ?? '');
      const unsure = !whole || !placed || unclear.has(place) || unclear.has(folded(maTTHC));
      if (unsure || place === '') return undefined;
      const rows = ofProcedure(byCase.of(place), folded(maTTHC));
      return rows.length > 0 ? rows.sort((a, b) => (a.stt ?? 0) - (b.stt ?? 0)).map(component) : null;
    },
  };
}

/** Two procedures may call a case alike: each has the rows that name it, and those that name none. */
function ofProcedure(rows: ComponentRow[], procedure: string): ComponentRow[] {
  const own = rows.filter(({ thuTucId }) => !thuTucId || folded(thuTucId) === procedure);
  return own.some(({ thuTucId }) => thuTucId) ? own : rows;
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
