import { dayOf, monthBefore } from '../../domain/time.ts';
import { catalogueForms } from '../../report/catalogue/forms.ts';
import { catalogueFormats, catalogueOf } from '../../report/catalogue/source.ts';
import { levelFourList } from '../../report/documents/annex-lists.ts';
import { figuresOfMonth, monthlyReport } from '../../report/documents/monthly-report.ts';
import type { Paper } from '../../report/documents/paper.ts';
import { paperForms } from '../../report/documents/paper-forms.ts';
import { reviewsFor } from '../../runs/reviewed.ts';
import type { Answer } from '../answer.ts';
import { command, outOption, usual } from '../command.ts';
import { finishedRun } from '../common.ts';
import { lastRun, outFolder, stoppedAsAsked } from '../common-words.ts';
import { UsageError } from '../exit.ts';
import { givenDay, givenMonth, oneOf } from '../given.ts';
import { outputs } from '../unwritable.ts';

const paperOptions = [...usual, [...outOption(outFolder), 'out']] as const;

/** Documents made from what was read, below `report`. */
export const paperCommands = {
  monthly: command({
    does: {
      vi: 'báo cáo tháng gửi Bộ: DOCX theo Nghị định 30/2020 và XLSX; số liệu của lần đọc đủ cuối cùng trong tháng',
      en: 'monthly report to the Ministry: DOCX as Decree 30/2020 has it, and XLSX; figures of the last whole reading in the month',
    },
    argument: [
      '[tháng]',
      { vi: 'dạng 10/2021 (mặc định: tháng trước)', en: 'such as 10/2021 (default: the month before)' },
      givenMonth,
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
    into: outputs.papers,
    check(_configuration, options, month: string | undefined) {
      // An option of `report` itself.
      if ('run' in options)
        throw new UsageError({
          vi: 'báo cáo tháng lấy lần đọc đủ cuối cùng trong tháng; muốn lấy ngày khác thì dùng --as-of <ngày> thay cho --run.',
          en: 'the monthly report takes the last whole reading in the month; for another day give --as-of <day> instead of --run.',
        });
      return month;
    },
    async onStore({ configuration, store, now }, { asOf }, given) {
      const month = given ?? monthBefore(dayOf(now).slice(0, 7));
      const { statistics } = await figuresOfMonth(store, configuration.city, {
        ...{ month, now },
        ...(asOf !== undefined && { asOf }),
        ...(await reviewsFor(store, configuration.city)),
      });
      const { paper, before } = await monthlyReport(store, configuration, month);
      const told = { statistics, before: before && { month: before.month, total: before.total } };
      return paperAnswer(paper, { runId: statistics.runId, ...told });
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
      return paperAnswer(paper, { runId: run.id, services: paper.tables[0]!.rows.length });
    },
  }),
  catalogue: command({
    does: {
      vi: 'danh mục dịch vụ công làm dữ liệu mở: JSON-LD theo CPSV-AP 3.2 kèm bản ghi DCAT, hoặc CSV kèm mô tả cột',
      en: 'the services as open data: JSON-LD by CPSV-AP 3.2 with a DCAT record, or CSV with a table schema',
    },
    options: [
      [...oneOf('--format <dạng>', { vi: 'một trong', en: 'one of' }, catalogueFormats), catalogueFormats[0]],
      ['--run <mã>', lastRun],
      ...paperOptions,
    ],
    into: outputs.catalogue,
    stopped: stoppedAsAsked,
    async onStore({ configuration, store }, { format, run: asked }) {
      const run = await finishedRun(store, asked);
      const catalogue = await catalogueOf(store, configuration, run);
      const { notes } = catalogue;
      return {
        json: (files: string[]) => ({ runId: run.id, format, files, notes }),
        forms: () => catalogueForms(catalogue, format),
        notes,
      };
    },
  }),
};

/** @param told What `--json` says beside the files. */
function paperAnswer(paper: Paper, { runId, ...told }: { runId: string } & Record<string, unknown>): Answer {
  return {
    json: (files: string[]) => ({ runId, files, ...told }),
    forms: () => Object.values(paperForms(paper)),
    notes: paper.footnotes,
  };
}
