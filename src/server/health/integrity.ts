import type { ServerContext } from '../context.ts';
import { type HealthCheck, well } from './check.ts';

/** The whole file is read for it. */
const everyMs = 6 * 3_600_000;

interface Checking {
  begun: number;
  /** Absent until the first check is done. */
  last?: { checkedAt: string; found: string[] };
}
const checkings = new WeakMap<ServerContext, Checking>();

/** Is the file of the store whole? Looked at now and then beside the requests; what is told is the last answer. */
export const integrity: HealthCheck = {
  name: 'integrity',
  async look(context) {
    const { store, now, log } = context;
    if (!store.quickCheck) return well({ checkedAt: null });
    const checking = checkings.get(context) ?? { begun: Number.NEGATIVE_INFINITY };
    checkings.set(context, checking);
    // Either way: a clock that was ahead must not put the next check off.
    if (Math.abs(now().getTime() - checking.begun) >= everyMs) {
      checking.begun = now().getTime();
      store.quickCheck().then(
        found => {
          if (found.length > 0) log.error({ found }, 'the file of the store is damaged');
          checking.last = { checkedAt: now().toISOString(), found };
        },
        error => {
          // Tried again at the next look.
          checking.begun = Number.NEGATIVE_INFINITY;
          log.warn({ err: error }, 'the file of the store could not be checked');
        },
      );
    }
    const { checkedAt = null, found = [] } = checking.last ?? {};
    if (found.length === 0) return well({ checkedAt });
    const problem =
      'Tệp kho dữ liệu bị hỏng: dừng dịch vụ, kiểm tra ổ đĩa, phục hồi bản sao lưu gần nhất bằng "dvc-sync restore".';
    return { health: 'down', problems: [problem], details: { checkedAt, found: found.slice(0, 20) } };
  },
};
