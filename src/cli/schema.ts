import { readFile, writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { configurationJsonSchema } from '../config/json-schema.ts';
import { CommandError } from './exit.ts';
import { print } from './output.ts';

const published = new URL('../../config/dvc-sync.schema.json', import.meta.url);

export function schemaCommand(main: Command): void {
  main
    .command('schema')
    .description('in JSON Schema của tệp cấu hình (cho trình soạn thảo)')
    .option('--write', 'ghi vào config/dvc-sync.schema.json')
    .option('--check', 'báo lỗi khi config/dvc-sync.schema.json không còn khớp')
    .action(async (options: { write?: boolean; check?: boolean }) => {
      const text = `${JSON.stringify(configurationJsonSchema(), null, 2)}\n`;
      if (options.write) await writeFile(published, text);
      else if (!options.check) print(text.trimEnd());
      else if ((await readFile(published, 'utf8').catch(() => '')) !== text) {
        throw new CommandError('config/dvc-sync.schema.json đã cũ; tạo lại bằng "npm run schema".');
      }
    });
}
