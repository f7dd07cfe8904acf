import { readFile } from 'node:fs/promises';
import type { Metafile } from 'esbuild';
import { beforeAll, expect, test } from 'vitest';
import { builtParts } from '../support/built.ts';
import { start } from '../support/command.ts';

/** What only those need who read or write files of people, send mail or have another database; megabytes each. */
const whenUsed = [
  ...['@cj-tech-master/excelts', '@e965/xlsx', 'docx', '@formio/core', 'bpmn-moddle', 'fast-xml-parser'],
  ...['nodemailer', 'pg-boss', 'jose'],
];

let parts: Metafile['outputs'];
beforeAll(async () => {
  parts = JSON.parse(await readFile(builtParts, 'utf8'));
});

/** Packages in everything that is loaded with the module before it does anything. */
function packagesWith(source: string): string[] {
  const loaded = new Set<string>();
  const load = (file: string) => {
    if (loaded.has(file)) return;
    loaded.add(file);
    for (const { path, kind, external } of parts[file]!.imports)
      if (kind === 'import-statement' && !external) load(path);
  };
  load(partOf(source));
  return [...new Set([...loaded].flatMap(file => Object.keys(parts[file]!.inputs).flatMap(packageOf)))];
}

function partOf(source: string): string {
  const [file] = Object.entries(parts).find(([, { entryPoint }]) => entryPoint === source) ?? [];
  expect(file, source).toBeDefined();
  return file!;
}

const packageOf = (input: string) => /^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input)?.[1] ?? [];

test('the built program begins without a single package', () => {
  expect(packagesWith('src/cli/main.ts')).toEqual([]);
});

test.each(['serve/serve', 'serve/work', 'run', 'check', 'serve/schedule', 'serve/alive'])(
  '%s begins without what reads and writes workbooks, papers, forms and mail',
  command => {
    expect(packagesWith(`src/cli/${command}.ts`).filter(name => whenUsed.includes(name))).toEqual([]);
  },
);

test('a service and a command each find compiled what they left: neither throws away the other’s', async () => {
  const begun = async (command: string) => {
    const { stdout, stderr } = await start([command, '--help'], { NODE_DEBUG_NATIVE: 'COMPILE_CACHE' }).ended;
    return stdout + stderr;
  };
  for (const command of ['serve', 'check']) await begun(command);
  for (const command of ['serve', 'check']) {
    const said = await begun(command);
    expect(said).toContain('was accepted');
    expect(said).not.toContain('was rejected');
  }
});

test('what writes workbooks comes with the writer of marked copies only; all else asks for it when it writes', () => {
  const modules = Object.values(parts).flatMap(({ entryPoint }) => entryPoint ?? []);
  expect(
    modules
      .filter(source => source.startsWith('src/') && packagesWith(source).includes('@cj-tech-master/excelts'))
      .sort(),
  ).toEqual(['src/report/review-answer/answer-workbook.ts', 'src/report/table/workbook-library.ts']);
});

test('only workbooks are built in of what writes them: neither PDF nor charts of it, nor the library before it', () => {
  const inputs = Object.values(parts).flatMap(part => Object.entries(part.inputs));
  const bytes = inputs.reduce(
    (sum, [input, { bytesInOutput }]) =>
      packageOf(input) === '@cj-tech-master/excelts' ? sum + bytesInOutput : sum,
    0,
  );
  expect(bytes).toBeGreaterThan(0);
  expect(bytes).toBeLessThan(1_700_000);
  const packages = new Set(inputs.flatMap(([input]) => packageOf(input)));
  for (const name of ['exceljs', 'unzipper', 'archiver', 'jszip']) expect([...packages]).not.toContain(name);
});
