import { EventEmitter } from 'node:events';
import { Keyv, type KeyvStorageAdapter, type KeyvStorageEntry, keyvStorageCapability } from 'keyv';
import { sql } from 'kysely';
import { insertRows, list } from './bulk.ts';
import type { Store } from './contract.ts';

/**
 * What adapters remember between runs, a namespace for each system: values JSON-safe, `ttlMs` from now. The clock is
 * Keyv's own (the machine's). Adapters know it as `DetailCache`.
 */
export function openCache(
  store: Store,
  namespace: string,
): {
  get(key: string): Promise<unknown>;
  set(key: string, value: unknown, ttlMs: number): Promise<void>;
} {
  const keyv = new Keyv({ store: new CacheTable(store, namespace), namespace });
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

  constructor(store: Store, namespace: string) {
    super();
    this.#store = store;
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
      .select(['key', 'value', 'expires'])
      .where('namespace', '=', this.#name)
      .where('key', 'in', list(this.#store, keys))
      .execute();
    const now = Date.now();
    const live = rows.filter(row => row.expires === null || row.expires > now);
    const values = new Map(live.map(row => [row.key, row.value]));
    return keys.map(key => values.get(key) as Value & string);
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
      expires: expires ?? null,
    }));
    await insertRows(
      this.#store,
      'cache',
      rows,
      sql`on conflict (namespace, key) do update set value = excluded.value, expires = excluded.expires`,
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
