import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Level } from '../../src/domain/level.ts';
import type { CaseValue } from '../../src/domain/push.ts';
import type { DesiredComponent, DesiredWorkflow } from '../../src/domain/service.ts';

export interface ModelCase {
  value: CaseValue;
  components: DesiredComponent[];
  eform: Record<string, unknown> | null;
  /** As at the real portal, a workflow lives in two stores that are written one after the other. */
  steps: (DesiredWorkflow['steps'][number] & { nodeId: string })[];
  transitions: DesiredWorkflow['transitions'];
}

export interface ModelProcedure {
  cases: Record<string, ModelCase>;
  /** Creating twice makes two rows, as a careless remote would. */
  rows: { agency: string; level: Level | null }[];
}

export interface Write {
  method: string;
  /** Without the name of the remote. */
  path: string;
  body: string;
}

/** What goes wrong with one write. */
export type Fault =
  /** The connection is cut before, or after, it took effect. */
  | 'cut-before'
  | 'cut-after'
  /** Answers 200 and changes nothing. */
  | 'ignore'
  | { refuse: number; words: string }
  /** Takes effect and answers with the status all the same. */
  | { failAfter: number; words: string }
  /** Takes effect, and answers, only after so many milliseconds. */
  | { lateMs: number }
  /** Answers only when the promise resolves; takes effect at once. */
  | { after: Promise<unknown> };

/** One remote system of the model. */
export interface ModelRemote {
  baseUrl: string;
  procedures: Map<string, ModelProcedure>;
  /** Writes that took effect, in order. */
  log: Write[];
  /** Writes that arrived, whatever became of them. */
  arrived: Write[];
  /** Procedures as often as they were read. */
  reads: string[];
  /** Most writes under way at once. */
  mostAtOnce: number;
  /** Asked for each write that arrives, with how often the very same one came before. */
  fault?: (write: Write, before: number) => Fault | undefined;
  /** Asked for each reading: a status to answer instead. */
  readFault?: (procedure: string, before: number) => number | 'cut' | undefined;
}

export interface ModelServer {
  /** A remote of its own, empty. */
  remote(name: string): ModelRemote;
  close(): Promise<void>;
}

/** A real HTTP server with any number of model remotes, each under its name. */
export async function startModel(): Promise<ModelServer> {
  const remotes = new Map<string, ModelRemote>();
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', chunk => chunks.push(chunk));
    request.on('end', () => {
      const [, name = '', ...rest] = (request.url ?? '').split('/');
      const remote = remotes.get(name);
      const write = {
        method: request.method ?? '',
        path: `/${rest.join('/')}`,
        body: Buffer.concat(chunks).toString(),
      };
      if (!remote) response.writeHead(404).end();
      else if (write.method === 'GET') answerRead(remote, rest.at(-1)!, response);
      else answerWrite(remote, write, response);
    });
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    remote(name) {
      const remote: ModelRemote = {
        baseUrl: `http://127.0.0.1:${port}/${name}`,
        procedures: new Map(),
        log: [],
        arrived: [],
        reads: [],
        mostAtOnce: 0,
      };
      remotes.set(name, remote);
      return remote;
    },
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function answerRead(remote: ModelRemote, procedure: string, response: http.ServerResponse): void {
  const before = remote.reads.filter(read => read === procedure).length;
  remote.reads.push(procedure);
  const fault = remote.readFault?.(procedure, before);
  if (fault === 'cut') response.destroy();
  else if (fault !== undefined) response.writeHead(fault).end('không đọc được');
  else response.end(JSON.stringify(remote.procedures.get(procedure) ?? null));
}

const underWay = new WeakMap<ModelRemote, number>();

function answerWrite(remote: ModelRemote, write: Write, response: http.ServerResponse): void {
  const same = (other: Write) =>
    other.method + other.path + other.body === write.method + write.path + write.body;
  const before = remote.arrived.filter(same).length;
  remote.arrived.push(write);
  underWay.set(remote, (underWay.get(remote) ?? 0) + 1);
  remote.mostAtOnce = Math.max(remote.mostAtOnce, underWay.get(remote)!);
  response.once('close', () => underWay.set(remote, underWay.get(remote)! - 1));
  const fault = remote.fault?.(write, before);
  if (fault === 'cut-before') return void response.destroy();
  if (typeof fault === 'object' && 'refuse' in fault) {
    return void response.writeHead(fault.refuse).end(fault.words);
  }
  const takes = () => {
    takeEffect(remote, write);
    remote.log.push(write);
  };
  if (typeof fault === 'object' && 'lateMs' in fault) {
    setTimeout(() => {
      takes();
      response.end('{}');
    }, fault.lateMs);
    return;
  }
  if (fault !== 'ignore') takes();
  if (typeof fault === 'object' && 'failAfter' in fault) {
    return void response.writeHead(fault.failAfter).end(fault.words);
  }
  if (fault === 'cut-after') response.destroy();
  else if (typeof fault === 'object') void fault.after.then(() => response.end('{}'));
  // A moment's work, so that writes sent side by side are under way at once.
  else setImmediate(() => response.end('{}'));
}

function takeEffect({ procedures }: ModelRemote, { method, path, body }: Write): void {
  const [what, code = '', key = ''] = path.slice(1).split('/');
  const value = body === '' ? undefined : JSON.parse(body);
  const found = procedures.get(code);
  if (what === 'levels') {
    for (const [procedure, agency] of value.rows as [string, string][]) {
      for (const row of procedures.get(procedure)?.rows ?? [])
        if (row.agency === agency) row.level = value.level;
    }
  } else if (!found) throw new Error(`the model has no procedure ${code}`);
  else if (what === 'offerings' && method === 'POST') found.rows.push(value);
  else if (what === 'offerings') found.rows = found.rows.filter(row => row.agency !== key);
  else if (what === 'cases') {
    found.cases[key] = {
      components: [],
      eform: null,
      steps: [],
      transitions: [],
      ...found.cases[key],
      value,
    };
  } else if (what === 'components') found.cases[key]!.components.push(value);
  else Object.assign(found.cases[key]!, { [what!]: value });
}
