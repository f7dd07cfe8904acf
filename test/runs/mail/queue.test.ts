import type { RootOperationNode } from 'kysely';
import { expect, it } from 'vitest';
import type { CriticalBody, DigestBody } from '../../../src/report/mail/bodies.ts';
import type { DiscrepancyRow } from '../../../src/report/source.ts';
import { queueDigests } from '../../../src/runs/mail/queue.ts';
import type { Store } from '../../../src/store/core/contract.ts';
import { listLetters } from '../../../src/store/mail/outbox.ts';
import { everything, mailConfiguration, runWith } from '../../report/mail/place.ts';
import { row } from '../../report/support.ts';
import { minute, onEveryDatabase } from '../../store/support.ts';

const [technical, regulatory, agency, byPlan] = [
  { address: 'tt@example.vn', owner: 'technical' },
  { address: 'vp@example.vn', owner: 'regulatory' },
  { address: 'xa@example.vn', agency: 'H13.21.1' },
  { address: 'lich@example.vn', everything: true, when: 'schedule', critical: false },
] as const;

const missing = (code: string) => row({ rule: 'missing-offering', agency: code });
const critical = (code: string, owner: DiscrepancyRow['owner'] = 'technical') =>
  row({ rule: 'exposed-above-level', severity: 'critical', agency: code, owner });

const told = (letters: { to: string; kind: string }[]) =>
  letters.map(({ to, kind }) => `${kind} ${to}`).sort();

async function waiting(store: Store) {
  return listLetters(store, {}, minute(0), 500);
}

onEveryDatabase('a run', database => {
  it('writes to those whose part changed, and to nobody when nothing did', async () => {
    const store = await database.open();
    const configuration = mailConfiguration({
      recipients: [everything, technical, regulatory, agency, byPlan],
    });
    const rows = [missing('H13.21.1'), row({ rule: 'unknown-procedure', owner: 'regulatory', agency: null })];
    const first = await runWith(store, configuration, minute(1), rows);
    expect(told(first.letters)).toEqual([
      'digest ct@example.vn',
      'digest tt@example.vn',
      'digest vp@example.vn',
      'digest xa@example.vn',
    ]);
    expect((await runWith(store, configuration, minute(2), rows)).letters).toEqual([]);
    const gone = await runWith(store, configuration, minute(3), [missing('H13.21.1')]);
    expect(told(gone.letters)).toEqual(['digest ct@example.vn', 'digest vp@example.vn']);
    expect(gone.letters.map(({ body }) => (body as DigestBody).changes)).toEqual([
      { fresh: 0, critical: 0, resolved: 1 },
      { fresh: 0, critical: 0, resolved: 1 },
    ]);
    const elsewhere = await runWith(store, configuration, minute(4), [
      missing('H13.21.1'),
      missing('H13.21.2'),
    ]);
    expect(told(elsewhere.letters)).toEqual(['digest ct@example.vn', 'digest tt@example.vn']);
  });

  it('tells those who run the systems, and only them, that a source newly failed', async () => {
    const store = await database.open();
    const configuration = mailConfiguration({ recipients: [everything, technical, regulatory, agency] });
    await runWith(store, configuration, minute(1), []);
    const failed = await runWith(store, configuration, minute(2), [], { portal: 'unreadable' });
    expect(told(failed.letters)).toEqual(['digest ct@example.vn', 'digest tt@example.vn']);
    expect(failed.letters[0]!.body).toMatchObject({ failedSources: ['portal'] });
    const still = await runWith(store, configuration, minute(3), [], { portal: 'unreadable' });
    expect(still.letters).toEqual([]);
  });

  it('writes nothing without a mail section', async () => {
    const store = await database.open();
    const { mail: _, ...configuration } = mailConfiguration();
    expect((await runWith(store, configuration, minute(1), [critical('H13.21.1')])).letters).toEqual([]);
  });
});

onEveryDatabase('an urgent letter', database => {
  const urgent = { address: 'khan@example.vn', owner: 'technical', when: 'schedule' };
  const criticalLetters = async (store: Store) =>
    (await waiting(store))
      .map(({ notBefore, body, to }) => ({ to, notBefore, runs: (body as CriticalBody).runs.length }))
      .reverse();

  it('goes at once, and what comes up in the hold-off goes into one later letter', async () => {
    const store = await database.open();
    const configuration = mailConfiguration({ recipients: [urgent], holdOffMinutes: 10 });
    const codes = ['H13.21.1', 'H13.21.2', 'H13.22.1', 'H13.22.2', 'H13.23.1'];
    const run = (at: number, count: number) =>
      runWith(
        store,
        configuration,
        minute(at),
        codes.slice(0, count).map(code => critical(code)),
      );
    await run(1, 1);
    // The same again, and something of another owner, is nothing new to them.
    await run(2, 1);
    await runWith(store, configuration, minute(3), [critical('H13.21.1'), critical('H13.3', 'regulatory')]);
    expect(await criticalLetters(store)).toEqual([{ to: urgent.address, notBefore: minute(1), runs: 1 }]);
    await run(4, 2);
    await run(5, 3);
    expect(await criticalLetters(store)).toEqual([
      { to: urgent.address, notBefore: minute(1), runs: 1 },
      { to: urgent.address, notBefore: minute(11), runs: 2 },
    ]);
    await run(15, 4);
    await run(40, 5);
    expect((await criticalLetters(store)).slice(2)).toEqual([
      { to: urgent.address, notBefore: minute(21), runs: 1 },
      { to: urgent.address, notBefore: minute(40), runs: 1 },
    ]);
  });

  it('is not written beside the digest of the same run, nor to those who do not want it', async () => {
    const store = await database.open();
    const configuration = mailConfiguration({ recipients: [everything, byPlan] });
    const { letters } = await runWith(store, configuration, minute(1), [critical('H13.21.1')]);
    expect(told(letters)).toEqual(['digest ct@example.vn']);
    expect(letters[0]!.body).toMatchObject({ changes: { critical: 1 } });
  });
});

onEveryDatabase('the schedule of digests', database => {
  it('sums up all runs since the last letter, and writes nothing when there was none', async () => {
    const store = await database.open();
    const configuration = mailConfiguration({ recipients: [everything, byPlan] });
    expect(await queueDigests(store, configuration, minute(0))).toBe(0);
    await runWith(store, configuration, minute(1), [missing('H13.21.1')]);
    expect(await queueDigests(store, configuration, minute(5))).toBe(1);
    expect(await queueDigests(store, configuration, minute(6))).toBe(0);
    await runWith(store, configuration, minute(11), [missing('H13.21.1'), missing('H13.21.2')]);
    await runWith(store, configuration, minute(12), [missing('H13.21.2'), missing('H13.22.1')]);
    expect(await queueDigests(store, configuration, minute(20))).toBe(1);
    const [last] = (await waiting(store)).filter(({ to }) => to === byPlan.address);
    expect(last!.body).toMatchObject({ runs: 2, changes: { fresh: 2, critical: 0, resolved: 1 } });
    // A run in which nothing changed is still one to tell of.
    await runWith(store, configuration, minute(30), [missing('H13.21.2'), missing('H13.22.1')]);
    expect(await queueDigests(store, configuration, minute(31))).toBe(1);
  });

  it('looks once at what changed for all who got their last one together', async () => {
    const store = await database.open();
    const recipients = ['a', 'b', 'c'].map(name => ({ ...byPlan, address: `${name}@example.vn` }));
    const configuration = mailConfiguration({ recipients });
    await runWith(store, configuration, minute(1), [missing('H13.21.1')]);
    let looked = 0;
    const transformQuery = ({ node }: { node: RootOperationNode }) => {
      if (JSON.stringify(node).includes('"run_discrepancy"')) looked++;
      return node;
    };
    const db = store.db.withPlugin({ transformQuery, transformResult: async ({ result }) => result });
    expect(await queueDigests({ ...store, db }, configuration, minute(5))).toBe(3);
    expect(looked).toBe(1);
  });

  it('tells each what changed in their own time, whatever the clocks of the runs said', async () => {
    const store = await database.open();
    const [first, second] = ['a', 'b'].map(name => ({ ...byPlan, address: `${name}@example.vn` }));
    const schedule = (...recipients: unknown[]) => mailConfiguration({ recipients });
    const run = (at: number, ...codes: string[]) =>
      runWith(store, schedule(first, second), minute(at), codes.map(missing));
    await run(1, 'H13.21.1');
    await queueDigests(store, schedule(first), minute(1));
    // Of a clock far ahead; the next run's is right again.
    await run(50, 'H13.21.1', 'H13.21.2');
    await queueDigests(store, schedule(second), minute(1));
    await run(3, 'H13.21.1', 'H13.21.2');
    await queueDigests(store, schedule(first, second), minute(4));
    const last = (await waiting(store)).filter(({ body }) => (body as DigestBody).from === minute(3));
    const told = last.map(({ to, body }) => [
      to,
      (body as DigestBody).until,
      (body as DigestBody).changes.fresh,
    ]);
    expect(told.sort()).toEqual([
      ['a@example.vn', minute(50), 1],
      ['b@example.vn', minute(3), 0],
    ]);
  });
});
