import { expect, it } from 'vitest';
import { firstBrokenEntry, listAudit, record } from '../../src/store/audit.ts';
import type { AuditEntry } from '../../src/store/contract.ts';
import { inTransaction, openStore } from '../../src/store/open.ts';
import { minute, onEveryDatabase } from './support.ts';

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
    expect(await firstBrokenEntry(store)).toBeUndefined();
  });

  it('shows that an entry was changed', async () => {
    const store = await database.open();
    for (const n of [1, 2, 3]) await record(store, entry({ at: minute(n) }));
    const [, second] = await listAudit(store, 10);
    await store.db.updateTable('audit').set({ who: 'ai khác' }).where('id', '=', second!.id).execute();
    expect(await firstBrokenEntry(store)).toBe(second!.id);
  });

  it('shows that an entry was taken out', async () => {
    const store = await database.open();
    for (const n of [1, 2, 3]) await record(store, entry({ at: minute(n) }));
    const [third, second] = await listAudit(store, 10);
    await store.db.deleteFrom('audit').where('id', '=', second!.id).execute();
    expect(await firstBrokenEntry(store)).toBe(third!.id);
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
    expect(await firstBrokenEntry(stores[0]!)).toBeUndefined();
    for (const store of stores) await store.close();
  });
});
