import type { Migration } from 'kysely/migration';
import { from0001 } from './from-0001.ts';
import { from0011 } from './from-0011.ts';
import { from0021 } from './from-0021.ts';
import { tableMaker } from './table-maker.ts';

/** In order of their names. One that has been released is never changed again. */
export const migrations: Record<string, Migration> = Object.fromEntries(
  Object.entries({ ...from0001, ...from0011, ...from0021 }).map(([name, step]) => [
    name,
    { up: db => step(tableMaker(db), db) },
  ]),
);
