import { describe, it } from 'vitest';
import { plansKilled, pushesKilled, runsKilled } from '../runtime/child-crash-matrix.ts';
import { onEveryDatabase } from '../store/support.ts';

const anHour = 3_600_000;

describe.each([
  ['alone', false],
  ['together with its service', true],
] as const)('killed %s at every point', (_, both) => {
  onEveryDatabase('a job whose child is killed', database => {
    // Each takeover by pg-boss takes twelve seconds, so there some of the points.
    const points = database.driver === 'postgres' ? 8 : 'all';
    it('counts once as a run', () => runsKilled(database, { points, both }), anHour);
    it('is drafted once as a plan', () => plansKilled(database, { points, both }), anHour);
    // Of some four hundred; in one process `crash-matrix` goes through all of them.
    const some = database.driver === 'postgres' ? 8 : 24;
    it('writes nothing twice as a push', () => pushesKilled(database, { points: some, both }), anHour);
  });
});
