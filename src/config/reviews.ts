import { readDay } from '../domain/time.ts';
import type { AgencyList } from './agencies.ts';
import type { ConfigurationProblem } from './configuration.ts';
import { didYouMean } from './nearest.ts';
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
    const wrong = (key: (string | number)[], problem: string) =>
      problems.push(source.problem(['reviews', 'milestones', at, ...key], problem));
    const { id, from, due, tiers, owner } = milestone;
    if (taken.has(id)) wrong(['id'], `đã có một mốc khác tên "${id}"`);
    taken.add(id);
    if (readDay(due) === undefined) wrong(['due'], `không có ngày ${due}`);
    if (from !== undefined && readDay(from) === undefined) wrong(['from'], `không có ngày ${from}`);
    if (from !== undefined && from > due) wrong(['from'], `ngày bắt đầu ${from} sau ngày cuối cùng ${due}`);
    if (tiers.length === 0 && milestone.agencies.length === 0 && owner === undefined)
      wrong([], 'cần ít nhất một trong tiers, agencies, owner: ai phải làm');
    return {
      ...milestone,
      agencies: milestone.agencies.map((given, index) => {
        const code = agencies?.code(given);
        if (!agencies || code !== undefined) return code ?? given;
        const guess = didYouMean(
          given,
          agencies.agencies.map(agency => agency.code),
        );
        wrong(['agencies', index], `danh sách đơn vị không có mã "${given}"${guess}`);
        return given;
      }),
    };
  });
  reviews.holidays.forEach((day, at) => {
    if (readDay(day) === undefined)
      problems.push(source.problem(['reviews', 'holidays', at], `không có ngày ${day}`));
  });
  return { reviews: { ...reviews, milestones }, problems };
}
