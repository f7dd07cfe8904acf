import { type BackupEnd, type BackupHead, type BackupLine, cutOff, damaged } from './format.ts';
import type { TableShape } from './shape.ts';

/**
 * Goes through the rows of a backup whose head has been read, and hands those that fit their table to `take`; tables
 * one after the other. @throws StoreError when anything is not as we write it: nothing that was taken may be kept then.
 */
export async function readRows(
  lines: AsyncIterable<BackupHead | BackupLine>,
  tables: readonly TableShape[],
  take: (table: TableShape, values: unknown[]) => void | Promise<void>,
): Promise<BackupEnd> {
  const counts: Record<string, number> = {};
  const largest: Record<string, number> = {};
  let end: BackupEnd | undefined;
  let table: TableShape | undefined;
  for await (const line of lines as AsyncIterable<BackupLine>) {
    if (line.kind === 'row') {
      if (line.values.length !== table?.columns.length)
        throw damaged({ vi: 'có dòng thừa hoặc thiếu cột', en: 'a row has too many or too few columns' });
      requireFitting(table, line.values);
      counts[table.name]! += 1;
      if (table.numbered) {
        const id = line.values[table.columns.indexOf('id')] as number;
        largest[table.name] = Math.max(largest[table.name] ?? 0, id);
      }
      await take(table, line.values);
    } else if (line.kind === 'end') {
      requireWhole(line.end, tables, counts, largest);
      // Read on: only then is it sure that the file ends here, and ends well.
      end = line.end;
    } else {
      // Names are taken from our own list, never from the file.
      table = tables.find(({ name }) => name === line.table);
      if (!table || counts[table.name] !== undefined || table.columns.join() !== line.columns.join())
        throw damaged({
          vi: `bảng ${line.table.slice(0, 100)} không như bản dvc-sync đã viết nó`,
          en: `the table ${line.table.slice(0, 100)} is not as dvc-sync wrote it`,
        });
      counts[table.name] = 0;
    }
  }
  if (!end) throw damaged(cutOff);
  return end;
}

function requireFitting({ name, columns, whole, fractional, optional }: TableShape, values: unknown[]): void {
  for (const [index, column] of columns.entries()) {
    const value = values[index];
    const fits =
      value === null
        ? optional.has(column)
        : fractional.has(column)
          ? Number.isFinite(value)
          : typeof value === 'string' && !whole.has(column);
    if (fits) continue;
    // SQLite once took fractions of a millisecond.
    const number = whole.has(column) && typeof value === 'number' ? Math.ceil(value) : undefined;
    if (!Number.isSafeInteger(number))
      throw damaged({
        vi: `bảng ${name} có giá trị không đúng kiểu ở cột ${column}`,
        en: `the table ${name} has a value of the wrong type in column ${column}`,
      });
    values[index] = number;
  }
}

function requireWhole(
  { rows, lastIds }: BackupEnd,
  tables: readonly TableShape[],
  counts: Readonly<Record<string, number>>,
  largest: Readonly<Record<string, number>>,
): void {
  if (tables.some(({ name }) => counts[name] !== rows[name]))
    throw damaged({ vi: 'thiếu bảng hoặc dòng', en: 'tables or rows are missing' });
  for (const { name } of tables.filter(({ numbered }) => numbered)) {
    const last = lastIds[name] ?? 0;
    if (!Number.isSafeInteger(last) || last < 0 || (last > 0 && last < (largest[name] ?? 0)))
      throw damaged({
        vi: `số thứ tự cuối của bảng ${name} không dùng được`,
        en: `the last number of the table ${name} cannot be used`,
      });
  }
}
