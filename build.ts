import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';

const home = import.meta.dirname;

/** What a process or a thread begins with; all else lies in chunks that are loaded when they are used. */
const entries = ['src/cli/main.ts', 'src/store/core/quick-check.ts'];

/**
 * Packages of very many small files that every command loads: as files of their own they are half of the time it takes
 * to begin. They come with all that is beneath them; whoever else needs one of these has it from its own folder. The
 * others stay packages, found where they are installed.
 */
const inlined = /^(?:axios|cockatiel|fast-xml-parser|fastify-type-provider-zod|kysely|yaml|zod)(?:\/|$)/;

const packages: Plugin = {
  name: 'packages',
  setup({ onResolve }) {
    onResolve({ filter: /^[^./]/ }, ({ kind, path, importer }) =>
      kind === 'entry-point' || inlined.test(path) || importer.includes('/node_modules/')
        ? undefined
        : { path, external: true },
    );
  },
};

/** Chunks nobody has asked for in so long are of an earlier build. */
const keptMs = 3_600_000;

/**
 * Builds the program into `folder`, flat: packages stay packages, files that are no modules stay where they are
 * (`src/domain/own-files.ts`). What is the same already is not written again, and what an earlier build left stays for
 * an hour: a process that began with it loads the rest of it when it needs it.
 *
 * @param more Modules that are to begin processes besides the program's own.
 */
export async function buildProgram(folder: string, more: readonly string[] = []): Promise<void> {
  const { outputFiles } = await build({
    absWorkingDir: home,
    entryPoints: [...entries, ...more].map(source => ({
      in: source,
      out: basename(source).replace(/\.ts$/, ''),
    })),
    outdir: folder,
    chunkNames: 'chunk-[hash]',
    bundle: true,
    splitting: true,
    plugins: [packages],
    // What was written for CommonJS asks for the parts of Node by `require`.
    banner: {
      js: "import { createRequire as requireOf } from 'node:module'; const require = requireOf(import.meta.url);",
    },
    format: 'esm',
    platform: 'node',
    target: 'node24',
    sourcemap: 'linked',
    // The maps say in which line of which source; who wants to read that has the sources.
    sourcesContent: false,
    legalComments: 'none',
    write: false,
  });
  await mkdir(folder, { recursive: true });
  for (const { path, contents } of outputFiles) {
    const there = await readFile(path).catch(() => undefined);
    if (there?.equals(contents)) continue;
    await writeFile(`${path}.${process.pid}.part`, contents);
    await rename(`${path}.${process.pid}.part`, path);
  }
  const made = new Set(outputFiles.map(({ path }) => path));
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    const { mtimeMs } = await stat(path);
    if (!made.has(path) && mtimeMs < Date.now() - keptMs) await rm(path);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folder = join(home, 'dist');
  await rm(folder, { recursive: true, force: true });
  await buildProgram(folder);
}
