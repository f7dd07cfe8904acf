import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AccountRole } from '../../src/app/permissions.ts';
import { listAudit } from '../../src/store/access/audit.ts';
import { row, whole, xlsx } from '../review/corpus/make.ts';
import { launchBrowser } from '../support/browser.ts';
import { temporaryFolder } from '../support/command.ts';
import { smallCity } from '../support/small-city.ts';
import { technicalWords } from '../words/official-words.ts';
import { plainText } from './reading-aloud.ts';
import { type ServedCity, servedCity } from './served-city.ts';

const [online, offline] = ['1.000894', '1.004873'];
const unit = 'H13.21.1';
let city: ServedCity;
let browser: Browser;
let appraisal: Awaited<ReturnType<typeof temporaryFolder>>;
const keys: Partial<Record<AccountRole, string>> = {};

beforeAll(async () => {
  appraisal = await temporaryFolder();
  const file = join(appraisal.path, 'appraisal.yaml');
  await writeFile(
    file,
    '- { id: legal, text: Pháp luật cho phép, fact: legal }\n- { id: access, text: Truy cập thuận tiện }\n',
  );
  city = await servedCity(smallCity(), configuration => ({
    ...configuration,
    reviews: { ...configuration.reviews, appraisal: file },
  }));
  browser = await launchBrowser();
  for (const role of ['viewer', 'operator', 'regulator'] as const) keys[role] = await city.key(role);
  keys.unit = await city.key('unit', unit);
  const lists = await xlsx(
    { name: 'I', rows: whole('I', [row(1, offline)], []) },
    { name: 'II', rows: whole('II', [row(1, online, '', 'Theo Luật Hộ tịch phải ký vào sổ')], []) },
  );
  const form = new FormData();
  form.append('file', new Blob([lists as Uint8Array<ArrayBuffer>]), 'a.xlsx');
  const headers = { authorization: `Bearer ${keys.unit}` };
  expect((await fetch(`${city.url}/v1/reviews`, { method: 'POST', headers, body: form })).status).toBe(200);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await city?.close();
  await appraisal?.remove();
});

// biome-ignore lint/suspicious/noExplicitAny: each test says what it expects to find
async function ask(method: string, path: string, role: AccountRole, body?: unknown): Promise<any> {
  const answer = await city.call(method, path, { key: keys[role]!, ...(body !== undefined && { body }) });
  return { status: answer.status, body: await answer.json() };
}

async function opened(role: AccountRole, path: string): Promise<Page> {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${city.url}${path}`);
  await page.locator('#credential').fill(keys[role]!);
  await page.getByRole('button', { name: 'Đăng nhập' }).click();
  await page.waitForURL(url => url.pathname !== '/sign-in');
  return page;
}
const said = async (page: Page) => (await page.getByRole('main').textContent()) ?? '';

describe('the desk over HTTP', () => {
  it('takes the word of each office from its own people, with a proposal where law is named', async () => {
    const word = { procedure: online, agency: unit, word: 'agreed' };
    const path = '/v1/review/agreements';
    expect((await ask('POST', path, 'viewer', word)).status).toBe(403);
    expect((await ask('POST', path, 'operator', { ...word, office: 'regulatory' })).status).toBe(403);
    expect((await ask('POST', path, 'regulator', word)).status, 'no proposal').toBe(400);
    expect((await ask('POST', path, 'operator', { ...word, procedure: offline })).status).toBe(404);
    expect((await ask('GET', path, 'viewer')).body.items).toMatchObject([
      { procedure: online, agency: unit, words: { technical: null, regulatory: null }, state: 'waiting' },
    ]);
  });

  it('keeps questions and answers of the office that was asked', async () => {
    const path = '/v1/review/guidance';
    const { body } = await ask('POST', path, 'unit', {
      procedure: online,
      agency: unit,
      text: 'Làm thế nào?',
    });
    expect(body).toMatchObject({ id: 1, office: 'regulatory', state: 'waiting', answers: [] });
    expect((await ask('POST', `${path}/1`, 'operator', { text: 'x' })).status, 'the other office').toBe(403);
    expect((await ask('POST', `${path}/9`, 'regulator', { text: 'x' })).status).toBe(404);
    const answered = await ask('POST', `${path}/1`, 'regulator', { text: 'Theo công văn 12.' });
    expect(answered.body).toMatchObject({ state: 'answered', answers: [{ text: 'Theo công văn 12.' }] });
    expect((await ask('GET', `${path}?procedure=${offline}`, 'viewer')).body.items).toEqual([]);
    expect((await listAudit(city.store, 1))[0]).toMatchObject({ action: 'answer-guidance', outcome: 'done' });
  });

  it('appraises what is eligible, once everything asked is answered', async () => {
    const path = '/v1/review/appraisals';
    const given = { procedure: offline, agency: unit, result: 'passed', reason: 'đã xem' };
    expect((await ask('POST', path, 'regulator', given)).status).toBe(403);
    expect((await ask('POST', path, 'operator', given)).status, 'unanswered').toBe(400);
    const answers = { access: 'met' };
    expect((await ask('POST', path, 'operator', { ...given, answers, procedure: online })).status).toBe(404);
    expect(
      (await ask('POST', path, 'operator', { ...given, answers, result: 'to-complete' })).body,
    ).toMatchObject({
      result: 'to-complete',
      items: [
        { id: 'legal', measured: true },
        { id: 'access', measured: false },
      ],
    });
  });

  it('tells how far procedures are announced and localised, where the national record tells of it', async () => {
    expect((await ask('GET', '/v1/review/localisation', 'viewer')).body).toEqual({ items: [], next: null });
    expect((await ask('GET', '/v1/review/localisation', 'unit')).status).toBe(403);
  });
});

describe('the pages of the desk, without scripts', { timeout: 120_000 }, () => {
  it('lead from what is owed to a word, its history and the next step', async () => {
    const page = await opened('operator', '/ra-soat');
    await page.getByRole('link', { name: 'Giải trình và thống nhất ý kiến' }).click();
    await page.getByRole('link', { name: online }).click();
    expect(await said(page)).toContain('Sở TTTT và VP UBND chưa cho ý kiến');
    await page.getByLabel('Ý kiến', { exact: true }).selectOption('not-agreed');
    await page.getByLabel('Vì sao').fill('nơi khác đã làm');
    await page.getByRole('button', { name: 'Ghi ý kiến' }).click();
    expect(await said(page)).toContain('Đã ghi ý kiến.');
    const other = await opened('regulator', `/thong-nhat/${online}/${unit}`);
    await other.getByLabel('Đề xuất về quy định').fill('kiến nghị sửa Luật Hộ tịch');
    await other.getByRole('button', { name: 'Ghi ý kiến' }).click();
    expect(await said(other)).toContain('Hai cơ quan làm việc lại với nhau');
    await other.goto(`${city.url}/thong-nhat?state=conflict`);
    expect(await said(other)).toContain(online);
  });

  it('lead to an appraisal, with what is measured filled in and progress by unit', async () => {
    const page = await opened('operator', `/dich-vu/${offline}/${unit}`);
    await page.getByRole('link', { name: 'Thẩm định' }).click();
    expect(await said(page)).toContain('chưa ghi điều');
    await page.getByLabel('Truy cập thuận tiện').selectOption('met');
    await page.getByLabel('Kết quả thẩm định').selectOption('passed');
    await page.getByLabel('Lý do, nhận xét').fill('đủ');
    await page.getByRole('button', { name: 'Ghi kết quả thẩm định' }).click();
    expect(await said(page)).toContain('Đã ghi kết quả thẩm định.');
    await page.goto(`${city.url}/tham-dinh`);
    expect(
      await page
        .getByRole('row', { name: /Cái Khế/ })
        .first()
        .textContent(),
    ).toMatch(/1\s*1\s*0\s*0\s*0/);
  });

  it('show guidance where it is asked about, and take questions of the unit', async () => {
    const page = await opened('unit', `/dich-vu/${online}/${unit}`);
    expect(await said(page)).toContain('Theo công văn 12.');
    await page.getByText('Hỏi cơ quan phụ trách').click();
    await page.getByLabel('Câu hỏi').fill('Còn hạn nào?');
    await page.getByRole('button', { name: 'Gửi câu hỏi' }).click();
    expect(await said(page)).toContain('chờ trả lời');
  });

  it('hold up under axe on a phone', async () => {
    const width = 390;
    const context = await browser.newContext({ viewport: { width, height: 800 } });
    const page = await context.newPage();
    await page.goto(`${city.url}/thong-nhat`);
    await page.locator('#credential').fill(keys.operator!);
    await page.getByRole('button', { name: 'Đăng nhập' }).click();
    await page.waitForURL(url => url.pathname !== '/sign-in');
    const pictures = process.env.DVC_SYNC_PICTURES;
    for (const address of [
      ...['/thong-nhat', `/thong-nhat/${online}/${unit}`, '/tham-dinh', `/tham-dinh/${offline}/${unit}`],
      `/dich-vu/${online}/${unit}`,
    ]) {
      await page.goto(`${city.url}${address}`);
      expect(await page.evaluate('document.documentElement.scrollWidth'), address).toBeLessThanOrEqual(width);
      expect(technicalWords(await page.evaluate(plainText)), address).toEqual([]);
      await page.evaluate(axe.source);
      const found = await page.evaluate(
        'axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + nodes[0].html.slice(0, 160)))',
      );
      expect(found, address).toEqual([]);
      if (pictures)
        await page.screenshot({
          path: join(pictures, `desk${address.replace(/[^a-z]+/gi, '-')}-${width}.png`),
          fullPage: true,
        });
    }
    await context.close();
  }, 240_000);
});
