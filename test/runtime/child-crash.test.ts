import { it } from 'vitest';
import { onEveryDatabase } from '../store/support.ts';
import { plansKilled, pushesKilled, runsKilled } from './child-crash-matrix.ts';

// A point of each; `npm run test:chaos` goes through all of them. Whatever is taken over by pg-boss takes its twelve seconds.

onEveryDatabase('a job whose child is killed', database => {
  it('counts once as a run, killed alone', () => runsKilled(database, { points: 1, both: false }), 300_000);
  if (database.driver === 'postgres') return;
  it(
    'is drafted once as a plan, killed alone',
    () => plansKilled(database, { points: 1, both: false }),
    300_000,
  );
  it(
    'writes nothing twice as a push, killed together with its service',
    () => pushesKilled(database, { points: 1, both: true }),
    300_000,
  );
});
