import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createKey } from '../../src/app/access/keys.ts';
import type { AccountRole } from '../../src/app/permissions.ts';
import { inStore, killServices, serve } from '../cli/serving.ts';
import { launchBrowser } from '../support/browser.ts';
import { startMailServer, type TestMailServer } from '../support/mail-server.ts';
import { levelByHand, type PushPlace, poor, pushPlace, samples, writes } from '../support/push-place.ts';

/*
 * The days of an operator and of an approver, in a browser, at a service as it is installed: its worker and children do
 * what is asked for on the pages, at the systems of one city.
 */

let place: PushPlace;
let browser: Browser;
let mail: TestMailServer;
let url: string;
let plans: string[];
beforeAll(async () => {
  browser = await launchBrowser();
  mail = await startMailServer({ security: 'none' });
  const settings = {
    server: { port: 0, publicUrl: 'https://dvc-sync.example.vn' },
    mail: {
      from: 'dvc-sync@example.vn',
      smtp: { host: '127.0.0.1', port: mail.port, security: 'none' },
      recipients: [{ address: 'vp@example.vn', owner: 'regulatory', when: 'schedule', critical: false }],
    },
  };
  place = await pushPlace(settings, { small: true });
  // Somebody has raised at the portal what nothing is there for.
  await levelByHand(place, poor, '4');
  await rm(join(place.services, poor), { recursive: true });
});
afterAll(async () => {
  await killServices();
  await browser?.close();
  await place?.close();
  await mail?.close();
});

async function keyOf(role: AccountRole, name: string): Promise<string> {
  const file = join(place.folder, 'data', 'dvc-sync.sqlite');
  const by = { at: new Date().toISOString(), who: 'admin', origin: 'test' };
  return inStore({ driver: 'sqlite', file }, async store => {
    return (await createKey(store, { name, role, expiresAt: null }, by)).key;
  });
}

async function opened(path: string, key: string, javaScriptEnabled: boolean): Promise<Page> {
  const page = await (await browser.newContext({ javaScriptEnabled })).newPage();
  await page.goto(`${url}${path}`);
  await page.locator('#credential').fill(key);
  await page.getByRole('button', { name: 'Đăng nhập' }).click();
  await page.waitForURL(address => address.pathname !== '/sign-in');
  return page;
}

/** On the page of a job, until it has ended well; where scripts run nobody loads it again. */
async function done(page: Page, { scripts }: { scripts: boolean }): Promise<string> {
  await page.waitForURL(/tien-trinh/);
  const state = async () => {
    if (!scripts) await page.reload();
    return page.locator('#tien-do .badge').first().textContent();
  };
  await expect.poll(state, { timeout: 90_000, interval: 500 }).toMatch(/xong|thất bại|đã hủy/);
  const text = (await page.getByRole('main').textContent())!;
  expect(text).toMatch(/xong/);
  return text;
}

/** What an official reads of the page: all but what is for technicians. */
async function read(page: Page): Promise<string> {
  return page.evaluate<string>(`(() => {
    const main = document.querySelector('main').cloneNode(true);
    for (const part of main.querySelectorAll('.technical')) part.remove();
    return main.textContent;
  })()`);
}

test('an operator goes from a live run by a finding to a draft and a plan, an approver from a mailed link to applying it and back', async () => {
  ({ url } = await serve(place));
  const key = await keyOf('operator', 'Trần Thị Vận');
  const page = await opened('/', key, false);
  await page.getByRole('button', { name: 'Chạy ngay' }).click();
  expect(await done(page, { scripts: false })).toMatch(/Cổng.*đọc đủ/s);
  await page.getByRole('link', { name: 'xem lần đối chiếu' }).click();
  await page.getByRole('link', { name: 'Xem các sai lệch' }).click();
  await page.getByLabel('Loại sai lệch').selectOption('no-eform');
  await page.getByRole('button', { name: 'Lọc' }).click();
  const finding = page.locator('table.findings').getByRole('link').first();
  await finding.click();
  await page.waitForURL(/sai-lech\/./);
  const address = new URL(page.url()).pathname;
  expect(await read(page)).toMatch(/nay chưa có.*Soạn định nghĩa trước/s);
  await page.getByRole('button', { name: 'Soạn định nghĩa' }).click();
  expect(await done(page, { scripts: false })).toMatch(/soạn nháp.*chỗ phải điền/s);
  // What the draft leaves open is filled in, and reviewed like code.
  await cp(join(samples, poor), join(place.services, poor), { recursive: true, force: true });
  plans = [];
  for (const _ of [1, 2]) {
    await page.goto(`${url}${address}`);
    await page.getByRole('button', { name: 'Lập kế hoạch sửa thủ tục này' }).click();
    await done(page, { scripts: false });
    await page.getByRole('link', { name: 'xem kế hoạch' }).click();
    await page.waitForURL(/ke-hoach\/./);
    plans.push(new URL(page.url()).pathname);
  }
  const said = await read(page);
  expect(said).toMatch(/Thêm biểu mẫu điện tử/);
  expect(said).not.toMatch(/dvc-sync (run|approve|adopt|plan)|P20\d{6}/);
  expect(await page.getByRole('button', { name: 'Duyệt kế hoạch' }).count()).toBe(0);
  expect(writes(place), 'only what was done by hand').toHaveLength(1);
  await page.context().close();

  await expect.poll(() => mail.received.length, { timeout: 60_000 }).toBe(plans.length);
  const linked = mail.received.map(({ to, mail: { subject, text } }) => {
    expect({ to, subject }).toMatchObject({
      to: 'vp@example.vn',
      subject: expect.stringMatching(/Kế hoạch chờ duyệt: \S+ thay đổi ở \S+ hệ thống$/),
    });
    expect(text!.replace(/\s+/g, ' ')).toMatch(
      /Trần Thị Vận lập lúc .* vì: .*đổi phần quá lớn của một hệ thống.*Cổng DVC thành phố: Thêm biểu mẫu điện tử/,
    );
    return /https:\/\/dvc-sync\.example\.vn(\/ke-hoach\/\S+)/.exec(text!)![1]!;
  });
  expect(linked, 'one letter a plan').toEqual(plans);

  const approver = await opened(linked[0]!, await keyOf('approver', 'Nguyễn Văn Duyệt'), true);
  expect(new URL(approver.url()).pathname).toBe(plans[0]);
  expect(await read(approver)).toMatch(/Thêm biểu mẫu điện tử.*Tổng cộng:/s);
  await approver.locator('#tu-choi').getByLabel('Lý do').fill('Chưa họp.');
  await approver.getByRole('button', { name: 'Từ chối kế hoạch' }).click();
  await approver.getByRole('status').waitFor();
  expect(await read(approver)).toMatch(/bị từ chối.*Nguyễn Văn Duyệt.*Chưa họp/s);

  await approver.goto(`${url}${plans[1]}`);
  await approver.locator('#duyet').getByLabel('Lý do').fill('Đã xem từng mục.');
  await approver.getByRole('button', { name: 'Duyệt kế hoạch' }).click();
  await approver.getByRole('status').waitFor();
  await approver.getByRole('button', { name: 'Áp dụng' }).click();
  await done(approver, { scripts: true });
  expect(writes(place).length).toBeGreaterThan(1);
  await approver.goto(`${url}${plans[1]}`);
  expect(await read(approver)).toMatch(/đã áp dụng/);
  await approver.getByRole('button', { name: 'Lập kế hoạch trả lại' }).click();
  await done(approver, { scripts: true });
  await approver.getByRole('link', { name: 'xem kế hoạch' }).click();
  await approver.waitForURL(/ke-hoach\/./);
  expect(await read(approver)).toContain('để trả lại như cũ');
}, 400_000);
