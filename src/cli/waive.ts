import type { Command } from 'commander';
import { dateAndTime } from '../domain/time.ts';
import { endOfDay, unwaive, waive } from '../runs/waive.ts';
import type { Store } from '../store/contract.ts';
import { activeWaivers, WaiverError, type WaiverTarget } from '../store/waivers.ts';
import { loadFrom, withConfig, withJson, withStore } from './common.ts';
import { UsageError } from './exit.ts';
import { print, printJson, table } from './output.ts';
import { doingHere, personNamed } from './person.ts';

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
        .argument('[mã-sai-lệch]', 'mã sai lệch trong báo cáo (hoặc phần đầu của nó)')
        .description('tạm bỏ qua một sai lệch: ai cho phép, vì sao, đến bao giờ; hết hạn thì nó trở lại'),
    ),
  )
    .option('--rule <mã>', 'mọi sai lệch đang mở của một quy tắc')
    .option('--procedure <mã>', '… của một thủ tục')
    .option('--agency <mã>', '… của một đơn vị')
    .option('--system <tên>', '… của một hệ thống')
    .option('--reason <lý-do>', 'vì sao bỏ qua (bắt buộc)')
    .option('--by <ai>', 'ai cho phép (mặc định: người đang đăng nhập máy)')
    .option('--until <ngày>', 'hết hạn cuối ngày này, dạng 2026-12-31 (mặc định: không thời hạn)')
    .option('--revoke', 'không bỏ qua nữa')
    .option('--list', 'liệt kê những gì đang tạm bỏ qua')
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
      const until = options.until === undefined ? null : untilOf(options.until);
      const configuration = await loadFrom(options.config);
      await withStore(configuration, async store => {
        if (options.list) return list(store, options.json ?? false);
        const fingerprints = await change(store, target, options, until).catch((error: unknown) => {
          throw error instanceof WaiverError ? new UsageError(error.message) : error;
        });
        if (options.json) return printJson({ fingerprints, until, revoked: options.revoke ?? false });
        if (fingerprints.length === 0) return print('Không có gì đang tạm bỏ qua như vậy.');
        const ending = until ? ` đến hết ${dateAndTime(until)}` : '';
        print(
          options.revoke
            ? `Không bỏ qua ${fingerprints.length} sai lệch nữa; có hiệu lực từ lần chạy sau.`
            : `Tạm bỏ qua ${fingerprints.length} sai lệch${ending}; có hiệu lực từ lần chạy sau.`,
        );
      });
    });
}

function checkWanted(target: WaiverTarget, options: WaiveOptions): void {
  if (Object.keys(target).length === 0)
    throw new UsageError('nêu mã sai lệch, hoặc --rule, --procedure, --agency, --system.');
  if (!options.revoke && !options.reason?.trim())
    throw new UsageError('cần --reason "…": lý do được ghi lại và hiện trong báo cáo.');
}

function change(
  store: Store,
  target: WaiverTarget,
  options: WaiveOptions,
  until: string | null,
): Promise<string[]> {
  const by = { ...doingHere(), who: personNamed(options.by, '--by') };
  return options.revoke
    ? unwaive(store, target, by)
    : waive(store, target, { reason: options.reason!, until }, by);
}

async function list(store: Store, json: boolean): Promise<void> {
  const waivers = await activeWaivers(store, new Date().toISOString());
  if (json) return printJson(waivers);
  if (waivers.length === 0) return print('Không có sai lệch nào đang tạm bỏ qua.');
  print(
    table([
      ['MÃ SAI LỆCH', 'AI', 'ĐẾN', 'LÝ DO'],
      ...waivers.map(({ fingerprint, by, until, reason }) => [
        fingerprint.slice(0, 12),
        by,
        until ? dateAndTime(until) : 'không thời hạn',
        reason,
      ]),
    ]),
  );
}

function untilOf(day: string): string {
  const end = endOfDay(day);
  if (end === undefined) throw new UsageError(`--until: "${day}" không phải ngày dạng 2026-12-31.`);
  return end;
}
