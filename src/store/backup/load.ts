import type { Readable } from 'node:stream';
import { sql } from 'kysely';
import { safeJson } from '../core/bulk.ts';
import type { Store } from '../core/contract.ts';
import { inTransaction } from '../core/open.ts';
import { StoreError } from '../core/store-error.ts';
import { migrations } from '../migrations/index.ts';
import { goOnAfter } from '../migrations/table-maker.ts';
import { type BackupEnd, type BackupHead, type BackupLine, damaged, readBackup } from './format.ts';
import { readRows } from './rows.ts';
import { keptTablesAfter, migrateBy, type TableShape, tablesAfter } from './shape.ts';

/** Rows, and characters of them, sent in one statement. */
const batch = { rows: 1_000, characters: 4_000_000 };

/**
 * Puts a backup in the place of everything the store has, in one transaction: to the end, or not at all. A backup of
 * an earlier version of the program is brought up to date.
 *
 * @throws StoreError when the store has rows and `replace` is not said, or the file cannot be used.
 */
export async function load(store: Store, file: Readable, { replace }: { replace: boolean }) {
  const lines = readBackup(file);
  const head = (await lines.next()).value as BackupHead;
  const done = knownMigrations(head.migrations);
  const now = await tablesAfter(Object.keys(migrations));
  if (!replace) await refuseRows(store, now);
  return inTransaction(store, async transaction => {
    // Its tables are those of that version, whatever ours are called now.
    const inner = { ...transaction, db: transaction.db.withoutPlugins() };
    // Made anew as they were when the backup was written: rows of an earlier version fit only its own tables.
    for (const { name } of now.toReversed()) await inner.db.schema.dropTable(name).execute();
    await migrateBy(done, inner.db);
    const tables = await keptTablesAfter(done);
    for (const { name } of tables.toReversed()) await sql`delete from ${sql.table(name)}`.execute(inner.db);
    const end = await loadRows(inner, lines, tables);
    for (const { name } of tables.filter(({ numbered }) => numbered))
      await goOnAfter(inner.db, name, end.lastIds[name] ?? 0);
    await migrateBy(Object.keys(migrations).slice(done.length), inner.db);
    return { ...head, ...end };
  });
}

/** @throws StoreError unless they are the first of ours, in their order. */
function knownMigrations(names: readonly string[]): string[] {
  const known = Object.keys(migrations);
  const foreign = names.find((name, index) => name !== known[index]);
  if (foreign !== undefined || names.length === 0) {
    throw new StoreError({
      vi: `bản sao lưu do bản dvc-sync mới hơn viết (${foreign ?? 'không rõ'}); cài bản ấy rồi phục hồi`,
      en: `the backup was written by a newer version of dvc-sync (${foreign ?? 'unknown'}); install that one, then restore`,
    });
  }
  return [...names];
}

async function refuseRows(store: Store, tables: readonly TableShape[]): Promise<void> {
  for (const { name, seeded } of tables) {
    const { rows } = await sql`select 1 from ${sql.table(name)} limit ${seeded + 1}`.execute(store.db);
    if (rows.length > seeded) {
      throw new StoreError({
        vi: 'kho dữ liệu này không trống; phục hồi vào kho trống, hoặc thêm --replace để bỏ hết những gì đang có',
        en: 'this store is not empty; restore into an empty one, or give --replace to drop all that is there',
      });
    }
  }
}

async function loadRows(
  store: Store,
  lines: AsyncIterable<BackupHead | BackupLine>,
  tables: readonly TableShape[],
): Promise<BackupEnd> {
  let pending: { table: TableShape; rows: unknown[][]; size: number } | undefined;
  const send = async () => {
    if (pending) await insert(store, pending.table, pending.rows);
    pending = undefined;
  };
  const end = await readRows(lines, tables, async (table, values) => {
    if (pending?.table !== table) await send();
    pending ??= { table, rows: [], size: 0 };
    pending.rows.push(values);
    pending.size += values.reduce<number>((sum, value) => sum + String(value).length, 0);
    if (pending.rows.length >= batch.rows || pending.size >= batch.characters) await send();
  });
  await send();
  return end;
}

async function insert(store: Store, { name, columns }: TableShape, rows: unknown[][]): Promise<void> {
  const names = sql.join(columns.map(column => sql.ref(column)));
  const json = safeJson(
    rows.map(row => Object.fromEntries(columns.map((column, index) => [column, row[index]]))),
  );
  const values =
    store.driver === 'postgres'
      ? sql`overriding system value select ${names} from json_populate_recordset(null::${sql.table(name)}, ${json}::json)`
      : sql`select ${sql.join(columns.map(column => sql`value ->> ${sql.lit(column)}`))} from json_each(${json})`;
  try {
    await sql`insert into ${sql.table(name)} (${names}) ${values}`.execute(store.db);
  } catch (error) {
    if (isRefusedValue(error))
      throw damaged({
        vi: `bảng ${name} có dòng trùng hoặc dòng không nhận được`,
        en: `the table ${name} has rows that are double or not taken`,
      });
    throw error;
  }
}

/** Rows that contradict each other, or values too large: SQLite's constraints, PostgreSQL's classes 22 and 23. */
function isRefusedValue(error: unknown): boolean {
  const { code, errcode } = error as { code?: unknown; errcode?: number };
  return (errcode ?? 0) % 256 === 19 || (typeof code === 'string' && /^2[23]...$/.test(code));
}
