import type { RowFilter } from '../app/queries/runs.ts';
import type { Configuration } from '../config/configuration.ts';
import { owners, severities } from '../domain/severity.ts';
import { buildReport } from '../report/from-store.ts';
import { countsOf } from '../report/json.ts';
import { homeOf } from '../report/mail/report-address.ts';
import { formFiles, type ReportForm, reportForms } from '../report/report-forms.ts';
import { command, usual } from './command.ts';
import { chosen, finishedRun, interruptSignal, knownSystem, knownUnit } from './common.ts';
import { choice, lastRun, outFolder } from './common-words.ts';
import { exitCodes, UsageError } from './exit.ts';
import { note, printJson } from './output.ts';
import { measureCommands } from './report-demand.ts';
import { paperCommands } from './report-papers.ts';
import { outputs } from './unwritable.ts';
import { printSummary, writtenReport } from './written-report.ts';

export const reportCommand = command({
  options: [
    ...usual,
    ['-o, --out <thư-mục>', outFolder, 'out'],
    ['--run <mã>', lastRun],
    ['--owner <ai>', choice({ vi: 'phần của một bên', en: 'the part of an owner' }, owners)],
    [
      '--agency <mã>',
      { vi: 'phần của một đơn vị, ví dụ H13.3', en: 'the part of an agency, for instance H13.3' },
    ],
    ['--system <tên>', { vi: 'phần của một hệ thống', en: 'the part of a system' }],
    ['--rule <mã>', { vi: 'một quy tắc', en: 'one rule' }],
    ['--severity <mức>', choice({ vi: 'một mức', en: 'one severity' }, severities)],
    ['--form <dạng...>', choice({ vi: 'chỉ những dạng này', en: 'only these forms' }, reportForms)],
  ],
  examples: [
    'dvc-sync report --owner regulatory --out vp-ubnd',
    'dvc-sync report --agency H13.3 --form html xlsx',
  ],
  into: outputs.report,
  async onStore({ configuration, store }, options) {
    const { city } = configuration;
    const filter = filterOf(options, configuration);
    const forms = (options.form ?? reportForms).map(form => {
      if (!(form in formFiles))
        throw new UsageError({
          vi: `không có dạng báo cáo "${form}"; chọn: ${reportForms.join(', ')}.`,
          en: `there is no form of report "${form}"; choose: ${reportForms.join(', ')}.`,
        });
      return form as ReportForm;
    });
    const run = await finishedRun(store, options.run);
    const model = await buildReport(store, run.id, { city, filter, home: homeOf(configuration) });
    const interrupt = interruptSignal();
    const files = await writtenReport(model, options.out, forms, interrupt.signal).catch(error => {
      if (!interrupt.interrupted()) throw error;
      note('Đã dừng theo yêu cầu; báo cáo cũ còn nguyên.');
      process.exitCode = exitCodes.interrupted;
    });
    interrupt.dispose();
    if (!files) return;
    if (options.json)
      printJson({
        runId: run.id,
        filter,
        files,
        counts: { ...countsOf(model), total: model.tally.total, bySeverity: model.tally.bySeverity },
      });
    else await printSummary(model, files);
  },
  subcommands: { ...paperCommands, ...measureCommands },
});

function filterOf(
  { owner, agency, system, rule, severity }: Partial<Record<keyof RowFilter, string>>,
  configuration: Configuration,
): RowFilter {
  if (system !== undefined) knownSystem(system, configuration.city);
  const filter = {
    owner: chosen('--owner', owner, owners),
    ...{ agency: knownUnit(agency, configuration), system, rule },
    severity: chosen('--severity', severity, severities),
  };
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));
}
