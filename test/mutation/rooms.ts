const reconcile = 'test/reconcile/**/!(needs).test.ts';
/**
 * Rooms whose tests are measured by mutants, and the tests that are to kill them: the room's own and those of others that
 * say what it is for. `needs.test.ts` is about what rules declare: it judges thousands of cities and pins nothing else.
 */
export const rooms: Readonly<Record<string, string[]>> = {
  domain: [
    'test/{domain,readiness}/*.test.ts',
    'test/reading/code-cell.test.ts',
    'test/definitions/unsubmittable-forms.test.ts',
    'test/reconcile/rules/!(knowledge).test.ts',
    'test/reconcile/{pair,silence}.test.ts',
    'test/plan/{diff,targets}.test.ts',
    'test/review/{explanations,legal-register}.test.ts',
    'test/snapshot/suggest-unit.test.ts',
  ],
  readiness: [
    'test/readiness/*.test.ts',
    'test/plan/{guards,readiness}.test.ts',
    'test/reconcile/rules/{components,online-services}.test.ts',
  ],
  reconcile: [reconcile, 'test/review/explanations.test.ts'],
  plan: ['test/plan/**/*.test.ts'],
  snapshot: ['test/snapshot/**/*.test.ts'],
};
