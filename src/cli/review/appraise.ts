import { latestAppraisals } from '../../app/queries/reviews.ts';
import { appraise } from '../../app/reviews/appraise.ts';
import { type AppraisalAnswer, appraisalAnswers, appraisalResults } from '../../domain/appraisal.ts';
import { given } from '../../domain/given.ts';
import { numberWords } from '../../domain/number-words.ts';
import { appraisalPaper, progressTable } from '../../report/documents/appraisal-paper.ts';
import { formsOfPapers } from '../../report/documents/paper-forms.ts';
import { appraisalProgress } from '../../runs/appraisal-progress.ts';
import { appraisalAnswerNames, appraisalResultNames } from '../../words/desk.ts';
import { listing } from '../answer.ts';
import { command, needed, outOption, reasonOption } from '../command.ts';
import { why } from '../common-words.ts';
import { oneWordOf, wrong } from '../given.ts';
import { onlyAgency, procedureCode, unitCode } from '../known.ts';
import { asPerson } from '../person.ts';
import { outputs } from '../unwritable.ts';

export const appraiseCommand = command({
  does: {
    vi: 'thẩm định một dịch vụ trong Phụ lục I theo danh mục nội dung của thành phố',
    en: 'appraise a service of appendix I by the checklist of the city',
  },
  argument: procedureCode,
  options: [
    needed(
      '--agency <mã>',
      { vi: 'đơn vị thực hiện (bắt buộc)', en: 'agency that offers it (required)' },
      unitCode,
    ),
    [
      '--answer <nội-dung=trả-lời>',
      {
        vi: 'trả lời một nội dung phải hỏi: met, not-met hoặc not-needed; ghi được nhiều lần',
        en: 'answer an item that is asked: met, not-met or not-needed; may be given several times',
      },
      answersGiven,
    ],
    needed(
      '--result <kết-quả>',
      { vi: 'passed, to-complete hoặc returned', en: 'passed, to-complete or returned' },
      oneWordOf(appraisalResults),
    ),
    asPerson({ vi: 'ai thẩm định', en: 'who appraises' }),
    reasonOption(why),
  ],
  examples: [
    {
      vi: 'dvc-sync review appraise 1.004194 --agency H13.21.1 --answer access=met --result passed --as "Lê Văn C" --reason "đã kiểm tra trên cổng"',
      en: 'dvc-sync review appraise 1.004194 --agency H13.21.1 --answer access=met --result passed --as "C. Le" --reason "seen at the portal"',
    },
  ],
  async onStore({ asking }, { agency, answer: answers = {}, result, reason }, procedure: string) {
    const made = await appraise(asking, { procedure, agency, answers, result, reason });
    return {
      json: made,
      print: `Đã ghi kết quả thẩm định ${made.procedure} tại ${made.agency}: ${appraisalResultNames[made.result]}.`,
      notes: made.items.map(
        ({ text, answer, source }) => `  ${appraisalAnswerNames[answer]}: ${text} (${source})`,
      ),
    };
  },
});

function answersGiven(
  text: string,
  before: Record<string, AppraisalAnswer> = {},
): Record<string, AppraisalAnswer> {
  const [item, ...said] = text.split('=').map(part => part.trim());
  const answer = oneWordOf(appraisalAnswers)(said.join('='));
  const earlier = Object.hasOwn(before, item!) ? before[item!] : answer;
  if (earlier !== answer)
    wrong({ vi: `đã trả lời ${earlier} cho nội dung này.`, en: `${earlier} was answered for this item.` });
  return { ...before, [item!]: answer };
}

export const appraisalsCommand = command({
  does: {
    vi: 'các dịch vụ đã thẩm định và tiến độ của từng đơn vị',
    en: 'services that were appraised, and how far each agency is',
  },
  options: [
    onlyAgency,
    outOption({
      vi: 'lập biên bản: bien-ban-tham-dinh.docx và .xlsx',
      en: 'write the minutes: bien-ban-tham-dinh.docx and .xlsx',
    }),
  ],
  note: {
    vi: 'Mã thoát: 0 mọi dịch vụ đủ điều kiện đã thẩm định đạt · 2 còn việc',
    en: 'Exit codes: 0 every eligible service has passed · 2 some work is left',
  },
  examples: ['dvc-sync review appraisals --out bien-ban'],
  into: outputs.papers,
  async onStore({ configuration, store, now, names }, { agency }) {
    const rows = await latestAppraisals(store, given({ agency }));
    const progress = await appraisalProgress(store, configuration.city, agency);
    return {
      ...listing(progress, progressTable(names), {
        json: () => rows,
        above: `Đã thẩm định ${numberWords(rows.length)} dịch vụ.`,
        none: 'Chưa có dịch vụ nào trong Phụ lục I; nhập bằng "dvc-sync review import".',
      }),
      forms: () => formsOfPapers([appraisalPaper(rows, progress, configuration, now)]),
      open: progress.some(({ eligible, passed }) => eligible > passed),
    };
  },
});
