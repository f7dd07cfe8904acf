import { mkdir, readFile, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { exitCodes } from '../../../src/cli/exit.ts';
import { note, print } from '../../../src/cli/output.ts';
import type { DiscrepancyLine } from '../../../src/domain/run.ts';
import { shownPath } from '../../../src/report/shown-path.ts';
import type { PlantedFault } from '../city/faults/planting.ts';
import { cli, type SandboxProcess, title, withSandbox } from './demo-stage.ts';

/**
 * `npm run demo`: the main job from end to end. The sandbox city runs in a process of its own and is reached over
 * HTTP; `run` is the real command. Then what was planted is held against what was found.
 */
async function demo(): Promise<number> {
  const { values } = parseArgs({
    options: { catalogue: { type: 'string' }, out: { type: 'string', default: 'out' } },
  });
  const folder = resolve(values.out);
  const city = join(folder, 'city');
  await rm(city, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const sandbox = ['--dir', city, ...(values.catalogue ? ['--catalogue', resolve(values.catalogue)] : [])];
  title('Thành phố Cần Thơ năm 2021, giả lập trên máy này: bốn hệ thống, bốn giao thức, lỗi gieo sẵn.');
  const ordinary = await withSandbox(sandbox, async running => {
    // A whole national catalogue has oddities of its own; of the sample every one is known.
    const only = !values.catalogue;
    const found = await runAndCompare(running, folder, exitCodes.discrepancies, { only });
    if (!found || values.catalogue) return found;
    title('Chạy lại khi không có gì thay đổi:');
    return (await cli(['run', '--config', running.config, '--out', folder])) === exitCodes.discrepancies;
  });
  if (!ordinary) return exitCodes.failed;
  if (!values.catalogue) {
    title('Hôm sau, cổng chỉ trả về ba phần năm danh sách và hệ thống một cửa không trả lời:');
    const badDay = await withSandbox([...sandbox, '--outage'], running =>
      runAndCompare(running, join(folder, 'ngay-xau'), exitCodes.partial),
    );
    if (!badDay) return exitCodes.failed;
  }
  title(`Mở ${shownPath(join(folder, 'report.html'))} trong trình duyệt để xem báo cáo.`);
  return exitCodes.clean;
}

/** The real command against the running city, and what it found held against what was planted. `only`: and no more. */
async function runAndCompare(
  running: SandboxProcess,
  out: string,
  expected: number,
  { only = false } = {},
): Promise<boolean> {
  for (const { name, baseUrl } of running.servers) print(`  ${name.padEnd(14)} ${baseUrl}`);
  print();
  const started = performance.now();
  const code = await cli(['run', '--config', running.config, '--out', out]);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  if (code !== expected) {
    note(`Lần chạy kết thúc với mã ${code}, chờ mã ${expected}.`);
    return false;
  }
  const text = (await readFile(join(out, 'discrepancies.ndjson'), 'utf8')).trimEnd();
  const lines = text.split('\n').map(line => JSON.parse(line) as DiscrepancyLine);
  const missed = without(running.planted, lines);
  for (const fault of missed) note(`  không tìm thấy: ${placeOf(fault)}: ${fault.what}`);
  const wrong = only ? without(lines, running.planted) : [];
  for (const line of wrong) note(`  báo nhầm: ${placeOf(line)}: ${line.message}`);
  const { length } = running.planted;
  print(
    `Đã gieo ${length} lỗi, tìm thấy ${length - missed.length}${only ? `, báo nhầm ${wrong.length}` : ''}; đọc và đối chiếu mất ${seconds} giây.`,
  );
  return missed.length + wrong.length === 0;
}

type Place = Pick<PlantedFault, 'rule' | 'system' | 'procedure' | 'agency'>;

function placeOf({ rule, system, procedure, agency }: Place): string {
  return [rule, system, procedure, agency].filter(part => part !== null).join(' ');
}

/** Those of `some` that stand in no place of `others`. */
function without<T extends Place>(some: readonly T[], others: readonly Place[]): T[] {
  const places = new Set(others.map(placeOf));
  return some.filter(one => !places.has(placeOf(one)));
}

process.exitCode = await demo();
