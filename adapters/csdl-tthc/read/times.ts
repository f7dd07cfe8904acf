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
  const methods = rows.each(channelSchema, value, 'CACHTHUCTHUCHIEN');
  if (!methods) return {};
  const fees: Fee[] = [];
  const deadlines: Deadline[] = [];
  let whole = true;
  for (const { row, path, whole: wholeRow } of methods) {
    const before = rows.flaws.length;
    const channel = row && channels[row.KENH];
    const place = channel ? { channel } : {};
    for (const { row: time, path: at } of rows.each(timeSchema, row?.THOIGIAN, `${path}.THOIGIAN`) ?? []) {
      if (!time) continue;
      const { THOIGIANGIAIQUYET: amount, DONVITINH: unit, MOTA: note, PHILEPHI } = time;
      const deadline = readDeadline({ amount, unit, note, ...place });
      if (deadline.text !== '') deadlines.push(deadline);
      for (const { row: fee } of rows.each(feeSchema, PHILEPHI, `${at}.PHILEPHI`) ?? [])
        if (fee) fees.push(readFee({ amount: fee.SOTIEN, currency: fee.DONVI, note: fee.MOTA, ...place }));
    }
    whole &&= wholeRow && rows.flaws.length === before;
    if (row && row.KENH !== '' && !channel) rows.wrong(`${path}.KENH`, 'kênh 1 đến 3', row.KENH);
  }
  if (!whole) return {};
  return { fees: fees.length > 0 ? fees : null, deadlines: deadlines.length > 0 ? deadlines : null };
}
