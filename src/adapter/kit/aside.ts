import { DatabaseSync, type StatementSync } from 'node:sqlite';

/** Rows fetched back at once where all are wanted. */
const batch = 200;

/**
 * Where a reading puts rows that have to wait for others: a city has a million of them and memory is to hold none. They lie
 * in a temporary file of the system without a name, readable by nobody else, and are gone with the process however it ends.
 */
export class Aside {
  readonly #database = new DatabaseSync('');
  #tables = 0;

  constructor() {
    // Nothing in it outlives the process, so nothing is written twice or waited for.
    this.#database.exec('pragma journal_mode = off; pragma synchronous = off; begin');
  }

  /** Rows in the order they come. */
  rows<Row>(): AsideRows<Row> {
    return new AsideRows(this.#database, ++this.#tables);
  }

  /** Rows of which each has a key of its own. */
  map<Row>(): AsideMap<Row> {
    return new AsideMap(this.#database, ++this.#tables);
  }

  /** Keys, each once. */
  keys(): AsideKeys {
    return new AsideKeys(this.#database, ++this.#tables);
  }

  close(): void {
    if (this.#database.isOpen) this.#database.close();
  }
}

/** A reading with a place where rows wait, which is gone when it ends, however it does. */
export async function* withAside<Told, Came>(
  read: (aside: Aside) => AsyncGenerator<Told, Came>,
): AsyncGenerator<Told, Came> {
  const aside = new Aside();
  try {
    return yield* read(aside);
  } finally {
    aside.close();
  }
}

/** Rows of one kind, JSON-safe; those that were put in under a key can be had by it. */
export class AsideRows<Row> implements Iterable<Row> {
  readonly #drop: () => void;
  readonly #add: StatementSync;
  readonly #name: StatementSync;
  readonly #named: StatementSync;
  readonly #names: StatementSync;
  readonly #after: StatementSync;
  #size = 0;

  constructor(database: DatabaseSync, table: number) {
    const [rows, names] = [`rows_${table}`, `names_${table}`];
    database.exec(
      `create table ${rows} (place integer primary key, body text not null);
       create table ${names} (key text not null, place integer not null, primary key (key, place)) without rowid`,
    );
    this.#drop = () => database.exec(`drop table ${rows}; drop table ${names}`);
    this.#add = database.prepare(`insert into ${rows} (place, body) values (?, ?)`);
    this.#name = database.prepare(`insert or ignore into ${names} (key, place) values (?, ?)`);
    this.#named = database.prepare(
      `select body from ${rows} where place in (select place from ${names} where key in (?, ?)) order by place`,
    );
    this.#names = database.prepare(keysBehind(names));
    this.#after = database.prepare(
      `select place, body from ${rows} where place > ? order by place limit ${batch}`,
    );
  }

  get size(): number {
    return this.#size;
  }

  add(row: Row, ...keys: readonly string[]): void {
    this.#add.run(++this.#size, JSON.stringify(row));
    for (const key of keys) this.#name.run(safe(key), this.#size);
  }

  /** Nobody asks for them any more. */
  drop(): void {
    this.#drop();
  }

  /** Each once, in an order of the database's. */
  keys(): Generator<string> {
    return keysOf(this.#names);
  }

  has(key: string): boolean {
    return this.#named.get(safe(key), safe(key)) !== undefined;
  }

  /** Those under one key or another, each once, in the order they came. */
  of(key: string, other = key): Row[] {
    return this.#named.all(safe(key), safe(other)).map(({ body }) => JSON.parse(body as string) as Row);
  }

  [Symbol.iterator](): Generator<Row> {
    return bodies(this.#after);
  }
}

/** Rows of which one under each key counts, in the order their keys first came; those without one are each only itself. */
export interface KeyedRows<Row> extends Iterable<Row> {
  readonly size: number;
  /** How many have a key. */
  readonly named: number;
  /** The first under its key counts. Whether this is it. */
  add(key: string | undefined, row: Row): boolean;
  /** The last under its key counts. */
  set(key: string | undefined, row: Row): void;
  /** Nobody asks for them any more. */
  drop(): void;
}

/** In memory, where there are never many. */
export class MemoryMap<Row> implements KeyedRows<Row> {
  readonly #rows = new Map<unknown, Row>();
  #nameless = 0;

  get size(): number {
    return this.#rows.size;
  }

  get named(): number {
    return this.size - this.#nameless;
  }

  add(key: string | undefined, row: Row): boolean {
    const isNew = key === undefined || !this.#rows.has(key);
    if (isNew) this.set(key, row);
    return isNew;
  }

  set(key: string | undefined, row: Row): void {
    this.#rows.set(key ?? this.#nameless++, row);
  }

  drop(): void {
    this.#rows.clear();
  }

  [Symbol.iterator](): Iterator<Row> {
    return this.#rows.values();
  }
}

/** On disk, JSON-safe. */
export class AsideMap<Row> implements KeyedRows<Row> {
  readonly #drop: () => void;
  readonly #add: StatementSync;
  readonly #change: StatementSync;
  readonly #one: StatementSync;
  readonly #after: StatementSync;
  #size = 0;
  #nameless = 0;

  constructor(database: DatabaseSync, table: number) {
    const map = `map_${table}`;
    database.exec(`create table ${map} (place integer primary key, key text unique, body text not null);`);
    this.#drop = () => database.exec(`drop table ${map}`);
    this.#add = database.prepare(`insert or ignore into ${map} (place, key, body) values (?, ?, ?)`);
    this.#change = database.prepare(`update ${map} set body = ? where key = ?`);
    this.#one = database.prepare(`select body from ${map} where key = ?`);
    this.#after = database.prepare(
      `select place, key, body from ${map} where place > ? order by place limit ${batch}`,
    );
  }

  get size(): number {
    return this.#size;
  }

  get named(): number {
    return this.#size - this.#nameless;
  }

  add(key: string | undefined, row: Row): boolean {
    const kept = key === undefined ? null : safe(key);
    const added = Number(this.#add.run(this.#size + 1, kept, JSON.stringify(row)).changes);
    this.#size += added;
    if (kept === null) this.#nameless++;
    return added > 0;
  }

  set(key: string | undefined, row: Row): void {
    // Nearly all are new.
    if (!this.add(key, row)) this.#change.run(JSON.stringify(row), safe(key!));
  }

  has(key: string): boolean {
    return this.#one.get(safe(key)) !== undefined;
  }

  get(key: string): Row | undefined {
    const found = this.#one.get(safe(key));
    return found && (JSON.parse(found.body as string) as Row);
  }

  drop(): void {
    this.#drop();
  }

  *keys(): Generator<string> {
    for (const { key } of inOrder(this.#after)) if (key !== null) yield unsafe(key);
  }

  [Symbol.iterator](): Generator<Row> {
    return bodies(this.#after);
  }
}

export class AsideKeys implements Iterable<string> {
  readonly #drop: () => void;
  readonly #add: StatementSync;
  readonly #one: StatementSync;
  readonly #after: StatementSync;
  #size = 0;

  constructor(database: DatabaseSync, table: number) {
    const keys = `keys_${table}`;
    database.exec(`create table ${keys} (key text primary key) without rowid`);
    this.#drop = () => database.exec(`drop table ${keys}`);
    this.#add = database.prepare(`insert or ignore into ${keys} (key) values (?)`);
    this.#one = database.prepare(`select 1 from ${keys} where key = ?`);
    this.#after = database.prepare(keysBehind(keys));
  }

  get size(): number {
    return this.#size;
  }

  /** Whether it was not there. */
  add(key: string): boolean {
    const added = Number(this.#add.run(safe(key)).changes);
    this.#size += added;
    return added > 0;
  }

  /** Nobody asks for them any more. */
  drop(): void {
    this.#drop();
  }

  has(key: string): boolean {
    return this.#one.get(safe(key)) !== undefined;
  }

  /** In an order of the database's. */
  [Symbol.iterator](): Generator<string> {
    return keysOf(this.#after);
  }
}

function keysBehind(table: string): string {
  return `select distinct key from ${table} where ?1 is null or key > ?1 order by key limit ${batch}`;
}

/** @param behind fetches the next keys behind one. */
function* keysOf(behind: StatementSync): Generator<string> {
  for (let last: string | null = null; ; ) {
    const found: Record<string, unknown>[] = behind.all(last);
    for (const { key } of found) yield unsafe(key);
    if (found.length < batch) return;
    last = found.at(-1)!.key as string;
  }
}

function* bodies<Row>(after: StatementSync): Generator<Row> {
  for (const { body } of inOrder(after)) yield JSON.parse(body as string) as Row;
}

/** @param after fetches the next rows behind a place. */
function* inOrder(after: StatementSync): Generator<Record<string, unknown>> {
  for (let place = 0; ; ) {
    const found = after.all(place);
    yield* found;
    if (found.length < batch) return;
    place = found.at(-1)!.place as number;
  }
}

/** Half a surrogate pair would be another text once it came out of a file; not every driver reads on behind a NUL. */
function safe(key: string): string {
  const plain = key.isWellFormed() && !key.startsWith('"') && !key.includes('\0');
  return plain ? key : JSON.stringify(key);
}

function unsafe(key: unknown): string {
  return (key as string).startsWith('"') ? JSON.parse(key as string) : (key as string);
}
