/**
 * Loaded into every process of a service before the program itself (`NODE_OPTIONS=--import`). In a child that does a job
 * it writes down the points the child comes by, and kills it at the one that `kill.json` in the folder `KILLED_CHILD`
 * names: alone, or together with the service that started it. Once: the file is taken away first.
 */
import { appendFileSync, readFileSync, unlinkSync } from 'node:fs';
import { ClientRequest } from 'node:http';
import { DatabaseSync, StatementSync } from 'node:sqlite';
import pg from 'pg';

export interface Kill {
  /** 1…, among the points of one child. */
  point: number;
  /** Whether the service dies of it as well. */
  both: boolean;
}

/** Points that differ in what a kill there leaves behind; whatever else a transaction does is as before its commit. */
export type Point = 'commit' | 'committed' | 'send' | 'answered';

const folder = process.env.KILLED_CHILD;
const [, , command, option] = process.argv;
if (folder && command === 'work' && option === '--job') count(folder);

function count(folder: string): void {
  const order = `${folder}/kill.json`;
  let kill: Kill | undefined;
  try {
    kill = JSON.parse(readFileSync(order, 'utf8')) as Kill;
  } catch {
    // Nobody is to be killed this time.
  }
  let passed = 0;
  const pass = (point: Point) => {
    appendFileSync(`${folder}/points`, `${process.pid} ${point}\n`);
    passed += 1;
    if (kill?.point !== passed) return;
    unlinkSync(order);
    if (kill.both) process.kill(process.ppid, 'SIGKILL');
    process.kill(process.pid, 'SIGKILL');
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  };
  atCommits(pass);
  atWrites(pass);
}

function atCommits(pass: (point: Point) => void): void {
  const isCommit = (sql: string) => /^commit$/i.test(sql.trim());
  for (const how of ['run', 'all'] as const) {
    const real = StatementSync.prototype[how] as (...given: unknown[]) => unknown;
    Object.assign(StatementSync.prototype, {
      [how](this: StatementSync, ...given: unknown[]) {
        if (!isCommit(this.sourceSQL)) return real.apply(this, given);
        pass('commit');
        const done = real.apply(this, given);
        pass('committed');
        return done;
      },
    });
  }
  const exec = DatabaseSync.prototype.exec;
  DatabaseSync.prototype.exec = function (sql) {
    if (isCommit(sql)) throw new Error('a commit nobody counts');
    return exec.call(this, sql);
  };
  const query = pg.Client.prototype.query as (...given: unknown[]) => unknown;
  Object.assign(pg.Client.prototype, {
    query(this: pg.Client, text: unknown, ...given: unknown[]) {
      const sql = typeof text === 'string' ? text : ((text as { text?: string } | undefined)?.text ?? '');
      if (!isCommit(sql)) return query.call(this, text, ...given);
      pass('commit');
      return (query.call(this, text, ...given) as Promise<unknown>).then(done => {
        pass('committed');
        return done;
      });
    },
  });
}

/** Requests that change something at a system. */
function atWrites(pass: (point: Point) => void): void {
  const end = ClientRequest.prototype.end as (...given: unknown[]) => ClientRequest;
  Object.assign(ClientRequest.prototype, {
    end(this: ClientRequest, ...given: unknown[]) {
      if (!/^(?:PUT|POST|PATCH|DELETE)$/.test(this.method)) return end.apply(this, given);
      pass('send');
      this.prependOnceListener('response', () => pass('answered'));
      return end.apply(this, given);
    },
  });
}
