import { mkdir, writeFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import type { Command } from 'commander';
import { starterFiles } from '../config/starter.ts';
import { UsageError } from './exit.ts';
import { print } from './output.ts';

export function initCommand(main: Command): void {
  main
    .command('init')
    .argument('[thư-mục]', 'nơi ghi', '.')
    .option('--force', 'ghi đè tệp đã có')
    .description('viết cấu hình mẫu có chú thích: dvc-sync.yaml, agencies.yaml, fields.yaml')
    .addHelpText('after', '\nVí dụ:\n  dvc-sync init can-tho')
    .action(async (folder: string, options: { force?: boolean }) => {
      const files = Object.entries(starterFiles()).map(([name, text]) => ({
        path: join(resolve(folder), name),
        text,
      }));
      await mkdir(resolve(folder), { recursive: true });
      for (const { path, text } of files) {
        await writeFile(path, text, { flag: options.force ? 'w' : 'wx' }).catch(
          (error: NodeJS.ErrnoException) => {
            if (error.code === 'EEXIST') throw new UsageError(`${path} đã có; thêm --force để ghi đè.`);
            throw new UsageError(`không ghi được ${path}: ${error.message}`);
          },
        );
        print(`đã ghi ${relative(process.cwd(), path) || path}`);
      }
      print(
        '\nViệc tiếp theo: sửa các tệp trên, đặt biến môi trường cho mật khẩu, rồi chạy "dvc-sync check".',
      );
    });
}
