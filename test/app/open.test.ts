import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { emptyFile } from '../store/support.ts';

/** What a command does: it opens the store, and reads a list as long as a city. */
const program = (configuration: object) => `
  import { readdirSync, readlinkSync } from 'node:fs';
  import { Aside } from './src/adapter/kit/aside.ts';
  import { withStore } from './src/app/open.ts';
  await withStore(${JSON.stringify(configuration)}, async () => {
    const rows = new Aside().rows();
    for (let at = 0; at < 40; at++) rows.add('x'.repeat(200_000));
    for (const fd of readdirSync('/proc/self/fd'))
      try {
        const file = readlinkSync('/proc/self/fd/' + fd);
        if (file.includes('etilqs')) console.log(file);
      } catch {}
  }, { concern() {} });`;

it.runIf(process.platform === 'linux')(
  'lets a command put rows aside in the data folder, under no name',
  async () => {
    const { settings, drop } = emptyFile();
    const dataDir = dirname(settings.file);
    const configuration = { file: join(dataDir, 'dvc-sync.yaml'), dataDir, store: settings, audit: {} };
    const { SQLITE_TMPDIR: _, ...env } = process.env;
    const asked = ['--input-type=module', '-e', program(configuration)];
    const { stdout } = spawnSync(process.execPath, asked, { env, encoding: 'utf8' });
    await drop();
    expect(stdout).toMatch(new RegExp(`^${dataDir}/.* \\(deleted\\)\\n$`));
  },
);
