/**
 * A sender in a process of its own, to be killed: `killed-sender.ts <settings of the store as JSON> <port> <moment>`.
 * Sends what is due at that moment.
 */
import { sendDue } from '../../src/runtime/outbox-sender.ts';
import type { StoreSettings } from '../../src/store/core/contract.ts';
import { openStore } from '../../src/store/core/open.ts';
import { mailConfiguration } from '../report/mail/place.ts';

const [settings, port, moment] = process.argv.slice(2) as [string, string, string];
const store = await openStore(JSON.parse(settings) as StoreSettings);
await sendDue({
  store,
  configuration: mailConfiguration({ smtp: { host: '127.0.0.1', port: Number(port), security: 'none' } }),
  log: { debug() {}, info() {}, warn() {} },
  signal: new AbortController().signal,
  now: () => new Date(moment),
});
await store.close();
