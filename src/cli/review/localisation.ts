import { numberWords } from '../../domain/number-words.ts';
import { dayText } from '../../domain/time.ts';
import type { Announced } from '../../reconcile/localisation.ts';
import { localisationPaper } from '../../report/documents/localisation-paper.ts';
import { formsOfPapers } from '../../report/documents/paper-forms.ts';
import { localisations } from '../../runs/localisation.ts';
import { localPartNames } from '../../words/findings/national.ts';
import { command, outOption, usual } from '../command.ts';
import { mostLines } from '../common-words.ts';
import { atMost } from '../given.ts';
import { print, printFirst } from '../output.ts';
import { outputs } from '../unwritable.ts';

/** `review localisation`: the national announcing decision beside the city's, and what the city has still to add. */
export const localisationCommand = command({
  does: {
    vi: 'công bố và địa phương hóa từng thủ tục: quyết định của bộ, của thành phố, phần địa phương còn thiếu',
    en: 'announcing and localising, per procedure: national and city decision, what is still missing locally',
  },
  options: [
    ...usual,
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
        const head = ['MÃ TTHC', 'QUYẾT ĐỊNH CỦA BỘ, NGÀNH', 'QUYẾT ĐỊNH CỦA THÀNH PHỐ', 'CÒN THIẾU'];
        if (lacking.length > 0)
          printFirst(limit, ' thủ tục; thêm --limit hoặc --out.', head, lacking, one => [
            ...[one.procedure, decisionText(one.national), decisionText(one.city)],
            one.missing.map(part => localPartNames[part]).join('; '),
          ]);
      },
    };
  },
});

function decisionText({ decision, day }: Announced): string {
  return decision === null ? '–' : `${decision}${day === null ? '' : `, ngày ${dayText(day)}`}`;
}
