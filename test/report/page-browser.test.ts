import { readFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { withoutAccents } from '../../src/domain/text.ts';
import { html } from '../../src/report/html/markup.ts';
import { printable } from '../../src/report/printable.ts';
import { writeReports } from '../../src/report/report-forms.ts';
import { launchBrowser } from '../support/browser.ts';
import { hostileNames, sampleRows } from './sample.ts';
import { anyText, modelOf, temporaryFolder } from './support.ts';

// What runs in the page; the project itself has no use for the DOM's types.
// biome-ignore lint/suspicious/noExplicitAny: see above
type Dom = any;
declare const document: Dom;
declare const getComputedStyle: (element: Dom) => Dom;

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

/** The report of the sample in a window; fails the test on any console message, error or request. */
async function open(options: BrowserContextOptions = {}): Promise<Page> {
  const [file] = await writeReports(await modelOf(sampleRows()), temporaryFolder(), ['html']);
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const trouble: string[] = [];
  page.on('console', message => trouble.push(`console: ${message.text()}`));
  page.on('pageerror', error => trouble.push(`error: ${error.message}`));
  page.on('request', request => {
    if (request.url() !== page.url() && request.isNavigationRequest() === false)
      trouble.push(`request: ${request.url()}`);
  });
  page.on('dialog', dialog => {
    trouble.push(`dialog: ${dialog.message()}`);
    return dialog.dismiss();
  });
  await page.goto(pathToFileURL(file!).href);
  onTestFinished(async () => {
    await context.close();
    expect(trouble).toEqual([]);
  });
  return page;
}

const shown = (page: Page) => page.locator('.cause:visible').count();
const hits = (page: Page, text: RegExp) => page.locator('#hits', { hasText: text }).waitFor();

it('opens without a word on the console and can be photographed', async () => {
  const page = await open({ viewport: { width: 1280, height: 900 } });
  const picture = await page.screenshot({ fullPage: true });
  expect(picture.length).toBeGreaterThan(50_000);
  expect(await page.locator('h1').textContent()).toMatch(/^\d+\s?sai lệch chưa kiểm tra lại được/);
  expect(await page.locator('svg.chart[role=img]').count()).toBe(5);
  for (const drawing of await page.locator('svg.chart').all()) {
    const [title, words] = (await drawing.getAttribute('aria-labelledby'))!.split(' ');
    expect(await page.locator(`#${title}`).textContent()).not.toBe('');
    expect(await page.locator(`#${words}`).textContent()).not.toBe('');
  }
});

it('shows headline numbers that are the numbers of its rows', async () => {
  const rows = sampleRows();
  const { tally } = await modelOf(rows);
  const page = await open();
  const number = async (id: string) => Number((await page.locator(id).textContent())!.replace(/\D/g, ''));
  expect(await number('#f-unchecked dd')).toBe(tally.unchecked);
  expect(await number('#f-todo dd')).toBe(tally.toDo);
  expect(await number('#f-critical dd')).toBe(tally.bySeverity.critical);
  expect(await number('#f-new dd')).toBe(tally.fresh);
  expect(await number('#f-waived dd')).toBe(tally.states.waived);
  expect(await number('#f-total')).toBe(rows.length);
  const totals = await page.locator('.group .total b').allTextContents();
  expect(totals.reduce((sum, text) => sum + Number(text.replace('.', '')), 0)).toBe(rows.length);
});

it('finds text with or without accents, and shows everything again', async () => {
  const page = await open();
  const before = await shown(page);
  await page.fill('#q', 'thieu dich vu Hà Nội truong LONG');
  await hits(page, /Đang xem 0 trên/);
  await page.locator('#no-hits').waitFor({ state: 'visible' });
  await page.fill('#q', 'thieu dich vu TRUONG long');
  await hits(page, /Đang xem [1-9]\d* trên \d+ nguyên nhân/);
  expect(await shown(page)).toBeGreaterThan(0);
  for (const text of await page.locator('.cause:visible').allTextContents()) {
    const plain = withoutAccents(text).toLowerCase();
    expect(plain).toContain('truong');
    expect(plain).toContain('long');
  }
  await page.getByRole('button', { name: 'Xem tất cả' }).click();
  await hits(page, /^\d+ nguyên nhân/);
  expect(await shown(page)).toBe(before);
});

it('filters by severity, owner, system, agency and what is new', async () => {
  const page = await open();
  const attributes = (name: string) =>
    page
      .locator('.group:visible')
      .evaluateAll((groups, key) => [...new Set(groups.map(g => g.getAttribute(key)))], name);
  await page.selectOption('#severity', 'minor');
  await hits(page, /Đang xem/);
  expect(await attributes('data-severity')).toEqual(['minor']);
  await page.selectOption('#severity', '');
  await page.selectOption('#owner', 'regulatory');
  await page.waitForFunction(() => !document.querySelector('.group[data-owner=technical]:not([hidden])'));
  expect(await attributes('data-owner')).toEqual(['regulatory']);
  await page.selectOption('#owner', '');
  await page.selectOption('#system', 'portal');
  await page.waitForFunction(() => !document.querySelector('.cause[data-s=oneStop]:not([hidden])'));
  await page.selectOption('#agency', { label: 'Ủy ban nhân dân xã Trường Long' });
  await page.check('#new');
  await page.waitForFunction(() => !document.querySelector('.cause:not([data-new]):not([hidden])'));
  for (const text of await page.locator('.cause:visible').allTextContents())
    expect(text).toContain('Trường Long');
});

it('leads from an office to its part of the list', async () => {
  const page = await open();
  await page.locator('[data-show-owner=technical]').click();
  await hits(page, /Đang xem/);
  expect(await page.locator('#owner').inputValue()).toBe('technical');
});

it.each([320, 360, 768])('needs no sideways scrolling at %i pixels, everything opened', async width => {
  const page = await open({ viewport: { width, height: 740 }, isMobile: true });
  await page.evaluate(() => {
    for (const details of document.querySelectorAll('details')) details.open = true;
  });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
});

it('can be read without script', async () => {
  const page = await open({ javaScriptEnabled: false });
  expect(await page.locator('#filters').isVisible()).toBe(false);
  const closed = page.locator('.group:not(:has(.lines[open])) summary').first();
  await closed.click();
  expect(await page.locator('.lines[open]').count()).toBeGreaterThan(0);
});

it('prints every cause and no controls', async () => {
  const page = await open();
  await page.emulateMedia({ media: 'print' });
  expect(await page.locator('#filters').isVisible()).toBe(false);
  expect(await page.locator('nav').isVisible()).toBe(false);
  const listed = await page.locator('#list > .group .cause').count();
  expect(await page.locator('#list > .group .cause:visible').count()).toBe(listed);
  const pdf = await page.pdf();
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
});

it.each(['light', 'dark'] as const)('keeps its text readable in %s', async colorScheme => {
  const page = await open({ colorScheme });
  const ratios = await page.evaluate(() => {
    const channels = (colour: string) => (colour.match(/[\d.]+/g) ?? []).map(Number);
    const luminance = (colour: string) =>
      channels(colour)
        .slice(0, 3)
        .map(value => value / 255)
        .map(value => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4))
        .reduce((sum, value, at) => sum + value * [0.2126, 0.7152, 0.0722][at]!, 0);
    const ground = (element: Dom): string => {
      if (!element) return 'rgb(255,255,255)';
      const colour = getComputedStyle(element).backgroundColor;
      return channels(colour)[3] === 0 ? ground(element.parentElement) : colour;
    };
    return [
      'h1',
      '.meta',
      '.badge.critical',
      '.badge.major',
      '.badge.minor',
      '.badge.info',
      '.todo',
      '.where',
      '.fresh',
      'summary',
      '.notice p',
      'thead th',
    ]
      .map(selector => {
        const element = document.querySelector(selector)!;
        const [a, b] = [getComputedStyle(element).color, ground(element)].map(luminance) as [number, number];
        return { selector, ratio: (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05) };
      })
      .filter(({ ratio }) => ratio < 4.5);
  });
  expect(ratios).toEqual([]);
});

it('shows hostile names as the text they are', async () => {
  const page = await open();
  const names = await page.locator('#don-vi tbody th').allTextContents();
  for (const hostile of hostileNames) expect(names.some(name => name.startsWith(hostile))).toBe(true);
});

it('survives any text, between tags and in attributes', async () => {
  const page = await (await browser.newContext()).newPage();
  onTestFinished(() => page.context().close());
  const texts = fc.sample(anyText, 1000);
  await page.setContent(
    `<!doctype html><meta charset="utf-8">${html`${texts.map(text => html`<p title="${text}">${text}</p>`)}`.text}`,
  );
  const read = await page
    .locator('p')
    .evaluateAll(all => all.map(p => [p.textContent, p.getAttribute('title')]));
  expect(read).toEqual(texts.map(printable).map(text => [text, text]));
});

it('is one file that says where the full list is', async () => {
  const [file] = await writeReports(await modelOf(sampleRows()), temporaryFolder(), ['html']);
  expect(await readFile(file!, 'utf8')).toContain('bảng tính kèm theo');
});
