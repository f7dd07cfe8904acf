import { afterEach, describe, expect, it } from 'vitest';
import { spreadAge } from '../../../adapters/csdl-tthc/details.ts';
import { startSandbox } from '../../../adapters/csdl-tthc/sandbox.ts';
import type { RunningSandbox } from '../../../src/adapter/sandbox.ts';
import { asked, many, memory, open, procedure, procedures, seed } from './support.ts';

let sandbox: RunningSandbox | undefined;
afterEach(() => sandbox?.close());

const hour = 3_600_000;

describe('details that were read before', () => {
  it('are not asked for again: at least ten times fewer requests, and the same records', async () => {
    sandbox = await startSandbox(seed(many(60)));
    const cache = memory();
    const first = open(sandbox, { cache });
    const before = await first.records();
    const second = open(sandbox, { cache });
    const after = await second.records();
    expect(procedures(after)).toEqual(procedures(before));
    expect(after).toHaveLength(before.length);
    expect(first.requests()).toBeGreaterThanOrEqual(second.requests() * 10);
  });

  it('are asked for again with --fresh, which also renews what is kept', async () => {
    const city = seed([procedure('1.000001', { national: { TENTTHC: 'Tên cũ' } })]);
    const cache = memory();
    sandbox = await startSandbox(city);
    await open(sandbox, { cache }).records();
    await sandbox.close();
    sandbox = await startSandbox(seed([procedure('1.000001', { national: { TENTTHC: 'Tên mới' } })]));
    const name = async (fresh: boolean) =>
      procedures(await open(sandbox!, { cache, fresh }).records())[0]?.facts.name;
    expect(await name(false)).toBe('Tên cũ');
    expect(await name(true)).toBe('Tên mới');
    expect(await name(false)).toBe('Tên mới');
  });

  it('are not those that could not be read or said nothing', async () => {
    const city = seed([
      procedure('1.000001'),
      procedure('1.000002'),
      procedure('1.000003', { national: {} }),
    ]);
    sandbox = await startSandbox(city, { errorFor: ['1.000001'], listWithoutNames: true });
    const cache = memory();
    await open(sandbox, { cache }).records();
    expect([...cache.values.keys()]).toEqual(['csdl-tthc:1:procedure:1.000002']);
    sandbox.set('errorFor', false);
    expect(
      procedures(await open(sandbox, { cache }).records()).filter(({ detail }) => detail === 'read'),
    ).toHaveLength(2);
  });

  it('keep decisions as well', async () => {
    const national = { TENTTHC: 'Tên', IDQUYETDINHCONGBO: 7 };
    const decisions = [{ id: '7', number: '12/QĐ-BTP', date: '', summary: '' }];
    sandbox = await startSandbox(seed([procedure('1.000001', { national })], { decisions }));
    const cache = memory();
    await open(sandbox, { cache }).records();
    const calls = asked(sandbox, '/mapi/g');
    expect(procedures(await open(sandbox, { cache }).records())[0]?.facts.decision).toBe('12/QĐ-BTP');
    expect(asked(sandbox, '/mapi/g')).toBe(calls);
  });

  it('do without the long texts nobody compares', async () => {
    const national = { TENTTHC: 'Tên', YEUCAU: 'x'.repeat(45_000), TRINHTUTHUCHIEN: ['y'.repeat(45_000)] };
    sandbox = await startSandbox(seed([procedure('1.000001', { national })]));
    const cache = memory();
    await open(sandbox, { cache }).records();
    expect([...cache.values.values()].join('').length).toBeLessThan(1_000);
  });
});

describe('details fetched beforehand, by several processes', () => {
  it('are those the cache lacks; reading asks for none of them again and yields the same records', async () => {
    sandbox = await startSandbox(seed(many(30)));
    const alone = procedures(await open(sandbox, { cache: memory() }).records());
    const cache = memory();
    const missing = await open(sandbox, { cache }).system.prefetching!.missing();
    expect(missing.sort()).toEqual(alone.map(({ code }) => code));
    const halves = [missing.slice(0, 12), missing.slice(12)];
    await Promise.all(halves.map(keys => open(sandbox!, { cache }).system.prefetching!.fetch(keys)));
    expect(await open(sandbox, { cache }).system.prefetching!.missing()).toEqual([]);
    const calls = asked(sandbox, '/mapi/g');
    expect(procedures(await open(sandbox, { cache }).records())).toEqual(alone);
    expect(asked(sandbox, '/mapi/g')).toBe(calls);
  });

  it('that cannot be had are left to the reading, which says so', async () => {
    sandbox = await startSandbox(seed(many(5)), { errorFor: [many(5)[0]!.code] });
    const cache = memory();
    const { prefetching } = open(sandbox, { cache }).system;
    await prefetching!.fetch(await prefetching!.missing());
    expect(await prefetching!.missing()).toEqual([many(5)[0]!.code]);
    const read = procedures(await open(sandbox, { cache }).records());
    expect(read.map(({ detail }) => detail)).toEqual(['unread', 'read', 'read', 'read', 'read']);
  });
});

describe('the age of a detail', () => {
  it('is spread over the second half, the same every time for one code', () => {
    const ages = many(400).map(({ code }) => spreadAge(`procedure:${code}`, 72));
    expect(Math.min(...ages)).toBeGreaterThanOrEqual(36 * hour);
    expect(Math.max(...ages)).toBeLessThanOrEqual(72 * hour);
    const sixths = new Set(ages.map(age => Math.floor((age / hour - 36) / 6)));
    expect(sixths.size).toBe(6);
    expect(spreadAge('procedure:1.000001', 72)).toBe(ages[0]);
  });

  it('is what the configuration says', async () => {
    sandbox = await startSandbox(seed(many(1)));
    const cache = memory();
    await open(sandbox, { cache, options: { detailMaxAgeHours: 2 } }).records();
    expect([...cache.ages.values()][0]).toBe(spreadAge('procedure:1.000001', 2));
  });
});
