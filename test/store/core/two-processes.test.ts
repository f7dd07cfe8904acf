import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import { listAudit, record, verifyTrail } from '../../../src/store/access/audit.ts';
import { openStore } from '../../../src/store/core/open.ts';
import { built } from '../../support/built.ts';
import { emptyFile } from '../support.ts';

const program = built('busy-writer');

function writer(file: string, who: string, count: number, ms: number) {
  const child = spawn(process.execPath, [program, file, who, String(count), String(ms)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let errors = '';
  child.stderr.on('data', text => {
    errors += text;
  });
  const ended = once(child, 'close').then(([code]) => ({ code, errors }));
  return { child, ended };
}

describe('several processes on one SQLite file', () => {
  const file = emptyFile();
  afterEach(() => file.drop());

  it('wait for each other’s transactions: nothing is lost, refused or written over', async () => {
    const store = await openStore(file.settings, { mayBegin: true });
    try {
      const others = ['an', 'binh'].map(who => writer(file.settings.file, who, 25, 40));
      let over = false;
      const ended = Promise.all(others.map(({ ended }) => ended)).finally(() => {
        over = true;
      });
      let own = 0;
      for (; !over; own++)
        await record(store, {
          ...{ who: 'chi', origin: 'test', at: new Date().toISOString(), action: 'test', target: `${own}` },
          ...{ before: null, after: null, outcome: 'done' },
        });
      expect(await ended).toEqual([
        { code: 0, errors: '' },
        { code: 0, errors: '' },
      ]);
      expect(await verifyTrail(store)).toEqual({ entries: 50 + own });
      const trail = await listAudit(store, 50 + own);
      const of = (who: string) => trail.filter(row => row.who === who).map(({ target }) => Number(target));
      for (const who of ['an', 'binh', 'chi'])
        expect(of(who).reverse()).toEqual(Array.from({ length: who === 'chi' ? own : 25 }, (_, n) => n));
      expect(own).toBeGreaterThan(0);
    } finally {
      await store.close();
    }
  });
});
