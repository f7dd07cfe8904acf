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

/** Less than a test may take (`testTimeout`), so that whoever waits in vain is told what was said instead. */
const longestMs = 50_000;

/** Starts the command and waits until it is at work. @param begin Starts another program than the one built for the tests. */
export async function startService(
  command: 'serve' | 'work',
  config: string,
  environment?: Record<string, string>,
  begin = start,
): Promise<RunningService> {
  const { child, ended } = begin([command, '--config', config], environment);
  const lines: Record<string, unknown>[] = [];
  let text = '';
  let rest = '';
  let over = false;
  const waiting = new Set<() => void>();
  const tell = () => {
    for (const look of waiting) look();
  };
  child.stderr!.on('data', chunk => {
    text += chunk;
    const whole = `${rest}${chunk}`.split('\n');
    rest = whole.pop()!;
    lines.push(...whole.map(parsed));
    tell();
  });
  void ended.then(() => {
    over = true;
    tell();
  });
  const service: RunningService = {
    pid: child.pid!,
    url: '',
    log: () => lines,
    async says(message, fields = {}) {
      const found = () =>
        lines.find(
          line =>
            matches(line, message) && Object.entries(fields).every(([key, value]) => line[key] === value),
        );
      const { promise, resolve, reject } = Promise.withResolvers<Record<string, unknown>>();
      const look = () => {
        const line = found();
        if (line) resolve(line);
        else if (over) reject(new Error(`it ended without saying "${message}":\n${text}`));
      };
      const late = setTimeout(
        () => reject(new Error(`it has not said "${message}" so far:\n${text}`)),
        longestMs,
      );
      waiting.add(look);
      look();
      try {
        return await promise;
      } finally {
        clearTimeout(late);
        waiting.delete(look);
      }
    },
    signal: name => child.kill(name),
    ended,
    async kill() {
      if (!over) child.kill('SIGKILL');
      await ended;
    },
  };
  await service.says('at work');
  const listening = lines.find(line => matches(line, /^listening at /));
  return { ...service, url: String(listening?.msg ?? '').replace('listening at ', '') };
}

function parsed(line: string): Record<string, unknown> {
  try {
    return JSON.parse(line) as Record<string, unknown>;
  } catch {
    return { msg: line };
  }
}

function matches(line: Record<string, unknown>, message: string | RegExp): boolean {
  return typeof message === 'string' ? line.msg === message : message.test(String(line.msg));
}
