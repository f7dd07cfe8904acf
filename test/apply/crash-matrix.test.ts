import { it } from 'vitest';
import { comingLate, inOrder } from './crash-matrix.ts';

// One point of each kind at each system; `npm run test:chaos` goes through all of them, and through several actions in
// hand at once. The limits are for a busy machine.

it(
  'loses nothing, repeats nothing and keeps the order, killed at points of each kind and resumed',
  () => inOrder({ some: 1 }),
  600_000,
);

it(
  'makes nothing twice where writes take effect after they were given up, and after their sender was killed',
  () => comingLate({ some: 1 }),
  600_000,
);
