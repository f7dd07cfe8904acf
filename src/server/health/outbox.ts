import { outboxState } from '../../app/queries/jobs.ts';
import { numberWords } from '../../domain/number-words.ts';
import { type HealthCheck, judged } from './check.ts';

/** Twice the time a mail server usually needs to come back after a restart or a short outage. */
const stuckAfterMinutes = 30;

/** Do letters leave? Only where letters are configured. */
export const outbox: HealthCheck = {
  name: 'outbox',
  async look({ store, configuration, now }) {
    const state = await outboxState(store, now().toISOString());
    const { oldestDueSeconds, inDoubt, dead } = state;
    const configured = configuration().mail !== undefined;
    const minutes = (oldestDueSeconds ?? 0) / 60;
    const problems = [
      configured &&
        minutes > stuckAfterMinutes &&
        `Thư chờ gửi đã ${numberWords(Math.round(minutes))} phút: kiểm tra máy chủ thư và nhật ký ("dvc-sync mail").`,
      dead > 0 &&
        `${numberWords(dead)} thư không gửi được, đã thôi thử: xem và gửi lại bằng "dvc-sync mail".`,
      inDoubt > 0 &&
        `${numberWords(inDoubt)} thư không rõ đã tới hay chưa: xem và gửi lại nếu cần bằng "dvc-sync mail".`,
    ].filter(problem => problem !== false);
    return judged(problems, { configured, ...state });
  },
};
