import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import type { Store } from '../../src/store/core/contract.ts';
import { openStore } from '../../src/store/core/open.ts';
import { type MadeFile, storeFile } from '../store/support.ts';
import { launchBrowser } from '../support/browser.ts';
import { parts } from './parts.ts';
import { type Running, runServer } from './running.ts';

/** A browser for all tests of a file, and a service with an empty store for each. */
export interface Browsing {
  browser: Browser;
  store: Store;
  server: Running;
  /** What pages said in the console, what failed on them, and what they asked of others than the service. */
  trouble: string[];
  /** Without scripts unless said otherwise. */
  open(settings?: Parameters<Browser['newContext']>[0]): Promise<Page>;
}

export function browsing(): Browsing {
  const at = {
    async open(settings = {}) {
      const context = await at.browser.newContext({ javaScriptEnabled: false, ...settings });
      const page = await context.newPage();
      page.on('console', message => at.trouble.push(`${page.url()}: ${message.text()}`));
      page.on('pageerror', error => at.trouble.push(error.message));
      page.on('request', request => {
        if (!request.url().startsWith(at.server.url)) at.trouble.push(request.url());
      });
      return page;
    },
  } as Browsing;
  let file: MadeFile;
  beforeAll(async () => {
    at.browser = await launchBrowser();
  });
  afterAll(() => at.browser.close());
  beforeEach(async () => {
    file = await storeFile();
    at.store = await openStore(file.settings);
    at.server = await runServer(at.store, parts);
    at.trouble = [];
  });
  afterEach(async () => {
    for (const context of at.browser.contexts()) await context.close();
    await at.server.close();
    await at.store.close();
    await file.drop();
  });
  return at;
}
