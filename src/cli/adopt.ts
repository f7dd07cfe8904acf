import type { Command } from 'commander';
import { adoptedFiles } from '../definitions/adopt.ts';
import { loadDefinitions } from '../definitions/load.ts';
import { isNationalShape, localCode } from '../domain/code.ts';
import { adoptApplied } from '../runs/adopt-applied.ts';
import { inspectService } from '../runs/inspect-service.ts';
import { withConfig, withJson } from './common.ts';
import { definitionPlace, writeDefinition } from './definition-files.ts';
import { UsageError } from './exit.ts';
import { note, print, printJson, shownPath } from './output.ts';
import { atDesk, type PushDesk, type PushOptions } from './pushing.ts';

interface AdoptOptions extends PushOptions {
  from: string;
  force?: boolean;
}

export function adoptCommand(main: Command): void {
  withJson(
    withConfig(
      main
        .command('adopt')
        .argument('<mã>', 'mã thủ tục quốc gia')
        .description('lấy cấu hình đang có ở một hệ thống làm cấu hình mong muốn (ghi thành tệp để duyệt)'),
    ),
  )
    .requiredOption('--from <hệ-thống>', 'tên hệ thống, ví dụ portal')
    .option('--force', 'ghi đè tệp đã có')
    .addHelpText('after', '\nVí dụ:\n  dvc-sync adopt 1.000656 --from portal --force')
    .action((code: string, options: AdoptOptions) => atDesk(options, desk => adopt(desk, code, options)));
}

async function adopt(desk: PushDesk, given: string, options: AdoptOptions): Promise<void> {
  const { configuration } = desk;
  const code = localCode(given, configuration.city.locality);
  if (!isNationalShape(code)) throw new UsageError(`"${given}" không phải mã quốc gia dạng 1.004194.`);
  const names = configuration.systems.map(({ profile }) => profile.name);
  if (!names.includes(options.from)) {
    throw new UsageError(`cấu hình không có hệ thống "${options.from}"; có: ${names.join(', ')}.`);
  }
  const { definitions } = await loadDefinitions(configuration.services);
  const base = definitions.find(({ procedure }) => procedure === code);
  const actual = await inspectService({
    ...desk,
    system: options.from,
    procedure: code,
    cases: base?.cases ?? [],
  });
  if (!actual) throw new UsageError(`bộ nối của ${options.from} không đọc được cấu hình theo cách này.`);
  if (!actual.exists) throw new UsageError(`${options.from} không có thủ tục ${code}.`);
  const { folder, schemas } = definitionPlace(configuration, code);
  const drafted = adoptedFiles(actual, { schemas, ...(base && { base }) });
  const files = await writeDefinition(folder, drafted, options.force ?? false);
  await adoptApplied({ ...desk, system: options.from, actual });
  if (options.json) return printJson({ files: files.map(shownPath) });
  for (const path of files) print(`đã ghi ${shownPath(path)}`);
  note('Việc tiếp theo: xem lại, điền các chỗ TODO, rồi chạy "dvc-sync validate".');
}
