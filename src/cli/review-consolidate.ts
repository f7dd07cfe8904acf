import type { Command } from 'commander';
import { unitsReported } from '../app/queries/reviews.ts';
import { formsOfPapers } from '../report/documents/paper-forms.ts';
import { reviewPapers } from '../report/documents/review-paper.ts';
import { writeForms } from '../report/forms.ts';
import { reviewsFor } from '../runs/reviewed.ts';
import { loadFrom, withConfig, withJson, withStore } from './common.ts';
import { UsageError } from './exit.ts';
import { print, printJson, shownPath } from './output.ts';
import { requireFolder } from './unwritable.ts';

interface ConsolidateOptions {
  config: string;
  out: string;
  unit?: string;
  all?: boolean;
  json?: boolean;
}

/** `review consolidate`: Phụ lục I and II as they stand now, for the city, a unit, or every unit that reported. */
export function consolidateCommand(review: Command): void {
  withJson(withConfig(review.command('consolidate')))
    .description('lập Phụ lục I, II tổng hợp (DOCX và XLSX) của thành phố, hoặc của một đơn vị')
    .option('-o, --out <thư-mục>', 'nơi ghi', 'out')
    .option('--unit <mã>', 'của một đơn vị, kể cả phần các đơn vị trực thuộc và lĩnh vực đơn vị quản lý')
    .option('--all', 'của thành phố và của từng đơn vị đã gửi danh mục')
    .addHelpText(
      'after',
      '\nVí dụ:\n  dvc-sync review consolidate --out tong-hop\n  dvc-sync review consolidate --unit H13.21 --out quan-ninh-kieu',
    )
    .action(async (_own: ConsolidateOptions, command: Command) => {
      // Parents know some of these options too; where they stand does not matter.
      const options = command.optsWithGlobals<ConsolidateOptions>();
      const configuration = await loadFrom(options.config);
      const { city } = configuration;
      if (options.unit !== undefined && !city.agencies.some(({ code }) => code === options.unit))
        throw new UsageError(`danh sách đơn vị không có mã "${options.unit}".`);
      requireFolder('danh mục tổng hợp', options.out);
      const now = new Date().toISOString();
      await withStore(configuration, async store => {
        const { reviewed } = await reviewsFor(store, city);
        if (!reviewed)
          throw new UsageError('chưa có danh mục rà soát nào; nhập bằng "dvc-sync review import <tệp>".');
        const reported = options.all
          ? [...new Set((await unitsReported(store)).map(({ agency }) => agency))]
          : [];
        const units = [...new Set([options.unit ?? city.locality, ...reported])];
        const papers = reviewPapers(configuration, units, reviewed(), now);
        const files = await writeForms(formsOfPapers(papers), options.out);
        if (options.json) printJson({ units, files });
        else for (const file of files) print(shownPath(file));
      });
    });
}
