import { describe, expect, it } from 'vitest';
import type { PortalClient } from '../../../adapters/td-dvc/client.ts';
import { readList } from '../../../adapters/td-dvc/paging.ts';
import { agencyCodes } from '../../../adapters/td-dvc/read/agencies.ts';
import { wholeList } from '../../../adapters/td-dvc/read/directory.ts';
import { readPortal } from '../../../adapters/td-dvc/read/everything.ts';
import { readProved } from '../../../adapters/td-dvc/read/offerings.ts';
import { readService } from '../../../adapters/td-dvc/read/service.ts';
import type { HostContext } from '../../../src/adapter/adapter.ts';
import { RemoteError } from '../../../src/adapter/errors.ts';
import { Aside, withAside } from '../../../src/adapter/kit/aside.ts';
import { noDetails } from '../../../src/adapter/kit/details.ts';

/** Reads `list` in pages of three, as it is at each request; `!` = the portal fails. */
async function listed(list: (request: number) => string, maxRows?: number) {
  let requests = 0;
  const page = async (_: string, number: number, size: number) => {
    const now = [...list(requests++)];
    if (now[0] === '!') throw new RemoteError('remote-fault', 'HTTP 500');
    const rows = now.slice((number - 1) * size, number * size).map(id => ({ id }));
    return { rows, totalCount: now.length, totalPages: Math.ceil(now.length / size) };
  };
  const { rows, gap } = await readList({ page, maxRows } as unknown as PortalClient, 'groups', 3);
  return { seen: (rows as { id: string }[]).map(({ id }) => id).join(''), gap };
}

it('shows no row that went after an earlier reading, where rows go in each', async () => {
  expect(await listed(request => 'abcdef'.slice(Math.ceil(request / 2)))).toEqual({
    seen: 'cde',
    gap: 'groups: đọc 3 lần vẫn không khớp (thấy 3 dòng, hệ thống báo 4)',
  });
});

it('shows no row that went after an earlier reading, where a later one is cut', async () => {
  const lists = ['abcd', 'bcd', 'bcdefghi', 'bcdefghi'];
  expect(await listed(request => lists[request]!, 4)).toEqual({
    seen: 'bcdefg',
    gap: 'groups: danh sách chưa hết sau 6 dòng, phần sau không đọc',
  });
});

it('shows what an earlier reading saw, where a later one breaks off, and nothing where the first does', async () => {
  const lists = ['abcd', 'bcd', 'bcde', '!'];
  expect(await listed(request => lists[request]!)).toEqual({ seen: 'abc', gap: 'groups: HTTP 500' });
  await expect(listed(request => ['abcd', '!'][request]!)).rejects.toThrow('HTTP 500');
});

it('shows offerings that an earlier reading saw, where a later one breaks off', async () => {
  const readings = ['abc', 'abcd', '!'];
  const eachRow: PortalClient['eachRow'] = async (_resource, _number, _size, _query, { begin, take }) => {
    const now = [...readings.shift()!];
    if (now[0] === '!') throw new RemoteError('remote-fault', 'HTTP 500');
    begin();
    for (const id of now) take({ id });
    return { rows: now, totalCount: 5, totalPages: 1 };
  };
  const page = async () => ({ rows: [], totalCount: 5, totalPages: 1 });
  const aside = new Aside();
  const client = { eachRow, page } as unknown as PortalClient;
  const { rows, gap } = await readProved(client, aside, {}, 10, 'đơn vị A', value => value);
  expect([[...rows].length, gap]).toEqual([4, 'đơn vị A: HTTP 500']);
  aside.close();
});

describe('a reading of one service that a timeout breaks off, when something has been seen before', () => {
  const timeout = new RemoteError('timeout', 'quá hạn');
  const fails = () => {
    throw timeout;
  };
  const two = (rows: object[]) => ({ rows, totalCount: 2, totalPages: 1 });

  it('fails for that, of a list: it may pass', async () => {
    let readings = 0;
    const page = async () => (readings++ === 0 ? two([{ id: 'a' }]) : fails());
    const client = { page } as unknown as PortalClient;
    await expect(wholeList(client, 'groups', 3)).rejects.toBe(timeout);
  });

  it('fails for that, of its offerings', async () => {
    const page = async (resource: string) =>
      resource === 'thutucs'
        ? { rows: [{ id: 'p', maTTHC: '1.000001', suDung: true }], totalCount: 1, totalPages: 1 }
        : fails();
    const eachRow: PortalClient['eachRow'] = async (_resource, _number, _size, _query, { begin, take }) => {
      begin();
      take({ id: 'a', maTTHC: '1.000001' });
      return two([]);
    };
    const directory = async () => ({ directory: {}, agencyOf: new Map(), agencies: agencyCodes([], true) });
    const reading = { client: { page, eachRow }, pageSize: 3, locality: 'H13', directory };
    const asked = { names: {}, cases: [], memory: {}, kinds: new Set(['set-level']) };
    await expect(readService(reading as never, '1.000001', asked as never)).rejects.toBe(timeout);
  });
});

/** What a portal of these lists tells, which counts so many procedures and agencies; it has one of each. */
async function portalOf(counted: { thutucs?: number; groups?: number }) {
  const lists: Record<string, object[]> = {
    groups: [{ id: 'g', groupCode: 'G', groupName: 'Sở', type: 'don-vi' }],
    thutucs: [{ id: 'p', maTTHC: '1.000001', suDung: true, quyetDinh: '1/QĐ' }],
    donvithutucs: ['G', 'X'].map(donViId => ({ id: donViId, maTTHC: '1.000001', donViId, mucDo: '4' })),
    truonghopthutucs: ['1.000001', '2.000002'].map(maTTHC => ({ id: maTTHC, maTTHC, ma: `${maTTHC}_1` })),
  };
  const page = async (resource: string) => {
    const rows = lists[resource] ?? [];
    const totalCount = (counted as Record<string, number>)[resource] ?? rows.length;
    return { rows, totalCount, totalPages: 1 };
  };
  const eachRow: PortalClient['eachRow'] = async (resource, _number, _size, _query, { begin, take }) => {
    begin();
    lists[resource]?.forEach(take);
    return page(resource);
  };
  const entity = async () => ({ donViTiepNhanRieng: 'Y', eForm: null });
  const client = { page, eachRow, entity } as unknown as PortalClient;
  const context = {
    details: noDetails,
    progress: () => undefined,
    locality: 'H13',
  } as unknown as HostContext;
  const records = [];
  const reading = withAside(aside => readPortal({ client, context, pageSize: 10, aside }));
  for await (const record of reading) records.push(record);
  const flaws = records.flatMap(one => (one.kind === 'quarantine' ? one.reason : []));
  return {
    records,
    unlisted: flaws.filter(reason => /không có (?:trong danh sách|đơn vị nào)/.test(reason)),
  };
}

describe('what belongs to no listed procedure or agency', () => {
  const cases = '1 trường hợp thuộc thủ tục không có trong danh sách: 2.000002_1';
  const offerings = 'có thủ tục ở 1 đơn vị không có trong danh sách đơn vị';
  const open = 'không có đơn vị nào mang mã này: chữ Y';

  it.each([
    [{}, [offerings, cases, open]],
    [{ thutucs: 2 }, [offerings, open]],
    [{ groups: 2 }, [cases]],
  ])('is told only of where that list was read whole: %j', async (counted, told) => {
    const { records, unlisted } = await portalOf(counted);
    expect(unlisted).toEqual(told);
    const facts = records.find(({ kind }) => kind === 'case');
    if ('groups' in counted) expect(facts).toMatchObject({ agencies: ['Y'], eform: null });
    else expect(facts).not.toHaveProperty('eform');
    const kinds = (name: string) => records.filter(({ kind }) => kind === name).length;
    expect([kinds('case'), kinds('offering'), kinds('gap')]).toEqual([1, 1, Object.keys(counted).length]);
  });
});
