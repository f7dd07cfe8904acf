import sparticuz from '@sparticuz/chromium';
import { type Browser, chromium } from 'playwright-core';

/** A real headless browser that comes with `npm ci`; the caller closes it. */
export async function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: await sparticuz.executablePath(),
    // As root (containers, CI) the browser refuses its sandbox; it only ever sees pages we made.
    args: [...sparticuz.args.filter(argument => argument !== '--single-process'), '--no-sandbox'],
  });
}
