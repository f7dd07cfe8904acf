import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { z } from 'zod';
import type { FolderAdapter, HostAdapter } from '../../src/adapter/adapter.ts';
import { type Configuration, ConfigurationError } from '../../src/config/configuration.ts';
import { loadConfiguration } from '../../src/config/load.ts';

function unopened(): never {
  throw new Error('loading a configuration must contact nothing');
}

/** A protocol of the tests: enough of an adapter to be configured, never opened. */
export const plainAdapter: HostAdapter = {
  name: 'plain',
  source: 'host',
  title: 'Hệ thống thử',
  options: z.strictObject({
    groupId: z.int().positive().optional(),
    username: z.string().min(1),
    password: z.string().min(1),
    tokens: z.array(z.string()).optional(),
  }),
  secretOptions: ['password', 'tokens'],
  capabilities: [
    ...(['offerings', 'components', 'eform', 'workflow', 'payment', 'channel'] as const),
    ...(['fees', 'deadlines', 'decision'] as const),
  ],
  defaults: { ratePerSecond: 20 },
  open: unopened,
};

/** As `plainAdapter`, for a system that is known by files only. */
const filesAdapter: FolderAdapter = {
  ...plainAdapter,
  name: 'files',
  source: 'folder',
  options: z.strictObject({ profile: z.string().optional() }),
  secretOptions: [],
  open: unopened,
};

export const agenciesText = `- { code: H13, name: Thành phố, tier: province }
- { code: H13.1.2, name: Sở Tư pháp, tier: province, parent: H13 }
- { code: H13.20, name: Quận Ninh Kiều, tier: district, parent: h13, ids: { portal: [NK, "000.00.20"] } }
`;

export const wholeText = `locality: H13
agencies: agencies.yaml
systems:
  national: { role: national, adapter: plain, baseUrl: "https://national.example", username: u, password: "\${NATIONAL}" }
  portal:
    role: portal
    adapter: plain
    baseUrl: https://portal.example/
    username: soyte
    password: \${PORTAL}
`;

export const environment = { NATIONAL: 'hush-one', PORTAL: 'hush-two' };

/** Writes the files into a folder of their own and loads `dvc-sync.yaml` from there. */
export async function load(
  files: Record<string, string>,
  variables: Record<string, string> = environment,
): Promise<Configuration & { folder: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'dvc-sync-config-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const all = { 'dvc-sync.yaml': wholeText, 'agencies.yaml': agenciesText, ...files };
  for (const [name, text] of Object.entries(all)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  const loaded = await loadConfiguration(join(folder, 'dvc-sync.yaml'), variables, [
    plainAdapter,
    filesAdapter,
  ]);
  return { ...loaded, folder };
}

/** The problems of a wrong configuration as `file:line: key: problem`, without the folder. */
export async function problemsOf(
  files: Record<string, string>,
  variables?: Record<string, string>,
): Promise<string[]> {
  const error = await load(files, variables).then(
    () => new Error('loaded'),
    (thrown: Error) => thrown,
  );
  if (!(error instanceof ConfigurationError)) throw error;
  for (const { problem } of error.problems) {
    // Whatever is tried here is said in English as well: what is quoted of the file may be Vietnamese.
    expect(problem.en, problem.vi).not.toBe('');
    expect(problem.en.replaceAll(/"[^"]*"/g, '')).not.toMatch(/(?=\p{L})[\u00c0-\u1ef9]/u);
  }
  return error.message.split('\n').map(line => line.replace(/\/\S*\/dvc-sync-config-[^/]+\//g, ''));
}
