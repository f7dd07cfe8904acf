import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { DiscrepancyLine } from '../../src/domain/run.ts';
import { severities } from '../../src/domain/severity.ts';
import type { TaskRow } from '../../src/domain/task.ts';
import { dayOf } from '../../src/domain/time.ts';
import { stateNames } from '../../src/report/words.ts';
import { listRuns } from '../../src/store/runs/runs.ts';
import { sandboxCity } from '../sandbox/city/city.ts';
import { startOfTests } from './running.ts';
import { type ServedCity, servedCity } from './served-city.ts';

type Row = DiscrepancyLine & { lastSeen: string };

describe('reading what a run found', () => {
  let city: ServedCity;
  let key: string;
  beforeAll(async () => {
    city = await servedCity(await sandboxCity());
    city.configuration.server.requestsPerMinute = 100_000;
    key = await city.key('viewer');
  });
  afterAll(() => city.close());

  const get = (path: string, headers: Record<string, string> = {}) =>
    city.call('GET', path, { key, headers });
  const rows = async (query = ''): Promise<{ items: Row[]; next: string | null }> =>
    city.read(`/v1/runs/latest/discrepancies?limit=500${query}`, key);
  /** Page by page, as a caller would. */
  const paged = async (query: string, limit: number) => {
    const all: Row[] = [];
    for (let next: string | null = ''; next !== null; ) {
      const cursor: string = next && `&cursor=${encodeURIComponent(next)}`;
      const page = await city.read(`/v1/runs/latest/discrepancies?limit=${limit}${query}${cursor}`, key);
      expect(page.items.length).toBeLessThanOrEqual(limit);
      all.push(...page.items);
      next = page.next;
    }
    return all;
  };

  it('is shown on a page of its own in words: where from, how it stands, what was seen', async () => {
    const { items } = await rows();
    const one = [...new Map(items.map(row => [row.rule, row])).values()];
    expect(one.length).toBeGreaterThan(20);
    for (const { fingerprint, rule, state } of one) {
      const text = await (await get(`/sai-lech/${fingerprint}`, { accept: 'text/html' })).text();
      const [, seen = ''] = /id="bang-chung">.*?<dl class="facts">(.*?)<\/dl>/s.exec(text) ?? [];
      // What a form of theirs calls a field is quoted; addresses are theirs, too.
      const words = seen.replaceAll(/<[^>]*>/g, ' ').replaceAll(/&quot;.*?&quot;|https?:\S+/g, '');
      // Names of fields and codes of ours say nothing to people.
      expect(words, rule).not.toMatch(
        /\b[a-z]+[A-Z]\w*|Hệ thống [a-z]+(?!\p{L})|\b(true|false|null|invalid|empty)\b/u,
      );
      expect(text, rule).toContain(`>${stateNames[state]}</span>`);
    }
    const shown = async (rule: string) => {
      const { fingerprint } = items.find(row => row.rule === rule)!;
      const text = await (await get(`/sai-lech/${fingerprint}`, { accept: 'text/html' })).text();
      return text.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ');
    };
    expect(await shown('exposed-above-level')).toMatch(/Phải là mức độ \d.*Đang là mức độ \d/);
    expect(await shown('people-land-elsewhere')).toMatch(
      /Người dân gặp mức độ \d \([^)]+\) Cổng Dịch vụ công quốc gia, đọc ngày/,
    );
    // A system that is in the configuration no more was read all the same.
    const { city: configured } = city.configuration;
    const { systems } = configured;
    onTestFinished(() => {
      configured.systems = systems;
    });
    configured.systems = systems.filter(({ role }) => role !== 'portal');
    expect(await shown('exposed-above-level')).toMatch(/Đang là mức độ \d [^,]*, đọc ngày/);
  });

  it('names reasons as they are built in where the list of the city cannot be read, and logs it once', async () => {
    const { items } = await rows();
    const { configuration } = city;
    const { reasons } = configuration.reviews;
    onTestFinished(() => {
      configuration.reviews.reasons = reasons;
    });
    configuration.reviews.reasons = '/khong-co/review-reasons.yaml';
    const logged = city.logged.length;
    for (const { fingerprint } of items.slice(0, 2)) {
      const { status } = await get(`/sai-lech/${fingerprint}`, { accept: 'text/html' });
      expect(status).toBe(200);
    }
    expect(
      city.logged.slice(logged).filter(({ msg }) => String(msg).includes('list of reasons')),
    ).toHaveLength(1);
  });

  it('is the run with its summary, by its id and as the latest', async () => {
    const [kept] = await listRuns(city.store, 1);
    const { number: _, ...run } = kept!;
    const told = await city.read(`/v1/runs/${city.runId}`, key);
    expect(told).toEqual(run);
    expect(await city.read('/v1/runs/latest', key)).toEqual(told);
    expect((await city.read('/v1/runs', key)).items).toEqual([
      expect.objectContaining({ id: city.runId, status: 'discrepancies', counts: told.summary.counts }),
    ]);
  });

  it('lists discrepancies worst first, all of them however small the pages', async () => {
    const { items, next } = await rows();
    expect(next).toBeNull();
    const ranks = items.map(({ severity }) => severities.indexOf(severity));
    expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
    for (const limit of [1, 7, items.length])
      expect((await paged('', limit)).map(({ fingerprint }) => fingerprint)).toEqual(
        items.map(({ fingerprint }) => fingerprint),
      );
  });

  it.each(['rule', 'procedure', 'agency', 'firstSeen', 'severity', 'demand'])(
    'sorts by %s, both ways',
    async sort => {
      const up = await paged(`&sort=${sort}`, 9);
      const down = await paged(`&sort=-${sort}`, 9);
      expect(up.map(row => row.fingerprint)).toEqual(down.map(row => row.fingerprint).reverse());
      if (sort === 'severity' || sort === 'demand') return;
      const values = up.map(row => row[sort as 'rule'] ?? '');
      expect(values).toEqual([...values].sort());
    },
  );

  it('keeps to what is asked for: any of several values, all of several columns', async () => {
    const { items } = await rows();
    const major = items.filter(
      row => row.severity === 'major' && ['portal', 'oneStop'].includes(row.system ?? ''),
    );
    const found = await rows('&severity=major&system=portal&system=oneStop');
    expect(found.items).toEqual(major);
    expect(major.length).toBeGreaterThan(3);
    const critical = await paged('&severity=critical&state=new&state=open', 2);
    expect(critical).toEqual(items.filter(row => row.severity === 'critical'));
    expect((await rows('&agency=H13.999')).items).toEqual([]);
    for (const wrong of [
      'rule=nonsense',
      'severity=bad',
      'owner=me',
      'sort=message',
      "agency='; drop table run",
    ])
      expect([200, 400]).toContain((await get(`/v1/runs/latest/discrepancies?${wrong}`)).status);
    expect((await get('/v1/runs/latest/discrepancies?rule=nonsense')).status).toBe(400);
  });

  it('refuses a cursor that was changed, or is of another list', async () => {
    const { next } = await city.read('/v1/runs/latest/discrepancies?limit=2', key);
    const [body, check] = next.split('.');
    const moved = Buffer.from(Buffer.from(body, 'base64url').toString().replace(/^\[\d/, '[9')).toString(
      'base64url',
    );
    const cursors: [string, string][] = [
      ['', `${moved}.${check}`],
      ['', `${body}.${'A'.repeat(check.length)}`],
      ['', body],
      ['', 'null'],
      ['', '%00'],
      ['&sort=rule', next],
      ['&severity=major', next],
    ];
    for (const [query, cursor] of cursors) {
      const answer = await get(
        `/v1/runs/latest/discrepancies?limit=2&cursor=${encodeURIComponent(cursor)}${query}`,
      );
      expect(answer.status, `${cursor} ${query}`).toBe(400);
      expect(await answer.json()).toMatchObject({ type: '/problems/invalid-cursor' });
    }
    expect((await get(`/v1/jobs?cursor=${encodeURIComponent(next)}`)).status).toBe(400);
  });

  it('answers 304 to who has it already, and 200 once it has changed', async () => {
    for (const path of [
      '/v1/runs',
      '/v1/runs/latest/discrepancies?limit=2',
      '/v1/sources',
      '/v1/tasks',
      '/v1/runs/latest/report/csv?owner=technical',
    ]) {
      const first = await get(path);
      await first.arrayBuffer();
      const etag = first.headers.get('etag')!;
      expect(etag, path).toBeTruthy();
      const again = await get(path, { 'if-none-match': etag });
      expect([again.status, await again.text()]).toEqual([304, '']);
      expect((await get(path, { 'if-none-match': '"another"' })).status).toBe(200);
      expect(first.headers.get('cache-control')).toBe('private, no-cache');
    }
    const { headers } = await get('/v1/jobs');
    await city.call('POST', '/v1/runs', { key: await city.key('operator'), body: { kind: 'digest' } });
    expect((await get('/v1/jobs', { 'if-none-match': headers.get('etag')! })).status).toBe(200);
  });

  it('hands out the report in every form, under its name and under its file name', async () => {
    const { items } = await rows();
    const text = async (path: string) => (await get(`/v1/runs/latest/report/${path}`)).text();
    const lines = (await text('ndjson')).trimEnd().split('\n');
    expect(lines.map(line => JSON.parse(line).fingerprint)).toEqual(items.map(row => row.fingerprint));
    expect(await text('discrepancies.ndjson')).toBe(`${lines.join('\n')}\n`);
    expect(JSON.parse(await text('summary.json')).counts.new).toBe(items.length);
    const csv = Buffer.from(await (await get('/v1/runs/latest/report/csv')).arrayBuffer()).toString();
    expect(csv.split('\r\n')).toHaveLength(items.length + 2);
    expect(csv.startsWith('\ufeff')).toBe(true);
    const page = await get('/v1/runs/latest/report/html?owner=regulatory');
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(page.headers.get('content-security-policy')).toMatch(/^sandbox .*default-src 'none'/);
    const shown = await page.text();
    expect(shown.trimEnd().endsWith('</html>')).toBe(true);
    const book = await get('/v1/runs/latest/report/xlsx');
    expect(book.headers.get('content-disposition')).toBe('attachment; filename="report.xlsx"');
    expect(
      Buffer.from(await book.arrayBuffer())
        .subarray(0, 2)
        .toString(),
    ).toBe('PK');
    const slice = (await text('ndjson?severity=critical')).trimEnd().split('\n');
    expect(slice).toHaveLength(items.filter(({ severity }) => severity === 'critical').length);
  });

  it('lists no tasks at a system that nobody knows, as the command line does', async () => {
    const answer = await get('/v1/tasks?system=x');
    expect([answer.status, await answer.json()]).toMatchObject([
      400,
      { errors: [{ path: '/query/system' }] },
    ]);
    expect((await get('/v1/tasks?system=portal&procedure=9.999999')).status).toBe(200);
  });

  it('says of a month that is none what one looks like', async () => {
    const answer = await get('/v1/report/demand?month=2026-13');
    const { errors } = (await answer.json()) as { errors: unknown };
    expect([answer.status, errors]).toEqual([
      400,
      [
        {
          path: '/query/month',
          problem: expect.stringMatching(/^(phải là tháng, dạng|must be a month such as)/),
        },
      ],
    ]);
  });

  it('makes no report of a unit or a system that nobody knows, and one of a unit however its code is written', async () => {
    const { items } = await rows();
    const { agency } = items.find(row => row.agency !== null)!;
    const summary = async (query: string) => {
      const answer = await get(`/v1/runs/latest/report/summary?${query}`);
      const { counts, errors } = JSON.parse(await answer.text());
      return { status: answer.status, counts, paths: errors?.map(({ path }: { path: string }) => path) };
    };
    const whole = await summary(`agency=${agency}`);
    expect(whole.counts.toDo).toBeGreaterThan(0);
    expect(await summary(`agency=${agency!.toLowerCase()}`)).toEqual(whole);
    expect(await summary('agency=H99')).toMatchObject({ status: 400, paths: ['/query/agency'] });
    expect(await summary(`agency=${agency}&system=x`)).toMatchObject({
      status: 400,
      paths: ['/query/system'],
    });
    expect(await summary('agency=H13&rule=name-twice')).toMatchObject({ status: 200, counts: { toDo: 0 } });
    // Of several one that is known will do, found or not: the others may be what it was made of.
    const nothing = { status: 200, counts: { toDo: 0 } };
    expect(await summary('agency=H13.1&agency=H99&rule=name-twice')).toMatchObject(nothing);
  });

  it.each([
    '..%2f..%2fdvc-sync.yaml',
    '%2e%2e%2fstore.db',
    'constructor',
    '__proto__',
    'report.html%00',
    'x',
  ])('has no report called %s', async form => {
    const answer = await get(`/v1/runs/latest/report/${form}`);
    expect(answer.status).toBe(404);
    expect(await answer.text()).not.toContain(city.folder);
  });

  it('tells all about one offering: its level everywhere, what is open, of the procedure too', async () => {
    const { items } = await rows('&rule=level-differs');
    const { procedure, agency } = items[0]!;
    const told = await city.read(`/v1/offerings/${procedure}/${agency}`, key);
    const level = (system: string) =>
      told.systems.find((one: { system: string }) => one.system === system).level;
    expect(level('portal')).not.toBe(level('oneStop'));
    expect(told.open.map(({ rule }: Row) => rule)).toContain('level-differs');
    expect(['ready', 'missing', 'unclear']).toContain(told.readiness.verdict);
    expect(told.readiness.rows.map(({ id }: { id: string }) => id)).toContain('eform');
    const page = await get(`/v1/offerings/${procedure}/${agency}/readiness`);
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(await page.text()).toContain(procedure);
    expect(told.agencyName).toMatch(/^\p{Lu}/u);
    expect(told.open.every((row: Row) => row.agency === null || row.agency === agency)).toBe(true);
    const missing = (await rows('&rule=missing-offering&system=portal')).items[0]!;
    const gone = await city.read(`/v1/offerings/${missing.procedure}/${missing.agency}`, key);
    expect(gone.systems).toContainEqual(expect.objectContaining({ system: 'portal', offered: false }));
    expect((await get(`/v1/offerings/${procedure}/H13.nowhere`)).status).toBe(404);
    expect((await get(`/v1/offerings/9.999999/${agency}`)).status).toBe(404);
  });

  it('shows sources, schedule and the state of definitions without a path of this machine', async () => {
    const { items } = await city.read('/v1/sources', key);
    expect(items).toHaveLength(4);
    expect(items[0]).toMatchObject({
      system: 'national',
      adapter: 'csdl-tthc',
      last: { status: 'complete' },
    });
    expect((await city.read('/v1/schedule', key)).items[0]).toMatchObject({
      job: 'reconcile',
      lastDue: null,
    });
    expect(await city.read('/v1/definitions', key)).toEqual({ services: [], problems: [] });
  });

  it('lists tasks page by page by due date, and exports them', async () => {
    const all = await city.read('/v1/tasks?state=all&limit=500', key);
    const today = dayOf(startOfTests);
    expect(all.items.map((task: TaskRow & { late: boolean }) => task.late)).toEqual(
      all.items.map(({ state, due }: TaskRow) => state === 'open' && due !== null && due < today),
    );
    const keys: string[] = [];
    for (let next: string | null = ''; next !== null; ) {
      const page = await city.read(
        `/v1/tasks?state=all&limit=3${next && `&cursor=${encodeURIComponent(next)}`}`,
        key,
      );
      keys.push(...page.items.map((task: { key: string }) => task.key));
      next = page.next;
    }
    expect(keys).toEqual(all.items.map((task: { key: string }) => task.key));
    expect(keys.length).toBeGreaterThan(5);
    const page = await get('/v1/tasks/export/html?owner=regulatory');
    expect(await page.text()).toContain('</html>');
    const book = await get('/v1/tasks/export/xlsx');
    expect(
      Buffer.from(await book.arrayBuffer())
        .subarray(0, 2)
        .toString(),
    ).toBe('PK');
  });
});
