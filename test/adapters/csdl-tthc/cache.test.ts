import { afterEach, describe, expect, it } from 'vitest';
import type { ProcedureRecord } from '../../../src/adapter/records.ts';
import { keptDetails } from '../../adapter/kept-details.ts';
import { startSandbox } from '../../sandbox/csdl-tthc/sandbox.ts';
import type { RunningSandbox, SandboxSeed } from '../../sandbox/seed.ts';
import { asked, many, open, procedure, procedures, seed } from './support.ts';

let sandbox: RunningSandbox | undefined;
afterEach(() => sandbox?.close());

const hour = 3_600_000;

describe('details that were read before', () => {
  it('are not asked for again: at least ten times fewer requests, and the same records', async () => {
    sandbox = await startSandbox(seed(many(60)));
    const details = keptDetails();
    const first = open(sandbox, { details });
    const before = await first.records();
    const second = open(sandbox, { details });
    const after = await second.records();
    const now = ({ facts: { readAt: _, ...facts }, ...record }: ProcedureRecord) => ({ ...record, facts });
    expect(procedures(after).map(now)).toEqual(procedures(before));
    expect(procedures(after).every(({ facts }) => facts.readAt !== undefined)).toBe(true);
    expect(after).toHaveLength(before.length);
    expect(first.requests()).toBeGreaterThanOrEqual(second.requests() * 10);
  });

  it('are asked for again when their row in the list changed, and when everything is to be read anew', async () => {
    const named = (TENTTHC: string, YEUCAU = '') =>
      seed([procedure('1.000001', { name: TENTTHC, national: { TENTTHC, YEUCAU, SOQUYETDINH: YEUCAU } })]);
    const values = new Map<string, string>();
    const decision = async (city: SandboxSeed, since = 0) => {
      sandbox = await startSandbox(city);
      const records = await open(sandbox, { details: keptDetails({ since }, values) }).records();
      await sandbox.close();
      return procedures(records)[0]?.facts.decision;
    };
    expect(await decision(named('Tên', '1/QĐ'))).toBe('1/QĐ');
    expect(await decision(named('Tên', '2/QĐ'))).toBe('1/QĐ');
    expect(await decision(named('Tên mới', '2/QĐ'))).toBe('2/QĐ');
    expect(await decision(named('Tên mới', '3/QĐ'))).toBe('2/QĐ');
    expect(await decision(named('Tên mới', '3/QĐ'), Date.now())).toBe('3/QĐ');
    expect(await decision(named('Tên mới', '3/QĐ'))).toBe('3/QĐ');
  });

  it('are not those that could not be read or said nothing', async () => {
    const city = seed([
      procedure('1.000001'),
      procedure('1.000002'),
      procedure('1.000003', { national: {} }),
    ]);
    sandbox = await startSandbox(city, { errorFor: ['1.000001'], listWithoutNames: true });
    const details = keptDetails();
    await open(sandbox, { details }).records();
    expect([...details.values.keys()]).toEqual(['csdl-tthc:2:procedure:1.000002']);
    sandbox.set('errorFor', false);
    expect(
      procedures(await open(sandbox, { details }).records()).filter(({ detail }) => detail === 'read'),
    ).toHaveLength(2);
  });

  it('keep decisions as well', async () => {
    const national = { TENTTHC: 'Tên', IDQUYETDINHCONGBO: 7 };
    const decisions = [{ id: '7', number: '12/QĐ-BTP', date: '', summary: '' }];
    sandbox = await startSandbox(seed([procedure('1.000001', { national })], { decisions }));
    const details = keptDetails();
    await open(sandbox, { details }).records();
    const calls = asked(sandbox, '/mapi/g');
    expect(procedures(await open(sandbox, { details }).records())[0]?.facts.decision).toBe('12/QĐ-BTP');
    expect(asked(sandbox, '/mapi/g')).toBe(calls);
  });

  it('do without the long texts nobody compares', async () => {
    const national = { TENTTHC: 'Tên', YEUCAU: 'x'.repeat(45_000), TRINHTUTHUCHIEN: ['y'.repeat(45_000)] };
    sandbox = await startSandbox(seed([procedure('1.000001', { national })]));
    const details = keptDetails();
    await open(sandbox, { details }).records();
    expect([...details.values.values()].join('').length).toBeLessThan(1_000);
  });
});

describe('the age of a detail', () => {
  it('is what the options say, where they do', async () => {
    sandbox = await startSandbox(seed(many(1)));
    let now = Date.parse('2026-03-02T00:00:00Z');
    const details = keptDetails({ now: () => now });
    const detailRequests = async (detailMaxAgeHours: number) => {
      const before = asked(sandbox!, '/mapi/g');
      await open(sandbox!, { details, options: { detailMaxAgeHours } }).records();
      return asked(sandbox!, '/mapi/g') - before;
    };
    expect(await detailRequests(2)).toBe(1);
    now += 0.9 * hour;
    expect(await detailRequests(2)).toBe(0);
    now += 1.2 * hour;
    expect(await detailRequests(9)).toBe(0);
    expect(await detailRequests(2)).toBe(1);
  });
});
