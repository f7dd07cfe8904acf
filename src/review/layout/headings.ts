import { levelsIn } from '../../reading/level-words.ts';
import { deniesUpgrade, namesLess, setsAside, stopsBelow } from './against.ts';
import type { FoundList } from './find-lists.ts';
import { isAttached } from './words.ts';

/**
 * Of a list of what goes up: the title or heading that says otherwise of a row, if one does; and headings of a lower
 * level that were taken for what is, where nothing says that they are what shall be.
 *
 * @param told somebody has said which list it is, whatever its title says.
 */
export function contraryHeadings(
  { titles, rows }: Pick<FoundList, 'titles' | 'rows'>,
  told: boolean,
): {
  of(row: { headings: readonly string[] }): string | undefined;
  lesser: string[];
} {
  const title = told
    ? undefined
    : titles.find(line => !isAttached(line) && (deniesUpgrade(line) || setsAside(line)));
  // Rows share the list of the headings above them, and each goes on where the one before ended.
  const shared = new Set(rows.map(({ headings }) => headings));
  const lines = new Set([...titles, ...(rows.at(-1)?.headings ?? [])]);
  const parts = [...lines].some(line => {
    const levels = levelsIn(line);
    return levels.has(4) && (levels.size > 1 || !titles.includes(line));
  });
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
    lesser: parts || title ? [] : [...lines].filter(line => !titles.includes(line) && namesLess(line)),
  };
}

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
