import type { Insertable, InsertResult, UpdateResult } from 'kysely';
import type { Row, TableName, Tables } from '../tables/index.ts';
import type { Store } from './contract.ts';

/** Inserts a row; as it is kept. */
export async function insertRow<Name extends TableName>(
  { db }: Pick<Store, 'db'>,
  table: Name,
  row: Insertable<Tables[Name]>,
): Promise<Row<Name>> {
  const inserted = db.insertInto(table as TableName).values(row as never);
  return (await inserted.returningAll().executeTakeFirstOrThrow()) as Row<Name>;
}

type Identified = { [Name in TableName]: 'id' extends keyof Tables[Name] ? Name : never }[TableName];

/** The row of this id, where there is one. */
export async function rowById<Name extends Identified>(
  { db }: Pick<Store, 'db'>,
  table: Name,
  id: Row<Name> extends { id: infer Id } ? Id : never,
): Promise<Row<Name> | undefined> {
  const rows = db.selectFrom(table as 'run').selectAll();
  return (await rows.where('id', '=', id as never).executeTakeFirst()) as Row<Name> | undefined;
}

/** Whether a conditional statement wrote its row: of several at once only one does. */
export async function changesOne(statement: {
  executeTakeFirst(): Promise<InsertResult | UpdateResult | undefined>;
}): Promise<boolean> {
  const result = await statement.executeTakeFirst();
  return (
    (result && 'numUpdatedRows' in result ? result.numUpdatedRows : result?.numInsertedOrUpdatedRows) === 1n
  );
}
