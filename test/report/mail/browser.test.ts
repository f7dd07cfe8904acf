import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { composeLetter } from '../../../src/report/mail/compose.ts';
import { letterHtml } from '../../../src/report/mail/html.ts';
import { openStore } from '../../../src/store/core/open.ts';
import { minute } from '../../store/findings.ts';
import { launchBrowser } from '../../support/browser.ts';
import { sampleRows } from '../sample.ts';
import { mailConfiguration, runWith } from './place.ts';

// What runs in the page; the project itself has no use for the DOM's types.
// biome-ignore lint/suspicious/noExplicitAny: see above
type Dom = any;
declare const document: Dom;
declare const getComputedStyle: (element: Dom) => Dom;

let browser: Browser;
let folder: string;
let html: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dvc-sync-letter-'));
  const store = await openStore({ driver: 'sqlite', file: join(folder, 'store.db') });
  const configuration = mailConfiguration();
  await runWith(store, configuration, minute(1), sampleRows().slice(7));
  const { letters } = await runWith(store, configuration, minute(2), sampleRows(), { oneStop: 'unreadable' });
  const { message } = await composeLetter(letters[0]!, { store, configuration, mail: configuration.mail! });
  html = letterHtml(
    message.content,
    message.subject,
    ({ png }) => `data:image/png;base64,${png.toString('base64')}`,
  );
  await store.close();
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The letter as a mail program shows it: no script, nothing fetched; `styles` off: its style sheet thrown away. */
async function open(width: number, { dark = false, styles = true } = {}) {
  const context = await browser.newContext({
    viewport: { width, height: 740 },
    colorScheme: dark ? 'dark' : 'light',
  });
  const page = await context.newPage();
  const fetched: string[] = [];
  page.on('request', request => {
    if (!request.url().startsWith('data:')) fetched.push(request.url());
  });
  await page.setContent(styles ? html : html.replace(/<style>.*?<\/style>/s, ''));
  onTestFinished(async () => {
    await context.close();
    expect(fetched).toEqual([]);
  });
  return page;
}

it.each([
  [320, true],
  [390, true],
  [390, false],
  [1000, true],
  [1000, false],
])('fits a window of %i pixels, style sheet %s', async (width, styles) => {
  const page = await open(width, { styles });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
  const sheet = await page.locator('table.sheet').boundingBox();
  expect(sheet!.width).toBeLessThanOrEqual(602);
  const pictures = await page
    .locator('img')
    .evaluateAll(all =>
      all.map((picture: Dom) => [picture.complete, picture.naturalWidth, picture.alt.length > 30]),
    );
  expect(pictures).toEqual([
    [true, 960, true],
    [true, 960, true],
    [true, 960, true],
  ]);
});

it.each([false, true])('keeps its text readable, dark %s', async dark => {
  const page = await open(600, { dark });
  const low = await page.evaluate(() => {
    const channels = (colour: string) => (colour.match(/[\d.]+/g) ?? []).map(Number);
    const luminance = (colour: string) =>
      channels(colour)
        .slice(0, 3)
        .map(value => value / 255)
        .map(value => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4))
        .reduce((sum, value, at) => sum + value * [0.2126, 0.7152, 0.0722][at]!, 0);
    const ground = (element: Dom): string => {
      const colour = getComputedStyle(element).backgroundColor;
      return channels(colour)[3] === 0 ? ground(element.parentElement) : colour;
    };
    return [...document.querySelectorAll('p, h1, h2, span, a')]
      .map((element: Dom) => {
        const [a, b] = [getComputedStyle(element).color, ground(element)].map(luminance) as [number, number];
        return {
          text: element.textContent.slice(0, 40),
          ratio: (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05),
        };
      })
      .filter(({ ratio }) => ratio < 4.5);
  });
  expect(low).toEqual([]);
});

it('draws its pictures with Vietnamese letters, not with boxes', async () => {
  const page = await open(600);
  // A missing glyph draws nothing: the labels of the drawing leave their row white.
  const ink = await page
    .locator('img')
    .first()
    .evaluate((picture: Dom) => {
      const canvas = document.createElement('canvas');
      canvas.width = picture.naturalWidth;
      canvas.height = picture.naturalHeight;
      const drawing = canvas.getContext('2d');
      drawing.drawImage(picture, 0, 0);
      // The first label, above the first bar.
      const { data } = drawing.getImageData(0, 0, canvas.width, 55);
      let dark = 0;
      for (let at = 0; at < data.length; at += 4) if (data[at] + data[at + 1] + data[at + 2] < 300) dark += 1;
      return dark;
    });
  expect(ink).toBeGreaterThan(500);
});
