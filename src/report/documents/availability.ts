import { numberWords } from '../../domain/number-words.ts';
import { dateAndTime, stretchOf } from '../../domain/time.ts';
import type { Store } from '../../store/core/contract.ts';
import { runsBegun } from '../../store/runs/runs.ts';
import { column } from '../table/table.ts';
import type { PaperTable } from './paper.ts';

/** How a system answered our own reads in a month. */
export interface Availability {
  system: string;
  /** Reads altogether; those that were answered whole, of these the slow ones; answered in part; not at all. */
  reads: number;
  answered: number;
  slow: number;
  partly: number;
  down: number;
  /** From the first read that failed to the next that was answered; `until` null: none was before the month ended. */
  longestOutage: { from: string; until: string | null; hours: number } | null;
}

interface Read {
  at: string;
  status: 'complete' | 'partial' | 'unreadable';
  durationMs: number;
}

/** So many times as long as the system usually takes is slow. */
const slowFactor = 2;

/** By our own reads; systems that were never read in the month are left out. @param month `YYYY-MM` */
export async function availabilityOf(
  store: Store,
  month: string,
  systems: readonly string[],
): Promise<Availability[]> {
  const { from, before } = stretchOf(month);
  const runs = await runsBegun(store, from, before);
  return systems.flatMap(system => {
    const reads = runs.flatMap(({ startedAt, summary }): Read[] => {
      const one = summary?.systems[system];
      return one ? [{ at: startedAt, status: one.status, durationMs: one.durationMs }] : [];
    });
    return reads.length > 0 ? [availabilityFrom(system, reads, before)] : [];
  });
}

/** @param reads in the order they were begun. @param end ISO 8601, UTC: when the month is over. */
export function availabilityFrom(system: string, reads: readonly Read[], end: string): Availability {
  const whole = reads.filter(({ status }) => status === 'complete');
  const times = whole.map(({ durationMs }) => durationMs).sort((a, b) => a - b);
  const usual = times[Math.floor(times.length / 2)] ?? 0;
  let longest: Availability['longestOutage'] = null;
  let since: string | undefined;
  const close = (until: string | null) => {
    if (since === undefined) return;
    const hours = (Date.parse(until ?? end) - Date.parse(since)) / 3_600_000;
    if (!longest || hours > longest.hours) longest = { from: since, until, hours };
    since = undefined;
  };
  for (const { at, status } of reads) {
    if (status === 'unreadable') since ??= at;
    else close(at);
  }
  close(null);
  return {
    ...{ system, reads: reads.length, answered: whole.length },
    slow: whole.filter(({ durationMs }) => durationMs > slowFactor * usual).length,
    partly: reads.filter(({ status }) => status === 'partial').length,
    down: reads.filter(({ status }) => status === 'unreadable').length,
    longestOutage: longest,
  };
}

export function availabilityTable(
  rows: readonly Availability[],
  titleOf: (system: string) => string,
): PaperTable<Availability> {
  return {
    name: 'Tình trạng hệ thống',
    title: ['TÌNH TRẠNG HOẠT ĐỘNG CỦA CÁC HỆ THỐNG'],
    subtitle: ['(Theo các lần dvc-sync đọc dữ liệu trong tháng)'],
    columns: [
      column('Hệ thống', 30, ({ system }) => titleOf(system)),
      column('Số lần đọc', 9, ({ reads }) => reads, { number: true }),
      column('Trả lời đủ', 9, ({ answered }) => answered, { number: true }),
      column('Trong đó chậm', 9, ({ slow }) => slow, { number: true }),
      column('Trả lời thiếu', 9, ({ partly }) => partly, { number: true }),
      column('Không trả lời', 9, ({ down }) => down, { number: true }),
      column('Lần gián đoạn dài nhất', 34, ({ longestOutage }) =>
        longestOutage ? outageWords(longestOutage) : 'không có',
      ),
    ],
    rows: rows.map(row => ({ row })),
    notes: [
      'Chậm: lâu hơn hai lần thời gian đọc thường thấy (trung vị) của hệ thống ấy trong tháng.',
      'Gián đoạn: từ lần đọc đầu tiên không được trả lời đến lần đọc kế tiếp được trả lời; giữa hai lần đọc không biết được.',
    ],
  };
}

function outageWords({ from, until, hours }: NonNullable<Availability['longestOutage']>): string {
  const length = hours < 48 ? `${numberWords(hours)} giờ` : `${numberWords(hours / 24, 0)} ngày`;
  return until === null
    ? `từ ${dateAndTime(from)}, đến hết tháng chưa trả lời lại (${length})`
    : `từ ${dateAndTime(from)} đến ${dateAndTime(until)} (${length})`;
}
