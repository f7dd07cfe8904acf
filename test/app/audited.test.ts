import { expect, it } from 'vitest';
import { asked } from '../../src/app/audited.ts';
import { listAudit } from '../../src/store/access/audit.ts';
import { minute, onEveryDatabase } from '../store/support.ts';
import { asking } from '../support/asking.ts';

onEveryDatabase(
  'what takes long',
  database => {
    it('has each of its deeds in the audit trail with the moment of that deed', async () => {
      const store = await database.open();
      let at = 1;
      const by = { ...asking(store, {}), now: () => new Date(minute(at)) };
      await asked(by, 'scaffold', 'all', async (_by, done) => {
        for (const target of ['first', 'second']) {
          at++;
          await done(store, { target });
        }
      });
      expect((await listAudit(store, 9)).map(entry => [entry.target, entry.at])).toEqual([
        ['second', minute(3)],
        ['first', minute(2)],
      ]);
    });
  },
  ['sqlite'],
);
