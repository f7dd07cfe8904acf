import type { RowFilter } from '../../app/queries/runs.ts';
import { given } from '../../domain/given.ts';
import { owners, severities } from '../../domain/severity.ts';
import { buildReport } from '../../report/from-store.ts';
import { countsOf } from '../../report/json.ts';
import { homeOf } from '../../report/mail/report-address.ts';
import { type ReportForm, reportForm, reportForms } from '../../report/report-forms.ts';
import { terminalSummary } from '../../report/terminal.ts';
import { command, outOption } from '../command.ts';
import { finishedRun } from '../common.ts';
import { choice, lastRun, outFolder } from '../common-words.ts';
import { oneOf, oneWordOf } from '../given.ts';
import { systemName, unitCode } from '../known.ts';
import { printPainted, shownPath, wantsColours } from '../output.ts';
import { requireRules } from '../rules.ts';
import { outputs } from '../unwritable.ts';
import { measureCommands } from './demand.ts';
import { paperCommands } from './papers.ts';

export const reportCommand = command({
  options: [
    [...outOption(outFolder), 'out'],
    ['--run <mã>', lastRun],
    oneOf('--owner <ai>', { vi: 'phần của một bên', en: 'the part of an owner' }, owners),
    [
      '--agency <mã>',
      { vi: 'phần của một đơn vị, ví dụ H13.3', en: 'the part of an agency, for instance H13.3' },
      unitCode,
    ],
    ['--system <tên>', { vi: 'phần của một hệ thống', en: 'the part of a system' }, systemName],
    ['--rule <mã>', { vi: 'một quy tắc', en: 'one rule' }],
    oneOf('--severity <mức>', { vi: 'một mức', en: 'one severity' }, severities),
    [
      '--form <dạng...>',
      choice({ vi: 'chỉ những dạng này', en: 'only these forms' }, reportForms),
      (form: string, before: readonly ReportForm[] = []) => [...before, oneWordOf(reportForms)(form)],
    ],
  ],
  examples: [
    'dvc-sync report --owner regulatory --out vp-ubnd',
    'dvc-sync report --agency H13.3 --form html xlsx',
  ],
  into: outputs.report,
  stopped: 'Đã dừng theo yêu cầu; báo cáo cũ còn nguyên.',
  check(_configuration, { owner, agency, system, rule, severity }): RowFilter {
    if (rule !== undefined) requireRules([rule]);
    return given({ owner, system, rule, severity, agency });
  },
  async onStore({ configuration, store }, { run: asked, form = reportForms }, filter) {
    const { city } = configuration;
    const run = await finishedRun(store, asked);
    const model = await buildReport(store, run.id, { city, filter, home: homeOf(configuration) });
    const { total, bySeverity } = model.tally;
    return {
      json: (files: string[]) => ({
        ...{ runId: run.id, filter, files },
        counts: { ...countsOf(model), total, bySeverity },
      }),
      forms: () => form.map(each => reportForm(each, model)),
      print: files =>
        printPainted(terminalSummary(model, { colour: wantsColours(), files: files.map(shownPath) })),
      mostFiles: 0,
    };
  },
  subcommands: { ...paperCommands, ...measureCommands },
});
