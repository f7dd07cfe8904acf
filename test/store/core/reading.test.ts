import { DatabaseSync } from 'node:sqlite';
import { expect, it, onTestFinished } from 'vitest';
import { inTransaction } from '../../../src/store/core/open.ts';
import { beginRun, listRuns } from '../../../src/store/runs/runs.ts';
import { minute, openedFor, storeFile } from '../support.ts';

it('reads what is committed while this process and another one write, and what it wrote itself at once', async () => {
  const { settings, drop } = await storeFile();
  onTestFinished(drop);
  const store = await openedFor(settings);
  onTestFinished(() => store.close());
  const first = await beginRun(store, minute(0));
  const runs = async () => (await listRuns(store, 9)).map(({ id }) => id);
  expect(await runs()).toEqual([first]);

  const other = new DatabaseSync(settings.file);
  onTestFinished(() => other.close());
  other.exec('begin immediate');
  const ours = Promise.withResolvers<void>();
  let written: string[] = [];
  const writing = inTransaction(store, async inner => {
    const id = await beginRun(inner, minute(1));
    // A transaction sees its own.
    written = (await listRuns(inner, 9)).map(run => run.id);
    await ours.promise;
    return id;
  });
  // Ours waits for the other program, and reading for neither.
  await expect.poll(() => store.busyFor!()).toBeGreaterThan(0);
  expect(await runs()).toEqual([first]);
  // That something is read does not mean that it can be written.
  expect(store.busyFor!()).toBeGreaterThan(0);
  other.exec('rollback');
  await expect.poll(() => written.length).toBe(2);
  expect(await runs()).toEqual([first]);
  ours.resolve();
  const second = await writing;
  expect(await runs()).toEqual([second, first]);
  // Single statements that write take turns, and what reads next sees what they wrote.
  const later = await Promise.all([beginRun(store, minute(2)), beginRun(store, minute(3))]);
  expect(new Set(await runs())).toEqual(new Set([...later, second, first]));
});
