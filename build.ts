import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, build, type Metafile, type Plugin } from 'esbuild';

const home = import.meta.dirname;

/** What a process or a thread begins with; all else lies in chunks that are loaded when they are used. */
const entries = ['src/cli/main.ts', 'src/store/core/quick-check.ts'];

/** Built beside them, for what asks for it by `require`. */
const required = ['src/domain/formio-core.cjs'];

/**
 * Packages that are installed beside the program: what brings native code, threads, or files that are no modules. All
 * others, the web server too, are built in, with what is beneath them: they load in half of the time, what
 * they bring along and nobody uses is not installed, and which versions lie beneath is settled here.
 */
const installed =
  /^(?:@fastify\/swagger-ui|pino|pino-pretty|pg|@resvg\/resvg-js|@expo-google-fonts\/.+|htmx\.org)(?:\/|$)/;

/**
 * What packages ask for only where somebody wants what we never do: a native PostgreSQL client, workbooks as PDF, JSON
 * Schema where our routes have zod (`src/server/problems/validation.ts`).
 */
const unwanted =
  /^pg-native$|\/(?:excel-bridge|digital-signature)\.js$|^@fastify\/(?:ajv|fast-json-stringify)-compiler$/;

/** Of fifty languages in which zod says what is wrong those in which we say it. */
const zodLanguages = 'export { default as en } from "./en.js"; export { default as vi } from "./vi.js";';

/**
 * What axios has to send by in a browser. We send by `node:http`; that axios looks whether there is a `Response` makes
 * Node load its `fetch`, a second client of some megabytes, in every process that asks a system.
 */
const sendersOfBrowsers = 'export const getFetch = undefined; export default undefined;';
const formOfBrowsers = "typeof G.FormData !== 'undefined' ? G.FormData : undefined";

async function withoutFormOfBrowsers(path: string): Promise<string> {
  const text = await readFile(path, 'utf8');
  if (!text.includes(formOfBrowsers)) throw new Error(`${path} asks for FormData otherwise than it did`);
  return text.replace(formOfBrowsers, 'undefined');
}

const packages: Plugin = {
  name: 'packages',
  setup({ onResolve, onLoad }) {
    onLoad({ filter: /\/zod\/v4\/locales\/index\.js$/ }, () => ({ contents: zodLanguages }));
    onLoad({ filter: /\/axios\/lib\/adapters\/(?:fetch|xhr)\.js$/ }, () => ({ contents: sendersOfBrowsers }));
    onLoad({ filter: /\/axios\/lib\/utils\.js$/ }, async ({ path }) => ({
      contents: await withoutFormOfBrowsers(path),
    }));
    onResolve({ filter: /^[^./]/ }, ({ path }) =>
      installed.test(path) ? { path, external: true } : undefined,
    );
    onResolve({ filter: unwanted }, ({ path, kind }) =>
      kind === 'dynamic-import' || kind === 'require-call' ? { path, external: true } : undefined,
    );
  },
};

/** What both builds have in common. */
const settings = {
  absWorkingDir: home,
  bundle: true,
  plugins: [packages],
  platform: 'node',
  target: 'node24',
  sourcemap: 'linked',
  // The maps say in which line of which source; who wants to read that has the sources.
  sourcesContent: false,
  legalComments: 'none',
  metafile: true,
  write: false,
} as const satisfies BuildOptions;

/** Chunks nobody has asked for in so long are of an earlier build. */
const keptMs = 3_600_000;

/**
 * Builds the program into `folder`, flat: packages stay packages, files that are no modules stay where they are
 * (`src/domain/own-files.ts`). What is the same already is not written again, and what an earlier build left stays for
 * an hour: a process that began with it loads the rest of it when it needs it.
 *
 * @param more Modules that are to begin processes besides the program's own.
 * @returns which files the program is built into, with what is in each and what each loads
 */
export async function buildProgram(
  folder: string,
  more: readonly string[] = [],
): Promise<Metafile['outputs']> {
  const built = await bundles(folder, more);
  const outputFiles = [
    ...built.flatMap(one => one.outputFiles.map(withPartsOfNode)),
    await licences(folder, built),
  ];
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
  return built[0]!.metafile.outputs;
}

/** What was written for CommonJS asks for the parts of Node by `require`. */
const beginning =
  'const partOfNode = globalThis.process.getBuiltinModule; const require = partOfNode("node:module").createRequire(import.meta.url);';

/**
 * Takes from the parts of Node what is used of them. An `import` makes all that a part has, used or not: of `http` a second
 * client with web sockets, which are 15 MB and as long as all of Fastify takes. Lines stay where the maps say they are.
 */
function withPartsOfNode<File extends { path: string; contents: Uint8Array }>(file: File): File {
  if (!file.path.endsWith('.js')) return file;
  const taken: string[] = [];
  const text = Buffer.from(file.contents).toString('utf8');
  const rest = text.replace(
    /^import (?:([\w$]+)(?:, )?)?(?:\* as ([\w$]+)|\{([^}]*)\})? from "([\w:/]+)";$/gm,
    (whole, all?: string, space?: string, some?: string, part = '') => {
      if (!isBuiltin(part)) return whole;
      const names = (some ?? '').split(',').map(name => name.trim().replace(/ as /, ': '));
      for (const name of [all, space]) if (name) taken.push(`const ${name} = partOfNode("${part}");`);
      for (const name of names)
        if (name.startsWith('default: ')) taken.push(`const ${name.slice(9)} = partOfNode("${part}");`);
      const kept = names.filter(name => name !== '' && !name.startsWith('default: '));
      if (kept.length > 0) taken.push(`const { ${kept.join(', ')} } = partOfNode("${part}");`);
      return whole.replace(/[^\n]+/g, '');
    },
  );
  if (!rest.startsWith(beginning)) throw new Error(`${file.path} does not begin as it should`);
  const contents = `${beginning} ${taken.join(' ')}${rest.slice(beginning.length)}`;
  return { ...file, contents: Buffer.from(contents) };
}

/** The program as ES modules, and what is asked for by `require`. */
async function bundles(folder: string, more: readonly string[]) {
  const named = (source: string) => ({ in: source, out: basename(source).replace(/\.c?[jt]s$/, '') });
  const program = await build({
    ...settings,
    entryPoints: [...entries, ...more].map(named),
    outdir: folder,
    chunkNames: 'chunk-[hash]',
    splitting: true,
    banner: { js: beginning },
    format: 'esm',
  });
  const asked = await build({
    ...settings,
    entryPoints: required.map(named),
    outdir: folder,
    outExtension: { '.js': '.cjs' },
    format: 'cjs',
  });
  return [program, asked];
}

/** Folders of the packages that are built into the program. */
export async function packagesBuiltIn(): Promise<string[]> {
  return builtIn(await bundles('dist', []));
}

function builtIn(built: readonly { metafile: Metafile }[]): string[] {
  const inputs = built.flatMap(({ metafile }) => Object.keys(metafile.inputs));
  return [
    ...new Set(inputs.flatMap(path => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? [])),
  ].sort();
}

/** The licences of what is built in: each asks for its text to go with it. */
async function licences(folder: string, built: readonly { metafile: Metafile }[]) {
  const texts = builtIn(built).map(async place => {
    const { name, version, license, author } = JSON.parse(
      await readFile(join(home, place, 'package.json'), 'utf8'),
    );
    const file = (await readdir(join(home, place))).find(one => /^licen[cs]e/i.test(one));
    // A few only name theirs.
    const text =
      file === undefined
        ? `Copyright ${author.name ?? author}. The package names this licence and brings no text of it.`
        : await readFile(join(home, place, file), 'utf8');
    return `${name} ${version} (${license})\n\n${text.trim()}\n`;
  });
  const contents = Buffer.from((await Promise.all(texts)).join(`\n${'-'.repeat(72)}\n\n`));
  return { path: join(folder, 'THIRD-PARTY-LICENCES.txt'), contents };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folder = join(home, 'dist');
  await rm(folder, { recursive: true, force: true });
  await buildProgram(folder);
}
