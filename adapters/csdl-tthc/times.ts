import { readDeadline } from '../../src/domain/deadline.ts';
import { readFee } from '../../src/domain/fee.ts';
import type { Channel, Deadline, Fee, ProcedureFacts } from '../../src/domain/procedure.ts';
import { channelSchema, feeSchema, type RowReader, timeSchema } from './schema.ts';

const channels: Record<string, Channel> = { 1: 'direct', 2: 'online', 3: 'post' };
const unclear = '';

/**
 * Deadlines and fees of every channel (`CACHTHUCTHUCHIEN`). A part that cannot be read leaves an unclear entry, so
 * that nobody takes the rest for the whole.
 */
export function readTimes(rows: RowReader, value: unknown): Pick<ProcedureFacts, 'fees' | 'deadlines'> {
  const list = rows.list(value, 'CACHTHUCTHUCHIEN');
  if (!list) return {};
  const fees: Fee[] = [];
  const deadlines: Deadline[] = [];
  const lost = (channel: Channel | undefined) => {
    deadlines.push({ ...(channel ? { channel } : {}), text: unclear });
    fees.push({ ...(channel ? { channel } : {}), text: unclear });
  };
  for (const [index, element] of list.entries()) {
    const path = `CACHTHUCTHUCHIEN[${index}]`;
    const row = rows.row(channelSchema, element, path);
    const channel = row ? channels[row.KENH] : undefined;
    if (row && row.KENH !== '' && !channel) rows.wrong(`${path}.KENH`, 'kênh 1 đến 3', row.KENH);
    const times = row && rows.list(row.THOIGIAN, `${path}.THOIGIAN`);
    if (!times) lost(channel);
    for (const [position, time] of (times ?? []).entries()) {
      if (!readTime(rows, time, `${path}.THOIGIAN[${position}]`, channel, fees, deadlines)) lost(channel);
    }
  }
  return { fees: fees.length > 0 ? fees : null, deadlines: deadlines.length > 0 ? deadlines : null };
}

function readTime(
  rows: RowReader,
  value: unknown,
  path: string,
  channel: Channel | undefined,
  fees: Fee[],
  deadlines: Deadline[],
): boolean {
  const row = rows.row(timeSchema, value, path);
  if (!row) return false;
  const place = channel ? { channel } : {};
  const deadline = readDeadline({
    amount: row.THOIGIANGIAIQUYET,
    unit: row.DONVITINH,
    note: row.MOTA,
    ...place,
  });
  if (deadline.text !== '') deadlines.push(deadline);
  const list = rows.list(row.PHILEPHI, `${path}.PHILEPHI`);
  if (!list) fees.push({ ...place, text: unclear });
  for (const [index, element] of (list ?? []).entries()) {
    const fee = rows.row(feeSchema, element, `${path}.PHILEPHI[${index}]`);
    fees.push(
      fee
        ? readFee({ amount: fee.SOTIEN, currency: fee.DONVI, note: fee.MOTA, ...place })
        : { ...place, text: unclear },
    );
  }
  return true;
}
