import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join, matchesGlob, posix } from 'node:path';
import { DCLinter } from 'dclint';
import { validate } from 'dockerfile-utils';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse, parseDocument } from 'yaml';
import { commands } from '../../src/cli/commands.ts';
import { exitCodes } from '../../src/cli/exit.ts';
import { loadConfiguration } from '../../src/config/load.ts';
import { starterFiles } from '../../src/config/starter.ts';
import { ownFile } from '../../src/domain/own-files.ts';
import { temporaryFolder } from '../support/command.ts';
import { dockerfile } from './dockerfile.ts';

/* What stands in no program: how it is put into an image, and how it is started beside others. */

const own = (path: string) => readFile(ownFile(path), 'utf8');
const configuration = '/etc/dvc-sync/dvc-sync.yaml';
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let graceSeconds: number;
beforeAll(async () => {
  folder = await temporaryFolder();
  for (const [name, text] of Object.entries(starterFiles())) await writeFile(join(folder.path, name), text);
  ({ graceSeconds } = (await configured()).server);
});
afterAll(() => folder.remove());

/** The starter, with settings of its own. */
async function configured(settings: Record<string, unknown> = {}) {
  const document = parseDocument(starterFiles()['dvc-sync.yaml']!);
  for (const [key, value] of Object.entries(settings)) document.set(key, value);
  const file = join(folder.path, 'dvc-sync.yaml');
  await writeFile(file, String(document));
  const secrets = Object.fromEntries(
    [...String(document).matchAll(/\$\{([A-Z_]+)\}/g)].map(([, name]) => [name!, 'x']),
  );
  return loadConfiguration(file, secrets);
}

describe('the image', () => {
  test('has nothing in its Dockerfile that a linter minds', async () => {
    expect(validate(await own('Dockerfile'))).toEqual([]);
    // It does mind what is wrong.
    expect(validate('FROM node\nUSR node\n')).not.toEqual([]);
  });

  test('holds what the package holds, of the build its result, and neither compiler nor tests', async () => {
    const { build, final } = await dockerfile();
    const { files } = JSON.parse(await own('package.json')) as { files: string[] };
    const copied = final.copies.filter(({ from }) => from === undefined).flatMap(({ sources }) => sources);
    const installing = ['package.json', 'package-lock.json', '.npmrc', 'LICENSE', 'README.md'];
    expect(copied.toSorted()).toEqual([...installing, ...files.filter(file => file !== 'dist')].toSorted());
    expect(final.copies.filter(({ from }) => from !== undefined)).toEqual([
      { from: 'build', sources: ['/build/dist'], target: 'dist' },
    ]);
    expect(build.runs).toContain('npm run build');
    const installs = final.runs.filter(run => /\bnpm (?:ci|i|install)\b/.test(run));
    expect(installs).toEqual([expect.stringContaining('npm ci --omit=dev --ignore-scripts ')]);
    expect(final.runs.join()).not.toMatch(/apt-get|apk |gcc|python/);
  });

  test('is sent all that is copied, and no secrets and no tests', async () => {
    const patterns = (await own('.dockerignore')).trim().split('\n');
    const sent = (path: string) =>
      patterns
        .findLast(pattern => pattern === '*' || matchesGlob(path, pattern.replace(/^!/, '')))
        ?.startsWith('!') ?? true;
    const { build, final } = await dockerfile();
    for (const { from, sources } of [...build.copies, ...final.copies])
      for (const source of from === undefined ? sources : [])
        expect([source, sent(source.replace('*', 'x'))]).toEqual([source, true]);
    for (const { source } of final.mounts) expect([source, sent(source)]).toEqual([source, true]);
    for (const path of ['test', '.git', 'node_modules', 'dvc-sync.env', 'config/can-tho', '.env'])
      expect([path, sent(path)]).toEqual([path, false]);
  });

  test('runs as a user who may write only its data, dvc-sync on the PATH, its compile cache filled by that user', async () => {
    const { final } = await dockerfile();
    const { bin } = JSON.parse(await own('package.json')) as { bin: Record<string, string> };
    expect(final.user).toBe('node');
    const link = posix.join(final.directories[0]!, bin['dvc-sync']!);
    expect(final.runs.join()).toContain(`ln -s ${link} /usr/local/bin/dvc-sync`);
    expect(final.entry).toEqual(['dvc-sync']);
    expect(final.directories.at(-1)).toBe('/data');
    expect(final.volumes).toEqual(['/data']);
    expect(final.runs.filter((_, at) => final.runUsers[at] !== undefined)).toEqual([
      'sh /tmp/fill-compile-cache.sh',
    ]);
    expect(final.mounts).toEqual([
      { source: 'config/deploy/fill-compile-cache.sh', target: '/tmp/fill-compile-cache.sh' },
    ]);
    // Where the program looks for it.
    expect(await own('src/cli/main.ts')).toContain("ownFile('node_modules/.cache/dvc-sync')");
    expect(final.runs.join()).toMatch(/chown node:node [^&]*\bnode_modules\/\.cache\/dvc-sync\b/);
  });

  test('serves and is asked for its health by one configuration, which knows the port', async () => {
    const { final } = await dockerfile();
    expect(final.command).toEqual(['serve', '--config', configuration]);
    expect(final.healthCheck).toEqual(['dvc-sync', 'alive', '--config', configuration]);
    expect(Object.keys(commands)).toEqual(expect.arrayContaining(['serve', 'alive']));
  });
});

describe('the services beside each other', () => {
  interface Service {
    build?: string;
    image: string;
    command?: string[];
    read_only?: boolean;
    tmpfs?: string[];
    cap_drop?: string[];
    security_opt?: string[];
    stop_grace_period?: string;
    scale?: number;
    ports?: string[];
    volumes?: string[];
    secrets?: string[];
    environment?: Record<string, string>;
    healthcheck?: { disable?: boolean };
  }
  interface Minded {
    rule: string;
    line: number;
    message: string;
  }
  const file = 'config/deploy/compose.example.yaml';
  const lint = (path: string) =>
    new DCLinter({
      quiet: true,
      debug: false,
      exclude: [],
      rules: {
        // Read from the top: the service first, then what it needs.
        'service-keys-order': 0,
        'services-alphabetical-order': 0,
        'require-quotes-in-ports': [1, { quoteType: 'double' }],
      },
    })
      .lintFiles([path], false)
      .flatMap(({ messages }: { messages: Minded[] }) =>
        messages.map(({ rule, line, message }) => `${line}: ${rule}: ${message}`),
      );

  test('are as the specification of compose has them', async () => {
    expect(lint(ownFile(file).pathname)).toEqual([]);
    const wrong = join(folder.path, 'compose.yaml');
    await writeFile(wrong, (await own(file)).replace('read_only: true', 'readonly: true'));
    expect(lint(wrong).join()).toMatch(/services\/dvc-sync.*must NOT have additional properties/);
  });

  test('are one that serves, two that work and PostgreSQL, ours with a root nobody can write', async () => {
    const { services } = parse(await own(file), { merge: true }) as { services: Record<string, Service> };
    const ours = Object.values(services).filter(({ build }) => build !== undefined);
    expect(ours.map(({ command, scale = 1 }) => [command, scale])).toEqual([
      [undefined, 1],
      [['work', '--config', configuration], 2],
    ]);
    expect(ours[1]).toMatchObject({ ports: [], healthcheck: { disable: true } });
    expect(services.database!.image).toMatch(/^postgres:\d+$/);
    for (const service of ours) {
      expect(service).toMatchObject({
        read_only: true,
        tmpfs: ['/tmp'],
        cap_drop: ['ALL'],
        security_opt: ['no-new-privileges:true'],
        volumes: [expect.stringMatching(/:\/etc\/dvc-sync:ro$/), 'data:/data'],
      });
      expect(Number.parseInt(service.stop_grace_period!, 10)).toBeGreaterThan(graceSeconds);
    }
  });

  test('find their secrets in files: none stands in it', async () => {
    const text = await own(file);
    const { services, secrets } = parse(text, { merge: true }) as {
      services: Record<string, Service>;
      secrets: Record<string, { file: string }>;
    };
    expect(secrets).toEqual({ database: { file: './database-password' } });
    for (const { secrets: used = [] } of Object.values(services))
      expect(Object.keys(secrets)).toEqual(expect.arrayContaining(used));
    const told = Object.values(services).flatMap(({ environment = {} }) => Object.entries(environment));
    for (const [name, value] of told.filter(([name]) => /pass|secret|token|key/i.test(name)))
      expect([name, value]).toEqual([
        expect.stringMatching(/_FILE$/),
        expect.stringMatching(/^\/run\/secrets\//),
      ]);
    expect(text).not.toMatch(/:\/\/[^:@/\s"]+:(?!\$\{)[^@/\s"]+@/);
  });

  test('are told to be configured in a way that the configuration takes', async () => {
    const told = (await own(file)).split('\n').filter(line => /^# {3}/.test(line));
    const text = told
      .map(line => line.slice(4))
      .join('\n')
      .split('\n      docker')[0]!;
    await writeFile(join(folder.path, 'database'), 'x\n');
    const settings = parse(
      text.replaceAll('/run/secrets/database', join(folder.path, 'database')).split(/^ *docker/m)[0]!,
    ) as Record<string, unknown>;
    const { store, server, mail } = await configured(settings);
    expect(store).toMatchObject({ driver: 'postgres', url: 'postgres://dvcsync:x@database:5432/dvcsync' });
    expect(server).toMatchObject({ host: '0.0.0.0', port: 8080 });
    expect(mail).toMatchObject({ smtp: { host: '127.0.0.1', port: 1025 } });
  });
});

describe('the units of systemd', () => {
  type Unit = Record<string, string[]>;
  /** Each key with its values, by section; and the names of the units. */
  const units = new Map<string, Record<string, Unit>>();
  beforeAll(async () => {
    for (const name of await readdir(ownFile('config/deploy/')))
      if (/\.(?:service|timer)$/.test(name)) units.set(name, sections(await own(`config/deploy/${name}`)));
  });

  function sections(text: string): Record<string, Unit> {
    const found: Record<string, Unit> = {};
    let section = '';
    for (const line of text.split('\n')) {
      if (line === '' || line.startsWith('#')) continue;
      const [, head] = /^\[(\w+)\]$/.exec(line) ?? [];
      if (head) {
        section = head;
        found[section] = {};
      } else {
        const [, key, value] = /^([A-Za-z]+)=(.*)$/.exec(line)!;
        const keys = found[section]!;
        keys[key!] = [...(keys[key!] ?? []), value!];
      }
    }
    return found;
  }
  const services = () => [...units].filter(([name]) => name.endsWith('.service'));

  test('start commands there are, where the package puts them, with the configuration and secrets of the docs', async () => {
    const docs = await own('docs/install.md');
    expect(docs).toContain('--prefix /opt/dvc-sync');
    const references = parse(starterFiles()['dvc-sync.yaml']!) as { systems: Record<string, unknown> };
    for (const [name, { Service }] of services()) {
      expect([name, docs.includes(name.replace(/\.service$/, '.'))]).toEqual([name, true]);
      const [, command] =
        /\/opt\/dvc-sync\/bin\/dvc-sync (\w+) --config \/etc\/dvc-sync\/dvc-sync\.yaml(?: |$)/.exec(
          Service!.ExecStart![0]!,
        )!;
      expect(Object.keys(commands)).toContain(command);
      expect(Service).toMatchObject({
        User: ['dvc-sync'],
        NoNewPrivileges: ['yes'],
        ProtectSystem: ['strict'],
      });
      const loaded = Service!.LoadCredential!.map(one => one.split(':'));
      expect(loaded.map(([id, path]) => [id, path])).toEqual(
        loaded.map(([id]) => [id, `/etc/dvc-sync/secrets/${id}`]),
      );
      expect(Object.keys(references.systems)).toEqual(expect.arrayContaining(loaded.map(([id]) => id)));
      expect(Service!.BindReadOnlyPaths).toEqual(['%d:/run/dvc-sync-secrets']);
    }
  });

  test('start one that serves and others that work with nothing between them but the command', () => {
    const { ExecStart, ...serving } = units.get('dvc-sync.service')!.Service!;
    const { ExecStart: works, ...working } = units.get('dvc-sync-work@.service')!.Service!;
    expect([ExecStart![0], works![0]].map(line => line!.split(' ')[1])).toEqual(['serve', 'work']);
    expect(working).toEqual(serving);
    expect(Number(serving.TimeoutStopSec![0])).toBeGreaterThan(graceSeconds);
    expect(serving.RestartPreventExitStatus).toEqual([String(exitCodes.usage)]);
    expect(serving.ExecReload![0]).toContain('-HUP $MAINPID');
  });

  test('make a backup every day, into what the unit may write', () => {
    const { Timer } = units.get('dvc-sync-backup.timer')!;
    expect(Timer!.OnCalendar).toEqual([expect.stringMatching(/^\*-\*-\* \d\d:\d\d:\d\d Asia\/Ho_Chi_Minh$/)]);
    const { Service } = units.get('dvc-sync-backup.service')!;
    const [, written] = /"(\/var\/lib\/[^"$]+)\/\$\(date/.exec(Service!.ExecStart![0]!)!;
    expect(Service!.StateDirectory![0]!.split(' ').map(name => `/var/lib/${name}`)).toContain(written);
    expect(Service!.ExecStartPost![0]).toContain(` ${written} `);
  });
});
