import { writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import type { Command } from 'commander';
import { cityFiles, starterFiles } from '../config/starter.ts';
import { definitionJsonSchemas } from '../definitions/json-schema.ts';
import { UsageError } from './exit.ts';
import { print, printJson, shownPath } from './output.ts';
import { requireFolder, unwritable } from './unwritable.ts';

export function initCommand(command: Command): void {
  command
    .option('--force', 'ghi đè tệp đã có')
    .option('--json', 'in một tài liệu JSON ra stdout')
    .addHelpText(
      'after',
      '\nThư mục tên can-tho-2025 nhận cấu hình có sẵn của thành phố Cần Thơ hai cấp (103 xã, phường, bốn hệ thống).\n\nVí dụ:\n  dvc-sync init can-tho\n  dvc-sync init can-tho-2025',
    )
    .action(async (folder: string, options: { force?: boolean; json?: boolean }) => {
      const starter = (await cityFiles(basename(resolve(folder)))) ?? starterFiles();
      const files = Object.entries({ ...starter, ...definitionSchemas() }).map(([name, text]) => ({
        path: join(resolve(folder), name),
        text,
      }));
      requireFolder('cấu hình mẫu', resolve(folder), 0o777);
      for (const { path, text } of files) {
        await writeFile(path, text, { flag: options.force ? 'w' : 'wx' }).catch(
          (error: NodeJS.ErrnoException) => {
            if (error.code === 'EEXIST')
              throw new UsageError(`${shownPath(path)} đã có; thêm --force để ghi đè.`);
            throw unwritable(shownPath(path), error);
          },
        );
        if (!options.json) print(`đã ghi ${shownPath(path)}`);
      }
      if (options.json) return printJson({ files: files.map(({ path }) => shownPath(path)) });
      print(
        '\nViệc tiếp theo: sửa các tệp trên, đặt biến môi trường cho mật khẩu, rồi chạy "dvc-sync check".',
      );
    });
}

/** For editors: definition files name the schemas beside the configuration. */
function definitionSchemas(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(definitionJsonSchemas()).map(([name, schema]) => [
      name,
      `${JSON.stringify(schema, null, 2)}\n`,
    ]),
  );
}
