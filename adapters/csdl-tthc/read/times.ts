import { readDeadline } from '../../../src/domain/deadline.ts';
import { readFee } from '../../../src/domain/fee.ts';
import type { Channel, Deadline, Fee, ProcedureFacts } from '../../../src/domain/procedure.ts';
import { channelSchema, feeSchema, type RowReader, timeSchema } from '../schema.ts';

const channels: Record<string, Channel> = { 1: 'direct', 2: 'online', 3: 'post' };

/**
 * Deadlines and fees of every channel (`CACHTHUCTHUCHIEN`). Where a part cannot be read neither can be told, so that
 * nobody takes the rest for the whole; of a channel nobody knows they count for any.
 */
export function readTimes(rows: RowReader, value: unknown): Pick<ProcedureFacts, 'fees' | 'deadlines'> {
  const list = rows.list(value, 'CACHTHUCTHUCHIEN');
  if (!list) return {};
  const fees: Fee[] = [];
  const deadlines: Deadline[] = [];
  let whole = true;
  for (const [index, element] of list.entries()) {
    const path = `CACHTHUCTHUCHIEN[${index}]`;
    const before = rows.flawed();
    const row = rows.row(channelSchema, element, path);
    const times = row && rows.list(row.THOIGIAN, `${path}.THOIGIAN`);
    const channel = row ? channels[row.KENH] : undefined;
    for (const [position, time] of (times ?? []).entries())
      readTime(rows, time, `${path}.THOIGIAN[${position}]`, channel, fees, deadlines);
    if (!times || rows.flawed() > before) whole = false;
    if (row && row.KENH !== '' && !channel) rows.wrong(`${path}.KENH`, 'kênh 1 đến 3', row.KENH);
  }
  if (!whole) return {};
  return { fees: fees.length > 0 ? fees : null, deadlines: deadlines.length > 0 ? deadlines : null };
}

function readTime(
  rows: RowReader,
  value: unknown,
  path: string,
  channel: Channel | undefined,
  fees: Fee[],
  deadlines: Deadline[],
): void {
  const row = rows.row(timeSchema, value, path);
  if (!row) return;
  const place = channel ? { channel } : {};
  const deadline = readDeadline({
    amount: row.THOIGIANGIAIQUYET,
    unit: row.DONVITINH,
    note: row.MOTA,
    ...place,
  });
  if (deadline.text !== '') deadlines.push(deadline);
  const list = rows.list(row.PHILEPHI, `${path}.PHILEPHI`);
  for (const [index, element] of (list ?? []).entries()) {
    const fee = rows.row(feeSchema, element, `${path}.PHILEPHI[${index}]`);
    if (fee) fees.push(readFee({ amount: fee.SOTIEN, currency: fee.DONVI, note: fee.MOTA, ...place }));
  }
}
