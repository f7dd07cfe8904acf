import { execFile, execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, cp, glob, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { basename, delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ownFile } from '../../src/domain/own-files.ts';
import { tidy } from '../../src/runtime/child/child.ts';
import { type Ended, readSummary, startFile, temporaryFolder } from '../support/command.ts';
import { freePort } from '../support/free-port.ts';
import { type Place, placeOf } from '../support/place.ts';
import { startService } from '../support/service.ts';
import { smallCity } from '../support/small-city.ts';
import { dockerfile, type Stage } from './dockerfile.ts';

/*
 * The package as somebody gets it: packed by npm, unpacked where `npm i -g` puts it. What it needs is not fetched again:
 * the packages that come with it, and none of those we develop with, are linked from here.
 */

const home = ownFile('.').pathname;
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let packed: string[];
let installed: string;
let place: Place;
/** What `npm i -g` puts on the PATH. */
let command: string;
const path = [dirname(process.execPath), process.env.PATH].join(delimiter);
const started = (args: string[]) => startFile(command, args, { PATH: path, NODE_COMPILE_CACHE: undefined });
const dvcSync = (...args: string[]): Promise<Ended> => started(args).ended;

beforeAll(async () => {
  folder = await temporaryFolder();
  const pack = ['pack', '--json', '--pack-destination', folder.path];
  const { stdout } = await promisify(execFile)('npm', pack, {
    cwd: home,
    env: { ...process.env, PATH: path },
  });
  const [{ filename, files }] = Object.values(JSON.parse(stdout)) as [
    { filename: string; files: { path: string }[] },
  ];
  packed = files.map(file => file.path);
  installed = join(folder.path, 'lib', 'node_modules', 'dvc-sync');
  await mkdir(installed, { recursive: true });
  execFileSync('tar', ['xzf', join(folder.path, filename), '-C', installed, '--strip-components=1']);
  await linkPackages();
  await mkdir(join(folder.path, 'bin'));
  const { bin } = JSON.parse(await readFile(join(installed, 'package.json'), 'utf8'));
  command = join(folder.path, 'bin', 'dvc-sync');
  await symlink(join(installed, bin['dvc-sync']), command);
  place = await placeOf(smallCity(), { server: { port: await freePort(), graceSeconds: 20 } });
});
afterAll(async () => {
  await place.close();
  await folder.remove();
});

interface Locked {
  version: string;
  dev?: boolean;
  devOptional?: boolean;
}

async function lockedPackages(): Promise<Record<string, Locked>> {
  return JSON.parse(await readFile(join(home, 'package-lock.json'), 'utf8')).packages;
}

async function linkPackages(into = installed): Promise<void> {
  for (const [name, { dev, devOptional }] of Object.entries(await lockedPackages())) {
    if (dev || devOptional || !/^node_modules\/(?:@[^/]+\/)?[^/]+$/.test(name)) continue;
    if (!existsSync(join(home, name))) continue;
    await mkdir(dirname(join(into, name)), { recursive: true });
    await symlink(join(home, name), join(into, name));
  }
}

test('holds the program, its assets, handbook, schemas and licence, and nothing else', () => {
  const belongs =
    /^(?:dist\/[\w-]+\.c?js(?:\.map)?|dist\/THIRD-PARTY-LICENCES\.txt|assets\/.+|docs\/so-tay\/[\w-]+\.md|docs\/so-tay\/hinh\/[\w-]+\.jpg|bin\/dvc-sync\.cjs|config\/\w[\w-]*\.schema\.json|config\/can-tho-2025\/[\w-]+\.yaml|config\/can-tho\/review-reasons\.yaml|LICENSE|README\.md|package\.json)$/;
  expect(packed.filter(file => !belongs.test(file))).toEqual([]);
  expect(packed).toEqual(
    expect.arrayContaining([
      'dist/main.js',
      'dist/quick-check.js',
      'dist/THIRD-PARTY-LICENCES.txt',
      'assets/html/base.css',
      'LICENSE',
    ]),
  );
  expect(packed.some(file => file.endsWith('.js.map'))).toBe(true);
});

test('takes of the parts of Node what it uses, and imports none whole', async () => {
  for (const name of packed.filter(file => file.endsWith('.js')))
    expect(await readFile(join(installed, name), 'utf8'), name).not.toMatch(
      /^import [^"]* from "(?:node:)?(?:http|https|crypto|stream|fs|events|buffer|util|url)";$/m,
    );
});

describe('started', () => {
  test('says its version', async () => {
    const { version } = JSON.parse(await readFile(join(home, 'package.json'), 'utf8'));
    expect(await dvcSync('--version')).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
  });

  test('lists its commands without loading any of them', async () => {
    const watch = join(folder.path, 'watch.mjs');
    await writeFile(
      watch,
      `import { registerHooks } from 'node:module';
      import { statSync } from 'node:fs';
      const loaded = [];
      registerHooks({ load(url, context, next) { loaded.push(url); return next(url, context); } });
      process.on('exit', () => {
        const files = loaded.filter(url => url.startsWith('file:')).map(url => new URL(url));
        const packages = new Set(files.flatMap(({ pathname }) => /node_modules\\/(?!dvc-sync\\/)(?:@[^/]+\\/)?[^/]+/.exec(pathname.split('/dvc-sync/').at(-1)) ?? []));
        const bytes = files.filter(({ pathname }) => pathname.includes('/dist/')).reduce((sum, file) => sum + statSync(file).size, 0);
        process.stderr.write(JSON.stringify({ packages: [...packages], bytes }));
      });`,
    );
    const node = (...args: string[]) =>
      startFile(process.execPath, ['--import', watch, command, ...args], {}).ended;
    const { stdout, stderr } = await node('--help');
    expect(stdout).toContain('rollback <kế-hoạch>');
    const { packages, bytes } = JSON.parse(stderr) as { packages: string[]; bytes: number };
    expect(packages).toEqual([]);
    const run = JSON.parse((await node('run', '--help')).stderr) as { bytes: number };
    expect(bytes).toBeLessThan(run.bytes / 10);
  });

  test('writes a configuration, contacts the systems, reads and reports them', async () => {
    const city = join(folder.path, 'city');
    expect(await dvcSync('init', city)).toMatchObject({ code: 0, stderr: '' });
    expect((await readdir(city)).sort()).toEqual(
      expect.arrayContaining(['agencies.yaml', 'dvc-sync.schema.json', 'dvc-sync.yaml', 'fields.yaml']),
    );
    // By one client: that of `fetch`, which nobody asks by, is not loaded.
    const watch = `process.on('exit', () => process.stderr.write(process.moduleLoadList.filter(name => name.includes('undici')).join()))`;
    const watched = ['--import', `data:text/javascript,${encodeURIComponent(watch)}`, command];
    expect(
      await startFile(process.execPath, [...watched, 'check', '--config', place.config], {}).ended,
    ).toMatchObject({ code: 0, stderr: '' });
    expect((await dvcSync('run', '--config', place.config, '--out', place.out)).code).toBe(0);
    expect(await readSummary(place.out)).toMatchObject({ status: 'clean' });
    expect(await readFile(join(place.out, 'report.html'), 'utf8')).toContain('<style>');
    // With a wording of ours in it.
    const paper = await dvcSync('report', 'level-four', '--config', place.config, '--out', place.out);
    expect(paper).toMatchObject({ code: 0, stderr: '' });
  });

  test('serves: jobs and readings by children, the look through the store by a thread, the page with its style', async () => {
    const keyed = await dvcSync(
      'keys',
      'create',
      '--name',
      'an',
      '--role',
      'viewer',
      '--json',
      '--config',
      place.config,
    );
    const { key } = JSON.parse(keyed.stdout) as { key: string };
    const alive = () => dvcSync('alive', '--config', place.config);
    expect(await alive()).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('không trả lời ở http://127.0.0.1:'),
    });
    const service = await startService('serve', place.config, {}, started);
    try {
      expect(await alive()).toMatchObject({ code: 0, stderr: '' });
      const asked = await dvcSync('schedule', 'run', 'reconcile', '--json', '--config', place.config);
      await service.says('job ended', { job: JSON.parse(asked.stdout).id, state: 'done' });
      const get = (address: string) =>
        fetch(service.url + address, { headers: { Authorization: `Bearer ${key}` } });
      expect((await get('/v1/definitions')).status).toBe(200);
      const style = /href="(\/page\.css[^"]*)"/.exec(await (await get('/')).text())![1]!;
      expect(await (await get(style)).text()).toContain('.skip');
      const looked = async () => JSON.stringify(await (await get('/health')).json());
      await expect.poll(looked, { interval: 500 }).toMatch(/"checkedAt":"\d/);
      expect(service.log().filter(({ level }) => Number(level) >= 40)).toEqual([]);
    } finally {
      service.signal('SIGTERM');
      expect((await service.ended).code).toBe(0);
    }
  });
});

describe('put into an image by the Dockerfile, its stages done here in a clean folder', () => {
  /** Nobody's, where we are root: else whoever we are may write what is ours. */
  const user = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
  let image: string;
  let stage: Stage;
  let paths: Record<string, string>;
  /** As the image says it, with the places it has here. */
  const here = (text: string) =>
    Object.entries(paths).reduce((said, [from, to]) => said.replaceAll(from, to), text);
  const asUser = (file: string, args: string[], more: Record<string, string> = {}) => {
    const env = {
      ...{ PATH: [paths['/usr/local/bin'], path].join(delimiter), NODE_ENV: 'production', NO_COLOR: '1' },
      ...{ HOME: paths['/data'], TMPDIR: paths['/data'], ...more },
    };
    return startFile(file, args, {}, { ...user, cwd: paths['/data'], env });
  };

  beforeAll(async () => {
    stage = (await dockerfile()).final;
    image = join(folder.path, 'image');
    const app = join(image, 'app');
    await mkdir(app, { recursive: true });
    await chmod(folder.path, 0o755);
    paths = {
      '/app': app,
      '/usr/local/bin': join(image, 'bin'),
      '/data': join(image, 'data'),
      'node:node': `${user.uid ?? process.getuid!()}:${user.gid ?? process.getgid!()}`,
    };
    await mkdir(paths['/usr/local/bin']!);
    for (const { from, sources, target } of stage.copies)
      for (const source of sources)
        for await (const file of from === undefined ? glob(source, { cwd: home }) : ['dist'])
          await cp(
            join(from === undefined ? home : installed, file),
            target === './' || target.endsWith('/') ? join(app, target, basename(file)) : join(app, target),
            { recursive: true },
          );
    for (const [at, run] of stage.runs.entries())
      if (run.startsWith('npm ci')) {
        // What it would install, by npm itself; the packages are those we have.
        const words = `${run.split(' && ')[0]} --dry-run --offline`.split(' ');
        const { stdout } = await promisify(execFile)(words[0]!, words.slice(1), {
          cwd: app,
          env: { ...process.env, PATH: path },
        });
        const { dependencies } = JSON.parse(await readFile(join(home, 'package.json'), 'utf8'));
        const added = [...stdout.matchAll(/^add (\S+) (\S+)$/gm)].map(([, name, version]) => ({
          name: name!,
          version: version!,
        }));
        expect(added.map(({ name }) => name)).toEqual(expect.arrayContaining(Object.keys(dependencies)));
        const shipped = new Set(
          Object.entries(await lockedPackages()).flatMap(([place, { dev, version }]) =>
            dev ? [] : [`${place.split('node_modules/').at(-1)} ${version}`],
          ),
        );
        expect(added.filter(({ name, version }) => !shipped.has(`${name} ${version}`))).toEqual([]);
        await linkPackages(app);
      } else if (stage.runUsers[at] === undefined)
        execFileSync('sh', ['-euc', here(run)], { cwd: app, encoding: 'utf8' });
      else {
        await promisify(execFile)('chmod', ['a-w', app, join(app, 'node_modules')]);
        const [file, ...words] = run.split(' ');
        const script = stage.mounts.find(({ target }) => words.includes(target))!;
        const args = words.map(word => (word === script.target ? join(home, script.source) : word));
        const filled = await asUser(file!, args, { PORT: String(await freePort()) }).ended;
        expect(filled).toEqual({ code: 0, stdout: '', stderr: '' });
        await promisify(execFile)('chmod', ['-R', 'a-w', join(app, 'node_modules/.cache')]);
      }
  });
  afterAll(() => promisify(execFile)('chmod', ['-R', 'u+w', image]));

  const cached = async () =>
    (await readdir(join(paths['/app']!, 'node_modules/.cache/dvc-sync'), { recursive: true })).toSorted();

  test('has its compile cache, and writes a configuration as a user who may write only its data', async () => {
    expect((await cached()).length).toBeGreaterThan(10);
    // By settings of V8: a service, a command, a child of a service.
    const settings = (await cached()).filter(path => !path.includes('/'));
    expect(settings).toHaveLength(3);
    const { stdout: tag } = await promisify(execFile)(process.execPath, [
      ...[...tidy, '-p'],
      "require('node:v8').cachedDataVersionTag().toString(16).padStart(8, '0')",
    ]);
    const ofChildren = settings.filter(name => name.includes(`-${tag.trim()}-`));
    expect(ofChildren).toHaveLength(1);
    expect((await cached()).filter(path => path.startsWith(`${ofChildren[0]}/`)).length).toBeGreaterThan(10);
    const { version } = JSON.parse(await readFile(join(home, 'package.json'), 'utf8'));
    expect(await asUser('dvc-sync', ['--version']).ended).toMatchObject({ code: 0, stdout: `${version}\n` });
    expect(await asUser('touch', [join(paths['/app']!, 'x')]).ended).not.toMatchObject({ code: 0 });
    for (const city of ['city', 'can-tho-2025'])
      expect(await asUser('dvc-sync', ['init', city]).ended).toMatchObject({ code: 0, stderr: '' });
  });

  test('serves, and its health check tells at the configured port whether it does', async () => {
    const before = await cached();
    const config = join(paths['/data']!, 'city', 'dvc-sync.yaml');
    const text = await readFile(config, 'utf8');
    const port = await freePort();
    await writeFile(
      config,
      text.replace(/https?:\/\/[^"\s]*/g, 'http://127.0.0.1:9').replace(/^ {2}port: .*/m, `  port: ${port}`),
    );
    paths['/etc/dvc-sync/dvc-sync.yaml'] = config;
    const secrets = Object.fromEntries(
      [...text.matchAll(/\$\{([A-Z_]+)\}/g)].map(([, name]) => [name!, 'x']),
    );
    const [check, ...ofCheck] = stage.healthCheck.map(here);
    const healthy = () => asUser(check!, ofCheck, secrets).ended;
    expect(await healthy()).toMatchObject({ code: 1, stderr: expect.stringContaining('không trả lời') });
    const service = await startService('serve', config, secrets, args => {
      expect(args).toEqual(stage.command.map(here));
      return asUser(stage.entry[0]!, args, secrets);
    });
    expect(service.url).toContain(`:${port}`);
    expect(await healthy()).toMatchObject({ code: 0, stderr: '' });
    service.signal('SIGTERM');
    expect((await service.ended).code).toBe(0);
    expect(await healthy()).toMatchObject({ code: 1, stderr: expect.stringContaining(`:${port}/livez`) });
    expect(await cached()).toEqual(before);
  });
});

test('is what the units of systemd start, which systemd itself minds nothing of, where it can be asked', async () => {
  const units = join(folder.path, 'units');
  await mkdir(units);
  const files: string[] = [];
  for await (const file of glob('config/deploy/*.{service,timer}', { cwd: home })) {
    const unit = join(units, basename(file));
    // The package in its prefix, as here.
    const text = (await readFile(join(home, file), 'utf8')).replaceAll('/opt/dvc-sync', folder.path);
    const named = text.matchAll(/(?:file:\/\/|'exec |=)(\/\S*dvc-sync-test\S*)/g);
    for (const [, one] of named) expect([unit, one, existsSync(one!)]).toEqual([unit, one, true]);
    await writeFile(unit, text);
    files.push(unit);
  }
  const { error, status, stderr } = spawnSync('systemd-analyze', ['verify', '--man=no', ...files], {
    encoding: 'utf8',
  });
  if (!error) expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});

describe('on a Node that is too old', () => {
  const nodes = (process.env.PATH ?? '')
    .split(delimiter)
    .map(one => join(one, 'node'))
    .filter(file => existsSync(file))
    .map(file => ({ file, version: spawnSync(file, ['--version'], { encoding: 'utf8' }).stdout.trim() }));
  const old = nodes.find(({ version }) => Number(/^v(\d+)/.exec(version)?.[1]) < 24);
  const pretended = 'v12.22.12';

  test.each([
    ...(old ? [[old.version, [old.file]] as const] : []),
    // One that says that it is.
    [pretended, [process.execPath, '--require', './pretended.cjs']] as const,
  ])(
    '%s: says which one is needed, in Vietnamese and English, and ends with 64',
    async (version, [node, ...before]) => {
      await writeFile(
        join(folder.path, 'pretended.cjs'),
        `Object.defineProperty(process, 'version', { value: '${pretended}' });
      Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${pretended.slice(1)}' } });`,
      );
      const { status, stdout, stderr } = spawnSync(node!, [...before, command, 'run'], {
        cwd: folder.path,
        encoding: 'utf8',
      });
      expect({ status, stdout }).toEqual({ status: 64, stdout: '' });
      expect(stderr).toMatch(
        /^Lỗi: dvc-sync cần Node\.js 24 trở lên[^\n]*\ndvc-sync needs Node\.js 24 or newer[^\n]*\n$/,
      );
      expect(stderr.split(version)).toHaveLength(3);
    },
  );
});
