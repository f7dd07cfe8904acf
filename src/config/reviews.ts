import type { Words } from '../domain/language.ts';
import { readDay } from '../domain/time.ts';
import { type AgencyList, unknownAgency } from './agencies.ts';
import type { ConfigurationProblem } from './configuration.ts';
import type { MilestoneSettings, ReviewSettings } from './sections/reviews.ts';
import type { YamlSource } from './yaml-source.ts';

/** Reviews with what goes across their entries looked at: names unique, agencies ours, days in order. */
export function configureReviews(
  reviews: ReviewSettings | undefined,
  agencies: AgencyList | undefined,
  source: YamlSource,
): { reviews: ReviewSettings | undefined; problems: ConfigurationProblem[] } {
  if (!reviews) return { reviews, problems: [] };
  const problems: ConfigurationProblem[] = [];
  const taken = new Set<string>();
  const milestones = reviews.milestones.map((milestone, at): MilestoneSettings => {
    const wrong = (key: (string | number)[], problem: Words) =>
      problems.push(source.problem(['reviews', 'milestones', at, ...key], problem));
    const { id, from, due, tiers, owner } = milestone;
    if (taken.has(id))
      wrong(['id'], {
        vi: `đã có một mốc khác tên "${id}"`,
        en: `another milestone has the name "${id}"`,
      });
    taken.add(id);
    if (readDay(due) === undefined) wrong(['due'], noSuchDay(due));
    if (from !== undefined && readDay(from) === undefined) wrong(['from'], noSuchDay(from));
    if (from !== undefined && from > due)
      wrong(['from'], {
        vi: `ngày bắt đầu ${from} sau ngày cuối cùng ${due}`,
        en: `the first day ${from} is after the last day ${due}`,
      });
    if (tiers.length === 0 && milestone.agencies.length === 0 && owner === undefined)
      wrong([], {
        vi: 'cần ít nhất một trong tiers, agencies, owner: ai phải làm',
        en: 'needs at least one of tiers, agencies, owner: who has to do it',
      });
    return {
      ...milestone,
      agencies: milestone.agencies.map((given, index) => {
        const code = agencies?.code(given);
        if (!agencies || code !== undefined) return code ?? given;
        wrong(['agencies', index], unknownAgency(given, agencies.codes));
        return given;
      }),
    };
  });
  reviews.holidays.forEach((day, at) => {
    if (readDay(day) === undefined)
      problems.push(source.problem(['reviews', 'holidays', at], noSuchDay(day)));
  });
  return { reviews: { ...reviews, milestones }, problems };
}

function noSuchDay(day: string): Words {
  return { vi: `không có ngày ${day}`, en: `there is no day ${day}` };
}
