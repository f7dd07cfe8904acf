import type { HostLimits, HostStrain } from '../adapter/host-limiter.ts';
import { numberWords } from '../domain/number-words.ts';

/** "2 yêu cầu cùng lúc, 25 yêu cầu mỗi giây". */
function limitWords({ concurrency, ratePerSecond }: HostLimits): string {
  return `${numberWords(concurrency)} yêu cầu cùng lúc, ${numberWords(ratePerSecond, 1)} yêu cầu mỗi giây`;
}

/** How a system was asked less than it might have been; undefined: it bore all of it. */
export function strainWords({ reductions, least, ceiling }: HostStrain): string | undefined {
  if (reductions === 0) return undefined;
  return `Trả lời chậm hoặc xin tạm nghỉ ${numberWords(reductions)} lần nên đã hỏi thưa đi: thấp nhất ${limitWords(least)}, trần ${limitWords(ceiling)}`;
}

/** The same in the middle of a reading, short; '' = it is asked as much as it may be. */
export function slowedWords({ now, ceiling }: HostStrain): string {
  return now.concurrency === ceiling.concurrency && now.ratePerSecond === ceiling.ratePerSecond
    ? ''
    : `hỏi thưa: ${numberWords(now.concurrency)} cùng lúc`;
}
