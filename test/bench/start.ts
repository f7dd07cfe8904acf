import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { buildProgram } from '../../build.ts';
import { usageOf } from './usage.ts';

const rounds = 7;
const commands = [['--version'], ['--help'], ['rules'], ['plan', '--help']];
const builtTo = new URL('../.built-for-bench/', import.meta.url).pathname;

/** Processor time until a command has ended: the built program against the sources, in turns. */
export async function startBench(): Promise<string[]> {
  await buildProgram(builtTo);
  try {
    const sources = new URL('../../src/cli/main.ts', import.meta.url).pathname;
    const built = join(builtTo, 'main.js');
    const bare = median(times(() => cpu(['--eval', '0'])));
    const lines = commands.map(command => {
      const pairs = times(() => ({ built: cpu([built, ...command]), sources: cpu([sources, ...command]) }));
      const ofBuilt = median(pairs.map(pair => pair.built));
      const ofSources = median(pairs.map(pair => pair.sources));
      const ratio = (ofSources / ofBuilt).toFixed(1);
      return `dvc-sync ${command.join(' ')}: ${ofBuilt.toFixed(0)} ms built, ${ofSources.toFixed(0)} ms from sources: ${ratio} × as much`;
    });
    return [`Node alone: ${bare.toFixed(0)} ms; medians of ${rounds} rounds, processor time`, ...lines];
  } finally {
    await rm(builtTo, { recursive: true, force: true });
  }
}

/** Milliseconds of processor time. */
function cpu(args: readonly string[]): number {
  return usageOf(args).cpu;
}

function times<Value>(once: () => Value): Value[] {
  return Array.from({ length: rounds }, once);
}

export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
}
