import { queueDepth } from '../../app/queries/jobs.ts';
import { numberWords } from '../../domain/number-words.ts';
import { queueBounds } from '../../runtime/jobs.ts';
import { type HealthCheck, judged } from './check.ts';

/** A job is begun within seconds; ten minutes with nothing in hand means that nobody works. */
const stuckAfterMinutes = 10;

/** Is somebody working off what waits? A job waiting for a long run to end is not stuck. */
export const queue: HealthCheck = {
  name: 'queue',
  async look({ store, now }) {
    const { waiting, asked, running, oldestWaiting } = await queueDepth(store);
    const minutes = oldestWaiting === null ? 0 : (now().getTime() - Date.parse(oldestWaiting)) / 60_000;
    const stuck = running === 0 && minutes > stuckAfterMinutes;
    const problem = `Hàng đợi đứng: việc chờ lâu nhất đã ${numberWords(Math.round(minutes))} phút mà không tiến trình nào làm. Kiểm tra serve, work và nhật ký của chúng.`;
    const full = asked >= queueBounds.all;
    const fullProblem = `Hàng đợi đầy: ${numberWords(asked)} việc có người yêu cầu đang chờ; yêu cầu mới bị từ chối đến khi vơi bớt. Xem ai đã yêu cầu (/v1/jobs), hủy việc thừa.`;
    return judged([...(stuck ? [problem] : []), ...(full ? [fullProblem] : [])], {
      ...{ waiting, asked, running, oldestWaiting },
      bounds: queueBounds,
    });
  },
};
