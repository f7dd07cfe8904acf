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
