import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Store } from '../../src/store/core/contract.ts';
import { openStore } from '../../src/store/core/open.ts';
import { storeFile } from '../store/support.ts';
import { launchBrowser } from '../support/browser.ts';
import { parts } from './parts.ts';
import { type Running, runServer } from './running.ts';

const file = await storeFile();
let browser: Browser;
let store: Store;
let server: Running;
beforeAll(async () => {
  browser = await launchBrowser();
  store = await openStore(file.settings);
  server = await runServer(store, parts);
});
afterAll(async () => {
  await browser.close();
  await server.close();
  await store.close();
  await file.drop();
});

it('shows the machine interface to people, on a phone too, and lets them try it with their key', async () => {
  const page = await browser.newPage({ viewport: { width: 390, height: 800 } });
  const trouble: string[] = [];
  page.on('console', message => {
    if (message.type() === 'error' || message.type() === 'warning') trouble.push(message.text());
  });
  page.on('pageerror', error => trouble.push(error.message));
  page.on('request', request => {
    if (!request.url().startsWith(server.url) && !request.url().startsWith('data:'))
      trouble.push(request.url());
  });
  await page.goto(`${server.url}/docs`);
  page.setDefaultTimeout(15_000);
  await page.getByText('Start a run, or another of the scheduled jobs, now').waitFor();
  await page.getByRole('button', { name: 'Authorize' }).first().click();
  await page.locator('.modal-ux input').fill(await server.key('viewer'));
  await page
    .locator('.modal-ux')
    .getByRole('button', { name: /^(Apply credentials|Authorize)/ })
    .click();
  await page.locator('.modal-ux').getByRole('button', { name: 'Close' }).click();
  await page.locator('#operations-state-readSchedule').getByRole('button').first().click();
  await page.getByRole('button', { name: 'Try it out' }).click();
  const answered = page.waitForResponse(`${server.url}/v1/schedule`);
  await page.getByRole('button', { name: 'Execute' }).click();
  expect((await answered).status()).toBe(200);
  expect(trouble).toEqual([]);
});
