import { clockBehindWords, run } from '../app/runs/run.ts';
import type { RunStatus } from '../domain/run.ts';
import { buildReport } from '../report/from-store.ts';
import { homeOf } from '../report/mail/report-address.ts';
import { createLog } from '../runs/log.ts';
import { command, usual } from './command.ts';
import { interruptSignal, loadFrom, withStore } from './common.ts';
import { verbose } from './common-words.ts';
import { CommandError, exitCodes, UsageError } from './exit.ts';
import { said } from './language.ts';
import { note, printJson } from './output.ts';
import { askingHere } from './person.ts';
import { progressBars } from './progress.ts';
import { outputs, requireFolder } from './unwritable.ts';
import { printSummary, writtenReport } from './written-report.ts';

const codeOfStatus: Record<RunStatus, number> = {
  clean: exitCodes.clean,
  failed: exitCodes.failed,
  discrepancies: exitCodes.discrepancies,
  partial: exitCodes.partial,
};

export const runCommand = command({
  options: [
    ...usual,
    [
      '-o, --out <thư-mục>',
      {
        vi: 'nơi ghi summary.json, discrepancies.ndjson, report.html, report.xlsx …',
        en: 'where summary.json, discrepancies.ndjson, report.html, report.xlsx … are written',
      },
      'out',
    ],
    [
      '--full',
      {
        vi: 'đọc lại mọi chi tiết, không dùng những gì đã đọc ở lần trước',
        en: 'read all details again, use nothing of earlier readings',
      },
    ],
    // What --full was called before; timers of cities call it so still, and it costs nothing to understand them.
    { hidden: ['--fresh', ''] },
    [
      '--accept-shrink <hệ-thống...>',
      {
        vi: 'công nhận danh sách ngắn đi của hệ thống này là đúng (kèm --reason)',
        en: 'accept that the list of this system is shorter (with --reason)',
      },
    ],
    ['--reason <lý-do>', { vi: 'lý do công nhận', en: 'why it is accepted' }],
    ['-v, --verbose', verbose],
  ],
  examples: [
    'dvc-sync run --config dvc-sync.yaml --out out',
    {
      vi: 'dvc-sync run --accept-shrink portal --reason "đã gộp đơn vị"',
      en: 'dvc-sync run --accept-shrink portal --reason "units were merged"',
    },
  ],
  async act(options) {
    const configuration = await loadFrom(options.config);
    const accepted = options.acceptShrink ?? [];
    if (accepted.length > 0 && !options.reason?.trim())
      throw new UsageError({
        vi: '--accept-shrink cần --reason "…": lý do được ghi vào nhật ký kiểm tra.',
        en: '--accept-shrink needs --reason "…": it is written into the audit trail.',
      });
    requireFolder(outputs.report, options.out);
    const log = createLog(configuration.secrets, options.verbose ? 'debug' : 'error');
    const interrupt = interruptSignal();
    const bars = progressBars(!options.json && !options.verbose, configuration.city);
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
        const model = await buildReport(store, summary.runId, {
          city: configuration.city,
          home: homeOf(configuration),
        });
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
        return;
      }
      if (remembered && (error instanceof UsageError || error instanceof CommandError))
        error.message += said({
          vi: ` Lần chạy ${remembered} đã được ghi nhớ; viết báo cáo của nó bằng "dvc-sync report".`,
          en: ` The run ${remembered} is remembered; write its report with "dvc-sync report".`,
        });
      throw error;
    } finally {
      interrupt.dispose();
    }
  },
});

function isFull({ fresh = false, full = fresh }: { fresh?: boolean; full?: boolean }): boolean {
  return full;
}
