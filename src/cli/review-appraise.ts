import type { Command } from 'commander';
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
import { writeForms } from '../report/forms.ts';
import { namesOf } from '../report/names.ts';
import { appraisalProgress } from '../runs/appraisal-progress.ts';
import { appraisalAnswerNames, appraisalResultNames } from '../words/appraisals.ts';
import { loadFrom, withConfig, withJson, withStore } from './common.ts';
import { exitCodes } from './exit.ts';
import { print, printJson, shownPath, table } from './output.ts';
import { askingHere, personNamed } from './person.ts';
import { knownAgency, oneOf } from './review-agree.ts';
import { requireFolder } from './unwritable.ts';

interface AppraiseOptions {
  config: string;
  agency?: string;
  answer: string[];
  result?: string;
  reason?: string;
  as?: string;
  json?: boolean;
}

/** `review appraise`: Sở TTTT's check of an eligible row. */
export function appraiseCommand(review: Command): void {
  withJson(withConfig(review.command('appraise')))
    .argument('<mã-thủ-tục>', 'mã thủ tục quốc gia')
    .description('thẩm định một dịch vụ trong Phụ lục I theo danh mục nội dung của thành phố')
    .option('--agency <mã>', 'đơn vị thực hiện (bắt buộc)')
    .option(
      '--answer <nội-dung=trả-lời>',
      'trả lời một nội dung phải hỏi: met, not-met hoặc not-needed; ghi được nhiều lần',
      (given: string, earlier: string[]) => [...earlier, given],
      [] as string[],
    )
    .option('--result <kết-quả>', 'passed, to-complete hoặc returned')
    .option('--as <ai>', 'ai thẩm định (mặc định: người đang đăng nhập máy)')
    .option('--reason <lý-do>', 'vì sao (bắt buộc)')
    .addHelpText(
      'after',
      '\nVí dụ:\n  dvc-sync review appraise 1.004194 --agency H13.21.1 --answer access=met --result passed --as "Lê Văn C" --reason "đã kiểm tra trên cổng"',
    )
    .action(async (given: string, _own: object, command: Command) => {
      const options = command.optsWithGlobals<AppraiseOptions>();
      const configuration = await loadFrom(options.config);
      const by = personNamed(options.as);
      const wanted = {
        procedure: localCode(given, configuration.city.locality),
        agency: knownAgency(options.agency, configuration),
        answers: Object.fromEntries(options.answer.map(answerGiven)),
        result: oneOf<AppraisalResult>('--result', options.result, appraisalResults),
        reason: options.reason ?? '',
      };
      await withStore(configuration, async store => {
        const made = await appraise({ ...askingHere(store, by), configuration }, wanted);
        if (options.json) return printJson(made);
        print(
          `Đã ghi kết quả thẩm định ${made.procedure} tại ${made.agency}: ${appraisalResultNames[made.result]}.`,
        );
        for (const { text, answer, source } of made.items)
          print(`  ${appraisalAnswerNames[answer]}: ${text} (${source})`);
      });
    });
}

function answerGiven(given: string): [item: string, answer: AppraisalAnswer] {
  const [item = '', answer] = given.split('=');
  return [item.trim(), oneOf<AppraisalAnswer>('--answer', answer?.trim(), appraisalAnswers)];
}

interface AppraisalsOptions {
  config: string;
  agency?: string;
  out?: string;
  json?: boolean;
}

/** `review appraisals`: what was appraised, and how far each unit is. */
export function appraisalsCommand(review: Command): void {
  withJson(withConfig(review.command('appraisals')))
    .description('các dịch vụ đã thẩm định và tiến độ của từng đơn vị')
    .option('--agency <mã>', 'chỉ một đơn vị')
    .option('-o, --out <thư-mục>', 'lập biên bản: bien-ban-tham-dinh.docx và .xlsx')
    .addHelpText(
      'after',
      '\nMã thoát: 0 mọi dịch vụ đủ điều kiện đã thẩm định đạt · 2 còn việc\n\nVí dụ:\n  dvc-sync review appraisals --out bien-ban',
    )
    .action(async (_own: object, command: Command) => {
      const options = command.optsWithGlobals<AppraisalsOptions>();
      const configuration = await loadFrom(options.config);
      const unit = options.agency === undefined ? undefined : knownAgency(options.agency, configuration);
      if (options.out !== undefined) requireFolder('biên bản', options.out);
      await withStore(configuration, async store => {
        const now = new Date().toISOString();
        const rows = await latestAppraisals(store, unit === undefined ? {} : { agency: unit });
        const progress = await appraisalProgress(store, configuration.city, unit);
        const files =
          options.out === undefined
            ? []
            : await writeForms(
                formsOfPapers([appraisalPaper(rows, progress, configuration, now)]),
                options.out,
              );
        const open = progress.reduce((sum, each) => sum + each.eligible - each.passed, 0);
        if (open > 0) process.exitCode = exitCodes.discrepancies;
        if (options.json) return printJson(rows);
        printed(progress, rows.length, namesOf(configuration.city).agency);
        for (const file of files) print(shownPath(file));
      });
    });
}

function printed(
  progress: readonly AppraisalProgress[],
  appraised: number,
  agencyName: (code: string) => string,
): void {
  print(`Đã thẩm định ${numberWords(appraised)} dịch vụ.`);
  if (progress.length === 0) {
    print('Chưa có dịch vụ nào trong Phụ lục I.');
    return;
  }
  print(
    table([
      ['ĐƠN VỊ', 'ĐỦ ĐIỀU KIỆN', 'ĐẠT', 'CẦN HOÀN THIỆN', 'TRẢ LẠI'],
      ...progress.map(({ agency, eligible, passed, toComplete, returned }) => [
        agencyName(agency),
        ...[eligible, passed, toComplete, returned].map(count => numberWords(count)),
      ]),
    ]),
  );
}
