import { type OnegateProcess, onegateTargets } from '../domain/onegate-process.ts';
import type { Form } from './forms.ts';
import { styles } from './table/sheet-styles.ts';
import { type Book, type SheetCell, workbook, writeRow, writeValues } from './table/workbook.ts';

const stepTitles = [
  ...['TTHC', 'Tên quy trình', 'Bí danh', 'ID', 'Tên Form', 'Mã Action'],
  ...['Thời gian', 'Nhóm người dùng', 'Phòng ban'],
];
const moveTitles = ['TTHC', 'Tên quy trình', 'Từ Form', 'Đến Form', 'Đến Form 2', 'Đến Form 3'];
/** Days may be parts of one, and are shown as they are. */
const days = { ...styles.number, numFmt: 'General' };

/**
 * The workbook from which operators of the one-stop ctonegate set a process up: their robot reads places, not headings,
 * so nothing may stand anywhere else.
 *
 * @param locality is put behind the code, as their system has it: `2.002621.H13`.
 */
export function onegateWorkbook(
  file: string,
  { procedure, name, alias, steps, moves }: OnegateProcess,
  { locality, madeAt }: { locality: string; madeAt: string },
): Form {
  const code = `${procedure}.${locality}`;
  const about = [
    ['Tên quy trình:', name],
    ['Bí danh:', alias],
    ['Gắn vào TTHC:', code],
  ];
  const sheet = (book: Book, title: string, titles: readonly string[], rows: readonly SheetCell[][]) => {
    const made = book.addWorksheet(title);
    made.columns = titles.map(each => ({ width: Math.max(14, each.length + 4) }));
    for (const line of [...about, []]) writeValues(made, line);
    writeValues(made, titles, styles.header);
    for (const row of rows) writeRow(made, row);
    made.commit();
  };
  return workbook(file, madeAt, [
    book =>
      sheet(
        book,
        'QuyTrinh',
        stepTitles,
        steps.map(step => [
          ...[code, name, alias, step.id, step.name, step.action].map(value => ({ value })),
          { value: step.days, style: days },
          ...[step.group, step.department].map(text => ({ value: text || null })),
        ]),
      ),
    book =>
      sheet(
        book,
        'LuanChuyen',
        moveTitles,
        moves.map(({ from, to }) =>
          [code, name, from, ...Array.from({ length: onegateTargets }, (_, at) => to[at] ?? null)].map(
            value => ({ value }),
          ),
        ),
      ),
  ]);
}
