import { afterEach, describe, expect, it } from 'vitest';
import { contractSeed } from '../../adapter/seed.ts';
import { type RunningPortal, startSandbox } from './sandbox.ts';
import { genericBody, type PortalSeed } from './seed.ts';
import { type Row, visitor } from './visitor.ts';

const publicList = 'submitting/formality/list-all-public-formality-by-citizen';
const wholeList = 'submitting/formality/list-all-formality-by-citizen';
const offeringList = 'submitting/formality/list-department-url-by-citizen';
const departmentList = 'configuring/citizen/department/list-with-location';
const detail = 'configuring/formality/get-formality-by-citizen';
const citizens = { formalityTargetType: 'VIETNAMESE_CITIZEN', departmentCode: '', limit: 4 };
const ours = { ...citizens, departmentCode: 'H13', limit: 200 };

const running: RunningPortal[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map(sandbox => sandbox.close()));
});

async function portal(quirks: Record<string, unknown> = {}, seed: PortalSeed = contractSeed('{}')) {
  const sandbox = await startSandbox(seed, quirks);
  running.push(sandbox);
  return { sandbox, ...(await visitor(sandbox)) };
}

function codesOf(rows: Row[], field = 'departmentCode'): string[] {
  return [...new Set(rows.map(row => String(row[field])))].sort();
}

describe('the firewall of the national portal sandbox', () => {
  it('answers who calls as a page of the portal does, with 201 and a code', async () => {
    const { ask, sandbox } = await portal();
    const heard = await ask(publicList, { limit: 2, lastId: '' });
    expect([heard.status, heard.json.code, heard.json.message]).toEqual([201, 'OK', 'OK']);
    expect(heard.json.data.items[0]).toMatchObject({ state: 'UPDATED', code: expect.any(String) });
    expect(sandbox.requests.get(`/api/v1/${publicList}`)).toBe(1);
    expect(sandbox.visits.at(-1)).toMatchObject({ method: 'POST', body: '{"limit":2,"lastId":""}' });
    sandbox.set('status200', true);
    expect((await ask(publicList, { limit: 2 })).status).toBe(200);
  });

  it.each([
    ['Cookie', 'TSPORTAL=unknown'],
    ['Origin', 'https://elsewhere.example'],
    ['Referer', 'https://elsewhere.example/'],
    ['User-Agent', ''],
  ])('rejects a call whose %s is not what a page would send', async (header, value) => {
    const { sandbox } = await portal();
    const { ask } = await visitor(sandbox, { [header]: value });
    const heard = await ask(publicList, { limit: 2 });
    expect([heard.status, heard.json]).toEqual([200, undefined]);
    expect(heard.text).toContain('Request Rejected');
    sandbox.set('wall', 'forbidden');
    expect(await ask(publicList, { limit: 2 })).toMatchObject({ status: 403, type: /html/ });
    sandbox.set('wall', 'dropped');
    await expect(ask(publicList, { limit: 2 })).rejects.toThrow();
  });

  it('shuts itself after some calls, refuses single paths, and renews its cookie', async () => {
    const { ask, sandbox } = await portal({ cookieCalls: 2 });
    for (let call = 0; call < 5; call++) expect((await ask(publicList, {})).status).toBe(201);
    expect(new Set(sandbox.visits.slice(1).map(({ headers }) => headers.cookie)).size).toBe(3);
    sandbox.set('refuse', 'reporting/');
    expect((await ask('reporting/formalities', {})).text).toContain('Request Rejected');
    sandbox.set('refuseFrom', 8);
    expect((await ask(publicList, {})).json.code).toBe('OK');
    expect((await ask(publicList, {})).text).toContain('Request Rejected');
  });

  it('tells robots what it tells them, and sends a GET of a service to its page', async () => {
    const { sandbox } = await portal();
    const robots = await (await fetch(`${sandbox.baseUrl}/robots.txt`)).text();
    expect(robots).toContain('Disallow: /nop-ho-so\n');
    expect(robots).not.toContain('/api/');
    expect((await fetch(`${sandbox.baseUrl}/nope`)).status).toBe(404);
    const service = await fetch(`${sandbox.baseUrl}/api/v1/${publicList}`);
    expect(service.headers.get('content-type')).toContain('html');
    sandbox.set('refuse', '/thu-tuc-hanh-chinh');
    const first = await fetch(`${sandbox.baseUrl}/thu-tuc-hanh-chinh`);
    expect([await first.text(), first.headers.get('set-cookie')]).toEqual([
      expect.stringContaining('Request Rejected'),
      null,
    ]);
  });

  it('fails in every way that does not come from the wall', async () => {
    const { ask, sandbox } = await portal({ htmlCalls: [2], dropShare: 0.25 });
    expect((await ask(publicList, {})).status).toBe(201);
    expect(await ask(publicList, {})).toMatchObject({ status: 200, json: undefined });
    expect((await ask(publicList, {})).status).toBe(201);
    await expect(ask(publicList, {})).rejects.toThrow();
    sandbox.set('dropShare', 0);
    sandbox.set('unavailableShare', 0.5);
    const statuses = [await ask(publicList, {}), await ask(publicList, {})].map(({ status }) => status);
    expect(statuses.sort()).toEqual([201, 503]);
    sandbox.set('unavailableShare', 0);
    for (const [quirk, status, json] of [
      ['unavailable', 503, undefined],
      ['cut', 201, undefined],
      ['notOk', 201, { code: 'INTERNAL_ERROR', data: null }],
    ] as const) {
      sandbox.set(quirk, 'list-all');
      const heard = await ask(publicList, {});
      expect(heard.status).toBe(status);
      if (json) expect(heard.json).toMatchObject(json);
      else expect(heard.json).toBeUndefined();
      expect((await ask('reporting/formalities', {})).json.code).toBe('OK');
      sandbox.set(quirk, false);
    }
    sandbox.set('down', true);
    await expect(ask(publicList, {})).rejects.toThrow();
    expect(() => sandbox.set('noSuchQuirk', true)).toThrow('noSuchQuirk');
  });
});

describe('the cursor of the national portal sandbox', () => {
  it.each(['empty', 'no-last-id', 'stays'])('gives every row once and ends: %s', async end => {
    const { walk } = await portal({ end });
    const { rows, sizes } = await walk(offeringList, ours);
    const whole = await walk(offeringList, { ...ours, limit: 4 });
    const ids = new Set(whole.rows.map(({ id }) => id));
    expect([...ids]).toEqual([...new Set(rows.map(({ id }) => id))]);
    expect(sizes[0]).toBe(ids.size);
    if (end !== 'stays') expect(whole.rows).toHaveLength(ids.size);
    expect(
      [...ids].every(id => /^[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[89ab][\da-f]{3}-/.test(String(id))),
    ).toBe(true);
  });

  it('stalls, goes round, gives short pages, and lies about or leaves out the total', async () => {
    const { ask, walk, sandbox } = await portal();
    const { rows, sizes } = await walk(offeringList, citizens);
    sandbox.set('cursorStallsAfter', 8);
    const stalled = await walk(offeringList, citizens);
    expect([stalled.sizes, new Set(stalled.rows.map(({ id }) => id)).size]).toEqual([[4, 4, 4], 8]);
    sandbox.set('cursorStallsAfter', 0);
    sandbox.set('cursorRepeatsAfter', 8);
    const round = await walk(offeringList, citizens, 10);
    expect([round.sizes.length, new Set(round.rows.map(({ id }) => id)).size]).toEqual([10, 8]);
    sandbox.set('cursorRepeatsAfter', 0);
    sandbox.set('shortPages', true);
    const short = await walk(offeringList, citizens);
    expect(short.rows).toEqual(rows);
    expect(short.sizes.length).toBeGreaterThan(sizes.length);
    sandbox.set('totalOff', -3);
    expect((await ask(offeringList, citizens)).json.data.total).toBe(rows.length - 3);
    expect((await ask('reporting/formalities', {})).json.data.pagination.total).toBe(2);
    sandbox.set('totalMissing', true);
    expect((await ask(offeringList, citizens)).json.data).not.toHaveProperty('total');
    expect((await ask('reporting/formalities', {})).json.data.pagination).not.toHaveProperty('total');
  });

  it.each([100, 50, 25])('does not give pages larger than %i', async pageCeiling => {
    const { ask, sandbox } = await portal({ pageCeiling });
    expect((await ask(wholeList, { limit: pageCeiling })).status).toBe(201);
    expect((await ask(wholeList, { limit: pageCeiling + 1 })).status).toBe(504);
    expect((await ask('reporting/formalities', { pageSize: pageCeiling + 1 })).status).toBe(504);
    sandbox.set('overCeiling', 'hang');
    const patience = AbortSignal.timeout(200);
    await expect(ask(wholeList, { limit: pageCeiling + 1 }, patience)).rejects.toThrow();
  });
});

describe('lists of the national portal sandbox', () => {
  it('filters offerings by a code in four ways, of which three mislead', async () => {
    const { walk, sandbox } = await portal();
    const inOurs = ['H13.1', 'H13.2', 'H13.20', 'H13.20.1', 'H13.20.2', 'H13.21', 'H13.21.1'];
    expect(codesOf((await walk(offeringList, ours)).rows)).toEqual(inOurs);
    const everywhere = [...inOurs, 'H130.13', 'H44.01', 'H44.100'].sort();
    expect(codesOf((await walk(offeringList, { ...citizens, limit: 200 })).rows)).toEqual(everywhere);
    sandbox.set('offeringFilter', 'exact');
    expect((await walk(offeringList, ours)).rows).toEqual([]);
    sandbox.set('offeringFilter', 'prefix');
    expect(codesOf((await walk(offeringList, ours)).rows)).toEqual([...inOurs, 'H130.13'].sort());
    sandbox.set('offeringFilter', 'ignored');
    expect(codesOf((await walk(offeringList, ours)).rows)).toEqual(everywhere);
    sandbox.set('offeringFilter', 'below');
    sandbox.set('strayRows', 2);
    const { rows } = await walk(offeringList, ours);
    expect(rows.filter(row => !String(row.departmentCode).startsWith('H13.'))).toHaveLength(2);
  });

  it('shows an offering once to each audience, by case and unit, and loses one audience', async () => {
    const { ask, walk, sandbox } = await portal({ audienceConflict: '1.000010', testing: '2.000030' });
    const both = await walk(offeringList, { ...ours, formalityTargetType: '' });
    const pair = both.rows.filter(row => row.formalityCode === '1.000010' && row.departmentCode === 'H13.1');
    expect(pair.map(row => [row.formalityCaseCode, row.implementLevel]).sort()).toEqual([
      ['1.000010.01', 'FULL'],
      ['1.000010.01', 'PARTIAL'],
    ]);
    expect(new Set(both.rows.filter(row => row.isTesting).map(row => row.formalityCode))).toEqual(
      new Set(['2.000030']),
    );
    expect(new Set(both.rows.map(row => row.implementLevel))).toEqual(
      new Set(['FULL', 'PARTIAL', 'NONE', '']),
    );
    sandbox.set('failingAudience', 'ENTERPRISE');
    sandbox.set('failingAudienceAfter', 4);
    const enterprises = { ...citizens, formalityTargetType: 'ENTERPRISE' };
    const first = await ask(offeringList, enterprises);
    expect(first.status).toBe(201);
    expect((await ask(offeringList, { ...enterprises, lastId: first.json.data.lastId })).status).toBe(503);
    expect((await walk(offeringList, citizens)).rows.length).toBeGreaterThan(8);
    sandbox.set('implementLevels', { '1.000010 H13.1': 'NONE' });
    const changed = (await walk(offeringList, ours)).rows.find(
      row => row.formalityCode === '1.000010' && row.departmentCode === 'H13.1',
    );
    expect(changed?.implementLevel).toBe('NONE');
  });

  it('lists provinces and ministries, but no unit below them', async () => {
    const { ask } = await portal();
    const asked = (type: string) => ask(departmentList, { type, agencyLevel: 'level_1', limit: 200 });
    expect(codesOf((await asked('PROVINCE')).json.data.rows, 'code')).toEqual(['H13', 'H130', 'H44']);
    expect(codesOf((await asked('MINISTRY')).json.data.rows, 'code')).toEqual(['G15', 'G19']);
    const filtered = await ask(publicList, { departmentCode: 'H13', limit: 200 });
    expect(filtered.json.data.items).toHaveLength(4);
  });

  it('tells where a procedure applies, in pages, also of withdrawn ones whose rows are left over', async () => {
    const { ask, walk, sandbox } = await portal({ genericBody: '1.000010', manyApplied: '2.000030' });
    const path = 'reporting/formalities';
    const pages = await Promise.all([1, 2, 3, 4].map(currentPage => ask(path, { currentPage, pageSize: 2 })));
    const rows: Row[] = pages.flatMap(({ json }) => json.data.items);
    expect(rows).toHaveLength(5);
    const applied = (code: string) => rows.find(row => row.code === code)!.appliedDepartmentIds as string[];
    expect(applied('1.000010')[0]).toBe(genericBody.id);
    expect(applied('2.000030')).toHaveLength(3629);
    expect(applied('3.000050')).toEqual([]);
    expect(rows.find(row => row.code === '3.000050')).toMatchObject({ state: 'INACTIVE' });
    expect((await walk(offeringList, ours)).rows.some(row => row.formalityCode === '3.000050')).toBe(true);
    expect(codesOf((await walk(publicList, { limit: 2 })).rows, 'code')).not.toContain('3.000050');
    sandbox.set('inactive', true);
    expect((await walk(publicList, { limit: 2 })).rows).toEqual([]);
    expect((await walk(wholeList, { limit: 2 })).rows).toHaveLength(5);
  });
});

describe('a procedure of the national portal sandbox', () => {
  async function read(quirks: Record<string, unknown>, code = '1.000010') {
    const { ask } = await portal(quirks);
    const { json } = await ask(wholeList, { q: code, limit: 1 });
    return (await ask(detail, { id: json.data.items[0].id })).json.data;
  }

  it('keeps papers in its execution cases, twice, and repeats legal bases', async () => {
    const data = await read({});
    expect([data.profileComponents, data.cases[0].profileComponents]).toEqual([[], []]);
    const names = data.executionCases[0].profileComponents.map((paper: Row) => paper.name);
    expect([names.length, new Set(names).size]).toEqual([3, 2]);
    expect(data.executionCases[0].profileComponents.some((paper: Row) => paper.required)).toBe(false);
    const laws = data.legalBasisesDetails.map((law: Row) => law.code);
    expect([laws.length, new Set(laws).size]).toEqual([4, 2]);
    expect(data.description).toMatch(/<img [^>]*base64,iVBOR/);
    const plain = await read({
      ...{ papersInCasesOnly: false, duplicatePapers: false, requiredFalse: false },
      ...{ repeatedLegalBases: false, pictures: false, missingFlags: true },
    });
    expect(plain.cases[0].profileComponents.map((paper: Row) => paper.required)).toEqual([true, false]);
    expect([plain.profileComponents.length, plain.legalBasisesDetails.length]).toEqual([4, 2]);
    expect(plain.description).not.toContain('<');
    expect(plain).not.toHaveProperty('isFullProcess');
  });

  it.each([
    ['noFees', []],
    ['zeroFees', [{ type: 'FEE', value: 0, description: '' }]],
    ['nullFees', [{ type: 'FEE', value: null, description: expect.stringContaining('50.000 đồng') }]],
  ])('does not say what it costs: %s', async (quirk, fees) => {
    expect((await read({ [quirk]: true })).executionMethods[0].fees).toEqual(fees);
    expect((await read({ [quirk]: 'other' })).executionMethods[0].fees[0].value).toBe(8000);
  });

  it('comes with equal case names, a generic body, decomposed letters and wrong types', async () => {
    const data = await read({ sameCaseNames: true, genericBody: true, nonNfc: true, wrongTypes: true });
    expect(new Set(data.cases.map((item: Row) => item.name)).size).toBe(1);
    expect(new Set(data.cases.map((item: Row) => item.id)).size).toBe(2);
    expect(data.departmentsExecuting.at(-1).code).toBe('UBNDCT');
    expect(data.name).not.toBe(data.name.normalize('NFC'));
    expect([data.isWard, data.isProvince, data.createdAt]).toEqual(['false', 'true', expect.any(String)]);
    expect([data.profileComponents, data.cases[0].processingDay.qty]).toEqual([null, '3']);
    expect((await read({ brokenRows: true })).code).toBeNull();
  });

  it('is not found under an unknown id', async () => {
    const { ask, sandbox } = await portal();
    expect(await ask(detail, { id: 'x' })).toMatchObject({ status: 400, json: { code: 'NOT_FOUND' } });
    sandbox.set('refusalStatus', 201);
    expect(await ask(detail, { id: 'x' })).toMatchObject({ status: 201, json: { code: 'NOT_FOUND' } });
    expect((await ask(detail, 'no json')).json.code).toBe('BAD_REQUEST');
  });
});

describe('the indicators of the national portal sandbox', () => {
  const now = Date.UTC(2026, 9, 31, 16, 59);
  const year = { timeType: 'year', year: 2025, currentPage: 1, pageSize: 100 };

  async function indicators(quirks: Record<string, unknown> = {}) {
    const seed: PortalSeed = contractSeed('{}');
    seed.procedures[0]!.files = { 'H13.1': { online: 25, direct: 0, postal: 7 }, 'H13.2': null };
    const found = await portal({ now, ...quirks }, seed);
    const tops = await found.ask(departmentList, { type: 'PROVINCE', limit: 200 });
    const top: Row = tops.json.data.rows.find((row: Row) => row.code === 'H13');
    const ask = async (group: string, body: Row) =>
      found.ask(`reporting/evaluation/${group}`, { rootDepartmentId: top.id, ...body });
    return { ...found, ask, plainAsk: found.ask };
  }

  it('give a month only after its last day, by Vietnamese clocks', async () => {
    const { ask, sandbox } = await indicators();
    const october = { ...year, timeType: 'month', year: 2026, month: 10 };
    expect(await ask('transparency', { ...october, month: 9 })).toMatchObject({ status: 201 });
    expect(await ask('transparency', october)).toMatchObject({ status: 400, json: { data: null } });
    sandbox.set('now', now + 60_000);
    expect((await ask('transparency', october)).json.code).toBe('OK');
  });

  it('have numbers, none, and provisional ones, each said; a misspelt procedure is ignored', async () => {
    const { ask, plainAsk } = await indicators({ nullMetrics: 'PUBLISH_ON_TIME' });
    const { json } = await ask('transparency', year);
    expect(Object.keys(json.data)).toEqual([
      ...['overview', 'evaluation', 'monthlyChart', 'pagination', 'source'],
    ]);
    const [first] = json.data.evaluation;
    expect(first).toMatchObject({ agencyLevel: 'level_2', totalMaxScore: 18 });
    expect(first).not.toHaveProperty('departmentCode');
    expect(first.metrics[0]).toMatchObject({ code: 'PUBLISH_ON_TIME', numerator: null, score: null });
    expect(first.metrics[3].dataQualityStatus).toBe('TEMP_NATIONAL_REPORT_DENOMINATOR');
    const listed = await plainAsk(publicList, { q: '1.000010', limit: 1 });
    const id = listed.json.data.items[0].id;
    const filtered = await ask('transparency', { ...year, formalityId: id });
    expect(filtered.json.data.evaluation).not.toEqual(json.data.evaluation);
    expect((await ask('transparency', { ...year, formalityID: id })).json).toEqual(json);
    const digitized = await ask('dossier-digitized', { ...year, formalityID: id });
    expect(digitized.json.data.evaluation[0].metrics).toHaveLength(6);
    const satisfaction = await ask('handling-satisfaction', { fromDate: '2026-01-01', toDate: '2026-06-30' });
    expect(satisfaction.json.data).not.toHaveProperty('monthlyChart');
    expect(satisfaction.json.data.evaluation[0].metrics[1]).toMatchObject({
      ...{ numerator: null, dataQualityStatus: 'NO_NATIONAL_REPORT_DATA' },
    });
    const provinces = await plainAsk('reporting/evaluation/service-results', year);
    expect(provinces.json.data).toHaveLength(3);
  });

  it('count files by channel whose units add up to the city and whose months add up to the year', async () => {
    const { ask, plainAsk, sandbox } = await indicators();
    const tree = 'provide-online-tree';
    const { parent, children } = (await ask(tree, year)).json.data;
    expect(codesOf(children)).toContain('H13.20.1');
    const sum = (rows: Row[], field: string) => rows.reduce((total, row) => total + Number(row[field]), 0);
    for (const field of ['channelOnlineSum', 'channelDirectSum', 'channelPostalSum', 'channelTotalSum']) {
      expect(sum(children, field)).toBe(parent[field]);
    }
    const months: Row[] = [];
    for (let month = 1; month <= 12; month++) {
      months.push((await ask(tree, { ...year, timeType: 'month', month })).json.data.parent);
    }
    expect(sum(months, 'channelTotalSum')).toBe(parent.channelTotalSum);
    const listed = await plainAsk(publicList, { q: '1.000010', limit: 1 });
    const one = (await ask(tree, { ...year, formalityId: listed.json.data.items[0].id })).json.data;
    expect(one.parent).toMatchObject({
      ...{ channelOnlineSum: 25, channelDirectSum: 0, channelPostalSum: 7, channelTotalSum: 32 },
      ...{ authorityCount: 2, fullCount: 1, partialCount: 1, onlineOnTimeSum: 24, onlineOverdueSum: 1 },
    });
    const unit = (code: string) => one.children.find((child: Row) => child.departmentCode === code);
    expect(unit('H13.1')).toMatchObject({ level: 'PROVINCE', channelDirectSum: 0, channelTotalSum: 32 });
    expect(unit('H13.2')).toMatchObject({ authorityCount: 1, channelDirectSum: null, channelTotalSum: null });
    expect(unit('H13.20.1')).toMatchObject({ authorityCount: 0, channelTotalSum: null });
    sandbox.set('childCounts', false);
    expect((await ask(tree, year)).json.data.children[0]).not.toHaveProperty('channelTotalSum');
    expect((await ask('dvc-progress-tree', { ...year, pageSize: 101 })).status).toBe(504);
  });
});
