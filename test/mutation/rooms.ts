/** Rooms whose tests are measured by mutants, and the tests that are to kill them: those a change there would be noticed by. */
export const rooms: Readonly<Record<string, readonly string[]>> = {
  domain: ['domain', 'reading', 'readiness', 'reconcile', 'plan', 'definitions'],
  readiness: ['readiness', 'reconcile', 'plan'],
  reconcile: ['reconcile'],
  plan: ['plan'],
  snapshot: ['snapshot'],
};
