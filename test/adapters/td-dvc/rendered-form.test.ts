import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { type Loopback, startLoopback } from '../../adapter/loopback.ts';
import { launchBrowser } from '../../support/browser.ts';
import { seed, seedProcedure } from './support.ts';
import { caseChanges, desired, deskOn, remoteCode } from './write-support.ts';

// What runs in the page; the project itself has no use for the DOM's types.
// biome-ignore lint/suspicious/noExplicitAny: see above
type Dom = any;
declare const form: Dom;

const form31 = {
  display: 'form',
  components: [
    {
      ...{ type: 'textfield', key: 'HoVaTen', label: 'Họ và tên', input: true, tableView: true },
      validate: { required: true },
    },
    {
      ...{ type: 'textfield', key: 'SoGiayTo', label: 'Số định danh', input: true },
      validate: { required: true, pattern: '^[0-9]{12}$' },
    },
    {
      ...{
        type: 'select',
        key: 'LoaiToKhai',
        label: 'Hình thức nộp',
        input: true,
        dataSrc: 'values',
        widget: 'html5',
      },
      data: {
        values: [
          { label: 'Nộp cho mình', value: 'BanThan' },
          { label: 'Ủy quyền', value: 'UyQuyen' },
        ],
      },
    },
    {
      ...{ type: 'textarea', key: 'NoiDung', label: 'Nội dung đề nghị', input: true },
      validate: { required: true },
    },
    { type: 'button', key: 'submit', label: 'Gửi hồ sơ', action: 'submit', input: true },
  ],
};

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

/** The citizen's page: the platform's own renderer on the text the portal has stored. */
async function citizenPage(stored: string): Promise<Page> {
  const renderer = await readFile(
    createRequire(import.meta.url).resolve('@formio/js/dist/formio.form.min.js'),
  );
  const html = `<!doctype html><meta charset="utf-8"><div id="form"></div><script src="/formio.js"></script>
    <script>fetch('/case').then(answer => answer.json())
      .then(({ data }) => Formio.createForm(document.getElementById('form'), JSON.parse(data.eForm), { noAlerts: true }))
      .then(made => { window.form = made; return made.ready; })
      .then(() => { document.title = 'ready'; }, error => { document.title = String(error); });</script>`;
  const answers: Record<string, [type: string, body: string | Buffer]> = {
    '/': ['text/html; charset=utf-8', html],
    '/formio.js': ['text/javascript; charset=utf-8', renderer],
    '/case': ['application/json; charset=utf-8', stored],
  };
  const server: Loopback = await startLoopback((request, response) => {
    const [type, body] = answers[request.url ?? ''] ?? ['text/plain', ''];
    response.setHeader('Content-Type', type).end(body);
  });
  const page = await browser.newPage();
  // Nothing outside this machine is asked for, whatever the renderer would like to fetch.
  await page.route(
    url => url.port !== String(server.port),
    route => route.abort(),
  );
  onTestFinished(async () => {
    await page.close();
    await server.close();
  });
  await page.goto(server.baseUrl);
  await page.waitForFunction('document.title !== ""');
  expect(await page.title()).toBe('ready');
  return page;
}

it('opens a pushed e-form in the real renderer, has it filled in and checked', async () => {
  const desk = await deskOn(seed(seedProcedure(remoteCode, { cases: [] })));
  onTestFinished(() => desk.close());
  await desk.pushAll(caseChanges({ ...desired, eform: form31 }));
  const { cases } = (await desk.readService()).remote as { cases: { default: { id: string } } };
  const answer = await fetch(`${desk.sandbox.baseUrl}/api/v1/truonghopthutucs/${cases.default.id}`);
  const page = await citizenPage(await answer.text());
  expect(await page.locator('label').allTextContents()).toEqual(
    expect.arrayContaining([
      expect.stringContaining('Họ và tên'),
      expect.stringContaining('Nội dung đề nghị'),
    ]),
  );
  const valid = () => page.evaluate(() => form.checkValidity(form.submission.data, true));
  expect(await valid()).toBe(false);

  const type = async (key: string, text: string) => {
    const field = page.locator(`[name="data[${key}]"]`);
    await field.fill(text);
    await field.blur();
    await page.waitForFunction(([name, value]) => form.submission.data[name!] === value, [key, text]);
  };
  await type('HoVaTen', 'Nguyễn Thị Ánh');
  await type('NoiDung', 'Đề nghị cấp bản sao');
  await type('SoGiayTo', '12345');
  expect(await valid()).toBe(false);
  await type('SoGiayTo', '092123456789');
  await page.locator('select[name="data[LoaiToKhai]"]').selectOption({ label: 'Ủy quyền' });
  await page.waitForFunction(() => form.submission.data.LoaiToKhai === 'UyQuyen');
  expect(await valid()).toBe(true);
  const submission = await page.evaluate(() => form.submit());
  expect(submission.data).toMatchObject({
    ...{ HoVaTen: 'Nguyễn Thị Ánh', SoGiayTo: '092123456789' },
    ...{ LoaiToKhai: 'UyQuyen', NoiDung: 'Đề nghị cấp bản sao' },
  });
});
