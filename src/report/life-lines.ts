import { dateAndTime } from '../domain/time.ts';
import type { DiscrepancyHistory } from '../store/runs/history.ts';

/** What became of a finding, latest first: when it was there, and who set it aside. */
export function lifeLines({ lives, waivers }: Pick<DiscrepancyHistory, 'lives' | 'waivers'>): string[] {
  const lines = [
    ...lives.map(({ firstSeen, lastSeen, resolvedAt }) => ({
      at: firstSeen,
      line: `Thấy từ ${dateAndTime(firstSeen)}, ${resolvedAt === null ? `gần nhất ${dateAndTime(lastSeen)}` : `hết ${dateAndTime(resolvedAt)}`}`,
    })),
    ...waivers.map(({ at, by, reason, until, revokedAt, revokedBy }) => ({
      at,
      line: `${by} cho tạm bỏ qua lúc ${dateAndTime(at)} ${until ? `đến ${dateAndTime(until)}` : 'không thời hạn'}: ${reason}${
        revokedAt ? `; ${revokedBy} thu hồi lúc ${dateAndTime(revokedAt)}` : ''
      }`,
    })),
  ];
  return lines.sort((a, b) => (a.at < b.at ? 1 : -1)).map(({ line }) => line);
}
