import { EventEmitter } from 'node:events';
import { Keyv, type KeyvStorageAdapter, type KeyvStorageEntry, keyvStorageCapability } from 'keyv';
import { list, replaceRows } from './bulk.ts';
import type { Store } from './contract.ts';

export interface Cache {
  get(key: string): Promise<unknown>;
  /** In the order of the keys. */
  getMany(keys: readonly string[]): Promise<unknown[]>;
  set(key: string, value: unknown): Promise<void>;
  /** Those of the keys under which there is nothing, in their order. */
  missing(keys: readonly string[]): Promise<string[]>;
}

/**
 * What adapters remember between runs, a namespace for each system: values JSON-safe. How old a value may be is judged
 * by who asks for it. Adapters know it as `DetailStore`.
 */
export function openCache(store: Store, namespace: string): Cache {
  const table = new CacheTable(store, namespace);
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
    getMany: keys => checked(keyv.getMany<unknown>([...keys])),
    set: async (key, value) => {
      await checked(keyv.set(key, value));
    },
    missing: async keys => {
      const there = await checked(keyv.hasMany([...keys]));
      return keys.filter((_, at) => !there[at]);
    },
  };
}

/** Throws away what was put in so long ago (epoch milliseconds) that nobody asks for it any more. */
export async function pruneCache(store: Store, before: number): Promise<void> {
  const old = store.db.deleteFrom('cache');
  await old.where(row => row.or([row('stored', '<', before), row('stored', 'is', null)])).execute();
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

  async get<Value>(key: string) {
    return (await this.getMany<Value>([key]))[0];
  }

  async getMany<Value>(keys: string[]) {
    const rows = await this.#at(keys).select(['key', 'value']).execute();
    const values = new Map(rows.map(row => [row.key, row.value]));
    return keys.map(key => values.get(key) as Value & string);
  }

  async set(key: string, value: unknown) {
    await this.setMany([{ key, value }]);
    return true;
  }

  async setMany<Value>(entries: KeyvStorageEntry<Value>[]) {
    const rows = entries.map(({ key, value }) => ({
      namespace: this.namespace ?? '',
      key,
      value: String(value),
      expires: null,
      stored: Date.now(),
    }));
    await replaceRows(this.#store, 'cache', rows, ['namespace', 'key']);
    return entries.map(() => true);
  }

  async delete(key: string) {
    return (await this.deleteMany([key]))[0]!;
  }

  async deleteMany(keys: string[]) {
    const there = await this.hasMany(keys);
    const own = this.#store.db.deleteFrom('cache').where('namespace', '=', this.namespace ?? '');
    await own.where('key', 'in', list(this.#store, keys)).execute();
    return there;
  }

  async has(key: string) {
    return (await this.hasMany([key]))[0]!;
  }

  async hasMany(keys: string[]) {
    const rows = await this.#at(keys).select('key').execute();
    const there = new Set(rows.map(({ key }) => key));
    return keys.map(key => there.has(key));
  }

  async clear() {
    await this.#store.db
      .deleteFrom('cache')
      .where('namespace', '=', this.namespace ?? '')
      .execute();
  }

  #at(keys: string[]) {
    const own = this.#store.db.selectFrom('cache').where('namespace', '=', this.namespace ?? '');
    return own.where('key', 'in', list(this.#store, keys));
  }
}
