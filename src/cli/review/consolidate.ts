import { unitsReported } from '../../app/queries/reviews.ts';
import { formsOfPapers } from '../../report/documents/paper-forms.ts';
import { reviewPapers } from '../../report/documents/review-paper.ts';
import { reviewsFor } from '../../runs/reviewed.ts';
import { command, outOption, usual } from '../command.ts';
import { knownUnit } from '../common.ts';
import { outFolder } from '../common-words.ts';
import { UsageError } from '../exit.ts';
import { outputs } from '../unwritable.ts';

/** `review consolidate`: Phụ lục I and II as they stand now, for the city, a unit, or every unit that reported. */
export const consolidateCommand = command({
  does: {
    vi: 'lập Phụ lục I, II tổng hợp (DOCX và XLSX) của thành phố, hoặc của một đơn vị',
    en: 'make the consolidated Phu luc I and II (DOCX and XLSX) of the city or of a unit',
  },
  options: [
    ...usual,
    [...outOption(outFolder), 'out'],
    [
      '--unit <mã>',
      {
        vi: 'của một đơn vị, kể cả phần các đơn vị trực thuộc và lĩnh vực đơn vị quản lý',
        en: 'of one unit, with the units below it and the fields of work it manages',
      },
    ],
    [
      '--all',
      {
        vi: 'của thành phố và của từng đơn vị đã gửi danh mục',
        en: 'of the city and of every unit that has sent lists',
      },
    ],
  ],
  examples: [
    'dvc-sync review consolidate --out tong-hop',
    'dvc-sync review consolidate --unit H13.21 --out quan-ninh-kieu',
  ],
  into: outputs.consolidated,
  check: (configuration, { unit }) => knownUnit(unit, configuration),
  async onStore({ configuration, store, now }, options, unit) {
    const { city } = configuration;
    const { reviewed } = await reviewsFor(store, city);
    if (!reviewed)
      throw new UsageError({
        vi: 'chưa có danh mục rà soát nào; nhập bằng "dvc-sync review import <tệp>".',
        en: 'there are no review lists; import them with "dvc-sync review import <file>".',
      });
    const reported = options.all
      ? [...new Set((await unitsReported(store)).map(({ agency }) => agency))]
      : [];
    const units = [...new Set([unit ?? city.locality, ...reported])];
    return {
      json: (files: string[]) => ({ units, files }),
      forms: () => formsOfPapers(reviewPapers(configuration, units, reviewed(), now)),
    };
  },
});
