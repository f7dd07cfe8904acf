import { appendFileSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { anchorTrail, isWhole, keepAnchored, verifyAnchored } from '../../src/runs/audit-heads.ts';
import { record } from '../../src/store/access/audit.ts';
import type { Store } from '../../src/store/core/contract.ts';
import { minute, onEveryDatabase } from '../store/support.ts';
import { temporaryFolder } from '../support/command.ts';

onEveryDatabase('heads of the audit trail outside the database', database => {
  let store: Store;
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  const place = () => ({ dataDir: folder.path, audit: {} });
  const file = (name: string) => join(folder.path, name);
  beforeEach(async () => {
    store = await database.open();
    folder = await temporaryFolder();
    await entries(0, 5);
  });
  afterEach(() => folder.remove());

  async function entries(from: number, to: number): Promise<void> {
    for (let n = from; n < to; n++)
      await record(store, {
        ...{ at: minute(n), who: 'Nguyễn Văn A', origin: 'cli', action: 'map', target: `${n}` },
        ...{ before: null, after: null, outcome: 'done' },
      });
  }

  /** What somebody does who may write to the database: the last rows away, the head set to the one before. */
  async function cutOff(count: number): Promise<void> {
    const rows = await store.db.selectFrom('audit').select(['id', 'hash']).orderBy('id', 'desc').execute();
    const gone = rows.slice(0, count).map(({ id }) => id);
    await store.db.deleteFrom('audit').where('id', 'in', gone).execute();
    await store.db
      .updateTable('auditHead')
      .set({ hash: rows[count]?.hash ?? '', entries: rows.length - count })
      .execute();
  }

  it('prove it from the first of them to the last, with a key only its owner may read', async () => {
    expect((await verifyAnchored(store, place())).proven).toBeNull();
    await anchorTrail(store, place(), minute(10));
    await entries(5, 8);
    await anchorTrail(store, place(), minute(20));
    const verdict = await verifyAnchored(store, place());
    expect(verdict.proven).toEqual({ since: minute(10), until: minute(20), entries: 8 });
    expect(isWhole(verdict)).toBe(true);
    for (const name of ['audit.key', 'audit.heads']) expect(statSync(file(name)).mode & 0o777).toBe(0o600);
  });

  it('show that its end was cut off, which the trail itself cannot', async () => {
    await anchorTrail(store, place(), minute(10));
    await entries(5, 8);
    await anchorTrail(store, place(), minute(20));
    await cutOff(2);
    const verdict = await verifyAnchored(store, place());
    expect(verdict).toMatchObject({
      entries: 6,
      proven: { until: minute(10), entries: 5 },
      heads: { contradicted: { at: minute(20), entries: 8, what: 'behind' } },
    });
    expect(verdict).not.toHaveProperty('broken');
    expect(isWhole(verdict)).toBe(false);
    // Filled up again to the old length, it is another trail.
    await entries(20, 25);
    expect((await verifyAnchored(store, place())).heads.contradicted).toMatchObject({ what: 'rewritten' });
  });

  it('cannot be made by who has not the key, nor be changed', async () => {
    await anchorTrail(store, place(), minute(10));
    const [line] = readFileSync(file('audit.heads'), 'utf8').split('\n');
    await cutOff(2);
    const forged = { ...JSON.parse(line!), entries: 3 };
    writeFileSync(file('audit.heads'), `${JSON.stringify(forged)}\n`);
    const verdict = await verifyAnchored(store, place());
    expect(verdict).toMatchObject({ proven: null, heads: { held: 0, altered: 1 } });
    expect(isWhole(verdict)).toBe(false);
  });

  it('say nothing where another key sealed them or a crash cut them; what comes after them counts', async () => {
    await anchorTrail(store, { dataDir: folder.path, audit: { keyFile: ownKey() } }, minute(5));
    appendFileSync(file('audit.heads'), '{"at":"2026-1');
    await anchorTrail(store, place(), minute(10));
    const verdict = await verifyAnchored(store, place());
    expect(verdict).toMatchObject({ heads: { held: 1, altered: 0, unknown: 2 } });
    expect(verdict.proven).toMatchObject({ since: minute(10) });
    expect(isWhole(verdict)).toBe(true);
  });

  function ownKey(text = 'a key of the city, kept elsewhere'): string {
    writeFileSync(file('own.key'), text);
    return file('own.key');
  }

  it('are sealed by the key the configuration names, and by none other', async () => {
    const own = { dataDir: folder.path, audit: { keyFile: ownKey() } };
    await anchorTrail(store, own, minute(10));
    expect((await verifyAnchored(store, own)).heads.held).toBe(1);
    expect(() => statSync(file('audit.key'))).toThrow('ENOENT');
    ownKey('short');
    await expect(anchorTrail(store, own, minute(11))).rejects.toMatchObject({ params: { why: 'short' } });
    const gone = { dataDir: folder.path, audit: { keyFile: file('gone.key') } };
    await expect(anchorTrail(store, gone, minute(11))).rejects.toMatchObject({
      params: { why: 'missing', file: file('gone.key') },
    });
  });

  it('are kept by each process for itself, and any of them proves', async () => {
    const other = await temporaryFolder();
    try {
      await anchorTrail(store, place(), minute(10));
      await entries(5, 8);
      await anchorTrail(store, { dataDir: other.path, audit: {} }, minute(20));
      await cutOff(2);
      expect(isWhole(await verifyAnchored(store, place()))).toBe(true);
      expect(isWhole(await verifyAnchored(store, { dataDir: other.path, audit: {} }))).toBe(false);
    } finally {
      await other.remove();
    }
  });

  it('of before do not count once a person has accepted a restored trail', async () => {
    await anchorTrail(store, place(), minute(10));
    await cutOff(3);
    await anchorTrail(store, place(), minute(11), true);
    const verdict = await verifyAnchored(store, place());
    expect(isWhole(verdict)).toBe(true);
    expect(verdict.proven).toEqual({ since: minute(11), until: minute(11), entries: 2 });
  });

  it('are written at the beginning and at the end of a process, into the log, too', async () => {
    const said: string[] = [];
    const say = (fields: object, message: string) => void said.push(`${message} ${JSON.stringify(fields)}`);
    const log = { debug: say, info: say, warn: say };
    const anchors = await keepAnchored(store, place, log, () => new Date(minute(10)));
    await entries(5, 7);
    await anchors.stop();
    const heads = readFileSync(file('audit.heads'), 'utf8').trim().split('\n');
    expect(heads.map(line => JSON.parse(line).entries)).toEqual([5, 7]);
    for (const line of heads) expect(said.join('\n')).toContain(JSON.parse(line).mac);
    await cutOff(4);
    await (await keepAnchored(store, place, log, () => new Date(minute(11)))).stop();
    expect(said.join('\n')).toContain('the audit trail is shorter than it was');
  });
});
