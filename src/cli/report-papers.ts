import type { Command } from 'commander';
import type { Configuration } from '../config/configuration.ts';
import { PaperRefused } from '../report/documents/from-store.ts';
import { levelFourList } from '../report/documents/level-four-list.ts';
import { countMonth, monthBefore, monthlyReport, vietnameseDay } from '../report/documents/monthly-report.ts';
import type { Paper } from '../report/documents/paper.ts';
import { writePapers } from '../report/documents/write-paper.ts';
import { reviewsFor } from '../runs/reviewed.ts';
import type { RunRow, Store } from '../store/contract.ts';
import { finishedRun, loadFrom, withConfig, withJson, withStore } from './common.ts';
import { CommandError, UsageError } from './exit.ts';
import { print, printJson, shownPath } from './output.ts';
import { requireFolder } from './unwritable.ts';

interface PaperOptions {
  config: string;
  out: string;
  run?: string;
  json?: boolean;
}

/** Documents made from a finished run, below `report`. */
export function paperCommands(report: Command): void {
  withPaperOptions(
    report
      .command('monthly [tháng]')
      .description(
        'báo cáo tháng gửi Bộ: DOCX theo Nghị định 30/2020 và XLSX (tháng dạng 2021-10, mặc định: tháng trước)',
      ),
  ).action(async (month: string | undefined, _own: PaperOptions, command: Command) => {
    // `report` knows the same options; where they stand does not matter.
    const options = command.optsWithGlobals<PaperOptions>();
    const now = new Date().toISOString();
    const asked = month ?? monthBefore(vietnameseDay(now).slice(0, 7));
    if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(asked))
      throw new UsageError(`"${asked}" không phải tháng dạng 2021-10.`);
    await write(options, async (store, configuration, run) => {
      await countMonth(store, configuration.city, {
        run,
        month: asked,
        now,
        ...(await reviewsFor(store, configuration.city)),
      });
      const { paper, kept, before } = await monthlyReport(store, configuration, asked);
      const { statistics } = kept;
      return { paper, told: { statistics, before: before && { month: before.month, total: before.total } } };
    });
  });
  withPaperOptions(
    report.command('level-four').description('danh mục dịch vụ công mức độ 4 đang cung cấp: DOCX và XLSX'),
  ).action(async (_own: PaperOptions, command: Command) => {
    const options = command.optsWithGlobals<PaperOptions>();
    const now = new Date().toISOString();
    await write(options, async (store, configuration, run) => {
      const paper = await levelFourList(store, configuration, { run, now });
      return { paper, told: { services: paper.tables[0]!.rows.length } };
    });
  });
}

function withPaperOptions(command: Command): Command {
  return withJson(withConfig(command))
    .option('-o, --out <thư-mục>', 'nơi ghi', 'out')
    .option('--run <mã>', 'lần chạy lấy số liệu (mặc định: lần gần nhất)');
}

async function write(
  options: PaperOptions,
  make: (
    store: Store,
    configuration: Configuration,
    run: RunRow,
  ) => Promise<{ paper: Paper; told: Record<string, unknown> }>,
): Promise<void> {
  const configuration = await loadFrom(options.config);
  requireFolder('văn bản', options.out);
  await withStore(configuration, async store => {
    const run = await finishedRun(store, options.run);
    try {
      const { paper, told } = await make(store, configuration, run);
      const files = await writePapers([paper], options.out);
      if (options.json) printJson({ runId: run.id, files, ...told });
      else {
        for (const file of files) print(shownPath(file));
        for (const note of paper.footnotes) print(note);
      }
    } catch (error) {
      if (error instanceof PaperRefused) throw new CommandError(error.message);
      throw error;
    }
  });
}
