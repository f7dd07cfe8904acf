import { expect } from 'vitest';
import { type Ended, start } from './command.ts';

/** A running `serve` or `work`, a process of its own. */
export interface RunningService {
  pid: number;
  /** Where it listens; '' for `work`. */
  url: string;
  /** Lines of its log so far. */
  log(): Record<string, unknown>[];
  /** Waits for a line. */
  says(message: string | RegExp, fields?: Record<string, unknown>): Promise<Record<string, unknown>>;
  signal(name: NodeJS.Signals): void;
  ended: Promise<Ended>;
  /** Ends it for good, whatever it is at. */
  kill(): Promise<void>;
}

/** Starts the command and waits until it is at work. @param begin Starts another program than the one built for the tests. */
export async function startService(
  command: 'serve' | 'work',
  config: string,
  environment?: Record<string, string>,
  begin = start,
): Promise<RunningService> {
  const { child, ended } = begin([command, '--config', config], environment);
  let text = '';
  child.stderr!.on('data', chunk => {
    text += chunk;
  });
  let over = false;
  void ended.then(() => {
    over = true;
  });
  const log = () =>
    text
      .split('\n')
      .slice(0, -1)
      .map(line => {
        try {
          return JSON.parse(line) as Record<string, unknown>;
        } catch {
          return { msg: line };
        }
      });
  const matches = (line: Record<string, unknown>, message: string | RegExp) =>
    typeof message === 'string' ? line.msg === message : message.test(String(line.msg));
  const service: RunningService = {
    pid: child.pid!,
    url: '',
    log,
    async says(message, fields = {}) {
      const found = () =>
        log().find(
          line =>
            matches(line, message) && Object.entries(fields).every(([key, value]) => line[key] === value),
        );
      await expect.poll(() => found() !== undefined || over, { interval: 20 }).toBe(true);
      const line = found();
      if (!line) throw new Error(`it ended without saying "${message}":\n${text}`);
      return line;
    },
    signal: name => child.kill(name),
    ended,
    async kill() {
      if (!over) child.kill('SIGKILL');
      await ended;
    },
  };
  await service.says('at work');
  const listening = log().find(line => matches(line, /^listening at /));
  return { ...service, url: String(listening?.msg ?? '').replace('listening at ', '') };
}
