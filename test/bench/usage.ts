import { spawnSync } from 'node:child_process';
import type { Usage } from './usage-at-exit.ts';

const atExit = new URL('./usage-at-exit.ts', import.meta.url).href;

/** What a program took from its beginning to its end, and how it ended. @throws when it failed. */
export function usageOf(
  args: readonly string[],
  allowed: readonly number[] = [0],
): Usage & { status: number } {
  const { output, status } = spawnSync(process.execPath, ['--import', atExit, ...args], {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
    maxBuffer: 64 << 20,
  });
  if (status === null || !allowed.includes(status))
    throw new Error(`${args.join(' ')}: ${status} ${output[2]}`);
  return { ...(JSON.parse(output[3]!) as Usage), status };
}
