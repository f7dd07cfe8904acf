import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Command } from 'commander';
import { interruptSignal } from '../../../src/cli/common.ts';
import { json } from '../../../src/cli/common-words.ts';
import { UsageError } from '../../../src/cli/exit.ts';
import { inSpokenLanguage } from '../../../src/cli/help.ts';
import { said } from '../../../src/cli/language.ts';
import { note, print, printJson, shownPath } from '../../../src/cli/output.ts';
import { withExitCode } from '../../../src/cli/program.ts';
import { sandboxCity, withBare, withOutage } from '../city/city.ts';
import { startCity } from '../city/servers.ts';

/** `npm run sandbox -- …`: the sandbox city, as long as it is wanted. */
function sandbox(): Command {
  return new Command('sandbox')
    .description('chạy thành phố giả lập (bốn máy chủ, đúng giao thức, có lỗi gieo sẵn) đến khi bấm Ctrl-C')
    .option('--dir <thư-mục>', 'nơi ghi cấu hình để dùng (mặc định: một thư mục tạm)')
    .option('--catalogue <tệp>', 'danh mục thủ tục quốc gia (.ndjson.gz) thay cho mẫu có sẵn')
    .option('--clean', 'không gieo lỗi')
    .option('--bare <mã...>', 'những thủ tục này chưa có gì để nộp trực tuyến; không đọc Cổng DVC quốc gia')
    .option('--outage', 'ngày xấu: danh sách của cổng mất 40%, hệ thống một cửa không trả lời')
    .option('--json', said(json))
    .addHelpText(
      'after',
      '\nVí dụ:\n  npm run sandbox -- --dir thu\n  dvc-sync run --config thu/dvc-sync.yaml --out thu/out',
    )
    .helpOption('-h, --help', 'xem hướng dẫn')
    .exitOverride()
    .action(
      async (options: {
        dir?: string;
        catalogue?: string;
        clean?: boolean;
        bare?: string[];
        outage?: boolean;
        json?: boolean;
      }) => {
        const interrupt = interruptSignal();
        const city = await sandboxCity({
          ...(options.catalogue ? { catalogue: options.catalogue } : {}),
          faults: !options.clean,
        }).catch((error: unknown) => {
          const why = error instanceof Error ? error.message : error;
          throw new UsageError({
            vi: `không đọc được danh mục ${options.catalogue ?? ''}: ${why}`,
            en: `the catalogue ${options.catalogue ?? ''} cannot be read: ${why}`,
          });
        });
        const bare = options.bare ? withBare(city, options.bare) : city;
        const shown = options.outage ? withOutage(bare) : bare;
        const running = await startCity(shown);
        const folder = resolve(options.dir ?? (await mkdtemp(join(tmpdir(), 'dvc-sync-sandbox-'))));
        const config = await running.writeConfiguration(folder);
        const servers = Object.entries(running.servers).map(([name, { baseUrl }]) => ({ name, baseUrl }));
        if (options.json) printJson({ config, servers, planted: shown.planted });
        else {
          for (const { name, baseUrl } of servers) print(`${name.padEnd(14)} ${baseUrl}`);
          print(
            `\nĐã gieo ${shown.planted.length} lỗi. Cấu hình để dùng:\n  dvc-sync run --config ${shownPath(config)} --out ${shownPath(join(folder, 'out'))}`,
          );
        }
        note('Bấm Ctrl-C để dừng.');
        await new Promise<void>(done => {
          if (interrupt.signal.aborted) done();
          else interrupt.signal.addEventListener('abort', () => done(), { once: true });
        });
        await running.close();
        interrupt.dispose();
      },
    );
}

await withExitCode(() => inSpokenLanguage(sandbox()).parseAsync());
