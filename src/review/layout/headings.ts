import { levelsIn } from '../../reading/level-words.ts';
import { behindEligible, deniesUpgrade, mayBeLater, namesLess, setsAside, stopsBelow } from './against.ts';
import type { FoundList } from './find-lists.ts';
import { beginsList, headerKey } from './words.ts';

/**
 * Of a list of what goes up: the title or heading that says otherwise of a row, if one does; headings of a lower level
 * that were taken for what is, where nothing says that they are what shall be; and headings that only give a day.
 *
 * @param told somebody has said which list it is, whatever its title says.
 */
export function contraryHeadings(
  { titles, rows }: Pick<FoundList, 'titles' | 'rows'>,
  told: boolean,
): {
  of(row: { headings: readonly string[] }): string | undefined;
  lesser: string[];
  dated: string[];
} {
  const title = told ? undefined : contraryTitle(titles);
  // Rows share the list of the headings above them, and each goes on where the one before ended.
  const shared = new Set(rows.map(({ headings }) => headings));
  const lines = new Set(rows.at(-1)?.headings);
  // A title names the level they rise from as well as the one they rise to.
  const parts = [...lines].some(line => levelsIn(line).has(4));
  const speaking = new Set(
    [...lines].filter(
      line => deniesUpgrade(line) || stopsBelow(line) || setsAside(line) || (parts && namesLess(line)),
    ),
  );
  const contrary = new Map(
    [...shared].map(headings => [headings, standingHeading(headings, line => speaking.has(line))]),
  );
  return {
    of: ({ headings }) => title ?? contrary.get(headings),
    lesser: parts || title ? [] : [...lines].filter(line => !speaking.has(line) && namesLess(line)),
    dated: title ? [] : [...lines].filter(mayBeLater),
  };
}

/**
 * A title that sets the whole list apart. What stands above a list may be the end of a letter or tell how it is to be
 * filled in: only what calls the list by its name counts, and not before a line that says that the list is of what can
 * rise. Of such a line, what stands behind that word counts.
 */
function contraryTitle(titles: readonly string[]): string | undefined {
  const from = Math.max(titles.findLastIndex(beginsList), 0);
  const behind = titles.map((line, at) => (at < from ? undefined : behindEligible(line)));
  const eligible = behind.findLastIndex(said => said !== undefined);
  return titles.find((line, at) => {
    const key = headerKey(line);
    if (instruction.test(key)) return false;
    const said = behind[at];
    if (said !== undefined)
      return said
        .replace(alsoNot, ' ')
        .replace(approval, ' ')
        .split(/ (?:nhưng|nhung|tuy nhiên|tuy nhien) /)
        .some(setsAside);
    return (
      at > eligible &&
      (at < from ? /^danh muc\b/ : listName).test(key) &&
      (deniesUpgrade(line) || setsAside(line))
    );
  });
}
const listName =
  /^(?:(?:[ivx]+|\d+|[a-h]) )?(?:(?:bang|bieu) )?(?:(?:tong hop|thong ke|ra soat) )?(?:danh muc|cac|nhung|thu tuc|tthc)\b/;
/** How a list is to be filled in, or that there is none: "Thủ tục chưa đủ điều kiện ghi ở Phụ lục II". */
const instruction =
  /\bghi (?:o|vao|tai|ro|khong)\b|\bthi\b|\bgui (?:kem|sau)\b|\bphu luc (?:ii|2)\b|\bkhong(?: co)?$/;
/** The one list of what can and cannot. */
const alsoNot =
  /(?:và|hoặc|hay|va|hoac)(?: \p{L}+){0,4} (?:không|chưa|khong|chua)(?: có| co)? (?:đủ|du) (?:điều kiện|dieu kien)/u;
const approval = /(?:chờ|cho) .{0,40}(?:phê duyệt|phe duyet|quyết định|quyet dinh|công bố|cong bo)/u;

/**
 * The heading that still holds for the rows below of those that fit: the last one, unless another of its own kind ("B"
 * after "A", "III" after "II") has come since.
 */
export function standingHeading(
  headings: readonly string[],
  fits: (heading: string) => boolean,
): string | undefined {
  const at = headings.findLastIndex(fits);
  if (at < 0) return undefined;
  const heading = headings[at]!;
  return headings.slice(at + 1).some(later => kindOf(later) === kindOf(heading)) ? undefined : heading;
}

function kindOf(heading: string): 'roman' | 'letter' | 'number' | 'plain' {
  // "Các" is no "C)", and "Đã" no "ã".
  const [, mark = ''] = /^[^\p{L}\p{N}]*([\p{L}\p{N}]+)/u.exec(heading.normalize()) ?? [];
  if (/^[ivx]+$/i.test(mark)) return 'roman';
  if (/^[a-h]$/i.test(mark)) return 'letter';
  return /^\d/.test(mark) ? 'number' : 'plain';
}
