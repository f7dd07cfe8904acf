import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it, onTestFinished } from 'vitest';
import { sendDue } from '../../src/runtime/outbox-sender.ts';
import type { Store, StoreSettings } from '../../src/store/core/contract.ts';
import { openStore } from '../../src/store/core/open.ts';
import { listLetters, outboxState } from '../../src/store/mail/outbox.ts';
import { mailConfiguration, runWith } from '../report/mail/place.ts';
import { sampleRows } from '../report/sample.ts';
import { minute, onEveryDatabase } from '../store/support.ts';
import { built } from '../support/built.ts';
import { startMailServer, startSilentServer, type TestMailServer } from '../support/mail-server.ts';

const program = built('killed-sender');

/** A sender at work in another process until `moment` comes, when it is killed. */
async function killAt(moment: Promise<unknown>, settings: StoreSettings, port: number): Promise<void> {
  const child = spawn(process.execPath, [program, JSON.stringify(settings), String(port), minute(2)], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const exited = once(child, 'exit');
  const first = await Promise.race([moment.then(() => 'there'), exited.then(() => 'gone')]);
  expect(first).toBe('there');
  child.kill('SIGKILL');
  await exited;
}

const sendingTo = (port: number) =>
  mailConfiguration({ smtp: { host: '127.0.0.1', port, security: 'none', timeoutSeconds: 5 } });

async function sendAt(now: string, store: Store, server: TestMailServer): Promise<unknown> {
  return sendDue({
    store,
    configuration: sendingTo(server.port),
    log: { debug() {}, info() {}, warn() {} },
    signal: new AbortController().signal,
    now: () => new Date(now),
  });
}

async function queued(settings: StoreSettings): Promise<Store> {
  const store = await openStore(settings);
  onTestFinished(() => store.close());
  await runWith(store, sendingTo(1), minute(1), sampleRows({ causesPerRule: 2, agenciesPerCause: 3 }));
  return store;
}

onEveryDatabase('a letter whose process was killed', database => {
  it('before the mail server heard of it is sent by the next one, once', async () => {
    const settings = await database.settings();
    const store = await queued(settings);
    const silent = await startSilentServer();
    onTestFinished(() => silent.close());
    await killAt(silent.connected, settings, silent.port);
    const server = await startMailServer({ security: 'none' });
    onTestFinished(() => server.close());
    expect(await sendAt(minute(2), store, server)).toMatchObject({ sent: 1 });
    expect(await sendAt(minute(9), store, server)).toMatchObject({ sent: 0 });
    expect(server.received).toHaveLength(1);
  });

  it('while the mail server had it is in doubt: neither lost nor sent a second time', async () => {
    const settings = await database.settings();
    const store = await queued(settings);
    const server = await startMailServer({ security: 'none', mail: () => 'silence' });
    onTestFinished(() => server.close());
    await killAt(server.next(), settings, server.port);
    expect(await sendAt(minute(4), store, server)).toMatchObject({ sent: 0, inDoubt: 0, postponed: 0 });
    expect(server.envelopes).toBe(1);
    expect(await outboxState(store, minute(4))).toMatchObject({ inDoubt: 1, waiting: 0 });
    expect(await listLetters(store, { standing: 'in-doubt' }, minute(4), 10)).toHaveLength(1);
  });
});
