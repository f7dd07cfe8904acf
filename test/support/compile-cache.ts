import { fileURLToPath } from 'node:url';

/** Hundreds of processes load the same packages and one program: what Node compiled for the first serves the others. */
process.env.NODE_COMPILE_CACHE ??= fileURLToPath(
  new URL('../../node_modules/.cache/dvc-sync-tests', import.meta.url),
);
