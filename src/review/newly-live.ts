import { isBroken, type LinkVerdict } from '../domain/link.ts';

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

/** "Từ 01/10/2021, người dân có thể làm thủ tục … tại nhà": what a unit may publish as it is. */
export function announcement(
  { name, link }: Pick<LiveService, 'name' | 'link'>,
  { unit, top, day }: { unit: string; top: string; day: string },
): string {
  const where = link === null ? '' : ` Nộp hồ sơ tại: ${link}`;
  return `Từ ngày ${day}, ${unit} tiếp nhận và giải quyết trực tuyến ${top} ${/^thủ tục\b/iu.test(name) ? '' : 'thủ tục '}“${name}”: người dân, doanh nghiệp nộp hồ sơ và nhận kết quả mà không phải đến cơ quan.${where}`;
}

/** What may be told to people: nothing whose link was seen to lead nowhere or elsewhere. */
export function withoutWrongLinks(
  services: readonly LiveService[],
  links: readonly { procedure: string; agency: string; url: string; verdict: LinkVerdict }[],
): LiveService[] {
  const keyOf = (procedure: string, agency: string, url: string) => JSON.stringify([procedure, agency, url]);
  const wrong = new Set(
    links
      .filter(({ verdict }) => isBroken(verdict))
      .map(({ procedure, agency, url }) => keyOf(procedure, agency, url)),
  );
  return services.filter(
    ({ procedure, agency, link }) => link === null || !wrong.has(keyOf(procedure, agency, link)),
  );
}
