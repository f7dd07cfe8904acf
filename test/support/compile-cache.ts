import { fileURLToPath } from 'node:url';

/** Hundreds of processes load the same packages and one program, where that keeps what Node compiled: the first serves the others. */
process.env.NODE_COMPILE_CACHE ??= fileURLToPath(
  new URL('../../node_modules/.cache/dvc-sync', import.meta.url),
);
