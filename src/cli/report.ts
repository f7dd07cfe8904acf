import type { Command } from 'commander';
import type { RowFilter } from '../app/queries/runs.ts';
import { owners, severities } from '../domain/severity.ts';
import { buildReport } from '../report/from-store.ts';
import { countsOf } from '../report/json.ts';
import { formFiles, type ReportForm, reportForms } from '../report/report-forms.ts';
import { finishedRun, interruptSignal, loadFrom, withConfig, withJson, withStore } from './common.ts';
import { exitCodes, UsageError } from './exit.ts';
import { note, printJson } from './output.ts';
import { measureCommands } from './report-demand.ts';
import { paperCommands } from './report-papers.ts';
import { requireFolder } from './unwritable.ts';
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
    .option('-o, --out <thư-mục>', 'nơi ghi', 'out')
    .option('--run <mã>', 'lần chạy (mặc định: lần gần nhất)')
    .option('--owner <ai>', `phần của một bên: ${owners.join(', ')}`)
    .option('--agency <mã>', 'phần của một đơn vị, ví dụ H13.3')
    .option('--system <tên>', 'phần của một hệ thống')
    .option('--rule <mã>', 'một quy tắc')
    .option('--severity <mức>', `một mức: ${severities.join(', ')}`)
    .option('--form <dạng...>', `chỉ những dạng này: ${reportForms.join(', ')}`)
    .addHelpText(
      'after',
      '\nVí dụ:\n  dvc-sync report --owner regulatory --out vp-ubnd\n  dvc-sync report --agency H13.3 --form html xlsx',
    )
    .action(async (options: ReportOptions) => {
      const configuration = await loadFrom(options.config);
      const { city } = configuration;
      const filter = filterOf(options);
      requireFolder('báo cáo', options.out);
      const forms = (options.form ?? reportForms).map(form => {
        if (!(form in formFiles))
          throw new UsageError(`không có dạng báo cáo "${form}"; chọn: ${reportForms.join(', ')}.`);
        return form as ReportForm;
      });
      if (filter.agency && !city.agencies.some(({ code }) => code === filter.agency))
        throw new UsageError(`danh sách đơn vị không có mã "${filter.agency}".`);
      if (filter.system && !city.systems.some(({ name }) => name === filter.system))
        throw new UsageError(`cấu hình không có hệ thống "${filter.system}".`);
      await withStore(configuration, async store => {
        const run = await finishedRun(store, options.run);
        const model = await buildReport(store, run.id, { city, filter });
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
      throw new UsageError(`${option}: không có "${value}"; chọn: ${known.join(', ')}.`);
  };
  oneOf('--owner', owner, owners);
  oneOf('--severity', severity, severities);
  return Object.fromEntries(
    Object.entries({ owner, agency, system, rule, severity }).filter(([, value]) => value !== undefined),
  ) as RowFilter;
}
