import { type Command, Option } from 'commander';
import { clockBehindWords, run } from '../app/runs/run.ts';
import type { RunStatus } from '../domain/run.ts';
import { buildReport } from '../report/from-store.ts';
import { createLog } from '../runs/log.ts';
import { interruptSignal, loadFrom, withConfig, withJson, withStore } from './common.ts';
import { exitCodes, UsageError } from './exit.ts';
import { note, printJson } from './output.ts';
import { askingHere } from './person.ts';
import { progressBars } from './progress.ts';
import { requireFolder } from './unwritable.ts';
import { printSummary, writtenReport } from './written-report.ts';

interface RunOptions {
  config: string;
  out: string;
  full?: boolean;
  /** What `full` was called before. */
  fresh?: boolean;
  acceptShrink?: string[];
  reason?: string;
  json?: boolean;
  verbose?: boolean;
}

const codeOfStatus: Record<RunStatus, number> = {
  clean: exitCodes.clean,
  failed: exitCodes.failed,
  discrepancies: exitCodes.discrepancies,
  partial: exitCodes.partial,
};

export function runCommand(command: Command): void {
  withJson(withConfig(command))
    .option(
      '-o, --out <thư-mục>',
      'nơi ghi summary.json, discrepancies.ndjson, report.html, report.xlsx …',
      'out',
    )
    .option('--full', 'đọc lại mọi chi tiết, không dùng những gì đã đọc ở lần trước')
    // What --full was called before; timers of cities call it so still, and it costs nothing to understand them.
    .addOption(new Option('--fresh').hideHelp())
    .option(
      '--accept-shrink <hệ-thống...>',
      'công nhận danh sách ngắn đi của hệ thống này là đúng (kèm --reason)',
    )
    .option('--reason <lý-do>', 'lý do công nhận')
    .option('-v, --verbose', 'ghi nhật ký chi tiết ra stderr')
    .addHelpText(
      'after',
      '\nVí dụ:\n  dvc-sync run --config dvc-sync.yaml --out out\n  dvc-sync run --accept-shrink portal --reason "đã gộp đơn vị"',
    )
    .action(runAction);
}

async function runAction(options: RunOptions): Promise<void> {
  const configuration = await loadFrom(options.config);
  const accepted = options.acceptShrink ?? [];
  if (accepted.length > 0 && !options.reason?.trim())
    throw new UsageError('--accept-shrink cần --reason "…": lý do được ghi vào nhật ký kiểm tra.');
  requireFolder('báo cáo', options.out);
  const log = createLog(configuration.secrets, options.verbose ? 'debug' : 'error');
  const interrupt = interruptSignal();
  const bars = progressBars(!options.json && !options.verbose);
  let remembered: string | undefined;
  try {
    await withStore(configuration, async store => {
      const { summary, aborted, clockBehind } = await run(
        { ...askingHere(store), configuration, log },
        {
          signal: interrupt.signal,
          full: isFull(options),
          ...(accepted.length > 0 && { acceptShrink: { systems: accepted, reason: options.reason! } }),
          events: bars,
        },
      );
      remembered = summary.runId;
      bars.stop();
      for (const id of aborted) note(`Lần chạy ${id} trước đây bị dừng giữa chừng, đã đánh dấu hủy.`);
      if (clockBehind !== undefined) note(`Lưu ý: ${clockBehindWords(clockBehind)}.`);
      const model = await buildReport(store, summary.runId, { city: configuration.city });
      const files = await writtenReport(model, options.out, undefined, interrupt.signal);
      if (options.json) printJson(summary);
      else await printSummary(model, files);
      process.exitCode = codeOfStatus[summary.status];
    });
  } catch (error) {
    bars.stop();
    if (interrupt.interrupted()) {
      note(
        remembered
          ? `Đã dừng theo yêu cầu khi đang viết báo cáo. Lần chạy ${remembered} đã được ghi nhớ; viết báo cáo của nó bằng "dvc-sync report".`
          : 'Đã dừng theo yêu cầu. Kho dữ liệu nguyên vẹn, lần chạy này không được tính.',
      );
      process.exitCode = exitCodes.interrupted;
    } else throw error;
  } finally {
    interrupt.dispose();
  }
}

function isFull({ fresh = false, full = fresh }: RunOptions): boolean {
  return full;
}
