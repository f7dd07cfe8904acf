import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { AccountRole } from '../../src/app/permissions.ts';
import { storePlan } from '../../src/apply/stored-plan.ts';
import type { ManualTask } from '../../src/domain/task.ts';
import { listAudit } from '../../src/store/access/audit.ts';
import { findPlan } from '../../src/store/push/plans.ts';
import { waiversOf } from '../../src/store/runs/waivers.ts';
import { addEvents } from '../../src/store/work/job-events.ts';
import { listJobs } from '../../src/store/work/jobs.ts';
import { keepTasks } from '../../src/store/work/tasks.ts';
import { level, planOf } from '../apply/plan-of.ts';
import { row, utf8, whole, xlsx } from '../review/corpus/make.ts';
import { finding, wholeRun } from '../store/support.ts';
import { share } from '../support/thorough.ts';
import { unsent } from '../support/unsent.ts';
import { technicalWords } from '../words/official-words.ts';
import { browsing } from './browsing.ts';
import { plainText } from './reading-aloud.ts';
import { startOfTests } from './running.ts';

const at = browsing();

/** Signed in, with the address that was asked for. */
async function opened(
  role: AccountRole,
  path: string,
  settings: Parameters<typeof at.open>[0] = {},
): Promise<Page> {
  const page = await at.open(settings);
  await page.goto(`${at.server.url}${path}`);
  await page.locator('#credential').fill(await at.server.key(role));
  await page.getByRole('button', { name: 'Đăng nhập' }).click();
  await page.waitForURL(url => url.pathname !== '/sign-in');
  return page;
}

const drifted = finding({ severity: 'critical' });
const elsewhere = finding({ agency: 'H13.2' });
const ofOffice = finding({
  agency: 'H13.3',
  rule: 'unknown-procedure',
  owner: 'regulatory',
  severity: 'minor',
});
const plan = planOf([level('1.000001', 'H13.1', 3, 4), level('1.000001', 'H13.2', 4, 3)], {
  author: 'Trần Thị lập',
  holds: [{ guard: 'lowers-level', message: 'Hạ mức 1 dịch vụ.', actions: [2], approvable: true }],
});

const task: ManualTask = {
  ...{
    key: 'portal/1.004194/set-level/4',
    system: 'portal',
    procedure: '1.004194',
    procedureName: 'Đăng ký khai sinh',
  },
  ...{ kind: 'set-level', case: null, agencies: ['H13.1.2'], what: 'Nâng thủ tục 1.004194 lên mức độ 4' },
  ...{ values: [{ label: 'Mức dịch vụ', value: 'mức độ 4' }], link: 'https://portal.example.vn/1.004194' },
  ...{ owner: 'technical', due: '2026-11-20', expected: 4 },
};

/** Two runs, a plan that is held, a run under way. */
async function lived() {
  await wholeRun(at.store, '2026-11-22T05:00:00.000Z', [drifted]);
  const { runId } = await wholeRun(at.store, startOfTests, [drifted, elsewhere, ofOffice]);
  await storePlan(at.store, plan);
  await keepTasks(at.store, [task], { id: plan.id, at: startOfTests, covered: new Map() });
  const { id: job } = await unsent(
    at.store,
    { kind: 'reconcile', scope: {}, priority: 10, requestedBy: 'Nguyễn Văn A', origin: 'page' },
    startOfTests,
  );
  await addEvents(at.store, [
    { jobId: job, at: startOfTests, kind: 'started', data: {} },
    {
      jobId: job,
      at: startOfTests,
      kind: 'reading',
      data: { system: 'national', part: 'procedures', done: 40, total: 100 },
    },
    {
      jobId: job,
      at: startOfTests,
      kind: 'read',
      data: { system: 'portal', status: 'partial', procedures: 12, requests: 31, error: 'cổng trả lời 503' },
    },
  ]);
  return { runId, job };
}

describe('every page', () => {
  it.each([390, 1280])(
    'can be read, heard and walked through in a window of %i points, in both colours',
    async width => {
      const { runId, job } = await lived();
      const addresses = [
        '/',
        '/sai-lech',
        '/sai-lech?severity=critical&text=khong+co',
        `/sai-lech/${drifted.fingerprint}`,
        '/lan-chay',
        `/lan-chay/${runId}`,
        `/tien-trinh/${job}`,
        '/ke-hoach',
        `/ke-hoach/${plan.id}`,
        '/don-vi',
        '/don-vi/H13.1.2',
        '/dich-vu/1.004194/H13.1.2',
        '/viec-can-lam',
        `/viec-can-lam/${encodeURIComponent(task.key)}`,
        ...['/ra-soat', '/ra-soat/phieu', '/lay-y-kien', '/thong-nhat', '/tham-dinh', '/buoi-lam-viec'],
        ...['/vuong-mac-phap-ly', '/dich-vu-moi'],
        '/khong-co',
      ];
      const handbook = ['/tro-giup', '/tro-giup/so-tttt', '/tro-giup/quy-tac'];
      // In a wide window the same is read aloud, and colours are the same: there a share of the pages is gone through.
      const pictures = process.env.DVC_SYNC_PICTURES;
      const shared = new Set(share([...addresses, ...handbook]));
      const heard = (address: string) =>
        width < 1000 || pictures || shared.has(address) ? (['light', 'dark'] as const) : [];
      const page = await opened('admin', '/', { javaScriptEnabled: true, viewport: { width, height: 800 } });
      if (pictures) await mkdir(pictures, { recursive: true });
      for (const address of addresses) {
        await page.goto(`${at.server.url}${address}`);
        expect(await page.evaluate('document.documentElement.scrollWidth'), address).toBeLessThanOrEqual(
          width,
        );
        expect(await page.getByRole('banner').textContent(), address).toContain('Nguyễn Văn admin');
        if (!/^\/(?:lan-chay|tien-trinh|ke-hoach)/.test(address))
          expect(technicalWords(await page.evaluate(plainText)), address).toEqual([]);
        for (const colorScheme of heard(address)) {
          await page.emulateMedia({ colorScheme });
          expect(await violations(page, colorScheme), `${address} ${colorScheme}`).toEqual([]);
          const name = address.replace(/\?.*/, '-loc').replace(/[^a-z]+/gi, '-');
          if (pictures)
            await page.screenshot({
              path: join(pictures, `${name}-${width}-${colorScheme}.png`),
              fullPage: true,
            });
        }
        // The way past the head, then the rooms, by keyboard.
        await page.keyboard.press('Tab');
        expect(await page.evaluate('document.activeElement.textContent')).toBe('Tới nội dung chính');
      }
      // The handbook, which knows nobody.
      for (const address of handbook) {
        await page.goto(`${at.server.url}${address}`);
        expect(await page.evaluate('document.documentElement.scrollWidth'), address).toBeLessThanOrEqual(
          width,
        );
        expect(technicalWords(await page.evaluate(plainText)), address).toEqual([]);
        for (const colorScheme of heard(address)) {
          await page.emulateMedia({ colorScheme });
          expect(await violations(page, colorScheme), `${address} ${colorScheme}`).toEqual([]);
        }
      }
      expect(at.trouble.filter(line => !line.includes('/khong-co'))).toEqual([]);
    },
    240_000,
  );
});

/** In the second scheme only the colours can be other ones. */
async function violations(page: Page, scheme: 'light' | 'dark'): Promise<string[]> {
  if (scheme === 'light') await page.evaluate(axe.source);
  const options = scheme === 'light' ? '{}' : "{ runOnly: ['color-contrast'] }";
  return page.evaluate(
    `axe.run(${options}).then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(node => id + ': ' + node.html.slice(0, 160))))`,
  );
}

it('gives as a file exactly the rows the list shows, whatever it is filtered by', async () => {
  await lived();
  const page = await opened('viewer', '/sai-lech');
  const filters = [
    ...['', 'severity=critical', 'owner=regulatory', 'rule=unknown-procedure', 'state=new', 'age=under-7'],
    ...['system=portal', 'agency=H13.2', 'text=H13.3', 'text=1.004194', 'severity=minor&owner=technical'],
  ];
  const counts = new Set<number>();
  for (const filter of filters) {
    await page.goto(`${at.server.url}/sai-lech?${filter}`);
    const links = page.locator('table.findings tbody a');
    const shown = (await links.evaluateAll(all => all.map(one => one.getAttribute('href')!))).map(href =>
      decodeURIComponent(href.replace('/sai-lech/', '')),
    );
    counts.add(shown.length);
    const csv = page.getByRole('link', { name: 'CSV' });
    if (shown.length === 0) expect(await csv.count(), filter).toBe(0);
    else {
      const file = await page.request.get(`${at.server.url}${await csv.getAttribute('href')}`);
      const text = await file.text();
      const given = [drifted, elsewhere, ofOffice].filter(({ fingerprint }) => text.includes(fingerprint));
      expect(given.map(({ fingerprint }) => fingerprint).sort(), filter).toEqual(shown.sort());
    }
    // The sentence counts what stands below it.
    const said = Number(/(\d+) cần xử lý/.exec((await page.getByRole('main').textContent())!)?.[1] ?? 0);
    expect(said, filter).toBe(shown.length);
  }
  expect([...counts].sort()).toEqual([0, 1, 2, 3]);
});

it('a page takes a code with the suffix of the city, as commands do', async () => {
  await lived();
  const page = await opened('viewer', '/');
  const found = async (code: string) => {
    await page.goto(`${at.server.url}/sai-lech?procedure=${code}`);
    return page
      .getByRole('main')
      .getByRole('link', { name: /1\.004194/ })
      .count();
  };
  expect(await found('1.004194.000.00.00.H13')).toBe(await found('1.004194'));
  expect(await found('1.004194.H13')).toBeGreaterThan(0);
  expect(await found('1.004194.H14')).toBe(0);
});

describe('without scripts', () => {
  it('leads from the list to a finding, which is set aside with a reason and a day, and counts by one way', async () => {
    await lived();
    const page = await opened('operator', '/sai-lech?owner=technical&severity=');
    expect(page.url()).toBe(`${at.server.url}/sai-lech?owner=technical`);
    expect(await page.getByRole('main').textContent()).toContain('2 cần xử lý');
    await page.getByLabel('Mức sai lệch').selectOption('critical');
    await page.getByRole('button', { name: 'Lọc' }).click();
    await page.waitForURL(/severity=critical/);
    const rows = page.locator('table.findings tbody tr');
    expect(await rows.count()).toBe(1);
    expect(await page.getByRole('link', { name: 'CSV' }).getAttribute('href')).toMatch(
      /\/report\/csv\?.*severity=critical/,
    );
    await rows.getByRole('link').first().click();
    await page.waitForURL(/sai-lech\/\w/);
    await page.getByText('Tạm bỏ qua, có lý do và thời hạn').click();
    await page.getByLabel('Lý do').fill('Chờ <nâng cấp> cổng');
    await page.getByLabel('Đến hết ngày').fill('2020-01-01');
    await page.getByRole('button', { name: 'Tạm bỏ qua' }).click();
    await page.getByRole('alert').waitFor();
    // Refused: said in words beside the form, with what was typed.
    expect(await page.locator('.wrong').textContent()).toBe('Ngày 01/01/2020 đã qua.');
    expect(await page.getByLabel('Lý do').inputValue()).toBe('Chờ <nâng cấp> cổng');
    expect(await waiversOf(at.store, [drifted.fingerprint])).toEqual([]);
    await page.getByLabel('Đến hết ngày').fill('2026-12-31');
    await page.getByRole('button', { name: 'Tạm bỏ qua' }).click();
    await page.getByRole('status').waitFor();
    expect(await waiversOf(at.store, [drifted.fingerprint])).toMatchObject([
      { by: 'Nguyễn Văn operator', reason: 'Chờ <nâng cấp> cổng', until: '2026-12-31T16:59:59.999Z' },
    ]);
    expect(at.trouble.filter(line => !line.includes('422') && !line.includes('40'))).toEqual([]);
  });

  it('takes an approver from a mailed address through the sign-in to a plan, which he refuses with a reason', async () => {
    await lived();
    const page = await opened('approver', `/ke-hoach/${plan.id}`);
    expect(new URL(page.url()).pathname).toBe(`/ke-hoach/${plan.id}`);
    const main = (await page.getByRole('main').textContent())!;
    expect(main).toMatch(/Đang bị giữ lại.*Hạ mức dịch vụ.*Người duyệt cho phép được/s);
    expect(main).toMatch(/Tổng cộng:.*2 mức dịch vụ/s);
    const other = await opened('approver', `/ke-hoach/${plan.id}`);
    const approve = page.locator('#duyet');
    await approve.getByLabel('Lý do').fill('Đã xem từng dịch vụ.');
    await approve.getByRole('button').click();
    await page.getByRole('status').waitFor();
    expect((await findPlan(at.store, plan.id))!.state).toBe('approved');
    // Two at once: whoever comes second is told, with the page as it is now.
    await other.locator('#duyet').getByLabel('Lý do').fill('Tôi cũng đã xem.');
    await other.locator('#duyet').getByRole('button').click();
    await other.getByRole('alert').waitFor();
    expect(await other.getByRole('alert').textContent()).toContain('đã được duyệt');
    await other.locator('#tu-choi').getByLabel('Lý do').fill('Xã 2 chưa sẵn sàng.');
    await other.locator('#tu-choi').getByRole('button').click();
    await other.getByRole('status').waitFor();
    expect(await other.getByRole('main').textContent()).toContain('Xã 2 chưa sẵn sàng.');
    expect((await findPlan(at.store, plan.id))!.state).toBe('refused');
    expect((await listAudit(at.store, 1))[0]).toMatchObject({ action: 'refuse-plan', outcome: 'done' });
  });

  it('says that the session has ended when a form is sent after it, and takes the same form once signed in again', async () => {
    await lived();
    const page = await opened('operator', '/lan-chay');
    const cookies = await page.context().cookies();
    await page.context().clearCookies();
    await page.getByRole('button', { name: 'Chạy đối chiếu' }).click();
    await page.getByRole('heading', { name: 'Cần đăng nhập' }).waitFor();
    expect(await page.getByRole('main').textContent()).toContain('tải lại trang này để gửi lại');
    await page.context().addCookies(cookies);
    await page.reload();
    await page.waitForURL(/tien-trinh/);
    expect(
      (await listJobs(at.store, { limit: 9 })).some(
        job => job.requestedBy === 'Nguyễn Văn operator' || job.requestedBy === 'Nguyễn Văn A',
      ),
    ).toBe(true);
  });
});

describe('the account of a unit', () => {
  it('begins with its own page, sees nothing of others, and hands a list in until every row is taken', async () => {
    await lived();
    const page = await opened('unit', '/');
    const own = at.server.configuration.city.agencies.at(-1)!;
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(own.name);
    expect(await page.getByRole('link', { name: 'Kế hoạch' }).count()).toBe(0);
    for (const path of [
      '/don-vi/H13',
      '/sai-lech/x',
      `/viec-can-lam/${encodeURIComponent(task.key)}`,
      '/dich-vu/1.004194/H13',
    ])
      expect((await page.goto(`${at.server.url}${path}`))!.status(), path).toBe(404);
    for (const path of ['/ke-hoach', '/lan-chay', '/don-vi'])
      expect((await page.goto(`${at.server.url}${path}`))!.status(), path).toBe(403);
    await page.goto(`${at.server.url}/sai-lech`);
    expect(await page.getByRole('main').textContent()).toMatch(/Của đơn vị: \d+ cần xử lý/);
    await page.goto(`${at.server.url}/ra-soat`);
    const send = async (name: string, buffer: Uint8Array) => {
      await page
        .getByLabel('Tệp danh mục')
        .setInputFiles({ name, mimeType: '', buffer: Buffer.from(buffer) });
      await page.getByRole('button', { name: 'Nộp danh mục' }).click();
      await page.getByRole('heading', { level: 1, name }).waitFor();
    };
    await send('hỏng.xlsx', utf8('%PDF-1.7'));
    expect(await page.getByRole('main').textContent()).toContain('Không đọc được tệp');
    await page.goto(`${at.server.url}/ra-soat`);
    await send('lần 1.xlsx', await xlsx({ rows: whole('I', [row(1, '1.004194'), row(2, 'không có')], []) }));
    const asked = page.getByRole('region', { name: 'Không nhận' });
    expect(await asked.getByRole('row').count()).toBe(2);
    await page.getByRole('link', { name: 'nộp lại cả tệp' }).click();
    await send('lần 2.xlsx', await xlsx({ rows: whole('I', [row(1, '1.004194'), row(2, '1.004195')], []) }));
    expect(await page.getByRole('status').textContent()).toContain('Đã nhận tệp');
    expect(await asked.count()).toBe(0);
    expect(await page.locator('.figures > div').allTextContents()).toEqual([
      'nhận2',
      'nhận sau khi chỉnh0',
      'cần hỏi lại0',
      'không nhận0',
    ]);
  });
});

describe('an operator', () => {
  it('names the unit whose list a file is where the file does not', async () => {
    await lived();
    const page = await opened('operator', '/ra-soat');
    const unit = at.server.configuration.city.agencies.at(-1)!;
    const buffer = Buffer.from(await xlsx({ rows: whole('I', [row(1, '1.004194')], []) }));
    const send = async () => {
      const name = 'danh mục.xlsx';
      await page.getByLabel('Tệp danh mục').setInputFiles({ name, mimeType: '', buffer });
      await page.getByRole('button', { name: 'Nộp danh mục' }).click();
      await page.getByRole('heading', { level: 1, name }).waitFor();
    };
    await send();
    expect(await page.getByRole('main').textContent()).toContain('chưa nhận gì');
    await page.goto(`${at.server.url}/ra-soat`);
    await page.getByLabel('Danh mục của đơn vị').selectOption(unit.code);
    await send();
    expect(await page.locator('.figures > div').first().textContent()).toBe('nhận1');
    await page.goto(`${at.server.url}/ra-soat`);
    expect(await page.getByRole('table').textContent()).toContain(`của ${unit.name}: 1 dòng`);
  });
});

describe('a task', () => {
  it('is confirmed where it stands, with a word on what was done', async () => {
    await lived();
    const page = await opened('operator', '/viec-can-lam');
    await page.getByRole('link', { name: task.what }).click();
    expect(await page.getByRole('link', { name: 'Mở trang để làm' }).getAttribute('href')).toBe(task.link);
    await page.getByLabel('Đã làm gì, khi nào').fill('Đã đặt trên trang quản trị sáng nay.');
    await page.getByRole('button', { name: 'Xác nhận đã làm' }).click();
    await page.getByRole('status').waitFor();
    expect(await page.getByRole('main').textContent()).toMatch(/đã xác nhận.*Nguyễn Văn operator: Đã đặt/s);
  });
});

describe('with scripts', () => {
  it('follows a run live, and goes on after the stream was cut', async () => {
    const { job } = await lived();
    const page = await opened('viewer', `/tien-trinh/${job}`, { javaScriptEnabled: true });
    const part = page.locator('#tien-do');
    expect(await part.textContent()).toContain('40 trong 100 thủ tục');
    await addEvents(at.store, [
      {
        jobId: job,
        at: startOfTests,
        kind: 'reading',
        data: { system: 'national', part: 'procedures', done: 60, total: 100 },
      },
    ]);
    await expect.poll(() => part.textContent()).toContain('60 trong 100 thủ tục');
    await page.context().setOffline(true);
    await addEvents(at.store, [
      {
        jobId: job,
        at: startOfTests,
        kind: 'reading',
        data: { system: 'national', part: 'procedures', done: 80, total: 100 },
      },
    ]);
    await page.context().setOffline(false);
    await expect.poll(() => part.textContent()).toContain('80 trong 100 thủ tục');
  });
});
