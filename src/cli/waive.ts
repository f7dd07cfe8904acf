import { userInfo } from 'node:os';
import type { Command } from 'commander';
import { record } from '../store/audit.ts';
import type { Store } from '../store/contract.ts';
import { inTransaction } from '../store/open.ts';
import { activeWaivers, addWaiver, revokeWaiver, type WaiverTarget } from '../store/waivers.ts';
import { loadFrom, withConfig, withJson, withStore } from './common.ts';
import { UsageError } from './exit.ts';
import { localTime } from './history.ts';
import { print, printJson, table } from './output.ts';

interface WaiveOptions {
  config: string;
  rule?: string;
  procedure?: string;
  agency?: string;
  system?: string;
  reason?: string;
  by?: string;
  until?: string;
  revoke?: boolean;
  list?: boolean;
  json?: boolean;
}

export function waiveCommand(main: Command): void {
  withJson(
    withConfig(
      main
        .command('waive')
        .argument('[dấu-vân]', 'dấu vân của sai lệch (hoặc phần đầu của nó)')
        .description('cho miễn một sai lệch: ai, vì sao, đến bao giờ; hết hạn thì nó trở lại'),
    ),
  )
    .option('--rule <mã>', 'mọi sai lệch đang mở của một quy tắc')
    .option('--procedure <mã>', '… của một thủ tục')
    .option('--agency <mã>', '… của một đơn vị')
    .option('--system <tên>', '… của một hệ thống')
    .option('--reason <lý-do>', 'vì sao cho miễn (bắt buộc)')
    .option('--by <ai>', 'ai cho miễn (mặc định: người đang đăng nhập máy)')
    .option('--until <ngày>', 'hết hạn cuối ngày này, dạng 2026-12-31 (mặc định: không thời hạn)')
    .option('--revoke', 'rút lại việc cho miễn')
    .option('--list', 'liệt kê những gì đang được miễn')
    .addHelpText(
      'after',
      '\nVí dụ:\n  dvc-sync waive 3fa94c --reason "chờ nâng cấp cổng" --until 2026-12-31\n  dvc-sync waive --list\n  dvc-sync waive 3fa94c --revoke',
    )
    .action(async (fingerprint: string | undefined, options: WaiveOptions) => {
      const { rule, procedure, agency, system } = options;
      const target = Object.fromEntries(
        Object.entries({ fingerprint, rule, procedure, agency, system }).filter(
          ([, value]) => value !== undefined,
        ),
      ) as WaiverTarget;
      if (!options.list) checkWanted(target, options);
      const until = options.until === undefined ? null : endOfDay(options.until);
      const configuration = await loadFrom(options.config);
      await withStore(configuration, async store => {
        if (options.list) return list(store, options.json ?? false);
        const fingerprints = await change(store, target, options, until).catch((error: unknown) => {
          throw new UsageError(error instanceof Error ? error.message : String(error));
        });
        if (options.json) return printJson({ fingerprints, until, revoked: options.revoke ?? false });
        if (fingerprints.length === 0) return print('Không có gì đang được miễn như vậy.');
        const ending = until ? ` đến hết ${localTime(until)}` : '';
        print(
          options.revoke
            ? `Đã rút lại việc miễn ${fingerprints.length} sai lệch.`
            : `Đã cho miễn ${fingerprints.length} sai lệch${ending}; có hiệu lực từ lần chạy sau.`,
        );
      });
    });
}

function checkWanted(target: WaiverTarget, options: WaiveOptions): void {
  if (Object.keys(target).length === 0)
    throw new UsageError('nêu dấu vân của sai lệch, hoặc --rule, --procedure, --agency, --system.');
  if (!options.revoke && !options.reason?.trim())
    throw new UsageError('cần --reason "…": lý do được ghi lại và hiện trong báo cáo.');
}

async function change(
  store: Store,
  target: WaiverTarget,
  options: WaiveOptions,
  until: string | null,
): Promise<string[]> {
  const at = new Date().toISOString();
  const by = options.by ?? userInfo().username;
  return inTransaction(store, async inner => {
    const fingerprints = options.revoke
      ? await revokeWaiver(inner, target, { by, at })
      : await addWaiver(inner, target, { by, reason: options.reason!, at, until });
    for (const fingerprint of fingerprints) {
      const after = options.revoke ? null : { reason: options.reason, until };
      await record(inner, {
        at,
        who: by,
        origin: 'cli',
        action: options.revoke ? 'revoke-waiver' : 'waive',
        target: fingerprint,
        before: null,
        after,
        outcome: 'done',
      });
    }
    return fingerprints;
  });
}

async function list(store: Store, json: boolean): Promise<void> {
  const waivers = await activeWaivers(store, new Date().toISOString());
  if (json) return printJson(waivers);
  if (waivers.length === 0) return print('Không có sai lệch nào đang được miễn.');
  print(
    table([
      ['DẤU VÂN', 'AI', 'ĐẾN', 'LÝ DO'],
      ...waivers.map(({ fingerprint, by, until, reason }) => [
        fingerprint.slice(0, 12),
        by,
        until ? localTime(until) : 'không thời hạn',
        reason,
      ]),
    ]),
  );
}

/** The last moment of a day in Việt Nam (UTC+7, no summer time). */
function endOfDay(day: string): string {
  const end = new Date(`${day}T23:59:59.999+07:00`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || Number.isNaN(end.getTime()))
    throw new UsageError(`--until: "${day}" không phải ngày dạng 2026-12-31.`);
  return end.toISOString();
}
