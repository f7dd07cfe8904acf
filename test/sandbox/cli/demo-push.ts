import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { exitCodes } from '../../../src/cli/exit.ts';
import { note } from '../../../src/cli/output.ts';
import { shownPath } from '../../../src/report/shown-path.ts';
import { cli, steps, title, withSandbox } from './demo-stage.ts';

const samples = fileURLToPath(new URL('../../../config/can-tho/services', import.meta.url));

/** Drafted before our eyes; the two others come finished from `config/can-tho/services`. */
const drafted = '1.002010';

/**
 * `npm run demo:push`: scaffold → validate → plan → approve → apply → run, against a sandbox city whose portal and
 * one-stop system still lack e-form, workflow and level for three procedures; at the end nothing is left to say.
 */
async function demo(): Promise<number> {
  const { values } = parseArgs({ options: { out: { type: 'string', default: 'out/push' } } });
  const folder = resolve(values.out);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const procedures = [drafted, ...(await readdir(samples))];
  const sandbox = ['--clean', '--bare', ...procedures, '--dir', folder];
  return withSandbox(sandbox, async ({ config }) => {
    const given = ['--config', config];
    const services = join(folder, 'services');

    const step = steps([3, 2, 1, 2, 3, 2, 3]);
    step('Đọc và đối chiếu trước khi làm:');
    await expect(exitCodes.clean, ['run', ...given, '--out', join(folder, 'truoc')]);

    step(`Soạn nháp cấu hình cho ${drafted} từ bản ghi quốc gia:`);
    await cp(samples, services, { recursive: true });
    await expect(exitCodes.clean, ['scaffold', drafted, ...given]);
    await expect(exitCodes.usage, ['validate', drafted, ...given]);

    step('Một người xem lại và điền các chỗ còn để ngỏ; kiểm tra lại:');
    await fillIn(join(services, drafted));
    await expect(exitCodes.clean, ['validate', ...given]);

    step('Lập kế hoạch:');
    const plan = join(folder, 'plan.json');
    await expect(exitCodes.discrepancies, [
      'plan',
      ...given,
      '--as',
      'Trần Thị B',
      '--out',
      plan,
      '--html',
      join(folder, 'plan.html'),
    ]);
    const { id } = JSON.parse(await readFile(plan, 'utf8')) as { id: string };

    step('Người khác duyệt, rồi áp dụng:');
    await expect(exitCodes.clean, [
      'approve',
      id,
      ...given,
      '--as',
      'Nguyễn Văn A',
      '--reason',
      'đã xem từng mục',
    ]);
    await expect(exitCodes.clean, ['apply', id, ...given, '--as', 'Trần Thị B']);

    step('Lập kế hoạch lần nữa: không còn gì phải làm; áp dụng lại cũng không gửi gì:');
    await expect(exitCodes.clean, ['plan', ...given, '--as', 'Trần Thị B']);
    await expect(exitCodes.clean, ['apply', id, ...given]);

    step('Đọc và đối chiếu sau khi làm:');
    await expect(exitCodes.clean, ['run', ...given, '--out', join(folder, 'sau')]);
    await expect(exitCodes.clean, ['tasks', ...given]);
    title(`Mở ${shownPath(join(folder, 'plan.html'))} để xem kế hoạch.`);
    return exitCodes.clean;
  });
}

async function expect(wanted: number, args: string[]): Promise<void> {
  const code = await cli(args);
  if (code === wanted) return;
  note(`"dvc-sync ${args[0]}" kết thúc với mã ${code}, chờ mã ${wanted}.`);
  process.exit(exitCodes.failed);
}

/** What a clerk would type where the draft says TODO. */
async function fillIn(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const file = join(folder, name);
    const text = await readFile(file, 'utf8');
    const filled = text
      .replaceAll('state: unknown', 'state: met')
      .replaceAll('source: TODO', 'source: Biên bản rà soát của đơn vị ngày 15/6/2021')
      .replaceAll('TODO', 'Chuyên viên');
    await writeFile(file, filled);
  }
}

process.exitCode = await demo();
