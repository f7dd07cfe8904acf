import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ConfiguredSystem } from '../../../src/config/configuration.ts';
import { guardedLookup, leadsInside } from '../../../src/runs/links/guarded-get.ts';
import { judgePage } from '../../../src/runs/links/judge-page.ts';
import { linkAsker } from '../../../src/runs/links/prove-links.ts';
import { readRobots } from '../../../src/runs/links/robots.ts';

const expected = {
  procedure: '1.000656',
  unit: 'Ủy ban nhân dân phường Cái Khế',
  units: ['Ủy ban nhân dân phường Cái Khế', 'Ủy ban nhân dân phường An Hòa', 'Sở Tư pháp'],
  above: [],
};
const page = (text: string) => `<html><script>"1.999999"</script><body>${text}</body></html>`;

let server: Server;
let asked: string[] = [];
let origin: string;
let host: string;
const pages: Record<
  string,
  Parameters<RequestListener>[1] extends infer R ? (response: R) => void : never
> = {};

beforeAll(async () => {
  const html =
    (text: string, status = 200) =>
    (response: Parameters<RequestListener>[1]) =>
      response.writeHead(status, { 'Content-Type': 'text/html; charset=utf-8' }).end(text);
  const to = (location: string) => (response: Parameters<RequestListener>[1]) =>
    response.writeHead(302, { Location: location }).end();
  Object.assign(pages, {
    '/robots.txt': (response: Parameters<RequestListener>[1]) =>
      response.end('User-agent: *\nDisallow: /nop-ho-so\nAllow: /nop-ho-so/xem\n'),
    '/dung': html(page('1.000656.H13 tại Uỷ ban nhân dân phường Cái Khế'.replace('Uỷ', 'Ủy'))),
    '/khac': html(page('Thủ tục 1.004194')),
    '/don-vi-khac': html(page('1.000656 - Ủy ban nhân dân phường An Hòa')),
    '/danh-muc': html(page('1.004194 và 1.004195')),
    '/': html(page('1.004194')),
    '/mat': html('', 410),
    '/loi': html('', 503),
    '/cham-lai': html('', 429),
    '/cam': html('', 403),
    '/dang-nhap': html(page('1.004194 <input type="password">')),
    '/tep': (response: Parameters<RequestListener>[1]) =>
      response.writeHead(200, { 'Content-Type': 'application/pdf' }).end('1.004194'),
    '/chuyen': to('/khac'),
    '/vong': to('/vong'),
    '/vao-trong': to('http://10.0.0.1/'),
    '/ten-khac': to('http://localhost/x'),
    '/cam-xem': to('/nop-ho-so'),
    '/dai': (response: Parameters<RequestListener>[1]) => {
      response.writeHead(200, { 'Content-Type': 'text/html' });
      response.write(page('1.004194'));
      const more = () => {
        while (!response.destroyed && response.write(' '.repeat(65_536)));
      };
      response.on('drain', more);
      more();
    },
  });
  server = createServer((request, response) => {
    asked.push(request.url!);
    const path = request.url!.split('?')[0]!;
    (pages[path] ?? html('', 404))(response);
  });
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  origin = `http://${host}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const asker = (baseUrl: string, hosts: string[]) =>
  linkAsker(
    {
      links: { enabled: true, hosts, perSecond: 10_000, cacheHours: 1 },
      http: { baseUrl },
    } as unknown as ConfiguredSystem,
    new AbortController().signal,
  );

describe('a link of a system', () => {
  test.each([
    ['/dung', { verdict: 'answers', status: 200 }],
    ['/khac', { verdict: 'other-procedure', status: 200, shows: '1.004194' }],
    ['/chuyen', { verdict: 'other-procedure', status: 200, shows: '1.004194' }],
    ['/don-vi-khac', { verdict: 'other-unit', status: 200, shows: 'Ủy ban nhân dân phường An Hòa' }],
    ['/khong-co', { verdict: 'gone', status: 404 }],
    ['/mat', { verdict: 'gone', status: 410 }],
    ['/nop-ho-so?a=1', { verdict: 'not-allowed', status: null }],
    ['/cam-xem', { verdict: 'not-allowed', status: 302 }],
    // Nobody knows what these would show.
    ['/danh-muc', { verdict: 'unknown', status: 200 }],
    ['/', { verdict: 'unknown', status: 200 }],
    ['/loi', { verdict: 'unknown', status: 503 }],
    ['/cam', { verdict: 'unknown', status: 403 }],
    ['/dang-nhap', { verdict: 'unknown', status: 200 }],
    ['/tep', { verdict: 'unknown', status: 200 }],
    ['/vong', { verdict: 'unknown', status: 302 }],
    // However long a page is, its beginning is all that is read.
    ['/dai', { verdict: 'other-procedure', status: 200, shows: '1.004194' }],
  ])('%s is what it shows', async (path, seen) => {
    expect(await asker(origin, [host])(origin + path, expected)).toEqual(seen);
  });

  test('of another host than those of the list, with an account, or to an address inside is not asked', async () => {
    const ask = asker(origin, [host, '10.0.0.1', '192.168.1.1', '[::1]', '169.254.169.254']);
    asked = [];
    const no = { verdict: 'not-allowed', status: null };
    for (const url of [
      ...['https://example.com/', 'http://192.168.1.1/', 'https://10.0.0.1/', 'ftp://10.0.0.1/'],
      ...[`http://u:p@${host}/dung`, 'khong phai', 'https://169.254.169.254/latest/meta-data'],
    ])
      expect(await ask(url, expected), url).toEqual(no);
    expect(asked).toEqual([]);
    expect(await ask(`${origin}/vao-trong`, expected)).toEqual({ verdict: 'not-allowed', status: 302 });
    expect(await ask(`${origin}/ten-khac`, expected)).toEqual({ verdict: 'not-allowed', status: 302 });
  });

  test('leads to this machine only where the system itself is on it', async () => {
    asked = [];
    const ask = asker('https://dichvucong.gov.vn', [host]);
    expect(await ask(`${origin}/dung`, expected)).toEqual({ verdict: 'not-allowed', status: null });
    expect(asked).toEqual([]);
  });

  test('asks for robots.txt once, and for nothing where it cannot be read', async () => {
    const ask = asker(origin, [host]);
    asked = [];
    await ask(`${origin}/dung`, expected);
    await ask(`${origin}/khac`, expected);
    expect(asked).toEqual(['/robots.txt', '/dung', '/khac']);
    const kept = pages['/robots.txt']!;
    for (const refusal of ['/loi', '/cham-lai']) {
      pages['/robots.txt'] = pages[refusal]!;
      asked = [];
      expect(await asker(origin, [host])(`${origin}/dung`, expected)).toEqual({
        verdict: 'unknown',
        status: null,
      });
      expect(asked).toEqual(['/robots.txt']);
    }
    pages['/robots.txt'] = kept;
  });
});

test('a name that leads inside is refused when it is looked up, not before', async () => {
  const found = (mayLoopback: boolean) =>
    new Promise(done =>
      guardedLookup(mayLoopback)('localhost', { all: true }, (error, addresses) =>
        done(error?.name ?? addresses),
      ),
    );
  expect(await found(false)).toBe('InsideAddress');
  expect(await found(true)).toEqual(
    expect.arrayContaining([expect.objectContaining({ address: '127.0.0.1' })]),
  );
});

test.each([
  ...['127.0.0.1', '10.1.2.3', '172.31.0.1', '192.168.0.1', '169.254.169.254', '100.64.0.1', '0.0.0.0'],
  ...['::1', '::', 'fe80::1', 'fd00::1', '::ffff:10.0.0.1', '64:ff9b::a00:1', '2002:a00:1::', 'no address'],
])('%s leads inside', address => expect(leadsInside(address)).toBe(true));

test.each(['8.8.8.8', '103.9.200.1', '2001:4860:4860::8888', '2405:4800::1'])('%s does not', address =>
  expect(leadsInside(address)).toBe(false),
);

test('robots.txt is read as it is meant: our own group, the longest rule, wildcards and ends', () => {
  const may = readRobots(
    '# c\nUser-agent: *\nDisallow: /\n\nUser-agent: khac\nUser-agent: DVC-Sync\nDisallow: /a\nAllow: /a/b\nDisallow: /*.pdf$\nDisallow:\n',
  );
  expect(['/', '/a', '/a/c', '/a/b/c', '/x.pdf', '/x.pdf?y', '/b'].map(may)).toEqual([
    ...[true, false, false, true, false, true, true],
  ]);
  expect(readRobots('')('/x')).toBe(true);
});

test('a unit is known in full and in short, on the page and in our list', () => {
  const [own, other] = ['Ủy ban nhân dân phường Cái Khế', 'Ủy ban nhân dân phường An Hòa'];
  const judged = (text: string, [unit, another]: string[]) =>
    judgePage(page(`1.000656 ${text}`), {
      ...expected,
      unit: unit!,
      units: [unit!, another!],
    });
  const short = ['UBND phường Cái Khế', 'UBND phường An Hòa'];
  expect(judged('UBND phường An Hòa', [own, other])).toEqual({ verdict: 'other-unit', shows: other });
  expect(judged(other, short)).toEqual({ verdict: 'other-unit', shows: short[1] });
  // Ours in short beside another in full.
  expect(judged(`UBND phường Cái Khế, ${other}`, [own, other])).toEqual({ verdict: 'answers' });
});

test('a unit whose name is part of another one is not taken for it', () => {
  const units = ['Sở Y tế', 'Trung tâm của Sở Y tế', 'Sở Tư pháp'];
  const shown = page('1.000656 Trung tâm của Sở Y tế');
  expect(judgePage(shown, { ...expected, unit: 'Sở Y tế', units })).toEqual({ verdict: 'answers' });
  expect(judgePage(shown, { ...expected, unit: 'Sở Tư pháp', units })).toEqual({
    ...{ verdict: 'other-unit', shows: 'Trung tâm của Sở Y tế' },
  });
});

test.each([
  ...['Ủy ban nhân dân thành phố Cần Thơ', 'UBND TP. Cần Thơ', 'UBND TP Cần Thơ, UBND quận Ninh Kiều'],
  'Văn phòng UBND thành phố Cần Thơ',
])('units above ours in the foot of a page say nothing: %s', foot => {
  const above = ['Ủy ban nhân dân quận Ninh Kiều', 'Ủy ban nhân dân thành phố Cần Thơ'];
  const judged = (text: string) =>
    judgePage(page(text), {
      ...{ ...expected, above },
      units: [...expected.units, ...above, 'Văn phòng Ủy ban nhân dân thành phố'],
    });
  expect(judged(`1.000656. Bản quyền thuộc ${foot}`)).toEqual({ verdict: 'answers' });
  // Another unit beside it still does.
  expect(judged(`1.000656 - UBND phường An Hòa. Bản quyền thuộc ${foot}`)).toEqual({
    ...{ verdict: 'other-unit', shows: expected.units[1] },
  });
});
