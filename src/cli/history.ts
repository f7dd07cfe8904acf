import type { Command } from 'commander';
import type { DiscrepancyHistory, RunRow } from '../store/contract.ts';
import { type HistoryQuery, history } from '../store/history.ts';
import { listRuns } from '../store/runs.ts';
import { loadFrom, withConfig, withJson, withStore } from './common.ts';
import { colour, print, printJson, table } from './output.ts';

const runStatus: Record<RunRow['status'], string> = {
  running: 'đang chạy',
  aborted: 'bị dừng giữa chừng',
  clean: 'sạch',
  discrepancies: 'có sai lệch',
  partial: 'chưa đọc đủ nguồn',
  failed: 'thất bại',
};
const states = { new: 'mới', open: 'còn mở', waived: 'được miễn' };

interface HistoryOptions {
  config: string;
  rule?: string;
  procedure?: string;
  agency?: string;
  system?: string;
  limit: string;
  json?: boolean;
}

export function historyCommand(main: Command): void {
  withJson(
    withConfig(
      main
        .command('history')
        .argument('[dấu-vân]', 'dấu vân của một sai lệch (hoặc phần đầu của nó)')
        .description('các lần chạy; hoặc mọi điều một sai lệch đã trải qua'),
    ),
  )
    .option('--rule <mã>', 'các sai lệch của một quy tắc')
    .option('--procedure <mã>', 'các sai lệch của một thủ tục')
    .option('--agency <mã>', 'các sai lệch của một đơn vị')
    .option('--system <tên>', 'các sai lệch của một hệ thống')
    .option('--limit <số>', 'nhiều nhất bao nhiêu dòng', '20')
    .addHelpText(
      'after',
      '\nVí dụ:\n  dvc-sync history\n  dvc-sync history 3fa94c\n  dvc-sync history --procedure 1.004194',
    )
    .action(async (fingerprint: string | undefined, options: HistoryOptions) => {
      const configuration = await loadFrom(options.config);
      const limit = Math.max(1, Number.parseInt(options.limit, 10) || 20);
      const { rule, procedure, agency, system } = options;
      const query = Object.fromEntries(
        Object.entries({ fingerprint, rule, procedure, agency, system }).filter(
          ([, value]) => value !== undefined,
        ),
      ) as HistoryQuery;
      await withStore(configuration, async store => {
        if (Object.keys(query).length === 0)
          return showRuns(await listRuns(store, limit), options.json ?? false);
        const found = await history(store, query, new Date().toISOString(), limit);
        if (options.json) return printJson(found);
        if (found.length === 0) print('Không có sai lệch nào như vậy.');
        for (const item of found) showLife(item);
      });
    });
}

function showRuns(runs: RunRow[], json: boolean) {
  if (json) return printJson(runs);
  if (runs.length === 0) return print('Chưa có lần chạy nào.');
  print(
    table([
      ['LẦN CHẠY', 'BẮT ĐẦU', 'MỚI', 'CÒN MỞ', 'ĐÃ HẾT', 'KẾT QUẢ'],
      ...runs.map(({ id, startedAt, status, summary }) => [
        id,
        localTime(startedAt),
        ...(summary
          ? [summary.counts.new, summary.counts.open, summary.counts.resolved].map(String)
          : ['–', '–', '–']),
        runStatus[status],
      ]),
    ]),
  );
}

function showLife(item: DiscrepancyHistory): void {
  const state = item.resolvedAt ? 'đã hết' : states[item.state];
  print(`${colour('bold', item.fingerprint.slice(0, 12))} ${item.rule} · ${state}`);
  print(`  ${item.message}`);
  for (const life of item.lives) {
    const end = life.resolvedAt
      ? `hết ngày ${localTime(life.resolvedAt)}`
      : `thấy lần cuối ${localTime(life.lastSeen)}`;
    print(`  từ ${localTime(life.firstSeen)}, ${end}`);
  }
  for (const waiver of item.waivers) {
    const until = waiver.until ? `đến ${localTime(waiver.until)}` : 'không thời hạn';
    const revoked = waiver.revokedAt ? `, ${waiver.revokedBy} rút lại ${localTime(waiver.revokedAt)}` : '';
    print(`  ${waiver.by} cho miễn ${until} (${localTime(waiver.at)}): ${waiver.reason}${revoked}`);
  }
  print();
}

/** As a clerk in Cần Thơ reads a clock. */
export function localTime(iso: string): string {
  return new Date(iso).toLocaleString('vi-VN', {
    timeZone: 'Asia/Ho_Chi_Minh',
    dateStyle: 'short',
    timeStyle: 'short',
  });
}
