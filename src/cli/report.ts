import type { Command } from 'commander';
import type { RowFilter } from '../app/queries/runs.ts';
import { owners, severities } from '../domain/severity.ts';
import { buildReport } from '../report/from-store.ts';
import { countsOf } from '../report/json.ts';
import { homeOf } from '../report/mail/report-address.ts';
import { formFiles, type ReportForm, reportForms } from '../report/report-forms.ts';
import { finishedRun, interruptSignal, loadFrom, withConfig, withJson, withStore } from './common.ts';
import { lastRun, outFolder, unknownAgency, unknownSystem } from './common-words.ts';
import { exitCodes, UsageError } from './exit.ts';
import { examples } from './help.ts';
import { said } from './language.ts';
import { note, printJson } from './output.ts';
import { measureCommands } from './report-demand.ts';
import { paperCommands } from './report-papers.ts';
import { outputs, requireFolder } from './unwritable.ts';
import { printSummary, writtenReport } from './written-report.ts';

interface ReportOptions {
  config: string;
  out: string;
  run?: string;
  owner?: string;
  agency?: string;
  system?: string;
  rule?: string;
  severity?: string;
  form?: string[];
  json?: boolean;
}

export function reportCommand(command: Command): void {
  const report = withJson(withConfig(command))
    .option('-o, --out <thư-mục>', said(outFolder), 'out')
    .option('--run <mã>', said(lastRun))
    .option(
      '--owner <ai>',
      said({
        vi: `phần của một bên: ${owners.join(', ')}`,
        en: `the part of an owner: ${owners.join(', ')}`,
      }),
    )
    .option(
      '--agency <mã>',
      said({ vi: 'phần của một đơn vị, ví dụ H13.3', en: 'the part of an agency, for instance H13.3' }),
    )
    .option('--system <tên>', said({ vi: 'phần của một hệ thống', en: 'the part of a system' }))
    .option('--rule <mã>', said({ vi: 'một quy tắc', en: 'one rule' }))
    .option(
      '--severity <mức>',
      said({ vi: `một mức: ${severities.join(', ')}`, en: `one severity: ${severities.join(', ')}` }),
    )
    .option(
      '--form <dạng...>',
      said({
        vi: `chỉ những dạng này: ${reportForms.join(', ')}`,
        en: `only these forms: ${reportForms.join(', ')}`,
      }),
    )
    .addHelpText(
      'after',
      examples(
        'dvc-sync report --owner regulatory --out vp-ubnd',
        'dvc-sync report --agency H13.3 --form html xlsx',
      ),
    )
    .action(async (options: ReportOptions) => {
      const configuration = await loadFrom(options.config);
      const { city } = configuration;
      const filter = filterOf(options);
      requireFolder(outputs.report, options.out);
      const forms = (options.form ?? reportForms).map(form => {
        if (!(form in formFiles))
          throw new UsageError({
            vi: `không có dạng báo cáo "${form}"; chọn: ${reportForms.join(', ')}.`,
            en: `there is no form of report "${form}"; choose: ${reportForms.join(', ')}.`,
          });
        return form as ReportForm;
      });
      const { agency, system } = options;
      if (agency && !city.agencies.some(({ code }) => code === agency))
        throw new UsageError(unknownAgency(agency));
      if (system && !city.systems.some(({ name }) => name === system))
        throw new UsageError(unknownSystem(system));
      await withStore(configuration, async store => {
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
      });
    });
  paperCommands(report);
  measureCommands(report);
}

function filterOf({ owner, agency, system, rule, severity }: ReportOptions): RowFilter {
  const oneOf = (option: string, value: string | undefined, known: readonly string[]) => {
    if (value !== undefined && !known.includes(value))
      throw new UsageError({
        vi: `${option}: không có "${value}"; chọn: ${known.join(', ')}.`,
        en: `${option}: there is no "${value}"; choose: ${known.join(', ')}.`,
      });
  };
  oneOf('--owner', owner, owners);
  oneOf('--severity', severity, severities);
  return Object.fromEntries(
    Object.entries({ owner, agency, system, rule, severity }).filter(([, value]) => value !== undefined),
  ) as RowFilter;
}
