import { afterEach, expect, it, vi } from 'vitest';
import { openCache, pruneCache } from '../../src/store/cache.ts';
import { minute, onEveryDatabase } from './support.ts';

const hour = 3_600_000;

onEveryDatabase('the cache of details', database => {
  afterEach(() => {
    vi.useRealTimers();
  });

  it('gives back what was put in, through any number of openings, each system its own', async () => {
    const store = await database.open();
    const value = { MATTHC: '1.004194', TENTTHC: 'Đăng ký tạm trú', PHI: [0, null, 'Không'] };
    await openCache(store, 'national').set('1.004194', value, hour);
    expect(await openCache(store, 'national').get('1.004194')).toEqual(value);
    expect(await openCache(store, 'portal').get('1.004194')).toBeUndefined();
    expect(await openCache(store, 'national').get('1.004195')).toBeUndefined();
  });

  it('has the later of two values', async () => {
    const cache = openCache(await database.open(), 'national');
    await cache.set('1.004194', 'một', hour);
    await cache.set('1.004194', 'hai', hour);
    expect(await cache.get('1.004194')).toBe('hai');
  });

  it('forgets what has grown too old', async () => {
    const store = await database.open();
    vi.useFakeTimers({ toFake: ['Date'], now: new Date(minute(0)) });
    const cache = openCache(store, 'national');
    await cache.set('short', 1, hour);
    await cache.set('long', 2, 3 * hour);
    vi.setSystemTime(new Date(minute(90)));
    expect(await cache.get('short')).toBeUndefined();
    expect(await cache.get('long')).toBe(2);
    await cache.set('short', 1, hour);
    await pruneCache(store, Date.parse(minute(170)));
    const left = await store.db.selectFrom('cache').select('key').execute();
    expect(left.map(row => row.key)).toEqual(['long']);
  });

  it('knows what was put in since a moment, and which keys these are', async () => {
    const store = await database.open();
    vi.useFakeTimers({ toFake: ['Date'], now: new Date(minute(0)) });
    await openCache(store, 'national').set('before', 1, hour);
    vi.setSystemTime(new Date(minute(5)));
    const since = openCache(store, 'national', Date.parse(minute(5)));
    expect(await since.get('before')).toBeUndefined();
    await openCache(store, 'national').set('after', 2, hour);
    expect(await since.get('after')).toBe(2);
    const keys = ['before', 'after', 'never'];
    expect(await since.known(keys)).toEqual(new Set(['after']));
    expect(await openCache(store, 'national').known(keys)).toEqual(new Set(['before', 'after']));
    vi.setSystemTime(new Date(minute(90)));
    expect(await since.known(keys)).toEqual(new Set());
  });

  it('answers thousands of questions at once', async () => {
    const cache = openCache(await database.open(), 'national');
    const keys = Array.from({ length: 2_000 }, (_, n) => `1.${n}`);
    await Promise.all(keys.map(key => cache.set(key, { key }, hour)));
    expect(await Promise.all(keys.map(key => cache.get(key)))).toEqual(keys.map(key => ({ key })));
  });

  it('does not call a broken database an empty cache', async () => {
    const store = await database.open();
    const cache = openCache(store, 'national');
    await store.db.schema.dropTable('cache').execute();
    await expect(cache.get('1.004194')).rejects.toThrow(/cache/);
    await expect(openCache(store, 'national').set('1.004194', 1, hour)).rejects.toThrow(/cache/);
  });
});
