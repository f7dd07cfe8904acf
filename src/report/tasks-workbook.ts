import type { Writable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { printedColumns, taskColumns } from './tasks-columns.ts';
import type { TaskList } from './tasks-model.ts';
import { writePlainBook } from './workbook/plain-book.ts';
import { toneStyles } from './workbook/styles.ts';
import { TableSheet } from './workbook/table-sheet.ts';

const stateColumn = taskColumns.findIndex(({ header }) => header === 'Tình trạng');

/** `tasks.xlsx`, streamed: a sheet for each side that has work. Ends `out`. */
export async function writeTaskWorkbook(list: TaskList, out: Writable, signal?: AbortSignal): Promise<void> {
  await writePlainBook(out, list.madeAt, async book => {
    // A workbook needs a sheet, even when nobody has anything to do.
    const sheets = list.owners.length > 0 ? list.owners : [{ owner: undefined, name: 'Việc cần làm' }];
    const taken = new Set<string>();
    for (const { owner, name } of sheets) {
      const sheet = new TableSheet(book, sheetName(name, taken), taskColumns, { printed: printedColumns });
      for await (const page of list.pages(owner)) {
        signal?.throwIfAborted();
        for (const task of page) {
          const cells = taskColumns.map(column => column.value(task, list));
          const tone = list.isLate(task)
            ? toneStyles.bad
            : task.state === 'open'
              ? undefined
              : toneStyles.good;
          await sheet.add(
            cells.map((value, at) => (tone && at === stateColumn ? { value, style: tone } : value)),
          );
        }
        await nextTurn();
      }
      sheet.end();
    }
  });
}

/** Spreadsheets refuse some signs, more than 31 characters, and the same name twice whatever the case. */
function sheetName(name: string, taken: Set<string>): string {
  const plain =
    name
      .replace(/[\\/?*[\]:']/g, ' ')
      .slice(0, 24)
      .trim() || 'Việc';
  let free = plain;
  for (let number = 2; taken.has(free.toLowerCase()); number++) free = `${plain} ${number}`;
  taken.add(free.toLowerCase());
  return free;
}
