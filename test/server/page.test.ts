import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { listAudit } from '../../src/store/access/audit.ts';
import { beginSnapshot, finishSnapshot } from '../../src/store/runs/snapshots.ts';
import { addWaiver } from '../../src/store/runs/waivers.ts';
import { listJobs } from '../../src/store/work/jobs.ts';
import { finding, wholeRun } from '../store/support.ts';
import { unsent } from '../support/unsent.ts';
import { browsing } from './browsing.ts';
import { contrastProblems, unnamed } from './reading-aloud.ts';
import { startOfTests } from './running.ts';

const at = browsing();

/** Where the key goes; once the browser itself has put the cursor there, which it complains about when it is late. */
async function credentialField(page: Page): Promise<Locator> {
  await page.locator('#credential:focus').waitFor();
  return page.getByLabel('Khóa API hoặc thẻ truy cập');
}

async function signedIn(page: Page, role: 'viewer' | 'operator'): Promise<void> {
  await page.goto(at.server.url);
  expect(new URL(page.url()).pathname).toBe('/sign-in');
  await (await credentialField(page)).fill(await at.server.key(role));
  await page.keyboard.press('Enter');
  await page.waitForURL(`${at.server.url}/`);
}

/** A finished run, one system well, one away, one never read; a job that waits. */
async function lived(): Promise<string> {
  for (const [system, error] of [
    ['national', null],
    ['portal', 'portal.example.vn: từ chối kết nối (ECONNREFUSED)'],
  ] as const) {
    const id = await beginSnapshot(at.store, 'r', system, startOfTests);
    await finishSnapshot(at.store, id, error === null ? 'complete' : 'unreadable', { error });
  }
  await unsent(
    at.store,
    { kind: 'digest', scope: {}, priority: 0, requestedBy: 'schedule', origin: 'schedule' },
    startOfTests,
  );
  const waived = finding({ agency: 'H13.9', severity: 'critical' });
  await wholeRun(at.store, '2026-11-22T05:00:00.000Z', [waived]);
  const word = { by: 'A', reason: 'chờ kỳ họp', at: '2026-11-22T06:00:00.000Z', until: null };
  await addWaiver(at.store, { fingerprint: waived.fingerprint }, word);
  const { runId } = await wholeRun(at.store, startOfTests, [
    waived,
    finding(),
    finding({ agency: 'H13.2', severity: 'critical' }),
    finding({ agency: 'H13.3', rule: 'unknown-procedure', owner: 'regulatory', severity: 'minor' }),
  ]);
  return runId;
}

it('asks to sign in, says why a key is refused, and lets out again', async () => {
  const page = await at.open();
  await page.goto(`${at.server.url}/?viec=x`);
  await (await credentialField(page)).fill('dvcs_none');
  await page.getByRole('button', { name: 'Đăng nhập' }).click();
  await expect.poll(() => page.getByRole('alert').textContent()).toContain('không đúng');
  await signedIn(page, 'viewer');
  expect(await page.getByRole('banner').textContent()).toContain('Nguyễn Văn viewer');
  await page.getByRole('button', { name: 'Đăng xuất' }).click();
  await page.waitForURL(`${at.server.url}/sign-in`);
  await page.goto(at.server.url);
  expect(new URL(page.url()).pathname).toBe('/sign-in');
  expect(at.trouble).toEqual([]);
});

it('shows the last run, whose work it is, the sources, the queue and what comes next', async () => {
  await lived();
  const page = await at.open();
  await signedIn(page, 'viewer');
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(
    'Còn 3 sai lệch cần xử lý, 1 nghiêm trọng.',
  );
  const figures = await page.locator('.figures > div').allTextContents();
  expect(figures.map(figure => figure.replace(/.*?(\d+)$/s, '$1'))).toEqual(['3', '1', '3', '0', '0', '1']);
  const card = page.getByRole('article').filter({ hasText: 'VP UBND' });
  expect(await card.getByRole('link').getAttribute('href')).toBe('/sai-lech?owner=regulatory');
  const sources = page.getByRole('region', { name: 'Nguồn dữ liệu' }).getByRole('row');
  expect(await sources.allTextContents()).toMatchObject([
    expect.stringContaining('Hệ thống'),
    expect.stringMatching(/Cổng DVC.*không đọc được.*ECONNREFUSED.*chưa lần nào/s),
    expect.stringMatching(/một cửa.*chưa đọc/s),
    expect.stringMatching(/quốc gia.*đọc đủ.*23\/11\/2026 12:00/s),
  ]);
  const waiting = page.getByRole('region', { name: 'Đang chạy và đang chờ' });
  expect(await waiting.textContent()).toMatch(/Thư tổng hợp.*đang chờ.*theo lịch/s);
  const schedule = page.getByRole('region', { name: 'Lịch' }).getByRole('rowheader');
  expect(await schedule.first().textContent()).toBe('Dọn dữ liệu cũ');
  expect(await page.getByRole('button', { name: 'Chạy ngay' }).count()).toBe(0);
  expect(at.trouble).toEqual([]);
});

it('leads to the report of each owner and back, without a word in the console', async () => {
  await lived();
  const page = await at.open({ javaScriptEnabled: true });
  await signedIn(page, 'viewer');
  await page.getByRole('link', { name: 'Xem phần việc của VP UBND' }).click();
  await page.waitForURL(`${at.server.url}/sai-lech?owner=regulatory`);
  expect(await page.getByRole('main').textContent()).toContain('Đang lọc: 1 cần xử lý');
  await page.goBack();
  await page.getByRole('link', { name: 'Xem báo cáo đầy đủ' }).click();
  await expect.poll(() => page.locator('h1').textContent()).toMatch(/còn\s3\ssai lệch/i);
  expect(at.trouble).toEqual([]);
});

describe('“Chạy ngay”', () => {
  it('queues one reconciliation, in the name of who pressed it, however often it is pressed', async () => {
    const page = await at.open();
    await signedIn(page, 'operator');
    const once = await page.locator('[name=lan-gui]').getAttribute('value');
    await page.getByRole('button', { name: 'Chạy ngay' }).press('Enter');
    await page.getByRole('status').waitFor();
    expect(await page.getByRole('status').textContent()).toContain('vào hàng đợi');
    await page.reload();
    expect(await page.getByRole('status').count()).toBe(0);
    await page.goto(at.server.url);
    expect(await page.getByText('đang chạy hoặc đang chờ').count()).toBe(1);
    const again = await page.request.post(`${at.server.url}/run-now`, {
      form: { 'lan-gui': once! },
      headers: { 'sec-fetch-site': 'same-origin' },
    });
    expect(again.status()).toBe(200);
    expect(await listJobs(at.store, { limit: 9 })).toMatchObject([
      { kind: 'reconcile', scope: {}, requestedBy: 'Nguyễn Văn operator', origin: 'page 127.0.0.1' },
    ]);
    const [last] = await listAudit(at.store, 1);
    expect(last).toMatchObject({ who: 'Nguyễn Văn operator', action: 'start-reconcile', outcome: 'queued' });
    expect(at.trouble).toEqual([]);
  });

  it('is refused to another site, to viewers and to strangers', async () => {
    const page = await at.open();
    await signedIn(page, 'operator');
    const form = { 'lan-gui': crypto.randomUUID() };
    const post = (headers: Record<string, string>) =>
      page.request.post(`${at.server.url}/run-now`, { form, headers, maxRedirects: 0 });
    expect((await post({ 'sec-fetch-site': 'cross-site' })).status()).toBe(403);
    expect((await post({ origin: 'https://evil.example' })).status()).toBe(403);
    const viewer = await at.open();
    await signedIn(viewer, 'viewer');
    const headers = { 'sec-fetch-site': 'same-origin' };
    expect((await viewer.request.post(`${at.server.url}/run-now`, { form, headers })).status()).toBe(403);
    expect(
      (await fetch(`${at.server.url}/run-now`, { method: 'POST', body: new URLSearchParams(form) })).status,
    ).toBe(401);
    expect(await listJobs(at.store, { limit: 9 })).toEqual([]);
  });
});

it('says so before the first run, and nothing an address claims', async () => {
  const page = await at.open();
  await signedIn(page, 'operator');
  const words = Buffer.from('Đã xóa hết.').toString('base64url');
  await page.context().addCookies([{ name: 'dvc_sync_notice', value: words, url: at.server.url }]);
  await page.goto(at.server.url);
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(
    'Chưa có lần đối chiếu nào kết thúc.',
  );
  expect(await page.getByRole('status').count()).toBe(0);
  for (const next of ['//evil.example', '/\\evil.example', 'https://evil.example']) {
    await page.goto(`${at.server.url}/sign-in?problem=%3Cb%3E&next=${encodeURIComponent(next)}`);
    expect(await page.locator('[name=next], main b').count()).toBe(0);
  }
  await page.goto(`${at.server.url}/sign-in?next=${encodeURIComponent('/"><b>')}`);
  expect(await page.locator('[name=next]').getAttribute('value')).toBe('/"><b>');
});

it('answers people who go astray with a page in words that knows them, and programs with a problem', async () => {
  const page = await at.open();
  await signedIn(page, 'viewer');
  const answer = await page.goto(`${at.server.url}/khong-co`);
  expect(answer!.status()).toBe(404);
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Không có');
  expect(await page.getByRole('banner').textContent()).toContain('Nguyễn Văn viewer');
  expect(await page.getByRole('link', { name: 'Về trang tổng quan' }).count()).toBe(1);
  const refused = await page.goto(`${at.server.url}/v1/keys`);
  expect(refused!.status()).toBe(403);
  expect(await page.getByRole('main').textContent()).toMatch(/cần vai trò quản trị.*quản trị viên cấp/s);
  const stranger = await at.open();
  await stranger.goto(`${at.server.url}/khong-co`);
  expect(await stranger.getByRole('navigation').count()).toBe(0);
  const program = await at.server.get('/khong-co');
  expect(program.headers.get('content-type')).toContain('application/problem+json');
  // What fetches itself asks for the whole page, which leads to the sign-in and back.
  const part = await fetch(at.server.url, { headers: { accept: 'text/html', 'hx-request': 'true' } });
  expect([part.status, part.headers.get('hx-refresh')]).toEqual([401, 'true']);
});

describe.each(['light', 'dark'] as const)('in %s colours', colorScheme => {
  it.each([320, 375, 1280])(
    'fits a window of %i points and can be read, seen and walked through',
    async width => {
      await lived();
      const page = await at.open({ colorScheme, javaScriptEnabled: true, viewport: { width, height: 800 } });
      await page.goto(at.server.url);
      expect(await page.evaluate(unnamed)).toEqual([]);
      expect(await page.evaluate(contrastProblems)).toEqual([]);
      await signedIn(page, 'operator');
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
      expect(await page.evaluate(unnamed)).toEqual([]);
      expect(await page.evaluate(contrastProblems)).toEqual([]);
      await page.keyboard.press('Tab');
      expect(await page.evaluate('document.activeElement.textContent')).toBe('Tới nội dung chính');
      expect(at.trouble).toEqual([]);
    },
  );
});
