import { readdir } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import pino from 'pino';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Configuration } from '../../src/config/configuration.ts';
import type { WantedPaper } from '../../src/runtime/child/papers.ts';
import { openPaperMaker } from '../../src/runtime/paper-maker.ts';
import type { Store } from '../../src/store/core/contract.ts';
import { openStore } from '../../src/store/core/open.ts';
import { starterConfiguration } from '../server/running.ts';
import { type MadeFile, storeFile } from '../store/support.ts';
import { temporaryFolder } from '../support/command.ts';

const program = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));
const tasks: WantedPaper = { what: 'tasks', form: 'xlsx', filter: {}, now: '2026-11-23T05:00:00.000Z' };
const there = new AbortController().signal;

describe('who has papers made', () => {
  let file: MadeFile;
  let store: Store;
  let configuration: Configuration;
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  beforeAll(async () => {
    file = await storeFile();
    store = await openStore(file.settings);
    folder = await temporaryFolder();
    configuration = { ...(await starterConfiguration('')), store: file.settings, dataDir: folder.path };
  });
  afterEach(async () => {
    // Whatever came of it, nothing of a paper is left on the disk.
    expect(await readdir(folder.path)).toEqual([]);
  });
  afterAll(async () => {
    await store.close();
    await file.drop();
    await folder.remove();
  });

  const maker = (limits: { seconds?: number; residentMegabytes?: number } = {}) =>
    openPaperMaker({
      ...{ program, store, configuration: () => configuration, log: pino({ level: 'silent' }) },
      limits: { heapMegabytes: 500, residentMegabytes: 1_000, seconds: 60, ...limits },
    });

  it('gets the whole of it from a child, one after the other', async () => {
    const { make } = maker();
    const made = await Promise.all([make(tasks, there), make({ ...tasks, form: 'html' }, there)]);
    expect(made.map(one => one.file)).toEqual(['tasks.xlsx', 'tasks.html']);
    const [book, page] = await Promise.all(made.map(({ content }) => buffer(content)));
    expect(made.map(({ bytes }) => bytes)).toEqual([book!.length, page!.length]);
    expect(book!.subarray(0, 2).toString()).toBe('PK');
    expect(page!.toString()).toMatch(/<\/html>\s*$/);
  });

  it('is told why there is none, as whatever makes it says', async () => {
    const monthly: WantedPaper = { what: 'monthly', month: '2026-10', form: 'docx' };
    await expect(maker().make(monthly, there)).rejects.toMatchObject({
      code: 'month-not-counted',
      params: { month: '2026-10' },
    });
    await expect(maker({ seconds: 0.001 }).make(tasks, there)).rejects.toMatchObject({
      code: 'paper-too-heavy',
      params: { by: 'time' },
    });
  });

  it('has none made for who has left, nor once the service stops, and no more at once than may wait', async () => {
    const { make, stop } = maker();
    await expect(make(tasks, AbortSignal.abort())).rejects.toThrow('paper-broken-off');
    const waiting = Array.from({ length: 21 }, () => make(tasks, there));
    const all = Promise.allSettled(waiting);
    await expect(make(tasks, there)).rejects.toMatchObject({ code: 'reading-full', params: { waiting: 20 } });
    stop();
    for (const one of await all)
      expect(one).toMatchObject({ status: 'rejected', reason: { code: 'paper-broken-off' } });
  });
});
