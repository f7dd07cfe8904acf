import { unitsReported } from '../../app/queries/reviews.ts';
import { numberWords } from '../../domain/number-words.ts';
import { dayOf } from '../../domain/time.ts';
import { registrationPaper } from '../../report/documents/annex-lists.ts';
import { localisationPaper, localisationTable } from '../../report/documents/localisation-paper.ts';
import { formsOfPapers } from '../../report/documents/paper-forms.ts';
import { reviewPapers } from '../../report/documents/review-paper.ts';
import { guidedForm } from '../../report/reviews/guided-form.ts';
import { buildTaskList } from '../../report/tasks-model.ts';
import { guidedReviews } from '../../runs/guided-forms.ts';
import { localisations } from '../../runs/localisation.ts';
import { reviewsFor } from '../../runs/reviewed.ts';
import { command, outOption } from '../command.ts';
import { mostLines, outFolder } from '../common-words.ts';
import { CommandError, UsageError } from '../exit.ts';
import { atMost } from '../given.ts';
import { unitCode } from '../known.ts';
import { print, printTable } from '../output.ts';
import { printTasks, tasksAsJson } from '../tasks.ts';
import { outputs } from '../unwritable.ts';

export const consolidateCommand = command({
  does: {
    vi: 'lập Phụ lục I, II tổng hợp (DOCX và XLSX) của thành phố, hoặc của một đơn vị',
    en: 'make the consolidated Phu luc I and II (DOCX and XLSX) of the city or of a unit',
  },
  options: [
    [...outOption(outFolder), 'out'],
    [
      '--unit <mã>',
      {
        vi: 'của một đơn vị, kể cả phần các đơn vị trực thuộc và lĩnh vực đơn vị quản lý',
        en: 'of one unit, with the units below it and the fields of work it manages',
      },
      unitCode,
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
  async onStore({ configuration, store, now }, { unit, all }) {
    const { city } = configuration;
    const { reviewed } = await reviewsFor(store, city);
    if (!reviewed)
      throw new UsageError({
        vi: 'chưa có danh mục rà soát nào; nhập bằng "dvc-sync review import <tệp>".',
        en: 'there are no review lists; import them with "dvc-sync review import <file>".',
      });
    const reported = all ? [...new Set((await unitsReported(store)).map(({ agency }) => agency))] : [];
    const units = [...new Set([unit ?? city.locality, ...reported])];
    return {
      json: (files: string[]) => ({ units, files }),
      forms: () => formsOfPapers(reviewPapers(configuration, units, reviewed(), now)),
    };
  },
});

export const registrationCommand = command({
  does: {
    vi: 'dịch vụ công còn phải đăng ký trên CSDL quốc gia, theo danh mục và quyết định đã duyệt',
    en: 'services still to be registered in the national database, by the approved lists and decisions',
  },
  options: [
    outOption({
      vi: 'lập phụ lục dự thảo quyết định: dang-ky.docx và dang-ky.xlsx',
      en: 'make the annex of the draft decision: dang-ky.docx and dang-ky.xlsx',
    }),
    atMost(mostLines, 50),
  ],
  examples: ['dvc-sync review registration', 'dvc-sync review registration --out dang-ky'],
  into: outputs.registration,
  async onStore({ configuration, store, now }, { limit }) {
    const { city, systems } = configuration;
    const filter = { kind: 'register-level', states: ['open' as const] };
    const list = await buildTaskList(store, { city, systems, filter, now });
    const open = list.owners.reduce((sum, owner) => sum + owner.open, 0);
    return {
      json: () => tasksAsJson(list),
      forms: async () => formsOfPapers([await registrationPaper(store, configuration, now)]),
      open: open > 0,
      async print() {
        print(
          open === 0
            ? 'Không còn dịch vụ nào phải đăng ký.'
            : `Còn ${numberWords(open)} dịch vụ phải đăng ký.`,
        );
        await printTasks(list, limit);
      },
    };
  },
});

export const localisationCommand = command({
  does: {
    vi: 'công bố và địa phương hóa từng thủ tục: quyết định của bộ, của thành phố, phần địa phương còn thiếu',
    en: 'announcing and localising, per procedure: national and city decision, what is still missing locally',
  },
  options: [
    outOption({
      vi: 'lập báo cáo: cong-bo-dia-phuong-hoa.docx và .xlsx',
      en: 'write the report: cong-bo-dia-phuong-hoa.docx and .xlsx',
    }),
    atMost(mostLines, 50),
  ],
  note: {
    vi: 'Mã thoát: 0 đủ · 2 còn thủ tục thiếu phần của địa phương',
    en: 'Exit codes: 0 nothing missing · 2 something is missing',
  },
  examples: ['dvc-sync review localisation', 'dvc-sync review localisation --out dia-phuong-hoa'],
  into: outputs.papers,
  async onStore({ configuration, store, now }, { limit }) {
    const rows = (await Array.fromAsync(localisations(store, configuration))).flat();
    const lacking = rows.filter(({ missing }) => missing.length > 0);
    return {
      json: rows,
      forms: () => formsOfPapers([localisationPaper(rows, configuration, now)]),
      open: lacking.length > 0,
      print() {
        print(
          rows.length === 0
            ? 'CSDL quốc gia không cho biết phần địa phương của thủ tục nào; chưa có gì để báo cáo.'
            : `${numberWords(rows.length)} thủ tục áp dụng tại thành phố: ${numberWords(lacking.length)} thủ tục còn thiếu phần của địa phương.`,
        );
        if (lacking.length > 0)
          printTable(localisationTable, lacking, { limit, more: ' thủ tục; thêm --limit hoặc --out.' });
      },
    };
  },
});

export const formsCommand = command({
  does: {
    vi: 'lập phiếu rà soát cho từng đơn vị: thủ tục, điều kiện đã biết, câu trả lời chọn trong danh sách',
    en: 'forms of review for each unit: its procedures, what is known of the conditions, answers to choose',
  },
  options: [
    {
      needed: outOption({
        vi: 'nơi ghi các phiếu, mỗi đơn vị một tệp <mã>.xlsx',
        en: 'where to write, <code>.xlsx a unit',
      }),
    },
    ['--unit <mã>', { vi: 'chỉ lập cho đơn vị này', en: 'only for this unit' }, unitCode],
  ],
  examples: ['dvc-sync review forms --out phieu', 'dvc-sync review import phieu/H13.3.xlsx'],
  into: outputs.workbook,
  async onStore({ configuration, store, now }, { unit }) {
    const reviews = await guidedReviews(store, configuration, now, unit);
    if (reviews.length === 0)
      throw new CommandError({
        vi: 'chưa có thủ tục nào để rà soát: cần một lần chạy đọc đủ danh mục quốc gia ("dvc-sync run").',
        en: 'there is no procedure to review yet: a run has to read the national list whole ("dvc-sync run").',
      });
    const rows = reviews.reduce((sum, each) => sum + each.rows.length, 0);
    return {
      json: (files: string[]) => ({ files, rows }),
      print: `Đã lập ${numberWords(reviews.length)} phiếu, ${numberWords(rows)} dòng.`,
      forms: () => reviews.map(review => guidedForm(review, configuration.city, dayOf(now))),
      mostFiles: 20,
    };
  },
});
