import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AccountRole } from '../../src/app/permissions.ts';
import { listAudit } from '../../src/store/access/audit.ts';
import { insertRow } from '../../src/store/core/one-row.ts';
import { answersTo, rounds } from '../../src/store/reviews/rounds.ts';
import { wordsOn } from '../../src/store/reviews/words.ts';
import { agreedActions, workingSessions } from '../../src/store/reviews/working-sessions.ts';
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

async function ask(
  method: string,
  path: string,
  role: AccountRole,
  body?: unknown,
  headers = {},
  // biome-ignore lint/suspicious/noExplicitAny: each test says what it expects to find
): Promise<any> {
  const asked = { key: keys[role]!, headers, ...(body !== undefined && { body }) };
  const answer = await city.call(method, path, asked);
  return { status: answer.status, body: await answer.json() };
}

async function opened(role: AccountRole, path: string, key = keys[role]!): Promise<Page> {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${city.url}${path}`);
  await page.locator('#credential').fill(key);
  await page.getByRole('button', { name: 'Đăng nhập' }).click();
  await page.waitForURL(url => url.pathname !== '/sign-in');
  return page;
}
/** Sends a form, and what was sent once more; the answer to that. */
async function sendTwice(page: Page, name: string): Promise<(string | number | undefined)[]> {
  const form = page.locator(`#${name}`);
  const [action, fields] = await form.evaluate(found => [
    // biome-ignore lint/suspicious/noExplicitAny: what a browser has is not known here
    (found as any).action as string,
    // biome-ignore lint/suspicious/noExplicitAny: the same
    Object.fromEntries(new (globalThis as any).FormData(found)) as Record<string, string>,
  ]);
  await form.getByRole('button').click();
  await page.waitForLoadState();
  const headers = { origin: city.url, 'sec-fetch-site': 'same-origin' };
  const sent = await page.request.post(action, { form: fields, headers, maxRedirects: 0 });
  return [sent.status(), sent.headers().location];
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
    const answer = () =>
      ask('POST', `${path}/1`, 'regulator', { text: 'Theo công văn 12.' }, { 'idempotency-key': 'lan-1' });
    await answer();
    const answered = await answer();
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
    expect((await sendTwice(page, 'ghi-y-kien'))[0]).toBe(303);
    expect(await said(page)).toContain('Đã ghi ý kiến.');
    expect(await wordsOn(city.store, [online])).toHaveLength(1);
    const other = await opened('regulator', `/thong-nhat/${online}/${unit}`);
    await other.getByLabel('Đề xuất về quy định').fill('kiến nghị sửa Luật Hộ tịch');
    await other.getByRole('button', { name: 'Ghi ý kiến' }).click();
    expect(await said(other)).toContain('Hai cơ quan làm việc lại với nhau');
    await other.goto(`${city.url}/thong-nhat?state=conflict`);
    expect(await said(other)).toContain(online);
  });

  it('show a unit what it has still to hand in, as review status knows it, and what to do', async () => {
    expect(await said(await opened('unit', '/ra-soat'))).toContain('Đã gửi đủ');
    const key = await city.key('unit', 'H13.21.2');
    const answer = await city.call('GET', '/v1/review/status', { key });
    type Owing = { items: [{ owed: number; expected: number; missing: string[] }] };
    const [{ owed, expected, missing }] = ((await answer.json()) as Owing).items;
    expect(owed).toBeGreaterThan(0);
    const page = await opened('unit', '/ra-soat', key);
    const part = page.getByRole('region', { name: `Còn thiếu ${owed} trên ${expected} thủ tục` });
    expect((await part.locator('li code').allTextContents()).toSorted()).toEqual(missing.toSorted());
    await part.getByRole('link', { name: 'phiếu rà soát' }).click();
    expect(await said(page)).toContain('Tải phiếu của');
    const office = await opened('operator', '/ra-soat');
    expect(await office.getByRole('region', { name: 'Còn thiếu' }).count()).toBe(0);
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

  it('send a draft round once though the form is sent twice, and take the unit’s answer where it reads it', async () => {
    const page = await opened('operator', '/lay-y-kien');
    await page.getByLabel('Dự thảo').selectOption('appendix-2');
    await page.getByLabel('Gửi tới').selectOption(unit);
    await page.getByLabel('Trả lời hết ngày').fill('2026-11-30');
    expect(await sendTwice(page, 'gui')).toEqual([303, '/lay-y-kien/1']);
    expect(await said(page)).toContain('Đợt 1: lấy ý kiến dự thảo Phụ lục II');
    expect(await rounds(city.store)).toHaveLength(1);

    const own = await opened('unit', '/lay-y-kien/1');
    await own.getByLabel(new RegExp(`^${online}`)).selectOption('Không thống nhất');
    await own.getByLabel(`Góp ý về ${online}`).fill('thiếu máy quét');
    await own.getByRole('button', { name: 'Gửi ý kiến' }).click();
    expect(await said(own)).toContain('Đã ghi ý kiến của đơn vị');
    expect(await own.getByRole('button', { name: 'Đóng đợt lấy ý kiến' }).count()).toBe(0);
    expect((await answersTo(city.store, 1)).map(({ words }) => words)).toEqual([
      [{ row: 0, say: 'differ', comment: 'thiếu máy quét' }],
    ]);
    // Sent again for the sake of another row it says the same of this one.
    const filled = [own.getByLabel(new RegExp(`^${online}`)), own.getByLabel(`Góp ý về ${online}`)];
    expect(await Promise.all(filled.map(field => field.inputValue()))).toEqual(['differ', 'thiếu máy quét']);
    await page.reload();
    expect(await said(page)).toContain('thiếu máy quét');
    await page.getByRole('button', { name: 'Đóng đợt lấy ý kiến' }).click();
    expect(await page.locator('.wrong').textContent()).toContain('30/11/2026');
    await page.getByLabel('Lý do').fill('họp sớm');
    await page.getByRole('button', { name: 'Đóng đợt lấy ý kiến' }).click();
    expect(await said(page)).toMatch(/Đã đóng.*họp sớm/s);

    // Whoever answers now is not late: he had days left.
    await own.reload();
    await own.getByLabel(new RegExp(`^${online}`)).selectOption('Thống nhất');
    await own.getByRole('button', { name: 'Gửi ý kiến' }).click();
    await page.reload();
    expect(await said(page)).toMatch(/trả lời sau khi đóng.*không tính, đến sau khi đóng/s);
    expect(await said(page)).not.toContain('sau hạn');
  });

  it('tell late, second and contradicting answers apart', async () => {
    const round = await insertRow(city.store, 'reviewRound', {
      ...{ list: 'eligible', until: '2026-11-20', silence: 'agrees', addressees: [unit, 'H13.21.2'] },
      ...{ openedBy: 'A', openedAt: '2026-11-10T02:00:00.000Z' },
      rows: [{ procedure: offline, name: 'Khai tử', agency: unit, technical: 'Đạt', legal: 'Đạt' }],
    });
    for (const [day, say] of [
      ['12', 'agree'],
      ['13', 'differ'],
      ['22', 'agree'],
    ] as const) {
      const at = `2026-11-${day}T02:00:00.000Z`;
      const by = { agency: unit, by: 'B', identity: null, origin: 'cli', sha256: '' };
      await insertRow(city.store, 'roundAnswer', {
        ...by,
        roundId: round.id,
        receivedAt: at,
        at,
        words: [{ row: 0, say }],
      });
    }
    const page = await opened('viewer', `/lay-y-kien/${round.id}`);
    const answers = page
      .getByRole('row', { name: /Cái Khế/ })
      .first()
      .getByRole('listitem');
    expect((await answers.allTextContents()).map(each => each.replace(/^[^:]*:\d\d[^:]*: /, ''))).toEqual([
      'không tính, nội dung khác lần được tính',
      'được tính',
      'không tính, đến sau hạn, nội dung khác lần được tính',
    ]);
    expect(await page.getByRole('row', { name: /không trả lời/ }).count()).toBe(1);
  });

  it('open a working session, keep what was agreed and what became of it', async () => {
    const page = await opened('operator', '/buoi-lam-viec');
    await page.getByRole('button', { name: 'Mở buổi làm việc' }).click();
    expect(await page.getByLabel('Về đơn vị').getAttribute('aria-invalid')).toBe('true');
    await page.getByLabel('Về đơn vị').selectOption(unit);
    await page.getByLabel('Người dự').fill('Trần Thị B, Sở Tư pháp');
    await page.getByRole('button', { name: 'Mở buổi làm việc' }).click();
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toContain('Cái Khế');
    expect(await said(page)).toMatch(/Vướng mắc lúc mở buổi làm việc.*Quy định của pháp luật/s);
    await page.getByLabel('Việc phải làm').fill('Cấp chữ ký số');
    await page.getByLabel('Ai làm').selectOption(unit);
    await page.getByLabel('Phải xong ngày').fill('2026-12-01');
    await page.getByRole('button', { name: 'Ghi việc thống nhất' }).click();
    await page.getByLabel('Nay').selectOption('lùi ngày');
    await page.getByLabel('Kết quả hoặc lý do').fill('chờ mua');
    await page.getByRole('button', { name: 'Ghi kết quả' }).click();
    expect(await page.getByRole('alert').textContent()).toContain('ngày phải xong khi lùi ngày');
    await page.getByLabel('Ngày mới, khi lùi ngày').fill('2026-12-20');
    await page.getByRole('button', { name: 'Ghi kết quả' }).click();
    expect(await said(page)).toContain('lùi đến 20/12/2026: chờ mua');
    const [session] = await workingSessions(city.store);
    expect(session).toMatchObject({ participants: [{ name: 'Trần Thị B', office: 'Sở Tư pháp' }] });
    expect(await agreedActions(city.store)).toMatchObject([
      { owner: unit, until: '2026-12-20', state: 'open' },
    ]);
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
      ...['/lay-y-kien', '/lay-y-kien/1', '/lay-y-kien/2', '/buoi-lam-viec', '/buoi-lam-viec/1'],
      '/vuong-mac-phap-ly?n=2',
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
          path: join(pictures, `desk${address.replace(/[^a-z\d]+/gi, '-')}-${width}.png`),
          fullPage: true,
        });
    }
    await context.close();
  }, 240_000);
});
