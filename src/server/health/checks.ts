import { appliedMigrations } from '../../app/queries/administration.ts';
import { lastMoments, outboxState, queueDepth, unfinishedJobs } from '../../app/queries/jobs.ts';
import { lastRun } from '../../app/queries/runs.ts';
import { dueTimes } from '../../config/cron.ts';
import { jobNames, scheduledJobs } from '../../domain/job.ts';
import { numberWords } from '../../domain/number-words.ts';
import { dateAndTime } from '../../domain/time.ts';
import { queueBounds } from '../../runtime/jobs.ts';
import { punctualMs } from '../../runtime/schedule.ts';
import type { ServerContext } from '../context.ts';
import type { Rest } from '../part.ts';
import { down, type HealthCheck, judged, well } from './check.ts';
import { milestones } from './milestones.ts';
import { sources } from './sources.ts';

/** A job is begun within seconds; ten minutes with nothing in hand means that nobody works. */
const queueStuckMinutes = 10;

/** Is somebody working off what waits? A job waiting for a long run to end is not stuck. */
const queue: HealthCheck = {
  name: 'queue',
  async look({ store, now }) {
    const { waiting, asked, running, oldestWaiting } = queueDepth(await unfinishedJobs(store));
    const minutes = oldestWaiting === null ? 0 : (now().getTime() - Date.parse(oldestWaiting)) / 60_000;
    const problems = [
      running === 0 &&
        minutes > queueStuckMinutes &&
        `Hàng đợi đứng: việc chờ lâu nhất đã ${numberWords(Math.round(minutes))} phút mà không tiến trình nào làm. Kiểm tra serve, work và nhật ký của chúng.`,
      asked >= queueBounds.all &&
        `Hàng đợi đầy: ${numberWords(asked)} việc có người yêu cầu đang chờ; yêu cầu mới bị từ chối đến khi vơi bớt. Xem ai đã yêu cầu (/v1/jobs), hủy việc thừa.`,
    ];
    return judged(problems, { waiting, asked, running, oldestWaiting, bounds: queueBounds });
  },
};

/**
 * Was what the schedule says taken when it was due, by whichever process? What was due before this process began, and
 * before any process ever went by a schedule here, nobody waited for.
 */
const schedule: HealthCheck = {
  name: 'schedule',
  async look({ store, configuration, now, startedAt }) {
    const settings = configuration().schedule;
    const last = new Map((await lastMoments(store, now().toISOString())).map(({ job, due }) => [job, due]));
    const overdue = scheduledJobs.flatMap(job => {
      const { at, jitterSeconds } = settings[job];
      if (at === null) return [];
      const latest = new Date(now().getTime() - 2 * punctualMs - jitterSeconds * 1_000);
      const due = dueTimes(at).last(latest)?.toISOString();
      return due !== undefined && due > (last.get(job) ?? startedAt) ? [{ job, due }] : [];
    });
    const problems = overdue.map(
      ({ job, due }) =>
        `Lịch "${jobNames[job]}" lẽ ra chạy lúc ${dateAndTime(due)} mà chưa chạy: kiểm tra giờ máy và nhật ký của serve, rồi khởi động lại dịch vụ.`,
    );
    return judged(problems, { overdue });
  },
};

/** Is the clock behind what it has said before? Then it is wrong now, or was when the last run was made. */
const clock: HealthCheck = {
  name: 'clock',
  async look({ store, now }) {
    const last = await lastRun(store);
    const behind = last !== undefined && Date.parse(last.startedAt) > now().getTime() + punctualMs;
    const problem =
      behind &&
      `Đồng hồ máy (${dateAndTime(now().toISOString())}) chậm hơn lần đối chiếu gần nhất (${dateAndTime(last.startedAt)}): kiểm tra giờ máy, rồi chạy đối chiếu lại.`;
    return judged([problem], { lastRunAhead: behind });
  },
};

/** Twice the time a mail server usually needs to come back after a restart or a short outage. */
const outboxStuckMinutes = 30;

/** Do letters leave? Only where letters are configured. */
const outbox: HealthCheck = {
  name: 'outbox',
  async look({ store, configuration, now }) {
    const state = await outboxState(store, now().toISOString());
    const { oldestDueSeconds, inDoubt, dead } = state;
    const configured = configuration().mail !== undefined;
    const minutes = (oldestDueSeconds ?? 0) / 60;
    const problems = [
      configured &&
        minutes > outboxStuckMinutes &&
        `Thư chờ gửi đã ${numberWords(Math.round(minutes))} phút: kiểm tra máy chủ thư và nhật ký ("dvc-sync mail list").`,
      dead > 0 &&
        `${numberWords(dead)} thư không gửi được, đã thôi thử: xem và gửi lại bằng "dvc-sync mail list".`,
      inDoubt > 0 &&
        `${numberWords(inDoubt)} thư không rõ đã tới hay chưa: xem và gửi lại nếu cần bằng "dvc-sync mail list".`,
    ];
    return judged(problems, { configured, ...state });
  },
};

/**
 * Could what people and programs come for be loaded? Well as long as nobody has come. After a failure this check tries
 * again: where nobody is sent any more, nobody else would.
 */
export function pagesOf(rest: Rest): HealthCheck {
  return {
    name: 'pages',
    async look() {
      if (!rest.failed()) return well();
      // Not waited for: the next look finds what came of it, and the log has why it fails.
      rest.load().catch(() => {});
      const problem =
        'Không nạp được các trang và giao diện lập trình (API) của dịch vụ. Xem nguyên nhân trong nhật ký; nếu chương trình vừa được cài lại thì khởi động lại dịch vụ.';
      return down(problem);
    },
  };
}

/** Writing waits for moments while others write; so long only where another program holds the file. */
const busyAfterSeconds = 5;

/** Does the database answer, and are its tables those this program knows? Without it nothing works. */
const database: HealthCheck = {
  name: 'database',
  async look({ store, now }) {
    const busySeconds = Math.round((store.busyFor?.() ?? 0) / 1_000);
    if (busySeconds >= busyAfterSeconds) {
      const problem = `Một chương trình khác đang giữ tệp kho dữ liệu đã ${busySeconds} giây: chưa ghi được gì. Tìm và kết thúc chương trình ấy; việc đang làm sẽ tiếp tục.`;
      return down(problem, { driver: store.driver, busySeconds });
    }
    const asked = now().getTime();
    await store.probe();
    const { missing, unknown } = await appliedMigrations(store);
    const details = { driver: store.driver, answerMs: now().getTime() - asked };
    if (unknown.length > 0) {
      const problem = `Kho dữ liệu đã được bản dvc-sync mới hơn nâng cấp (${unknown.join(', ')}): cài bản ấy cho tiến trình này.`;
      return down(problem, { ...details, unknown });
    }
    if (missing.length > 0) {
      const problem = `Kho dữ liệu chưa được nâng cấp (${missing.join(', ')}): khởi động lại dịch vụ để nâng cấp.`;
      return down(problem, { ...details, missing });
    }
    return well(details);
  },
};

/** The whole file is read for it. */
const everyMs = 6 * 3_600_000;

interface Checking {
  begun: number;
  /** Absent until the first check is done. */
  last?: { checkedAt: string; found: string[] };
}
const checkings = new WeakMap<ServerContext, Checking>();

/** Is the file of the store whole? Looked at now and then beside the requests; what is told is the last answer. */
const integrity: HealthCheck = {
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
    return down(problem, { checkedAt, found: found.slice(0, 20) });
  },
};

/** The first must hold for the others to be asked at all. */
export const healthChecks: readonly HealthCheck[] = [
  database,
  integrity,
  queue,
  schedule,
  clock,
  sources,
  outbox,
  milestones,
];
/** What a process must have to be sent requests. */
export const readinessChecks: readonly HealthCheck[] = [database, queue];
