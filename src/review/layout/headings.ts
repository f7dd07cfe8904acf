import { levelsIn } from '../../reading/level-words.ts';
import { givesDay, isBehind } from '../statement-days.ts';
import { namesLess, saidOfList, statementAt } from '../statements.ts';
import type { FoundList } from './find-lists.ts';
import { beginsList } from './words.ts';

/**
 * Of a list of what goes up: the title or heading that says otherwise of a row, if one does; headings of a lower level
 * that were taken for what is, where nothing says that they are what shall be; and headings that only give a day.
 *
 * @param told somebody has said which list it is, whatever its title says.
 */
export function contraryHeadings(
  { titles, rows }: Pick<FoundList, 'titles' | 'rows'>,
  told: boolean,
  lastYear: number | undefined,
): {
  of(row: { headings: readonly string[] }): string | undefined;
  lesser: string[];
  dated: string[];
} {
  const title = told ? undefined : contraryTitle(titles);
  // Rows share the list of the headings above them, and each goes on where the one before ended.
  const shared = new Set(rows.map(({ headings }) => headings));
  const lines = [...new Set(rows.at(-1)?.headings)];
  // A title names the level they rise from as well as the one they rise to.
  const parts = lines.some(line => levelsIn(line).has(4));
  const speaking = new Set(
    lines.filter(
      line =>
        statementAt('heading', line) !== undefined ||
        isBehind(line, lastYear, true) ||
        (parts && namesLess(line)),
    ),
  );
  const contrary = new Map(
    [...shared].map(headings => [headings, standingHeading(headings, line => speaking.has(line))]),
  );
  const others = title ? [] : lines.filter(line => !speaking.has(line));
  return {
    of: ({ headings }) => title ?? contrary.get(headings),
    lesser: parts ? [] : others.filter(namesLess),
    dated: others.filter(givesDay),
  };
}

/** A title that sets the whole list apart, not before a line that says that the list is of what can rise. */
function contraryTitle(titles: readonly string[]): string | undefined {
  const from = Math.max(titles.findLastIndex(beginsList), 0);
  const said = titles.map((line, at) => saidOfList(line, at < from));
  const eligible = said.findLastIndex(each => each.eligible);
  return titles.find((_, at) => said[at]!.contrary && (said[at]!.eligible || at > eligible));
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
