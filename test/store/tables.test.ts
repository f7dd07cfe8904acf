import { expect, it } from 'vitest';
import { tablesAfter } from '../../src/store/backup/shape.ts';
import { migrations } from '../../src/store/migrations/index.ts';
import type { Column } from '../../src/store/tables/columns.ts';
import { tables } from '../../src/store/tables/index.ts';

const nameInDatabase = (name: string) => name.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`);

it('are described as the migrations make them: every table, every column, what it holds and may lack', async () => {
  const made = (await tablesAfter(Object.keys(migrations))).map(
    ({ name, columns, whole, fractional, optional, numbered }) => ({
      name,
      columns: columns.toSorted(),
      whole: [...whole].sort(),
      fractional: [...fractional].sort(),
      optional: [...optional].sort(),
      numbered,
    }),
  );
  const described = Object.entries<Record<string, Column<unknown>>>(tables).map(([table, columns]) => {
    const those = (which: (column: Column<unknown>) => boolean) =>
      Object.keys(columns)
        .filter(name => which(columns[name]!))
        .map(nameInDatabase)
        .sort();
    return {
      name: nameInDatabase(table),
      columns: those(() => true),
      whole: those(({ keeping }) => keeping === 'whole' || keeping === 'flag'),
      fractional: those(({ keeping }) => keeping === 'real'),
      optional: those(({ optional }) => optional),
      numbered: those(({ numbered }) => numbered).length > 0,
    };
  });
  const byName = (a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : 1);
  expect(described.sort(byName)).toEqual(made.sort(byName));
});
