import { z } from 'zod';

const text = z.string();

/** The word of a unit that it has told people of a service. */
export const published = z.object({
  place: text.describe('Where people can read it.'),
  ...{ on: text, by: text, at: text },
});

/** A service people can use now, for telling them. */
export const liveService = z.object({
  ...{ procedure: text, name: text, agency: text },
  /** Day since when, `YYYY-MM-DD`. */
  since: text,
  /** Where people file. */
  link: text.nullable().describe('null: not known.'),
  /** How it is known: the portal shows level 4, or a person's word. */
  proof: z.enum(['shown', 'confirmed']),
  published: published
    .nullable()
    .describe('The unit’s word that it has told people; null: it has not said so.'),
});
export type LiveService = z.output<typeof liveService>;

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
