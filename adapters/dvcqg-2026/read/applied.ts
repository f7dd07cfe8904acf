import type { Aside, AsideRows } from '../../../src/adapter/kit/aside.ts';
import { parseLenient } from '../../../src/adapter/kit/parse-lenient.ts';
import type { SourceRecord } from '../../../src/adapter/records.ts';
import { gapRecord, losing, quarantineRecord } from '../../../src/adapter/unread.ts';
import { couldBeCode } from '../../../src/domain/code.ts';
import { appliedRow } from '../schema.ts';
import { numberedPage } from './pages.ts';
import { gapWords, type Reading } from './reading.ts';
import { walk } from './walk.ts';

export const appliedPath = 'reporting/formalities';

/** A procedure of the portal's list, which is the country's, withdrawn ones included. */
export interface Listed {
  id: string;
  code: string;
  name: string;
  state: string;
  /** Ids of departments, the whole country's; missing = could not tell. */
  appliedTo?: string[];
  /** Its code came as a number in every row and was written out. */
  fromNumber?: true;
}

/** The portal's procedures under their codes; each may name all units of the country, so they lie on disk. */
export type ProcedureList = AsideRows<Listed>;

/** What all rows of a code come to. */
export function listedAs(list: ProcedureList, code: string): Listed | undefined {
  const rows = list.of(code);
  const [first, ...more] = rows;
  if (!first) return undefined;
  const { fromNumber: _one, ...merged } = more.reduce(ofTwo, first);
  return rows.every(row => row.fromNumber) ? { ...merged, fromNumber: true } : merged;
}

/** The list of all procedures with where each applies. One that could not be read whole is a gap. */
export async function* readProcedureList(
  reading: Reading,
  aside: Aside,
): AsyncGenerator<SourceRecord, ProcedureList> {
  const { client, context, pageSize } = reading;
  const listed: ProcedureList = aside.rows();
  try {
    const { rows, gap } = await walk(
      async ({ limit, number }) => {
        const data = await client.ask(appliedPath, { q: '', currentPage: number, pageSize: limit });
        return numberedPage(data, 'danh sách thủ tục');
      },
      {
        ...{ pageSize, aside, numbered: true, maxRows: context.maxRows },
        progress: (done, total) => context.progress('procedures', done, total),
      },
    );
    if (gap) yield gapRecord('procedures', `danh sách thủ tục: ${gap}`);
    if (rows.size === 0) yield gapRecord('procedures', 'danh sách thủ tục của Cổng rỗng');
    let index = 0;
    for (const value of rows) yield* takeIn(value, index++, listed);
    rows.drop();
  } catch (error) {
    yield gapRecord('procedures', `không đọc được danh sách thủ tục: ${gapWords(error)}`);
  }
  return listed;
}

function* takeIn(value: unknown, index: number, listed: ProcedureList): Generator<SourceRecord> {
  const { value: row, oddities } = parseLenient(appliedRow, value);
  const key = row?.code || `[${index}]`;
  const flaws = oddities.map(({ path, reason }) => quarantineRecord('procedure', key, path, reason));
  if (!row || !couldBeCode(row.code)) {
    if (flaws.length === 0) flaws.push(quarantineRecord('procedure', key, 'code', 'không phải mã thủ tục'));
    yield* losing(flaws, { what: 'procedure' });
    return;
  }
  yield* flaws;
  const { id, code, name, state, appliedDepartmentIds: ids } = row;
  const whole = !oddities.some(({ path }) => path.startsWith('appliedDepartmentIds'));
  const fromNumber = typeof Object(value).code === 'number';
  const told = { ...(ids && whole && { appliedTo: ids }), ...(fromNumber && { fromNumber }) };
  listed.add({ id, code, name, state, ...told }, code);
}

/** Twice in the list: in force if one of them is, and where either of those in force applies. */
function ofTwo(one: Listed, other: Listed): Listed {
  const inForce = [one, other].filter(({ state }) => state === 'UPDATED');
  if (inForce.length === 1) return inForce[0]!;
  const { appliedTo: before, ...rest } = one;
  const also = other.appliedTo;
  return { ...rest, ...(before && also && { appliedTo: [...new Set([...before, ...also])] }) };
}
