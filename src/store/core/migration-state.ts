import type { Kysely } from 'kysely';
import { migrations } from '../migrations/index.ts';
import type { Store } from './contract.ts';

/** Migrations this program knows and the database has not had, and the other way round. */
export async function appliedMigrations({
  db,
}: Pick<Store, 'db'>): Promise<{ missing: string[]; unknown: string[] }> {
  const rows = await (db as unknown as Kysely<{ kyselyMigration: { name: string } }>)
    .selectFrom('kyselyMigration')
    .select('name')
    .execute();
  const done = new Set(rows.map(({ name }) => name));
  return {
    missing: Object.keys(migrations).filter(name => !done.has(name)),
    unknown: [...done].filter(name => !(name in migrations)),
  };
}
