import { type ReviewList, reviewListNames } from '../domain/review.ts';
import type { FoundList } from './layout/find-lists.ts';
import { markColumns } from './layout/ground-columns.ts';
import { aimsLower, listOf } from './layout/words.ts';
import type { UnitFinder } from './units.ts';

/** What the sender said beside the file. */
export interface ImportOptions {
  /** Our agency code: the whole file is this unit's. */
  unit?: string;
  /** The sender may hand in for this unit only; lists that do not say whose they are are its own. */
  onlyUnit?: string;
  /** For lists that do not say, or contradict themselves, which they are. */
  list?: ReviewList;
}

export interface Surroundings {
  fileName: string;
  /** Titles of the first list of the sheet, which lists further down share. */
  first: readonly string[];
  options: ImportOptions;
  decision?: string;
  /** Boxes to be ticked lie over the cells of its workbook. */
  boxed?: boolean;
}

/** Which list this is; a text (Vietnamese) where it cannot be told. `both`: one table for Phụ lục I and II. */
export function whichList(
  found: FoundList,
  surroundings: Surroundings,
): { list: ReviewList | 'both' } | { unclear: string; todo?: string } {
  const { fileName, options, decision } = surroundings;
  const columns = (Object.keys(found.columns.grounds) as (ReviewList | 'unsaid')[]).filter(
    list => list !== 'unsaid',
  );
  if (columns.includes('eligible') && columns.includes('not-eligible')) return { list: 'both' };
  const titles = [...new Set(found.titles.flatMap(line => listOf(line, decision) ?? []))];
  const title = titles.includes('already-online')
    ? 'already-online'
    : titles.length === 1
      ? titles[0]
      : undefined;
  const [column] = columns;
  const { list: told } = options;
  if (titles.length > 1 && title === undefined && column === undefined)
    return told ? { list: told } : { unclear: 'tiêu đề nhắc đến cả Phụ lục I và Phụ lục II' };
  if (title !== undefined && column !== undefined && title !== column && title !== 'already-online')
    return told
      ? { list: told }
      : {
          unclear: `tiêu đề là ${reviewListNames[title]} nhưng các cột là của ${reviewListNames[column]}`,
        };
  const said =
    title ??
    column ??
    listOf(found.sheet.name, decision) ??
    listBefore(found, surroundings) ??
    told ??
    listOf(fileName, decision);
  if (said === undefined) return { unclear: 'không ghi là Phụ lục I hay Phụ lục II' };
  return said === 'eligible' && told === undefined && isForLess(found)
    ? {
        unclear: 'tiêu đề chỉ nói đến mức thấp hơn, không rõ có phải Phụ lục I',
        todo: 'nếu đề nghị nâng lên mức độ 4 (toàn trình) thì sửa tiêu đề và tên cột; nếu chỉ đến mức thấp hơn thì gửi các thủ tục này bằng Phụ lục II',
      }
    : { list: said };
}

function isForLess({ titles, columns }: FoundList): boolean {
  return aimsLower(
    titles,
    markColumns(columns).flatMap(column => columns.titles[column] ?? []),
  );
}

/** In a document whose tables stand below one title, the list of the table before. */
function listBefore({ before }: FoundList, surroundings: Surroundings): ReviewList | undefined {
  const which = before && whichList(before, surroundings);
  return which && 'list' in which && which.list !== 'both' ? which.list : undefined;
}

/** Whose list it is as a whole; several = it can be any of them. Rows may say otherwise. */
export function whoseList(
  found: FoundList,
  list: ReviewList | 'both',
  units: UnitFinder,
  surroundings: Surroundings,
): string[] {
  const { fileName, first, options } = surroundings;
  if (options.unit !== undefined) return [options.unit];
  const { titles, before } = found;
  // A heading that names a unit nobody knows says at least that the list is not the one of the table before.
  const heading = titles.map(line => units.inHeading(line)).findLast(unit => unit !== undefined);
  const places = [
    () => named(titles, units, before !== undefined),
    () => heading ?? [],
    () => (heading === null || !before ? [] : whoseList(before, list, units, surroundings)),
    () => (heading === null ? [] : units.inTitles(first)),
    () => units.inLabel(found.sheet.name),
    () => units.inLabel(fileName),
  ];
  for (const place of places) {
    // The city's name stands on every letter; it is not who reviews.
    const found = [place()].flat().filter(code => code !== units.top);
    if (found.length > 0) return found;
    if (heading === null) return [];
  }
  if (list === 'already-online' && units.top !== undefined) return [units.top];
  return options.onlyUnit === undefined ? [] : [options.onlyUnit];
}

/** Of several units that lines between two tables name, the nearest is that of the table below: the others have signed above. */
function named(lines: readonly string[], units: UnitFinder, between: boolean): string[] {
  const all = units.inTitles(lines);
  if (!between || all.length < 2) return all;
  for (let from = lines.length - 1; from > 0; from--) {
    const near = units.inTitles(lines.slice(from)).filter(code => code !== units.top);
    if (near.length === 1) return near;
  }
  return all;
}
