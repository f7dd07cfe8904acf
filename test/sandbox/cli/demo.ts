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
  title('Thành phố Cần Thơ năm 2021, giả lập trên máy này: ba hệ thống, ba giao thức, lỗi gieo sẵn.');
  const ordinary = await withSandbox(sandbox, async running => {
    const found = await runAndCompare(running, folder, exitCodes.discrepancies);
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

/** The real command against the running city, and what it found held against what was planted. */
async function runAndCompare(running: SandboxProcess, out: string, expected: number): Promise<boolean> {
  for (const { name, baseUrl } of running.servers) print(`  ${name.padEnd(9)} ${baseUrl}`);
  print();
  const started = performance.now();
  const code = await cli(['run', '--config', running.config, '--out', out]);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  if (code !== expected) {
    note(`Lần chạy kết thúc với mã ${code}, chờ mã ${expected}.`);
    return false;
  }
  const lines = (await readFile(join(out, 'discrepancies.ndjson'), 'utf8')).trimEnd().split('\n');
  const missed = unfound(
    running.planted,
    lines.map(line => JSON.parse(line) as DiscrepancyLine),
  );
  for (const { rule, system, procedure, agency, what } of missed) {
    note(`  không tìm thấy: ${rule} ${system ?? ''} ${procedure ?? ''} ${agency ?? ''}: ${what}`);
  }
  const { length } = running.planted;
  print(`Đã gieo ${length} lỗi, tìm thấy ${length - missed.length}; đọc và đối chiếu mất ${seconds} giây.`);
  return missed.length === 0;
}

/** Planted faults no line of the report names. */
function unfound(planted: PlantedFault[], lines: DiscrepancyLine[]): PlantedFault[] {
  const place = (item: Pick<PlantedFault, 'rule' | 'system' | 'procedure' | 'agency'>) =>
    JSON.stringify([item.rule, item.system, item.procedure, item.agency]);
  const found = new Set(lines.map(place));
  return planted.filter(fault => !found.has(place(fault)));
}

process.exitCode = await demo();
