import { latestAppraisals } from '../app/queries/reviews.ts';
import { appraise } from '../app/reviews/appraise.ts';
import {
  type AppraisalAnswer,
  type AppraisalResult,
  appraisalAnswers,
  appraisalResults,
} from '../domain/appraisal.ts';
import { localCode } from '../domain/code.ts';
import { numberWords } from '../domain/number-words.ts';
import { type AppraisalProgress, appraisalPaper } from '../report/documents/appraisal-paper.ts';
import { formsOfPapers } from '../report/documents/paper-forms.ts';
import { namesOf } from '../report/names.ts';
import { appraisalProgress } from '../runs/appraisal-progress.ts';
import { appraisalAnswerNames, appraisalResultNames } from '../words/appraisals.ts';
import { command, usual } from './command.ts';
import { knownAgency, knownUnit, oneOf } from './common.ts';
import { exitCodes } from './exit.ts';
import { print, printJson, printTable, shownPath } from './output.ts';
import { asPerson } from './person.ts';
import { outputs, writtenInto } from './unwritable.ts';

/** `review appraise`: Sở TTTT's check of an eligible row. */
export const appraiseCommand = command({
  does: {
    vi: 'thẩm định một dịch vụ trong Phụ lục I theo danh mục nội dung của thành phố',
    en: 'appraise a service of appendix I by the checklist of the city',
  },
  arguments: [['<mã-thủ-tục>', { vi: 'mã thủ tục quốc gia', en: 'national code of the procedure' }]],
  options: [
    ...usual,
    ['--agency <mã>', { vi: 'đơn vị thực hiện (bắt buộc)', en: 'agency that offers it (required)' }],
    [
      '--answer <nội-dung=trả-lời>',
      {
        vi: 'trả lời một nội dung phải hỏi: met, not-met hoặc not-needed; ghi được nhiều lần',
        en: 'answer an item that is asked: met, not-met or not-needed; may be given several times',
      },
      (given: string, earlier: string[]) => [...earlier, given],
      [] as string[],
    ],
    [
      '--result <kết-quả>',
      { vi: 'passed, to-complete hoặc returned', en: 'passed, to-complete or returned' },
    ],
    asPerson({ vi: 'ai thẩm định', en: 'who appraises' }),
    ['--reason <lý-do>', { vi: 'vì sao (bắt buộc)', en: 'why (required)' }],
  ],
  examples: [
    {
      vi: 'dvc-sync review appraise 1.004194 --agency H13.21.1 --answer access=met --result passed --as "Lê Văn C" --reason "đã kiểm tra trên cổng"',
      en: 'dvc-sync review appraise 1.004194 --agency H13.21.1 --answer access=met --result passed --as "C. Le" --reason "seen at the portal"',
    },
  ],
  async onStore({ configuration, asking }, options, given: string) {
    const wanted = {
      procedure: localCode(given, configuration.city.locality),
      agency: knownAgency(options.agency, configuration),
      answers: Object.fromEntries(options.answer.map(answerGiven)),
      result: oneOf<AppraisalResult>('--result', options.result, appraisalResults),
      reason: options.reason ?? '',
    };
    const made = await appraise(asking, wanted);
    if (options.json) return printJson(made);
    print(
      `Đã ghi kết quả thẩm định ${made.procedure} tại ${made.agency}: ${appraisalResultNames[made.result]}.`,
    );
    for (const { text, answer, source } of made.items)
      print(`  ${appraisalAnswerNames[answer]}: ${text} (${source})`);
  },
});

function answerGiven(given: string): [item: string, answer: AppraisalAnswer] {
  const [item = '', answer] = given.split('=');
  return [item.trim(), oneOf<AppraisalAnswer>('--answer', answer?.trim(), appraisalAnswers)];
}

/** `review appraisals`: what was appraised, and how far each unit is. */
export const appraisalsCommand = command({
  does: {
    vi: 'các dịch vụ đã thẩm định và tiến độ của từng đơn vị',
    en: 'services that were appraised, and how far each agency is',
  },
  options: [
    ...usual,
    ['--agency <mã>', { vi: 'chỉ một đơn vị', en: 'one agency only' }],
    [
      '-o, --out <thư-mục>',
      {
        vi: 'lập biên bản: bien-ban-tham-dinh.docx và .xlsx',
        en: 'write the minutes: bien-ban-tham-dinh.docx and .xlsx',
      },
    ],
  ],
  note: {
    vi: 'Mã thoát: 0 mọi dịch vụ đủ điều kiện đã thẩm định đạt · 2 còn việc',
    en: 'Exit codes: 0 every eligible service has passed · 2 some work is left',
  },
  examples: ['dvc-sync review appraisals --out bien-ban'],
  into: outputs.papers,
  async onStore({ configuration, store, now }, options) {
    const unit = knownUnit(options.agency, configuration);
    const rows = await latestAppraisals(store, unit === undefined ? {} : { agency: unit });
    const progress = await appraisalProgress(store, configuration.city, unit);
    const files = await writtenInto(options.out, () =>
      formsOfPapers([appraisalPaper(rows, progress, configuration, now)]),
    );
    const open = progress.reduce((sum, each) => sum + each.eligible - each.passed, 0);
    if (open > 0) process.exitCode = exitCodes.discrepancies;
    if (options.json) return printJson(rows);
    printed(progress, rows.length, namesOf(configuration.city).agency);
    for (const file of files) print(shownPath(file));
  },
});

function printed(
  progress: readonly AppraisalProgress[],
  appraised: number,
  agencyName: (code: string) => string,
): void {
  print(`Đã thẩm định ${numberWords(appraised)} dịch vụ.`);
  if (progress.length === 0) {
    print('Chưa có dịch vụ nào trong Phụ lục I; nhập bằng "dvc-sync review import".');
    return;
  }
  printTable(
    ['ĐƠN VỊ', 'ĐỦ ĐIỀU KIỆN', 'ĐẠT', 'CẦN HOÀN THIỆN', 'TRẢ LẠI'],
    progress.map(({ agency, eligible, passed, toComplete, returned }) => [
      agencyName(agency),
      ...[eligible, passed, toComplete, returned].map(count => numberWords(count)),
    ]),
  );
}
