import { EventEmitter } from 'node:events';
import { Keyv, type KeyvStorageAdapter, type KeyvStorageEntry, keyvStorageCapability } from 'keyv';
import { sql } from 'kysely';
import { insertRows, list } from './bulk.ts';
import type { Store } from './contract.ts';

export interface Cache {
  get(key: string): Promise<unknown>;
  set(key: string, value: unknown, ttlMs: number): Promise<void>;
  /** Those of the keys that are known, without reading what is known of them. */
  known(keys: readonly string[]): Promise<ReadonlySet<string>>;
}

/**
 * What adapters remember between runs, a namespace for each system: values JSON-safe, `ttlMs` from now. The clock is
 * Keyv's own (the machine's). Adapters know it as `DetailCache`.
 *
 * @param since epoch milliseconds: what was stored before counts as not known.
 */
export function openCache(store: Store, namespace: string, since = 0): Cache {
  const table = new CacheTable(store, namespace, since);
  const keyv = new Keyv({ store: table, namespace });
  // Keyv answers "not there" when its store fails, and tells only its listeners. A broken database must be heard of.
  let failure: unknown;
  keyv.on('error', (error: unknown) => {
    failure ??= error;
  });
  const checked = async <T>(answer: Promise<T>): Promise<T> => {
    const value = await answer;
    if (failure !== undefined) throw failure;
    return value;
  };
  return {
    get: key => checked(keyv.get<unknown>(key)),
    set: async (key, value, ttlMs) => {
      await checked(keyv.set(key, value, ttlMs));
    },
    known: keys => table.known(keys),
  };
}

/** Throws away what has expired; `now` in epoch milliseconds. */
export async function pruneCache(store: Store, now: number): Promise<void> {
  await store.db.deleteFrom('cache').where('expires', '<=', now).execute();
}

/** Keyv's storage over our `cache` table. Values come already encoded as text. */
class CacheTable extends EventEmitter implements KeyvStorageAdapter {
  namespace: string | undefined;
  readonly #store: Store;
  readonly #since: number;

  constructor(store: Store, namespace: string, since: number) {
    super();
    this.#store = store;
    this.#since = since;
    this.namespace = namespace;
  }

  get capabilities() {
    return keyvStorageCapability(this);
  }

  get #name(): string {
    return this.namespace ?? '';
  }

  async get<Value>(key: string) {
    return (await this.getMany<Value>([key]))[0];
  }

  async getMany<Value>(keys: string[]) {
    const rows = await this.#store.db
      .selectFrom('cache')
      .select(['key', 'value', 'expires', 'stored'])
      .where('namespace', '=', this.#name)
      .where('key', 'in', list(this.#store, keys))
      .execute();
    const live = rows.filter(row => this.#isLive(row));
    const values = new Map(live.map(row => [row.key, row.value]));
    return keys.map(key => values.get(key) as Value & string);
  }

  async known(keys: readonly string[]): Promise<ReadonlySet<string>> {
    const rows = await this.#store.db
      .selectFrom('cache')
      .select(['key', 'expires', 'stored'])
      .where('namespace', '=', this.#name)
      .where('key', 'in', list(this.#store, keys))
      .execute();
    return new Set(rows.filter(row => this.#isLive(row)).map(({ key }) => key));
  }

  #isLive({ expires, stored }: { expires: number | null; stored: number | null }): boolean {
    const now = Date.now();
    // Stored later than now, by a clock that was ahead: nobody knows how old it is.
    const known = (stored ?? 0) >= this.#since && (stored ?? 0) <= now;
    return known && (expires === null || expires > now);
  }

  async set(key: string, value: unknown, expires?: number) {
    await this.setMany([{ key, value, ...(expires === undefined ? {} : { expires }) }]);
    return true;
  }

  async setMany<Value>(entries: KeyvStorageEntry<Value>[]) {
    const rows = entries.map(({ key, value, expires }) => ({
      namespace: this.#name,
      key,
      value: String(value),
      // Whole milliseconds: PostgreSQL takes nothing else.
      expires: expires === undefined ? null : Math.ceil(expires),
      stored: Date.now(),
    }));
    await insertRows(
      this.#store,
      'cache',
      rows,
      sql`on conflict (namespace, key) do update set value = excluded.value, expires = excluded.expires,
        stored = excluded.stored`,
    );
    return entries.map(() => true);
  }

  async delete(key: string) {
    return (await this.deleteMany([key]))[0]!;
  }

  async deleteMany(keys: string[]) {
    const there = await this.hasMany(keys);
    await this.#store.db
      .deleteFrom('cache')
      .where('namespace', '=', this.#name)
      .where('key', 'in', list(this.#store, keys))
      .execute();
    return there;
  }

  async has(key: string) {
    return (await this.hasMany([key]))[0]!;
  }

  async hasMany(keys: string[]) {
    return (await this.getMany(keys)).map(value => value !== undefined);
  }

  async clear() {
    await this.#store.db.deleteFrom('cache').where('namespace', '=', this.#name).execute();
  }
}
