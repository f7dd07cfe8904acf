import type { Details } from '../../../src/adapter/kit/details.ts';
import { numberWords } from '../../../src/domain/number-words.ts';
import { dateAndTime } from '../../../src/domain/time.ts';
import { detailKeys } from './detail-rows.ts';
import type { ProcessTurns } from './reading.ts';

/**
 * So many processes are read for the first time in one run. Each costs a request for every step beside two of its own, so
 * these are four minutes at the pace of hosts that answer in half a second. A city has some hundred; where there are more,
 * each of the others has its turn within the time a detail may be old.
 */
const processesAtOnce = 600;

export function createProcessTurns(
  details: Pick<Details, 'firstReadings'>,
  atOnce = processesAtOnce,
): ProcessTurns {
  const first = details.firstReadings('processes', atOnce);
  const waiting = new Set<string>();
  return {
    async waits(id) {
      if (!waiting.has(id) && !(await first.waits(detailKeys.process(id)))) return false;
      waiting.add(id);
      return true;
    },
    note() {
      if (waiting.size === 0) return undefined;
      const what = `các bước và thao tác của ${numberWords(waiting.size)} quy trình`;
      return waitingWords(what, 'chúng có chạy được và có bước nộp tiền không', first.until()!);
    },
  };
}

/** That something waits for its first reading, what is not known for it, and until when. */
export function waitingWords(what: string, unknown: string, until: string): string {
  return `${what} chưa được đọc nên chưa biết ${unknown}; lần lượt được đọc, xong trước ${dateAndTime(until)}; cần ngay thì nhờ người vận hành đọc lại toàn bộ`;
}
