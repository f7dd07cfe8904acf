import { dayOf, monthBefore } from '../domain/time.ts';
import { catalogueFormats } from '../report/catalogue/files.ts';
import { catalogueForms } from '../report/catalogue/forms.ts';
import { catalogueOf } from '../report/catalogue/source.ts';
import { levelFourList } from '../report/documents/level-four-list.ts';
import { figuresOfMonth, monthlyReport } from '../report/documents/monthly-report.ts';
import type { Paper } from '../report/documents/paper.ts';
import { paperForms } from '../report/documents/paper-forms.ts';
import { writeForms } from '../report/forms.ts';
import { reviewsFor } from '../runs/reviewed.ts';
import { command, usual } from './command.ts';
import { finishedRun, interruptSignal } from './common.ts';
import { choice, lastRun, outFolder } from './common-words.ts';
import { exitCodes, UsageError } from './exit.ts';
import { givenDay, givenMonth } from './given-days.ts';
import { print, printJson, shownPath } from './output.ts';
import { outputs } from './unwritable.ts';

interface PaperOptions {
  config: string;
  out: string;
  run?: string;
  asOf?: string;
  json?: boolean;
}

/** What `--json` says beside the files. */
type Told = { runId: string } & Record<string, unknown>;

const paperOptions = [...usual, ['-o, --out <thư-mục>', outFolder, 'out']] as const;

/** Documents made from what was read, below `report`. */
export const paperCommands = {
  monthly: command({
    does: {
      vi: 'báo cáo tháng gửi Bộ: DOCX theo Nghị định 30/2020 và XLSX; số liệu của lần đọc đủ cuối cùng trong tháng',
      en: 'monthly report to the Ministry: DOCX as Decree 30/2020 has it, and XLSX; figures of the last whole reading in the month',
    },
    arguments: [
      [
        '[tháng]',
        { vi: 'dạng 10/2021 (mặc định: tháng trước)', en: 'such as 10/2021 (default: the month before)' },
        givenMonth,
      ],
    ],
    options: [
      [
        '--as-of <ngày>',
        {
          vi: 'lấy số liệu của ngày khác, dạng 02/11/2021; báo cáo ghi rõ điều đó',
          en: 'take the figures of another day, such as 02/11/2021; the report says so',
        },
        givenDay,
      ],
      ...paperOptions,
    ],
    // `run` is an option of `report` itself.
    into: outputs.papers,
    async onStore({ configuration, store, now }, options: PaperOptions, month: string | undefined) {
      const asked = month ?? monthBefore(dayOf(now).slice(0, 7));
      const { asOf, run } = options;
      if (run !== undefined)
        throw new UsageError({
          vi: 'báo cáo tháng lấy lần đọc đủ cuối cùng trong tháng; muốn lấy ngày khác thì dùng --as-of <ngày> thay cho --run.',
          en: 'the monthly report takes the last whole reading in the month; for another day give --as-of <day> instead of --run.',
        });
      const { statistics } = await figuresOfMonth(store, configuration.city, {
        ...{ month: asked, now },
        ...(asOf !== undefined && { asOf }),
        ...(await reviewsFor(store, configuration.city)),
      });
      const { paper, before } = await monthlyReport(store, configuration, asked);
      const told = { statistics, before: before && { month: before.month, total: before.total } };
      await write(options, paper, { runId: statistics.runId, ...told });
    },
  }),
  'level-four': command({
    does: {
      vi: 'danh mục dịch vụ công mức độ 4 đang cung cấp: DOCX và XLSX',
      en: 'list of the services offered at level 4: DOCX and XLSX',
    },
    options: [['--run <mã>', lastRun], ...paperOptions],
    into: outputs.papers,
    async onStore({ configuration, store, now }, options) {
      const run = await finishedRun(store, options.run);
      const paper = await levelFourList(store, configuration, { run, now });
      await write(options, paper, { runId: run.id, services: paper.tables[0]!.rows.length });
    },
  }),
  catalogue: command({
    does: {
      vi: 'danh mục dịch vụ công làm dữ liệu mở: JSON-LD theo CPSV-AP 3.2 kèm bản ghi DCAT, hoặc CSV kèm mô tả cột',
      en: 'the services as open data: JSON-LD by CPSV-AP 3.2 with a DCAT record, or CSV with a table schema',
    },
    options: [
      ['--format <dạng>', choice({ vi: 'một trong', en: 'one of' }, catalogueFormats), catalogueFormats[0]],
      ['--run <mã>', lastRun],
      ...paperOptions,
    ],
    into: outputs.catalogue,
    async onStore({ configuration, store }, options) {
      const format = catalogueFormats.find(known => known === options.format);
      if (!format)
        throw new UsageError({
          vi: `không có dạng danh mục "${options.format}"; chọn: ${catalogueFormats.join(', ')}.`,
          en: `there is no form of catalogue "${options.format}"; choose: ${catalogueFormats.join(', ')}.`,
        });
      const run = await finishedRun(store, options.run);
      const catalogue = await catalogueOf(store, configuration, run);
      const interrupt = interruptSignal();
      const files = await writeForms(catalogueForms(catalogue, format), options.out, interrupt.signal).catch(
        error => {
          if (!interrupt.interrupted()) throw error;
          process.exitCode = exitCodes.interrupted;
        },
      );
      interrupt.dispose();
      if (!files) return;
      if (options.json) return printJson({ runId: run.id, format, files, notes: catalogue.notes });
      for (const file of files) print(shownPath(file));
      for (const note of catalogue.notes) print(note);
    },
  }),
};

async function write({ out, json }: PaperOptions, paper: Paper, { runId, ...told }: Told): Promise<void> {
  const files = await writeForms(Object.values(paperForms(paper)), out);
  if (json) return printJson({ runId, files, ...told });
  for (const file of files) print(shownPath(file));
  for (const note of paper.footnotes) print(note);
}
