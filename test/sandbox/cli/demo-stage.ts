import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { buildProgram } from '../../../build.ts';
import { exitCodes } from '../../../src/cli/exit.ts';
import { colour, note, print } from '../../../src/cli/output.ts';
import type { PlantedFault } from '../city/faults/planting.ts';

/** Built first: a demo begins some twenty commands, and each of them begins twice as fast. */
const builtFolder = fileURLToPath(new URL('../../.built-demo/', import.meta.url));
const program = `${builtFolder}main.js`;
const sandbox = fileURLToPath(new URL('sandbox.ts', import.meta.url));

export function title(text: string): void {
  print(`\n${colour('bold', text)}`);
}

/**
 * Announces the steps of a demo one after the other, each with which of how many it is and about how long is left: by the
 * time what came before took, and how many commands each step does.
 */
export function steps(weights: readonly number[]): (text: string) => void {
  const started = performance.now();
  const sum = (some: readonly number[]) => some.reduce((all, one) => all + one, 0);
  let done = 0;
  return text => {
    const before = sum(weights.slice(0, done));
    const left = (sum(weights.slice(done)) * (performance.now() - started)) / 1000 / before;
    done += 1;
    const time = before === 0 ? '' : `, còn khoảng ${Math.max(1, Math.round(left))} giây`;
    title(`[${done}/${weights.length}${time}] ${text}`);
  };
}

/** The sandbox city as its process tells of itself. */
export interface SandboxProcess {
  config: string;
  servers: { name: string; baseUrl: string }[];
  planted: PlantedFault[];
}

/** Runs the city in a process of its own, as long as `work` takes. */
export async function withSandbox<T>(
  args: string[],
  work: (running: SandboxProcess) => Promise<T>,
): Promise<T> {
  const child = spawn(process.execPath, [sandbox, '--json', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let complaint = '';
  child.stderr.on('data', chunk => {
    complaint += String(chunk);
  });
  title('Dựng chương trình và thành phố giả lập, mất vài giây:');
  const builds = buildProgram(builtFolder);
  const stop = () => child.kill('SIGTERM');
  process.once('exit', stop);
  try {
    let text = '';
    for await (const chunk of child.stdout) {
      text += String(chunk);
      const ready = parsed(text);
      if (!ready) continue;
      await builds;
      return await work(ready);
    }
  } finally {
    stop();
    process.off('exit', stop);
  }
  note(`${complaint}Thành phố giả lập không khởi động được; vì sao thì xem ở trên.`);
  process.exit(exitCodes.failed);
}

function parsed(text: string): SandboxProcess | undefined {
  if (!text.endsWith('}\n')) return undefined;
  try {
    return JSON.parse(text) as SandboxProcess;
  } catch {
    // A brace at the end of a chunk is not yet the end of the document.
    return undefined;
  }
}

/** The real command, printing where we print. */
export function cli(args: string[]): Promise<number> {
  const child = spawn(process.execPath, [program, ...args], { stdio: 'inherit' });
  return new Promise((done, fail) => {
    child.once('error', fail);
    child.once('close', code => done(code ?? exitCodes.failed));
  });
}

/** What the real command prints; ends the demo when it does not end as it should. */
export async function printedBy(args: string[], wanted: number = exitCodes.clean): Promise<string> {
  const child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  child.stdout.on('data', chunk => {
    text += String(chunk);
  });
  const code = await new Promise<number>((done, fail) => {
    child.once('error', fail);
    child.once('close', ended => done(ended ?? exitCodes.failed));
  });
  if (code === wanted) return text;
  note(`${text}\n"dvc-sync ${args.slice(0, 2).join(' ')}" kết thúc với mã ${code}, chờ mã ${wanted}.`);
  process.exit(exitCodes.failed);
}
