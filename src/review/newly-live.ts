import { isBroken, type LinkVerdict } from '../domain/link.ts';
import type { TaskAnswer } from '../reconcile/task-check.ts';

/** A service people can use now, for telling them. */
export interface LiveService {
  procedure: string;
  name: string;
  agency: string;
  /** Day since when, `YYYY-MM-DD`. */
  since: string;
  /** Where people file; null = not known. */
  link: string | null;
  /** How it is known: the portal shows level 4, or a person's word. */
  proof: 'shown' | 'confirmed';
  /** The unit's word that it has told people; null = it has not said so. */
  published: { place: string; on: string; by: string; at: string } | null;
}

export interface NewServices {
  services: LiveService[];
  /** So many more whose registration is done and of which people may not be told. */
  leftOut: number;
}

/** "Từ 01/10/2021, người dân có thể làm thủ tục … tại nhà": what a unit may publish as it is. */
export function announcement(
  { name, link }: Pick<LiveService, 'name' | 'link'>,
  { unit, top, day }: { unit: string; top: string; day: string },
): string {
  const where = link === null ? '' : ` Nộp hồ sơ tại: ${link}`;
  return `Từ ngày ${day}, ${unit} tiếp nhận và giải quyết trực tuyến ${top} ${/^thủ tục\b/iu.test(name) ? '' : 'thủ tục '}“${name}”: người dân, doanh nghiệp nộp hồ sơ và nhận kết quả mà không phải đến cơ quan.${where}`;
}

/** What is known of a service now, apart from its registration. */
export interface SeenNow {
  /** By the portal, whether it is at level 4; undefined: it was never read whole. */
  answer: TaskAnswer | undefined;
  /** Of its link; undefined: nobody has looked at it. */
  verdict: LinkVerdict | undefined;
}

/**
 * Whether people may be told of a service: never where its link was seen to lead nowhere or elsewhere; else where the
 * link answers, somebody said that it works, or the portal is not known to lack it at level 4.
 */
export function mayBeTold({ proof }: Pick<LiveService, 'proof'>, { answer, verdict }: SeenNow): boolean {
  if (verdict !== undefined && isBroken(verdict)) return false;
  if (verdict === 'answers' || proof === 'confirmed') return true;
  return answer === undefined || !('still' in answer);
}
