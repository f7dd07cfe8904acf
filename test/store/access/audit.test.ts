import { expect, it } from 'vitest';
import { type AuditEntry, listAudit, record, verifyTrail } from '../../../src/store/access/audit.ts';
import { inTransaction, openStore } from '../../../src/store/core/open.ts';
import { minute, onEveryDatabase } from '../support.ts';

function entry(given: Partial<AuditEntry> = {}): AuditEntry {
  return {
    at: minute(0),
    who: 'Nguyễn Văn A',
    origin: 'cli',
    action: 'waive',
    target: 'missing-offering|1.004194',
    before: null,
    after: { until: null, reason: 'chờ kỳ họp' },
    outcome: 'done',
    ...given,
  };
}

onEveryDatabase('the audit trail', database => {
  it('keeps what was done, latest first', async () => {
    const store = await database.open();
    await record(store, entry());
    await record(store, entry({ action: 'map', before: ['H13.1'], after: ['H13.1', 'H13.2'] }));
    const kept = await listAudit(store, 10);
    expect(kept.map(({ id: _id, ...rest }) => rest)).toEqual([
      entry({ action: 'map', before: ['H13.1'], after: ['H13.1', 'H13.2'] }),
      entry(),
    ]);
    expect(await verifyTrail(store)).toEqual({ entries: 2 });
  });

  it('is followed as it was when that began, whoever writes meanwhile', async () => {
    const store = await database.open();
    await record(store, entry());
    let begun = false;
    const db = store.db.withPlugin({
      transformQuery: ({ node }) => node,
      async transformResult({ result }) {
        // The head has been read, the entries have not.
        if (!begun) {
          begun = true;
          await record(store, entry());
        }
        return result;
      },
    });
    expect(await verifyTrail({ ...store, db })).toEqual({ entries: 1 });
    expect(await verifyTrail(store)).toEqual({ entries: 2 });
  });

  it('shows that an entry was changed', async () => {
    const store = await database.open();
    for (const n of [1, 2, 3]) await record(store, entry({ at: minute(n) }));
    const [, second] = await listAudit(store, 10);
    await store.db.updateTable('audit').set({ who: 'ai khác' }).where('id', '=', second!.id).execute();
    expect(await verifyTrail(store)).toMatchObject({ broken: { id: second!.id, what: 'changed' } });
  });

  it('shows that an entry was taken out', async () => {
    const store = await database.open();
    for (const n of [1, 2, 3]) await record(store, entry({ at: minute(n) }));
    const [third, second] = await listAudit(store, 10);
    await store.db.deleteFrom('audit').where('id', '=', second!.id).execute();
    expect(await verifyTrail(store)).toMatchObject({ broken: { id: third!.id, what: 'removed-before' } });
  });

  it('shows that the last entry was taken away, and that all were', async () => {
    const store = await database.open();
    for (const n of [1, 2, 3]) await record(store, entry({ at: minute(n) }));
    const [third, second] = await listAudit(store, 10);
    await store.db.deleteFrom('audit').where('id', '=', third!.id).execute();
    expect(await verifyTrail(store)).toEqual({
      entries: 2,
      broken: { id: second!.id, what: 'removed-after' },
    });
    await store.db.deleteFrom('audit').execute();
    expect(await verifyTrail(store)).toEqual({ entries: 0, broken: { id: 0, what: 'removed-after' } });
  });

  it('still shows it when the trail has gone on since', async () => {
    const store = await database.open();
    for (const n of [1, 2]) await record(store, entry({ at: minute(n) }));
    const [second] = await listAudit(store, 1);
    await store.db.deleteFrom('audit').where('id', '=', second!.id).execute();
    await record(store, entry({ at: minute(3) }));
    const [next] = await listAudit(store, 1);
    expect(await verifyTrail(store)).toMatchObject({ broken: { id: next!.id, what: 'removed-before' } });
  });

  it('shows that its head is gone', async () => {
    const store = await database.open();
    await record(store, entry());
    await store.db.deleteFrom('auditHead').execute();
    expect(await verifyTrail(store)).toMatchObject({ broken: { what: 'removed-after' } });
  });

  it('stands or falls with the transaction it is part of', async () => {
    const store = await database.open();
    const failing = inTransaction(store, async inner => {
      await record(inner, entry());
      throw new Error('stop');
    });
    await expect(failing).rejects.toThrow('stop');
    expect(await listAudit(store, 10)).toEqual([]);
  });

  it('is one chain however many write at once', async () => {
    const settings = await database.settings();
    const stores = await Promise.all([1, 2, 3].map(() => openStore(settings)));
    await Promise.all(
      Array.from({ length: 30 }, (_, n) => record(stores[n % 3]!, entry({ target: `thủ tục ${n}` }))),
    );
    expect(await listAudit(stores[0]!, 100)).toHaveLength(30);
    expect(await verifyTrail(stores[0]!)).toEqual({ entries: 30 });
    for (const store of stores) await store.close();
  });
});
