import { lastRun } from '../../app/queries/runs.ts';
import { dateAndTime } from '../../domain/time.ts';
import { punctualMs } from '../../runtime/due-moments.ts';
import { type HealthCheck, judged } from './check.ts';

/** Is the clock behind what it has said before? Then it is wrong now, or was when the last run was made. */
export const clock: HealthCheck = {
  name: 'clock',
  async look({ store, now }) {
    const last = await lastRun(store);
    const behind = last !== undefined && Date.parse(last.startedAt) > now().getTime() + punctualMs;
    const problem =
      behind &&
      `Đồng hồ máy (${dateAndTime(now().toISOString())}) chậm hơn lần đối chiếu gần nhất (${dateAndTime(last.startedAt)}): kiểm tra giờ máy, rồi chạy đối chiếu lại.`;
    return judged(problem ? [problem] : [], { lastRunAhead: behind });
  },
};
