import type { FolderContext } from '../../../src/adapter/adapter.ts';
import type { MeasureRecord, MeasuresAsked } from '../../../src/adapter/measures.ts';
import type { Channels } from '../../../src/domain/measure.ts';
import { cleanText, textKey, withoutAccents } from '../../../src/domain/text.ts';
import { throwIfAborted } from '../client.ts';
import type { Options } from '../options.ts';
import { openTables } from './everything.ts';
import { monthOf } from './month.ts';
import { codeOf } from './procedures.ts';
import type { Row, Table } from './tables.ts';

/** Counted so far of one unit, or of the city. */
interface Sum extends Channels {
  /** Rows were lost that belong to it: there is no sum then. */
  short?: true;
}

/**
 * Files by channel of a month, by procedure and unit, and the sums of units and city where every row could be read. A file
 * that does not say its month is a gap: counts of another month are none of this one.
 */
export async function* readMeasures(
  options: Options,
  context: FolderContext,
  { period }: MeasuresAsked,
): AsyncGenerator<MeasureRecord> {
  const { signal, locality } = context;
  const { tables } = await openTables(options, context);
  const pairs = new Map<string, { procedure: string; agency: string; counted: Sum }>();
  const sums = new Map<string, Sum>();
  let seen = 0;
  let unitsIndeterminate = false;
  for (const table of tables.filter(each => each.profile === 'statistics')) {
    const month = monthOf(table.about);
    for (const row of table.rows) {
      throwIfAborted(signal);
      const of = table.has('month') ? monthOf([row.text('month')]) : month;
      if (of === undefined) {
        yield { kind: 'gap', reason: `${row.place}: không rõ thống kê của tháng nào` };
        // Of the whole table the same is to be said once.
        if (!table.has('month')) break;
        continue;
      }
      if (of !== period || isTotal(row)) continue;
      seen++;
      const agency = cleanText(row.text('unitCode')) || cleanText(row.text('unit'));
      const coded = codeOf(row, locality, 'offering');
      if (Array.isArray(coded) || agency === '') {
        const lacking = agency === '' ? 'không ghi đơn vị' : 'không có mã thủ tục';
        yield { kind: 'gap', reason: `${row.place}: ${lacking}` };
        // Whose files were lost nobody knows: then no unit has a sum.
        if (agency === '') unitsIndeterminate = true;
        for (const key of new Set([agency || locality, locality])) sums.set(key, { ...none, short: true });
        continue;
      }
      const counted = channelsOf(row, table);
      const key = JSON.stringify([coded.code, agency]);
      const before = pairs.get(key)?.counted;
      pairs.set(key, { procedure: coded.code, agency, counted: before ? added(before, counted) : counted });
      for (const of of new Set([agency, locality])) sums.set(of, added(sums.get(of), counted));
    }
  }
  if (seen === 0) yield { kind: 'gap', reason: `bộ tệp không có thống kê của tháng ${period}` };
  for (const { procedure, agency, counted } of pairs.values())
    yield { kind: 'demand', procedure, agency, period, quality: null, ...counted };
  for (const [agency, { short, ...counted }] of sums)
    if (!short && !unitsIndeterminate)
      yield { kind: 'demand', procedure: null, agency, period, quality: null, ...counted };
}

/** What the file sums up itself is no row of a procedure. */
function isTotal(row: Row): boolean {
  return (['code', 'name', 'unit'] as const).some(column =>
    /^(tong|cong)( cong| so)?$/.test(withoutAccents(textKey(row.text(column)))),
  );
}

const none: Channels = { online: null, direct: null, postal: null, total: null };

/** An empty cell is not said, which is not 0; the total as the file has it, else the sum of its parts. */
function channelsOf(row: Row, { has }: Table): Channels {
  const [online, direct, postal] = [countIn(row, 'online'), countIn(row, 'direct'), countIn(row, 'postal')];
  const whole = online !== null && direct !== null && postal !== null;
  const total = has('total') ? countIn(row, 'total') : null;
  return { online, direct, postal, total: whole ? (total ?? online + direct + postal) : null };
}

function countIn(row: Row, column: keyof Channels): number | null {
  const cell = row.cell(column)?.cell;
  const digits = cell?.text.replace(/[\s.,]/g, '') ?? '';
  const count = cell?.kind === 'number' ? cell.number : /^\d{1,9}$/.test(digits) ? Number(digits) : undefined;
  return count !== undefined && Number.isSafeInteger(count) && count >= 0 ? count : null;
}

function added(one: Sum | undefined, other: Channels): Sum {
  if (!one) return { ...other };
  const sum = (key: keyof Channels) => {
    const [a, b] = [one[key], other[key]];
    return a === null || b === null ? null : a + b;
  };
  return {
    ...{ online: sum('online'), direct: sum('direct'), postal: sum('postal'), total: sum('total') },
    ...(one.short && { short: true }),
  };
}
