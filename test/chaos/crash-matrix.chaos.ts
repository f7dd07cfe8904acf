import { it } from 'vitest';
import { atOnce, comingLate, inOrder } from '../apply/crash-matrix.ts';

const anHour = 3_600_000;

it(
  'loses nothing, repeats nothing and keeps the order, killed at every point and resumed',
  () => inOrder({ step: 1 }),
  anHour,
);

it('does so with several actions in hand at once', () => atOnce({ step: 5 }), anHour);

it(
  'makes nothing twice where writes take effect after they were given up, and after their sender was killed',
  () => comingLate({ step: 5 }),
  anHour,
);
