import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Configuration } from '../../src/config/configuration.ts';
import type { Agency } from '../../src/domain/agency.ts';
import type { ManualTask } from '../../src/domain/task.ts';
import type { App } from '../../src/server/app.ts';
import type { RouteRoles } from '../../src/server/sign-in/principal.ts';
import { listAudit } from '../../src/store/access/audit.ts';
import { insertRow } from '../../src/store/core/one-row.ts';
import { keepTasks } from '../../src/store/work/tasks.ts';
import { row, whole, xlsx } from '../review/corpus/make.ts';
import { smallCity } from '../support/small-city.ts';
import { type ServedCity, servedCity } from './served-city.ts';

/** Two units that offer what their tier does, at one procedure although it does not apply to them. */
const own: Agency = { code: 'H13.21.8', name: 'Ủy ban nhân dân phường Mới Một', tier: 'commune' };
const other: Agency = { code: 'H13.21.9', name: 'Ủy ban nhân dân phường Mới Hai', tier: 'commune' };
const procedure = '1.000894';
const elsewhere = '1.004873';
const milestone: Configuration['reviews']['milestones'][number] = {
  ...{ id: 'm', name: 'Gửi danh mục', due: '2026-12-31', what: 'other' },
  ...{ tiers: ['commune'], agencies: [], remindDaysBefore: [], remindEveryDaysAfter: 7 },
};

/**
 * How every route that lets units in is asked about one unit, by the account of another one too. `rows`: a list, cut to the
 * caller's unit; `cut`: an answer made of the caller's own, told by what it shows of a unit; `mine`: a page of the
 * caller's unit; `same`: round the same use case as another route; `item`: there for that unit alone; `word`: refused for another unit.
 */
type Probe =
  | { rows: string; asked?: string }
  | { item(unit: Agency): string }
  | { cut: string; shows(unit: Agency): string }
  | { mine: string }
  | { same: string }
  | { word(unit: Agency): { path: string; body?: unknown } };

/** Of law, that they say stands in the way. */
const articles: Record<string, number> = { [own.code]: 7, [other.code]: 8 };
const findings: Record<string, string> = {};
const files: Record<string, number> = {};
const rounds: Record<string, number> = {};
const sessions: Record<string, number> = {};
const actions: Record<string, number> = {};
const probes: Record<string, Probe> = {
  'GET /v1/runs/:id/discrepancies': { rows: '/v1/runs/latest/discrepancies?limit=500', asked: 'agency' },
  'GET /v1/runs/:id/report/:form': { item: ({ code }) => `/v1/runs/latest/report/ndjson?agency=${code}` },
  'GET /v1/discrepancies/:fingerprint': { item: ({ code }) => `/v1/discrepancies/${findings[code]}` },
  'GET /v1/offerings/:procedure/:agency': { item: ({ code }) => `/v1/offerings/${procedure}/${code}` },
  'GET /v1/offerings/:procedure/:agency/readiness': {
    item: ({ code }) => `/v1/offerings/${procedure}/${code}/readiness`,
  },
  'GET /v1/tasks': { rows: '/v1/tasks?limit=500', asked: 'agency' },
  'GET /v1/documents/tasks/:form': { item: ({ code }) => `/v1/documents/tasks/html?agency=${code}` },
  'GET /v1/tasks/export/:form': { item: ({ code }) => `/v1/tasks/export/html?agency=${code}` },
  'POST /v1/tasks/:key/confirmation': {
    word: ({ code }) => ({ path: `/v1/tasks/task-${code}/confirmation`, body: { reason: 'xong' } }),
  },
  'GET /v1/review/registration': { rows: '/v1/review/registration?limit=500', asked: 'agency' },
  'GET /v1/reviews': { rows: '/v1/reviews?limit=500', asked: 'unit' },
  'GET /v1/reviews/:id': { item: ({ code }) => `/v1/reviews/${files[code]}` },
  'POST /v1/reviews': { word: ({ code }) => ({ path: `/v1/reviews?unit=${code}` }) },
  'GET /v1/documents/reviews/:unit/:form': { item: ({ code }) => `/v1/documents/reviews/${code}/docx` },
  'GET /v1/history': { rows: '/v1/history?limit=500', asked: 'agency' },
  'GET /v1/agencies': { rows: '/v1/agencies?limit=500' },
  'GET /v1/offerings': { rows: '/v1/offerings?limit=500', asked: 'agency' },
  'GET /v1/review/list': { rows: '/v1/review/list?limit=500' },
  'GET /v1/review/show/:unit': { item: ({ code }) => `/v1/review/show/${code}` },
  'GET /v1/review/status': { rows: '/v1/review/status?limit=500' },
  'GET /v1/review/conflicts': { rows: '/v1/review/conflicts?limit=500' },
  'GET /v1/review/decisions': { rows: '/v1/review/decisions?limit=500' },
  'GET /v1/review/milestones': { rows: '/v1/review/milestones' },
  'GET /v1/review/readiness': { item: ({ code }) => `/v1/review/readiness?agency=${code}` },
  'GET /v1/review/legal': { cut: '/v1/review/legal', shows: unit => `/d${articles[unit.code]}` },
  'GET /v1/review/agreements': { rows: '/v1/review/agreements?limit=500', asked: 'agency' },
  'GET /v1/review/appraisals': { rows: '/v1/review/appraisals?limit=500', asked: 'agency' },
  'GET /v1/review/guidance': { rows: '/v1/review/guidance?limit=500', asked: 'agency' },
  'POST /v1/review/guidance': {
    word: ({ code }) => ({ path: '/v1/review/guidance', body: { procedure, agency: code, text: 'vì sao?' } }),
  },
  'POST /sai-lech/:fingerprint/hoi': { same: 'POST /v1/review/guidance' },
  'POST /dich-vu/:procedure/:agency/hoi': { same: 'POST /v1/review/guidance' },
  'GET /v1/review/consult': { cut: '/v1/review/consult', shows: unit => `"round":${rounds[unit.code]},` },
  'GET /v1/review/consult/:round': { item: ({ code }) => `/v1/review/consult/${rounds[code]}` },
  'POST /v1/review/consult/:round': {
    word: ({ code }) => ({ path: `/v1/review/consult/${rounds[code]}`, body: { agency: code, answers: [] } }),
  },
  'GET /v1/review/consult/:round/forms/:unit': {
    item: ({ code }) => `/v1/review/consult/${rounds[code]}/forms/${code}`,
  },
  'GET /v1/review/session': { cut: '/v1/review/session', shows: unit => `"session":${sessions[unit.code]},` },
  'GET /v1/review/session/:session': { item: ({ code }) => `/v1/review/session/${sessions[code]}` },
  'POST /v1/review/session-actions/:action': {
    word: ({ code }) => ({
      path: `/v1/review/session-actions/${actions[code]}`,
      body: { word: 'done', reason: 'xong' },
    }),
  },
  'GET /v1/review/forms/:unit': { item: ({ code }) => `/v1/review/forms/${code}` },
  'GET /v1/review/announce': { rows: '/v1/review/announce?since=2021-01-01&limit=500', asked: 'agency' },
  'GET /v1/review/announce/:unit/:form': {
    item: ({ code }) => `/v1/review/announce/${code}/txt?since=2021-01-01`,
  },
  'GET /v1/review/published': { rows: '/v1/review/published?limit=500', asked: 'agency' },
  'POST /v1/review/published': {
    word: ({ code }) => ({
      path: '/v1/review/published',
      body: { procedure, agency: code, place: 'trang tin' },
    }),
  },
  'GET /': { mine: '/' },
  'GET /sai-lech': { cut: '/sai-lech', shows: unit => `/sai-lech/${findings[unit.code]}` },
  'GET /sai-lech/:fingerprint': { item: ({ code }) => `/sai-lech/${findings[code]}` },
  'GET /don-vi/:code': { item: ({ code }) => `/don-vi/${code}` },
  'GET /dich-vu/:procedure/:agency': { item: ({ code }) => `/dich-vu/${procedure}/${code}` },
  'GET /ra-soat': { cut: '/ra-soat', shows: unit => `/ra-soat/${files[unit.code]}"` },
  'GET /ra-soat/:id': { item: ({ code }) => `/ra-soat/${files[code]}` },
  'POST /ra-soat/nop': { same: 'POST /v1/reviews' },
  'GET /ra-soat/phieu': { cut: '/ra-soat/phieu', shows: unit => `/v1/review/forms/${unit.code}"` },
  'GET /lay-y-kien': { cut: '/lay-y-kien', shows: unit => `/lay-y-kien/${rounds[unit.code]}"` },
  'GET /lay-y-kien/:round': { item: ({ code }) => `/lay-y-kien/${rounds[code]}` },
  'POST /lay-y-kien/:round/tra-loi': { same: 'POST /v1/review/consult/:round' },
  'GET /vuong-mac-phap-ly': { cut: '/vuong-mac-phap-ly', shows: unit => `Điều ${articles[unit.code]}` },
  'GET /buoi-lam-viec': { cut: '/buoi-lam-viec', shows: unit => `/buoi-lam-viec/${sessions[unit.code]}"` },
  'GET /buoi-lam-viec/:session': { item: ({ code }) => `/buoi-lam-viec/${sessions[code]}` },
  'POST /buoi-lam-viec/:session/ket-qua-viec': { same: 'POST /v1/review/session-actions/:action' },
  'GET /dich-vu-moi': {
    cut: '/dich-vu-moi?since=2021-01-01',
    shows: unit => `/v1/review/announce/${unit.code}/txt`,
  },
  'POST /dich-vu-moi/cong-khai': { same: 'POST /v1/review/published' },
  'GET /viec-can-lam': { cut: '/viec-can-lam', shows: unit => `/viec-can-lam/task-${unit.code}` },
  'GET /viec-can-lam/:key': { item: ({ code }) => `/viec-can-lam/task-${code}` },
  'POST /viec-can-lam/:key/xac-nhan': {
    word: ({ code }) => ({ path: `/viec-can-lam/task-${code}/xac-nhan`, body: { reason: 'xong' } }),
  },
  'GET /thong-nhat': { cut: '/thong-nhat', shows: unit => `/thong-nhat/${procedure}/${unit.code}"` },
  'GET /thong-nhat/:procedure/:agency': { item: ({ code }) => `/thong-nhat/${procedure}/${code}` },
  'GET /tham-dinh': { cut: '/tham-dinh', shows: unit => `/tham-dinh/${procedure}/${unit.code}"` },
  'GET /tham-dinh/:procedure/:agency': { item: ({ code }) => `/tham-dinh/${procedure}/${code}` },
  'GET /v1/report/demand': { rows: '/v1/report/demand' },
  'GET /v1/report/indicators': { rows: '/v1/report/indicators' },
};

describe('the account of a unit', () => {
  let city: ServedCity;
  let keys: Record<'own' | 'other' | 'all' | 'approver', string>;
  const routes: { method: string; url: string; roles: RouteRoles }[] = [];

  beforeAll(async () => {
    const listRoutes = (scope: App) => {
      const root = Object.getPrototypeOf(scope) as App;
      root.addHook('onRoute', ({ method, url, config }) => {
        for (const one of [method].flat()) routes.push({ method: one, url, roles: config!.roles! });
      });
    };
    city = await servedCity(
      smallCity([own, other]),
      configuration => ({
        ...configuration,
        city: {
          ...configuration.city,
          applies: [{ procedure: elsewhere, remove: [own.code, other.code], reason: 'giao nơi khác' }],
        },
        reviews: { ...configuration.reviews, milestones: [milestone] },
      }),
      listRoutes,
    );
    city.configuration.server.requestsPerMinute = 100_000;
    keys = {
      own: await city.key('unit', own.code),
      other: await city.key('unit', other.code),
      all: await city.key('operator'),
      approver: await city.key('approver'),
    };
    const found = await city.read('/v1/runs/latest/discrepancies?limit=500', keys.all);
    for (const { agency, fingerprint } of found.items) findings[agency] = fingerprint;
    const task = (code: string, kind: string) => ({
      ...{ key: `${kind}-${code}`, system: 'portal', procedure, procedureName: 'x', kind, case: null },
      ...{ agencies: [code], what: 'Làm', values: [], link: null, owner: 'agency', due: null, expected: 4 },
    });
    const tasks = [own, other].flatMap(({ code }) => [task(code, 'task'), task(code, 'register-level')]);
    const plan = { id: 'P1', at: '2026-11-23T05:00:00.000Z', covered: new Map() };
    await keepTasks(city.store, tasks as ManualTask[], plan);
    const measured = { period: '2026-10', system: 'people', readAt: plan.at };
    for (const { code: agency } of [own, other]) {
      const counts = { online: 1, direct: null, postal: null, total: null, quality: null };
      await city.store.db
        .insertInto('demand')
        .values({ ...measured, procedure, agency, ...counts })
        .execute();
      const figures = { numerator: 1, denominator: 2, score: 1, maxScore: 2 };
      await city.store.db
        .insertInto('indicator')
        .values({ ...measured, grouping: 'g', agency, code: 'c', name: 'n', ...figures })
        .execute();
    }
    // A list that is sent round needs a row.
    const listed = await xlsx({ rows: whole('I', [row(1, elsewhere)], []) });
    await handIn('?unit=H13.21.1', keys.all, listed);
    for (const [unit, key] of [
      [own, keys.own],
      [other, keys.other],
    ] as const) {
      const law = `Khoản 2 Điều ${articles[unit.code]} Nghị định 123/2015/NĐ-CP`;
      const bytes = await xlsx(
        { name: 'I', rows: whole('I', [row(1, procedure)], []) },
        { name: 'II', rows: whole('II', [row(1, procedure, '', law)], []) },
      );
      const answer = await handIn('', key, bytes);
      const decision = { procedure: elsewhere, agency: unit.code, eligible: false, reason: 'x' };
      await city.call('POST', '/v1/review/decisions', { key: keys.approver, body: decision });
      const checked = { procedure, agency: unit.code, result: 'returned' as const, items: [], by: 'A' };
      await insertRow(city.store, 'appraisal', { ...checked, identity: null, reason: 'x', at: plan.at });
      const question = { procedure, agency: unit.code, text: 'Vì sao nơi khác đã ở mức 4?' };
      await city.call('POST', '/v1/review/guidance', { key, body: question });
      const round = { list: 'appendix-1', silence: 'none', until: '2026-12-31', to: [unit.code] };
      const opened = await city.call('POST', '/v1/review/consult', { key: keys.all, body: round });
      rounds[unit.code] = ((await opened.json()) as { round: number }).round;
      const meeting = { scope: 'unit', subject: unit.code, heldOn: '2026-11-24' };
      const held = await city.call('POST', '/v1/review/session', { key: keys.all, body: meeting });
      sessions[unit.code] = ((await held.json()) as { session: number }).session;
      const agreed = await city.call('POST', `/v1/review/session/${sessions[unit.code]}/actions`, {
        ...{ key: keys.all, body: { action: 'Sửa danh mục', owner: unit.code, until: '2026-12-01' } },
      });
      actions[unit.code] = ((await agreed.json()) as { id: number }).id;
      const live = { ...task(unit.code, 'register-level'), key: `live-${unit.code}`, procedure: elsewhere };
      await keepTasks(city.store, [live] as ManualTask[], { ...plan, id: `P-${unit.code}` });
      await city.store.db
        .updateTable('task')
        .set({ state: 'confirmed', closedAt: plan.at })
        .where('key', '=', live.key)
        .execute();
      await insertRow(city.store, 'publicationWord', {
        ...{ procedure, agency: unit.code, published: true, place: 'bảng tin', onDay: '2026-11-23' },
        ...{ by: 'A', identity: null, at: plan.at },
      });
      files[unit.code] = ((await answer.json()) as { id: number }).id;
    }
  });
  afterAll(() => city.close());

  function handIn(query: string, key: string, bytes: Uint8Array): Promise<Response> {
    const body = new FormData();
    body.append('file', new Blob([bytes as Uint8Array<ArrayBuffer>]), 'a.xlsx');
    const headers = { authorization: `Bearer ${key}` };
    return fetch(`${city.url}/v1/reviews${query}`, { method: 'POST', headers, body });
  }

  const forUnits = () =>
    routes.filter(({ roles, method }) => method !== 'HEAD' && roles !== 'public' && roles.has('unit'));
  const probed = <Kind extends string>(kind: Kind) =>
    Object.entries(probes).filter(
      (entry): entry is [string, Extract<Probe, Record<Kind, unknown>>] => kind in entry[1],
    );

  it('may call no route that does not say how it is cut to a unit', async () => {
    const asked: string[] = [];
    for (const { method, url } of forUnits()) {
      // A form of a page, loaded by its own address, leads to the page: it shows nothing.
      const path = url.replace(/:\w+/g, 'none');
      const isForm = method === 'GET' && (await city.call(method, path, { key: keys.own })).status === 303;
      if (!isForm) asked.push(`${method} ${url}`);
    }
    expect(asked.sort(), 'a route for units needs a probe here').toEqual(Object.keys(probes).sort());
    for (const [, { same }] of probed('same')) expect(probes).toHaveProperty([same]);
    const closed = routes.filter(({ roles }) => roles !== 'public' && !roles.has('unit'));
    expect(closed.length).toBeGreaterThan(30);
    for (const { method, url } of closed) {
      if (/\/events$/.test(url)) continue;
      const path = url.replace(/:\w+/g, 'none').replace('*', 'none');
      expect((await city.call(method, path, { key: keys.own })).status, `${method} ${url}`).toBe(403);
    }
  });

  it.each(probed('rows'))('sees its own rows only: %s', async (_route, { rows, asked }) => {
    const read = async (key: string, path = rows) => {
      const answer = await city.read(path, key);
      return (answer.items ?? answer) as object[];
    };
    const mine = await read(keys.own);
    expect(mine.length).toBeGreaterThan(0);
    for (const one of mine) expect(unitsOf(one), JSON.stringify(one)).toContain(own.code);
    const theirs = (await read(keys.all)).filter(one => unitsOf(one).includes(other.code));
    expect(theirs.length, 'there is something it must not see').toBeGreaterThan(0);
    for (const one of theirs) expect(mine).not.toContainEqual(one);
    if (asked) expect(await read(keys.own, withQuery(rows, asked, other.code))).toEqual([]);
    if (asked) expect(await read(keys.own, withQuery(rows, asked, own.code))).toEqual(mine);
  });

  it.each(probed('cut'))('is answered of its own: %s', async (_route, { cut, shows }) => {
    const answer = async (key: string) => (await city.call('GET', cut, { key })).text();
    const all = await answer(keys.all);
    expect([all.includes(shows(own)), all.includes(shows(other))]).toEqual([true, true]);
    const mine = await answer(keys.own);
    expect([mine.includes(shows(own)), mine.includes(shows(other))]).toEqual([true, false]);
  });

  it.each(probed('mine'))('is shown its own page: %s', async (_route, { mine }) => {
    const page = await (await city.call('GET', mine, { key: keys.own })).text();
    expect(page).toContain(own.name);
    for (const theirs of [other.name, other.code, findings[other.code]!]) expect(page).not.toContain(theirs);
  });

  it.each(probed('item'))(
    'finds what is its own and nothing of another unit: %s',
    async (_route, { item }) => {
      const answer = async (unit: Agency, key: string) =>
        (await city.call('GET', item(unit), { key })).status;
      expect(await answer(own, keys.own)).toBe(200);
      expect(await answer(other, keys.other)).toBe(200);
      expect(await answer(other, keys.own)).toBe(404);
    },
  );

  it.each(probed('word'))('gives no word on another unit: %s', async (route, { word }) => {
    const { path, body } = word(other);
    const answer = await city.call(route.split(' ', 1)[0]!, path, { key: keys.own, body });
    expect(answer.status).toBe(403);
    expect((await listAudit(city.store, 1))[0]!.outcome).toBe('refused: other-unit');
  });

  it('is counted alone in a round, whatever others have answered', async () => {
    const body = { list: 'appendix-1', silence: 'none', until: '2026-12-31', to: [own.code, other.code] };
    const opened = await city.call('POST', '/v1/review/consult', { key: keys.all, body });
    const { round } = (await opened.json()) as { round: number };
    const said = { agency: other.code, answers: [{ row: 0, say: 'differ', comment: 'Chưa được' }] };
    const twice = { ...said, answers: [{ row: 0, say: 'agree' }, ...said.answers] };
    const refused = await city.call('POST', `/v1/review/consult/${round}`, { key: keys.other, body: twice });
    expect([refused.status, await refused.json()]).toMatchObject([
      400,
      { errors: [{ path: '/body/answers' }] },
    ]);
    await city.call('POST', `/v1/review/consult/${round}`, { key: keys.other, body: said });
    const read = (key: string) => city.read(`/v1/review/consult/${round}`, key);
    expect((await read(keys.all)).rows[0]).toMatchObject({ agree: 0, differ: 1, none: 1 });
    const mine = await read(keys.own);
    expect(mine.addressees).toMatchObject([{ agency: own.code, state: 'waiting' }]);
    expect(mine.rows[0]).toMatchObject({ agree: 0, differ: 0, none: 1, comments: [] });
    const listed = async (key: string) =>
      (await city.read('/v1/review/consult', key)).items.find(
        (one: { round: number }) => one.round === round,
      );
    expect([(await listed(keys.all)).addressees, (await listed(keys.own)).addressees]).toEqual([2, 1]);
    const page = await (await city.call('GET', `/lay-y-kien/${round}`, { key: keys.own })).text();
    expect(page).not.toContain('<strong>1</strong>');
  });

  it('sees its part of a file with lists of several units, and not the answer to the whole file', async () => {
    const titled = (unit: Agency) => whole('II', [row(1, procedure, 'X', '')], [[unit.name.toUpperCase()]]);
    const bytes = await xlsx({ name: 'a', rows: titled(own) }, { name: 'b', rows: titled(other) });
    const { id } = (await (await handIn('', keys.all, bytes)).json()) as { id: number };
    const [file] = (await city.read('/v1/reviews', keys.own)).items;
    expect(file).toMatchObject({ id, parts: [{ agency: own.code, list: 'not-eligible' }] });
    expect((await city.call('GET', `/v1/reviews/${id}`, { key: keys.own })).status).toBe(404);
    expect((await city.call('GET', `/v1/reviews/${id}`, { key: keys.all })).status).toBe(200);
  });
});

function withQuery(path: string, name: string, value: string): string {
  return `${path}${path.includes('?') ? '&' : '?'}${name}=${value}`;
}

/** Every unit a row of any list names. */
function unitsOf(row: object): string[] {
  const { agency, code, unit, agencies, units, evidence, parts, states } = row as {
    [name in 'agency' | 'code' | 'unit']?: string | null;
  } & { [name in 'agencies' | 'units']?: string[] } & { [name in 'parts' | 'states']?: object[] } & {
    evidence?: { units?: string[] };
  };
  const named = [agency, code, unit].filter(one => typeof one === 'string');
  const deeper = [...(parts ?? []), ...(states ?? [])].flatMap(unitsOf);
  return [...named, ...(agencies ?? []), ...(units ?? []), ...(evidence?.units ?? []), ...deeper];
}
