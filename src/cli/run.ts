import { clockBehindWords, run } from '../app/runs/run.ts';
import { Refusal } from '../domain/refusal.ts';
import type { RunStatus } from '../domain/run.ts';
import { buildReport } from '../report/from-store.ts';
import { homeOf } from '../report/mail/report-address.ts';
import { writeReports } from '../report/report-forms.ts';
import { terminalSummary } from '../report/terminal.ts';
import { createLog } from '../runs/log.ts';
import { command, outOption } from './command.ts';
import { verbose } from './common-words.ts';
import { CommandError, exitCodes, UsageError } from './exit.ts';
import { said } from './language.ts';
import { note, printPainted, shownPath, wantsColours } from './output.ts';
import { progressBars } from './progress.ts';
import { outputs, unwritable } from './unwritable.ts';

const codeOfStatus: Record<RunStatus, number> = {
  clean: exitCodes.clean,
  failed: exitCodes.failed,
  discrepancies: exitCodes.discrepancies,
  partial: exitCodes.partial,
};

export const runCommand = command({
  options: [
    [
      ...outOption({
        vi: 'nơi ghi summary.json, discrepancies.ndjson, report.html, report.xlsx …',
        en: 'where summary.json, discrepancies.ndjson, report.html, report.xlsx … are written',
      }),
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
  into: outputs.report,
  stopped: 'Đã dừng theo yêu cầu. Kho dữ liệu nguyên vẹn, lần chạy này không được tính.',
  check({ city }, { acceptShrink: systems = [], reason }) {
    if (systems.length > 0 && !reason?.trim())
      throw new UsageError({
        vi: '--accept-shrink cần --reason "…": lý do được ghi vào nhật ký kiểm tra.',
        en: '--accept-shrink needs --reason "…": it is written into the audit trail.',
      });
    if (systems.length === 0 && reason !== undefined)
      throw new UsageError({
        vi: '--reason chỉ dùng cùng --accept-shrink.',
        en: '--reason goes with --accept-shrink only.',
      });
    const unknown = systems.find(system => !city.systems.some(({ name }) => name === system));
    if (unknown !== undefined) throw new Refusal('system-unknown', { system: unknown });
    return systems.length > 0 ? { acceptShrink: { systems, reason: reason! } } : {};
  },
  async onStore({ configuration, store, signal, ...desk }, options, accepted) {
    const { city, secrets } = configuration;
    const asking = options.verbose ? { ...desk.asking, log: createLog(secrets, 'debug') } : desk.asking;
    const bars = progressBars(!options.json && !options.verbose, city);
    const { summary, aborted, clockBehind } = await run(asking, {
      ...{ signal, full: isFull(options), events: bars, ...accepted },
    }).finally(bars.stop);
    const { runId, status } = summary;
    for (const id of aborted) note(`Lần chạy ${id} trước đây bị dừng giữa chừng, đã đánh dấu hủy.`);
    if (clockBehind !== undefined) note(`Lưu ý: ${clockBehindWords(clockBehind)}.`);
    try {
      const model = await buildReport(store, runId, { city, home: homeOf(configuration) });
      const files = await writeReports(model, options.out, undefined, signal).catch(error => {
        throw unwritable(outputs.report, error, options.out);
      });
      return {
        json: summary,
        print: () =>
          printPainted(terminalSummary(model, { colour: wantsColours(), files: files.map(shownPath) })),
        exit: codeOfStatus[status],
      };
    } catch (error) {
      if (signal.aborted) {
        note(
          `Đã dừng theo yêu cầu khi đang viết báo cáo. Lần chạy ${runId} đã được ghi nhớ; viết báo cáo của nó bằng "dvc-sync report".`,
        );
        process.exitCode = exitCodes.interrupted;
        return undefined;
      }
      if (error instanceof UsageError || error instanceof CommandError)
        error.message += said({
          vi: ` Lần chạy ${runId} đã được ghi nhớ; viết báo cáo của nó bằng "dvc-sync report".`,
          en: ` The run ${runId} is remembered; write its report with "dvc-sync report".`,
        });
      throw error;
    }
  },
});

function isFull({ fresh = false, full = fresh }: { fresh?: boolean; full?: boolean }): boolean {
  return full;
}
