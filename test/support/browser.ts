import sparticuz from '@sparticuz/chromium';
import { type Browser, chromium } from 'playwright-core';

// No page wants a graphics card, and one that is played on the processor is dear.
sparticuz.setGraphicsMode = false;

/** Processes of the browser begin as copies of one, and not each anew. */
const needless = ['--single-process', '--no-zygote'];

/** A real headless browser that comes with `npm ci`; the caller closes it. */
export async function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: await sparticuz.executablePath(),
    // As root (containers, CI) the browser refuses its sandbox; it only ever sees pages we made.
    args: [
      ...sparticuz.args.filter(argument => !needless.includes(argument)),
      ...['--disable-gpu', '--disable-software-rasterizer', '--no-sandbox'],
    ],
  });
}
