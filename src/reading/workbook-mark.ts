import type { Book, Sheet, SheetRow } from './book.ts';

/** Sheet of a workbook of ours that says what it is; hidden, where the program that saved it last has kept that. */
export const markSheetName = 'dvc-sync';

/** What a workbook of ours is, for when it comes back. */
export interface WorkbookMark {
  /** `review-form`, `consultation` … */
  what: string;
  /** Whatever has to be known then: whose it is, which codes stand in which row. */
  values: Readonly<Record<string, string>>;
}

/** The mark as rows of its sheet: a key and a value each. */
export function markRows({ what, values }: WorkbookMark): [key: string, value: string][] {
  return [
    ['what', what],
    ...Object.entries(values).map(([key, value]): [string, string] => [`.${key}`, value]),
  ];
}

/** What a workbook is by that sheet; undefined where it has none. */
export function workbookMark({ sheets }: Pick<Book, 'sheets'>): WorkbookMark | undefined {
  const sheet = sheets.find(({ name }) => name === markSheetName);
  if (!sheet) return undefined;
  const rows = sheet.rows.map(({ cells: [key, value] }) => [key?.text ?? '', value?.text ?? ''] as const);
  const what = rows.find(([key]) => key === 'what')?.[1];
  if (!what) return undefined;
  const values = rows.filter(([key]) => key.startsWith('.')).map(([key, value]) => [key.slice(1), value]);
  return { what, values: Object.fromEntries(values) as Record<string, string> };
}

/** The visible sheet that a mark speaks of, by its rows: people put sheets of their own before it. */
export function markedSheet(
  { sheets }: Pick<Book, 'sheets'>,
  isOwn: (row: SheetRow) => boolean,
): Sheet | undefined {
  const visible = sheets.filter(({ name, hidden }) => !hidden && name !== markSheetName);
  return visible.find(({ rows }) => rows.some(isOwn)) ?? visible[0];
}
