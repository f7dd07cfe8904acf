import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestProject } from 'vitest/node';
import { built } from './built.ts';
import type { Ended } from './command.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where commands are done without a process of their own. */
    commandHosts: string;
  }
}

/** Commands a process does before another takes its place, so that what one of them holds on to goes. */
const commandsEach = 300;

/** Processes that do commands for all files, as many at once as are asked for. */
export default async function startCommandHosts(project: TestProject): Promise<() => void> {
  const idle: ChildProcess[] = [];
  const done = new Map<ChildProcess, number>();
  const server = createServer(async (request, response) => {
    const asked = await bodyOf(request);
    const host = idle.pop() ?? begin();
    const over = new AbortController();
    const said = once(host, 'message', { signal: over.signal });
    const gone = once(host, 'exit', { signal: over.signal });
    host.send(JSON.parse(asked));
    const ended = await Promise.race([
      said.then(
        ([answer]) => answer as Ended,
        () => undefined,
      ),
      gone.then(
        () => undefined,
        () => undefined,
      ),
    ]);
    over.abort();
    const count = (done.get(host) ?? 0) + 1;
    done.set(host, count);
    if (!host.connected || count >= commandsEach) end(host);
    else idle.push(host);
    response.statusCode = ended ? 200 : 500;
    response.end(JSON.stringify(ended ?? 'the process that did the command has ended'));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  project.provide('commandHosts', `http://127.0.0.1:${(server.address() as AddressInfo).port}`);

  function begin(): ChildProcess {
    const host = fork(built('command-host'), { stdio: 'ignore', execArgv: ['--single-threaded-gc'] });
    done.set(host, 0);
    return host;
  }
  function end(host: ChildProcess): void {
    done.delete(host);
    host.kill('SIGKILL');
  }
  return () => {
    for (const host of done.keys()) end(host);
    server.close();
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}
