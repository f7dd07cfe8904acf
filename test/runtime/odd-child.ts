import { readdirSync, readlinkSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { Aside } from '../../src/adapter/kit/aside.ts';
import { Refusal } from '../../src/domain/refusal.ts';
import { doErrand } from '../../src/runtime/child/inside.ts';

/** A program whose children do what they are told, and take no notice of anything else. */
const what: Record<string, (tell: (word: unknown) => void, signal: AbortSignal) => unknown> = {
  spin() {
    for (;;);
  },
  async deaf() {
    await wait(600_000);
  },
  async listening(_tell, signal) {
    for (; !signal.aborted; ) await wait(10);
    return 'put down';
  },
  large: () => ({ text: 'x'.repeat(65 * 1_024 * 1_024) }),
  unsendable: () => ({ of: () => 1 }),
  wordy() {
    throw new Error('x'.repeat(1_000_000));
  },
  async heap() {
    const kept: object[] = [];
    for (;;) kept.push({ at: kept.length });
  },
  async buffers(tell) {
    const kept: Buffer[] = [];
    tell('begun');
    for (;;) {
      kept.push(Buffer.alloc(4_000_000, 1));
      await wait(1);
    }
  },
  aside() {
    const aside = new Aside();
    const rows = aside.rows<string>();
    for (let at = 0; at < 40; at++) rows.add('x'.repeat(200_000));
    const files = readdirSync('/proc/self/fd').flatMap(fd => {
      try {
        return [readlinkSync(`/proc/self/fd/${fd}`)];
      } catch {
        return [];
      }
    });
    return files.filter(file => file.includes('etilqs'));
  },
  die: () => process.exit(3),
  refuse() {
    throw new Refusal('reading-full', { waiting: 3, retryAfterSeconds: 5 });
  },
  fail() {
    throw new Error('the password is geheim-123');
  },
};

await doErrand(async ({ given, log, tell, configuration, begun, signal }) => {
  const opening = (given as { opening?: number }).opening;
  if (opening !== undefined) await wait(opening);
  begun();
  const { task, ...more } = given as { task: string; parent?: number };
  log.info({ task, secret: configuration.secrets[0] }, 'errand begun');
  process.stderr.write('no line of a log\n');
  if (task === 'tell') {
    tell({ pid: process.pid, argv: process.argv.slice(2), limit: process.execArgv });
    return { when: new Date(0), bytes: new Uint8Array([1, 2]), city: configuration.city.locality, more };
  }
  tell({ pid: process.pid });
  return what[task]!(tell, signal);
});
