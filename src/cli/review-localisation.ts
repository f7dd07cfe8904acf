import { numberWords } from '../domain/number-words.ts';
import { dayText } from '../domain/time.ts';
import type { Announced, LocalisedProcedure } from '../reconcile/localisation.ts';
import { localisationPaper } from '../report/documents/localisation-paper.ts';
import { formsOfPapers } from '../report/documents/paper-forms.ts';
import { localisations } from '../runs/localisation.ts';
import { localPartNames } from '../words/findings/national.ts';
import { command, usual } from './command.ts';
import { mostLines } from './common-words.ts';
import { exitCodes } from './exit.ts';
import { atMost } from './given-numbers.ts';
import { print, printFirst, printJson, shownPath } from './output.ts';
import { outputs, writtenInto } from './unwritable.ts';

/** `review localisation`: the national announcing decision beside the city's, and what the city has still to add. */
export const localisationCommand = command({
  does: {
    vi: 'công bố và địa phương hóa từng thủ tục: quyết định của bộ, của thành phố, phần địa phương còn thiếu',
    en: 'announcing and localising, per procedure: national and city decision, what is still missing locally',
  },
  options: [
    ...usual,
    [
      '-o, --out <thư-mục>',
      {
        vi: 'lập báo cáo: cong-bo-dia-phuong-hoa.docx và .xlsx',
        en: 'write the report: cong-bo-dia-phuong-hoa.docx and .xlsx',
      },
    ],
    atMost(mostLines, 50),
  ],
  note: {
    vi: 'Mã thoát: 0 đủ · 2 còn thủ tục thiếu phần của địa phương',
    en: 'Exit codes: 0 nothing missing · 2 something is missing',
  },
  examples: ['dvc-sync review localisation', 'dvc-sync review localisation --out dia-phuong-hoa'],
  into: outputs.papers,
  async onStore({ configuration, store }, options) {
    const rows: LocalisedProcedure[] = [];
    for await (const page of localisations(store, configuration)) rows.push(...page);
    const paper = localisationPaper(rows, configuration, new Date().toISOString());
    const files = await writtenInto(options.out, () => formsOfPapers([paper]));
    const lacking = rows.filter(({ missing }) => missing.length > 0);
    if (lacking.length > 0) process.exitCode = exitCodes.discrepancies;
    if (options.json) return printJson(rows);
    print(
      rows.length === 0
        ? 'CSDL quốc gia không cho biết phần địa phương của thủ tục nào; chưa có gì để báo cáo.'
        : `${numberWords(rows.length)} thủ tục áp dụng tại thành phố: ${numberWords(lacking.length)} thủ tục còn thiếu phần của địa phương.`,
    );
    const head = ['MÃ TTHC', 'QUYẾT ĐỊNH CỦA BỘ, NGÀNH', 'QUYẾT ĐỊNH CỦA THÀNH PHỐ', 'CÒN THIẾU'];
    if (lacking.length > 0)
      printFirst(options.limit, ' thủ tục; thêm --limit hoặc --out.', head, lacking, one => [
        ...[one.procedure, decisionText(one.national), decisionText(one.city)],
        one.missing.map(part => localPartNames[part]).join('; '),
      ]);
    for (const file of files) print(shownPath(file));
  },
});

function decisionText({ decision, day }: Announced): string {
  return decision === null ? '–' : `${decision}${day === null ? '' : `, ngày ${dayText(day)}`}`;
}
