import { afterEach, expect, it } from 'vitest';
import { openPortal, readAll, seed, seedProcedure } from './support.ts';
import { caseChanges, type Desk, desired, deskOn, remoteCode } from './write-support.ts';

let desk: Desk;
afterEach(() => desk?.close());

async function cases() {
  const { system, http } = openPortal(desk.sandbox);
  try {
    return (await readAll(system)).case;
  } finally {
    http.close();
  }
}

it('tells when and by whom a case was last changed, and nothing where the portal does not say', async () => {
  desk = await deskOn(seed(seedProcedure(remoteCode)));
  expect(await cases()).not.toEqual([]);
  for (const each of await cases()) expect(each).not.toHaveProperty('modified');
  const before = new Date(Math.floor(Date.now() / 1000) * 1000).toISOString();
  await desk.pushAll(caseChanges(desired));
  const changed = (await cases()).find(each => each.modified);
  // The portal's clock has no zone; a reader who took it for UTC would be seven hours off.
  expect(changed!.modified!.at >= before).toBe(true);
  expect(changed!.modified!.at <= new Date().toISOString()).toBe(true);
  expect(changed!.modified!.by).toMatch(/^[0-9a-f-]{36}$/i);
});
