import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import pino from 'pino';
import { parse, stringify } from 'yaml';
import { createKey } from '../../src/app/access/keys.ts';
import type { AccountRole } from '../../src/app/permissions.ts';
import type { Configuration } from '../../src/config/configuration.ts';
import { loadConfiguration } from '../../src/config/load.ts';
import { starterFiles } from '../../src/config/starter.ts';
import { createObservedSystems } from '../../src/runs/observed.ts';
import { errands } from '../../src/runtime/child/errands.ts';
import { openJobs } from '../../src/runtime/jobs.ts';
import type { PaperMaker } from '../../src/runtime/paper-maker.ts';
import type { Reader } from '../../src/runtime/reader.ts';
import type { ServerContext } from '../../src/server/context.ts';
import { buildServer, openServer } from '../../src/server/index.ts';
import type { ServerPart } from '../../src/server/part.ts';
import type { Store } from '../../src/store/core/contract.ts';
import { parts as all } from './parts.ts';

/** A queue nobody works on. */
const nobodys = { async send() {}, async withdraw() {}, wake() {} };

/** A server on loopback over a real store, with the systems of the starter configuration; nobody takes its jobs. */
export interface Running {
  url: string;
  context: ServerContext;
  configuration: Configuration;
  /** The clock and the SIGTERM of the server. */
  at: { now: Date; draining: boolean };
  /** Lines of the log, parsed. */
  logged: Record<string, unknown>[];
  /** `unit`: of role `unit`; by default the last agency of the configuration. */
  key(role: AccountRole, unit?: string): Promise<string>;
  get(path: string, key?: string): Promise<Response>;
  /** The JSON of the answer. */
  // biome-ignore lint/suspicious/noExplicitAny: each test says what it expects to find
  read(path: string, key?: string): Promise<any>;
  close(): Promise<void>;
}

export const startOfTests = '2026-11-23T05:00:00.000Z';

/** @param given Instead of the starter configuration. */
export async function runServer(
  store: Store,
  parts: readonly ServerPart[],
  more = '',
  given?: Configuration,
): Promise<Running> {
  const configuration = given ?? (await starterConfiguration(more));
  const at = { now: new Date(startOfTests), draining: false };
  const logged: Record<string, unknown>[] = [];
  const log = pino({ level: 'debug' }, { write: line => void logged.push(JSON.parse(line)) });
  const now = () => at.now;
  const time = () => at.now.toISOString();
  const context: ServerContext = {
    configuration: () => configuration,
    ...{ store, log, now, version: '0.1.0', startedAt: startOfTests },
    reader: readingHere(store, configuration),
    papers: makingHere(store, configuration),
    jobs: openJobs({ store, queue: nobodys, now }),
    observed: createObservedSystems(() => at.now.getTime()),
    draining: () => at.draining,
  };
  // All of it as `serve` opens it.
  const app = await (parts === all ? openServer(context) : buildServer(context, parts));
  await app.listen({ host: '127.0.0.1', port: 0 });
  const url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  const get = (path: string, key?: string) =>
    fetch(`${url}${path}`, {
      redirect: 'manual',
      headers: key === undefined ? {} : { authorization: `Bearer ${key}` },
    });
  return {
    ...{ url, context, configuration, at, logged },
    key: async (role, unit = configuration.city.agencies.at(-1)!.code) => {
      const by = { at: time(), who: 'admin', origin: 'test' };
      const whose = role === 'unit' ? { name: `Nguyễn Văn ${unit}`, unit } : { name: `Nguyễn Văn ${role}` };
      const wanted = { ...whose, role, expiresAt: null };
      return (await createKey(store, wanted, by)).key;
    },
    get,
    read: async (path, key) => (await get(path, key)).json(),
    close: () => app.close(),
  };
}

/** Reads in this process, from this very store: that `serve` has a child for it is tested with `serve`. */
function readingHere(store: Store, configuration: Configuration): Reader {
  const at = { store, configuration, tell: () => {}, output: () => new PassThrough() };
  return {
    importReview: async (_bytes, receive) => errands['import-review'](await receive(), at),
    definitions: () => errands.definitions(null, at),
    checklist: (procedure, agency) => errands.checklist({ procedure, agency }, at),
    look: (name, given) => errands[name](given as never, at) as never,
    deed: (name, given) => errands[name](given as never, at) as never,
    stop: () => {},
  };
}

/** The same of papers. */
function makingHere(store: Store, configuration: Configuration): PaperMaker {
  return {
    async make(wanted) {
      const out = new PassThrough();
      const at = { store, configuration, tell: () => {}, output: () => out };
      const [file, bytes] = await Promise.all([errands.paper(wanted, at), buffer(out)]);
      return { file, bytes: bytes.length, content: Readable.from(bytes, { objectMode: false }) };
    },
    stop: () => {},
  };
}

let starter: Record<string, string> | undefined;
const loaded = new Map<string, Promise<Configuration>>();

/** Read once for all who say the same; theirs to change are the settings in it, each on its own. */
export async function starterConfiguration(more: string): Promise<Configuration> {
  if (!loaded.has(more)) loaded.set(more, loadStarter(more));
  const configuration = await loaded.get(more)!;
  return { ...configuration, server: { ...configuration.server }, audit: { ...configuration.audit } };
}

async function loadStarter(more: string): Promise<Configuration> {
  starter ??= starterFiles();
  const folder = await mkdtemp(join(tmpdir(), 'dvc-sync-server-'));
  try {
    for (const [name, text] of Object.entries(starter)) await writeFile(join(folder, name), text);
    const file = join(folder, 'dvc-sync.yaml');
    // What a test says goes before what the starter says of the same.
    await writeFile(file, stringify({ ...parse(starter['dvc-sync.yaml']!), ...parse(more) }));
    const names = ['CSDL', 'PORTAL', 'ONESTOP'].flatMap(name => [`${name}_USER`, `${name}_PASSWORD`]);
    return await loadConfiguration(file, Object.fromEntries(names.map(name => [name, `value of ${name}`])));
  } finally {
    await rm(folder, { recursive: true });
  }
}

export const mailSettings = `
mail:
  from: dvc-sync <dvc-sync@example.com>
  smtp: { host: 127.0.0.1, port: 2525, security: none }
  recipients: [{ address: a@example.com, everything: true }]
`;

export const milestoneSettings = `
reviews:
  milestones:
    - { id: early, name: Cấu hình, due: 2026-12-31, what: other, owner: technical }
    - { id: past, name: Đăng ký dịch vụ, due: 2026-11-20, what: other, owner: regulatory }
`;
