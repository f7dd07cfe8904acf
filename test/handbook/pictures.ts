import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { print } from '../../src/cli/output.ts';
import { type PictureName, pictureFile } from '../../src/server/page/help.ts';
import { cli, printedBy, withSandbox } from '../sandbox/cli/demo-stage.ts';
import { launchBrowser } from '../support/browser.ts';
import { freePort } from '../support/free-port.ts';

/* `npm run handbook:pictures`: the pictures of docs/so-tay, of the real pages over the sandbox city. */

const addresses: Record<PictureName, string> = {
  'tong-quan': '/',
  'sai-lech': '/sai-lech',
  'ra-soat': '/ra-soat',
};

const program = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));

const folder = await mkdtemp(join(tmpdir(), 'dvc-sync-handbook-'));
await mkdir(fileURLToPath(new URL('.', pictureFile('tong-quan'))), { recursive: true });
try {
  await withSandbox(['--dir', folder], async ({ config }) => {
    const port = await freePort();
    await appendFile(config, `\nserver: { port: ${port} }\n`);
    await cli(['run', '--config', config, '--out', join(folder, 'out')]);
    const key = await printedBy([
      'keys',
      'create',
      '--name',
      'Nguyễn Văn A',
      '--role',
      'operator',
      '--config',
      config,
      '--json',
    ]);
    const service = spawn(process.execPath, [program, 'serve', '--config', config], { stdio: 'ignore' });
    const browser = await launchBrowser();
    try {
      await picture(`http://127.0.0.1:${port}`, JSON.parse(key).key, browser);
    } finally {
      await browser.close();
      service.kill('SIGTERM');
      await once(service, 'exit');
    }
  });
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function picture(
  home: string,
  key: string,
  browser: Awaited<ReturnType<typeof launchBrowser>>,
): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 1000, height: 640 }, colorScheme: 'light' });
  for (let tries = 0; tries < 100; tries++) {
    const reached = await page.goto(`${home}/sign-in`).catch(() => undefined);
    if (reached?.ok()) break;
    await page.waitForTimeout(500);
  }
  await page.locator('#credential').fill(key);
  await page.getByRole('button', { name: 'Đăng nhập' }).click();
  await page.waitForURL(url => url.pathname !== '/sign-in');
  for (const [name, address] of Object.entries(addresses)) {
    await page.goto(home + address);
    const path = fileURLToPath(pictureFile(name as PictureName));
    await page.screenshot({ path, type: 'jpeg', quality: 60 });
    print(path);
  }
}
