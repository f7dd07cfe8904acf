import { type SourceState, sourceStates } from '../../app/queries/runs.ts';
import { numberWords } from '../../domain/number-words.ts';
import { dateAndTime } from '../../domain/time.ts';
import type { ObservedSystem } from '../../runs/observed.ts';
import { punctualMs } from '../../runtime/schedule.ts';
import { systemLabel } from '../../words/sentence.ts';
import type { ServerContext } from '../context.ts';
import { type HealthCheck, worst } from './check.ts';

/** Every configured system. However many are away, the service itself works on: never worse than degraded. */
export const sources: HealthCheck = {
  name: 'sources',
  async look(context) {
    const health = await systemsHealth(context);
    return {
      health: worst(health.map(([, system]) => system.health)),
      problems: health.flatMap(([, { title, problems }]) => problems.map(one => `${title}: ${one}`)),
      details: Object.fromEntries(health),
    };
  },
};

/** Configured systems by name, in the order of the configuration. */
export async function systemsHealth({
  store,
  configuration,
  observed,
  now,
}: ServerContext): Promise<[string, SystemHealth][]> {
  const { systems, thresholds } = configuration();
  const states = await sourceStates(
    store,
    systems.map(({ profile }) => profile),
  );
  return systems.map(({ profile: { name, role } }) => {
    const title = systemLabel({ name, role });
    const known = { seen: observed.of(name), state: states.get(name) ?? {} };
    return [name, systemHealth({ title, role }, known, thresholds.staleHours, now())];
  });
}

/** What is known of a configured system: what this process saw of it, and what any process left in the store. */
export function systemHealth(
  { title, role }: { title: string; role: string },
  { seen, state }: { seen: ObservedSystem | undefined; state: SourceState },
  staleAfterHours: number,
  now: Date,
) {
  const { last, lastComplete, lastFailure } = state;
  const hours = lastComplete && (now.getTime() - Date.parse(lastComplete.takenAt)) / 3_600_000;
  // A reading later than now was dated by a clock that was ahead: nobody knows how old it is.
  const ahead = hours !== undefined && hours * 3_600_000 < -punctualMs;
  const fresh = hours !== undefined && !ahead && hours <= staleAfterHours;
  const problems = [
    last !== undefined &&
      last.status !== 'complete' &&
      `lần gần nhất không đọc đủ${last.error === null ? '' : ` (${last.error})`}. Xem mục nguồn dữ liệu của báo cáo.`,
    hours === undefined
      ? 'chưa đọc đủ lần nào. Chạy đối chiếu.'
      : ahead
        ? `lần đọc đủ gần nhất ghi giờ sau bây giờ (${dateAndTime(lastComplete!.takenAt)}). Kiểm tra giờ máy, rồi chạy đối chiếu lại.`
        : !fresh &&
          `đã ${numberWords(Math.floor(hours))} giờ chưa đọc đủ. Kiểm tra hệ thống đó và lịch chạy.`,
    seen?.breaker === 'open' && 'đang tạm ngừng gọi vì lỗi liên tiếp. Kiểm tra hệ thống đó.',
  ].filter(problem => problem !== false);
  const stored = lastFailure && Date.parse(lastFailure.takenAt);
  const failedHere = seen?.lastFailure !== undefined && seen.lastFailure > (stored ?? 0);
  return {
    health: problems.length > 0 ? ('degraded' as const) : ('ok' as const),
    ...{ title, role },
    /** Vietnamese clauses, without the system's name. */
    problems,
    /** Moments are ISO 8601, UTC; null = never, as far as is known. */
    lastSuccess: latest(seen?.lastSuccess, lastComplete && Date.parse(lastComplete.takenAt)),
    lastFailure: latest(seen?.lastFailure, stored),
    lastFailureReason: (failedHere ? seen.lastFailureKind : lastFailure?.error) ?? null,
    /** Of recent answers to this process; null = it has not asked. */
    latencyMs: seen?.latencyMs === undefined ? null : Math.round(seen.latencyMs),
    breaker: seen?.breaker ?? null,
    /** Since the remote handed out a session or token to this process; null where there is none or it is not told. */
    sessionAgeSeconds:
      seen?.signedIn === undefined ? null : Math.round((now.getTime() - seen.signedIn) / 1000),
    lastReading: last ? { status: last.status, takenAt: last.takenAt } : null,
    lastComplete:
      lastComplete && hours !== undefined
        ? { takenAt: lastComplete.takenAt, ageHours: Math.round(hours * 10) / 10, fresh }
        : null,
    staleAfterHours,
  };
}

export type SystemHealth = ReturnType<typeof systemHealth>;

function latest(...times: (number | undefined)[]): string | null {
  const known = times.filter(time => time !== undefined);
  return known.length > 0 ? new Date(Math.max(...known)).toISOString() : null;
}
