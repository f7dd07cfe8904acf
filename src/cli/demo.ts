import { spawn } from 'node:child_process';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { DiscrepancyLine } from '../domain/run.ts';
import type { PlantedFault } from '../sandbox/faults.ts';
import { exitCodes } from './exit.ts';
import { colour, note, print } from './output.ts';

const home = fileURLToPath(new URL('../..', import.meta.url));
const program = join(home, 'src/cli/main.ts');

/**
 * `npm run demo`: the main job from end to end. The sandbox city runs in a process of its own and is reached over
 * HTTP; `run` is the real command. Then what was planted is held against what was found.
 */
async function demo(): Promise<number> {
  const { values } = parseArgs({
    options: { catalogue: { type: 'string' }, out: { type: 'string', default: 'out' } },
  });
  const folder = resolve(values.out);
  await rm(join(folder, 'city'), { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  print(
    colour(
      'bold',
      'Thành phố Cần Thơ năm 2021, giả lập trên máy này: ba hệ thống, ba giao thức, lỗi gieo sẵn.',
    ),
  );
  const city = await startSandbox(join(folder, 'city'), values.catalogue);
  try {
    for (const { name, baseUrl } of city.servers) print(`  ${name.padEnd(9)} ${baseUrl}`);
    print('');
    const started = performance.now();
    const code = await cli(['run', '--config', city.config, '--out', folder]);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    if (code !== exitCodes.discrepancies) {
      note(`Lần chạy kết thúc với mã ${code}, chờ mã ${exitCodes.discrepancies} (có sai lệch).`);
      return exitCodes.failed;
    }
    const lines = (await readFile(join(folder, 'discrepancies.ndjson'), 'utf8')).trimEnd().split('\n');
    const missed = unfound(
      city.planted,
      lines.map(line => JSON.parse(line) as DiscrepancyLine),
    );
    for (const { rule, system, procedure, agency, what } of missed) {
      note(`  không tìm thấy: ${rule} ${system ?? ''} ${procedure ?? ''} ${agency ?? ''}: ${what}`);
    }
    print(
      `Đã gieo ${city.planted.length} lỗi, tìm thấy ${city.planted.length - missed.length}; đọc và đối chiếu mất ${seconds} giây.`,
    );
    print(
      `Mở ${relative(process.cwd(), join(folder, 'report.html')) || 'report.html'} trong trình duyệt để xem báo cáo.`,
    );
    return missed.length === 0 ? exitCodes.clean : exitCodes.failed;
  } finally {
    city.stop();
  }
}

/** Planted faults no line of the report names. */
function unfound(planted: PlantedFault[], lines: DiscrepancyLine[]): PlantedFault[] {
  const place = (item: Pick<PlantedFault, 'rule' | 'system' | 'procedure' | 'agency'>) =>
    JSON.stringify([item.rule, item.system, item.procedure, item.agency]);
  const found = new Set(lines.map(place));
  return planted.filter(fault => !found.has(place(fault)));
}

interface SandboxProcess {
  config: string;
  servers: { name: string; baseUrl: string }[];
  planted: PlantedFault[];
  stop(): void;
}

async function startSandbox(folder: string, catalogue: string | undefined): Promise<SandboxProcess> {
  const args = [
    'sandbox',
    '--json',
    '--dir',
    folder,
    ...(catalogue ? ['--catalogue', resolve(catalogue)] : []),
  ];
  const child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const stop = () => child.kill('SIGTERM');
  process.once('exit', stop);
  let text = '';
  for await (const chunk of child.stdout) {
    text += String(chunk);
    const ready = parsed(text);
    if (ready) return { ...ready, stop };
  }
  throw new Error('Thành phố giả lập không khởi động được; xem thông báo phía trên.');
}

function parsed(text: string): Omit<SandboxProcess, 'stop'> | undefined {
  if (!text.endsWith('}\n')) return undefined;
  try {
    return JSON.parse(text) as Omit<SandboxProcess, 'stop'>;
  } catch {
    // A brace at the end of a chunk is not yet the end of the document.
    return undefined;
  }
}

function cli(args: string[]): Promise<number> {
  const child = spawn(process.execPath, [program, ...args], { stdio: 'inherit' });
  return new Promise((done, fail) => {
    child.once('error', fail);
    child.once('close', code => done(code ?? exitCodes.failed));
  });
}

process.exitCode = await demo();
