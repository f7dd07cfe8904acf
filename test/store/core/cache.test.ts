import { afterEach, expect, it, vi } from 'vitest';
import { openCache, pruneCache } from '../../../src/store/core/cache.ts';
import { minute, onEveryDatabase } from '../support.ts';

onEveryDatabase('the cache of details', database => {
  afterEach(() => {
    vi.useRealTimers();
  });

  it('gives back what was put in, through any number of openings, each system its own', async () => {
    const store = await database.open();
    const value = { MATTHC: '1.004194', TENTTHC: 'Đăng ký tạm trú', PHI: [0, null, 'Không'] };
    await openCache(store, 'national').set('1.004194', value);
    expect(await openCache(store, 'national').get('1.004194')).toEqual(value);
    expect(await openCache(store, 'portal').get('1.004194')).toBeUndefined();
    expect(await openCache(store, 'national').get('1.004195')).toBeUndefined();
  });

  it('has the later of two values', async () => {
    const cache = openCache(await database.open(), 'national');
    await cache.set('1.004194', 'một');
    await cache.set('1.004194', 'hai');
    expect(await cache.get('1.004194')).toBe('hai');
  });

  it('forgets what was put in long ago', async () => {
    const store = await database.open();
    vi.useFakeTimers({ toFake: ['Date'], now: new Date(minute(0)) });
    const cache = openCache(store, 'national');
    await cache.set('before', 1);
    await cache.set('renewed', 2);
    vi.setSystemTime(new Date(minute(90)));
    await cache.set('renewed', 3);
    await pruneCache(store, Date.parse(minute(60)));
    expect([await cache.get('before'), await cache.get('renewed')]).toEqual([undefined, 3]);
  });

  it('answers thousands of questions at once', async () => {
    const cache = openCache(await database.open(), 'national');
    const keys = Array.from({ length: 2_000 }, (_, n) => `1.${n}`);
    await Promise.all(keys.map(key => cache.set(key, { key })));
    expect(await Promise.all(keys.map(key => cache.get(key)))).toEqual(keys.map(key => ({ key })));
  });

  it('tells of many keys at once under which there is nothing', async () => {
    const store = await database.open();
    const cache = openCache(store, 'national');
    await openCache(store, 'portal').set('1.2', 'of another system');
    const keys = Array.from({ length: 3_000 }, (_, n) => `1.${n}`);
    await Promise.all([0, 1_500, 2_999].map(n => cache.set(`1.${n}`, null)));
    const missing = keys.filter((_, n) => ![0, 1_500, 2_999].includes(n));
    expect(await cache.missing(keys)).toEqual(missing);
    expect(await cache.missing([])).toEqual([]);
  });

  it('does not call a broken database an empty cache', async () => {
    const store = await database.open();
    const cache = openCache(store, 'national');
    await store.db.schema.dropTable('cache').execute();
    await expect(cache.get('1.004194')).rejects.toThrow(/cache/);
    await expect(openCache(store, 'national').set('1.004194', 1)).rejects.toThrow(/cache/);
    await expect(openCache(store, 'national').missing(['1.004194'])).rejects.toThrow(/cache/);
  });
});
