import type { Command } from 'commander';
import { guidanceAsked } from '../app/queries/reviews.ts';
import { answerGuidance, askGuidance } from '../app/reviews/guidance.ts';
import { offices } from '../domain/agreement.ts';
import { localCode } from '../domain/code.ts';
import type { Guidance } from '../domain/guidance.ts';
import { numberWords } from '../domain/number-words.ts';
import type { Office } from '../domain/role.ts';
import { date } from '../domain/time.ts';
import { type Names, namesOf } from '../report/names.ts';
import { agencyLabel } from '../words/sentence.ts';
import { knownAgency, loadFrom, oneOf, withConfig, withJson, withStore } from './common.ts';
import { mostLines } from './common-words.ts';
import { exitCodes } from './exit.ts';
import { atMost, recordNumber } from './given-numbers.ts';
import { examples } from './help.ts';
import { said } from './language.ts';
import { print, printJson, table } from './output.ts';
import { askingHere, personNamed } from './person.ts';

interface Options {
  config: string;
  agency?: string;
  procedure?: string;
  office?: string;
  text?: string;
  as?: string;
  limit: number;
  json?: boolean;
}

/** `review guidance`: what units ask the two offices about uneven or contested rows, and what these answer. */
export function guidanceCommand(review: Command): void {
  const guidance = withJson(withConfig(review.command('guidance')))
    .description(
      said({
        vi: 'câu hỏi của đơn vị về thủ tục không thống nhất mức độ, và hướng dẫn của cơ quan phụ trách',
        en: 'questions of agencies about uneven procedures, and the guidance of the office in charge',
      }),
    )
    .option('--agency <mã>', said({ vi: 'chỉ một đơn vị', en: 'one agency only' }))
    .option('--procedure <mã>', said({ vi: 'chỉ một thủ tục', en: 'one procedure only' }))
    .option(...atMost(mostLines, 50))
    .addHelpText(
      'after',
      `\n${said({ vi: 'Mã thoát: 0 đã trả lời hết · 2 còn câu hỏi chờ trả lời', en: 'Exit codes: 0 all answered · 2 some question waits' })}\n${examples(
        'dvc-sync review guidance',
        {
          vi: 'dvc-sync review guidance ask 1.004194 --agency H13.21.1 --text "Vì sao phường khác đã ở mức 4?" --as "Trần Thị B"',
          en: 'dvc-sync review guidance ask 1.004194 --agency H13.21.1 --text "Why are other wards at level 4?" --as "B. Tran"',
        },
        {
          vi: 'dvc-sync review guidance answer 1 --text "Cổng đã có biểu mẫu, đơn vị bật nộp trực tuyến." --as "Lê Văn C"',
          en: 'dvc-sync review guidance answer 1 --text "The portal has the form; open online filing." --as "C. Le"',
        },
      )}`,
    )
    .action(list);
  withJson(withConfig(guidance.command('ask')))
    .argument('<mã-thủ-tục>', said({ vi: 'mã thủ tục quốc gia', en: 'national code of the procedure' }))
    .description(said({ vi: 'ghi câu hỏi của một đơn vị', en: 'record the question of an agency' }))
    .option('--agency <mã>', said({ vi: 'đơn vị hỏi (bắt buộc)', en: 'agency that asks (required)' }))
    .option('--text <câu-hỏi>', said({ vi: 'hỏi gì (bắt buộc)', en: 'what is asked (required)' }))
    .option(
      '--office <cơ-quan>',
      said({
        vi: 'technical (Sở TTTT) hoặc regulatory (VP UBND); mặc định theo nguyên nhân đơn vị nêu',
        en: 'technical or regulatory; by default by the cause the agency gives',
      }),
    )
    .option('--as <ai>', said({ vi: 'ai hỏi', en: 'who asks' }))
    .action(ask);
  withJson(withConfig(guidance.command('answer')))
    .argument('<số>', said({ vi: 'số của câu hỏi', en: 'number of the question' }), recordNumber)
    .description(
      said({
        vi: 'ghi trả lời của cơ quan được hỏi; trả lời sau thay trả lời trước, trả lời trước được giữ lại',
        en: 'record the answer of the office that was asked; a later one counts, earlier ones are kept',
      }),
    )
    .option('--text <trả-lời>', said({ vi: 'trả lời thế nào (bắt buộc)', en: 'the answer (required)' }))
    .option('--as <ai>', said({ vi: 'ai trả lời', en: 'who answers' }))
    .action(answer);
}

async function list(_own: object, command: Command): Promise<void> {
  const options = command.optsWithGlobals<Options>();
  const configuration = await loadFrom(options.config);
  const names = namesOf(configuration.city);
  const wanted = {
    ...(options.agency !== undefined && { agency: knownAgency(options.agency, configuration) }),
    ...(options.procedure !== undefined && {
      procedure: localCode(options.procedure, configuration.city.locality),
    }),
  };
  await withStore(configuration, async store => {
    const rows = await guidanceAsked(store, wanted);
    if (rows.some(({ state }) => state === 'waiting')) process.exitCode = exitCodes.discrepancies;
    if (options.json) return printJson(rows);
    if (rows.length === 0) return print('Chưa đơn vị nào hỏi.');
    const { limit } = options;
    print(
      table([
        ['SỐ', 'MÃ TTHC', 'ĐƠN VỊ', 'HỎI AI', 'CÂU HỎI', 'TRẢ LỜI'],
        ...rows.slice(0, limit).map(row => lineOf(row, names)),
      ]),
    );
    if (rows.length > limit) print(`… còn ${numberWords(rows.length - limit)} câu hỏi; thêm --limit.`);
  });
}

function lineOf(
  { id, procedure, agency, office, question, askedAt, answers }: Guidance,
  names: Names,
): string[] {
  const last = answers.at(-1);
  return [
    ...[
      String(id),
      procedure,
      agencyLabel({ code: agency, name: names.agency(agency) }),
      names.owner(office),
    ],
    `${question} (${date(askedAt)})`,
    last ? `${last.text} (${date(last.at)})` : 'chờ trả lời',
  ];
}

async function ask(given: string, _own: object, command: Command): Promise<void> {
  const options = command.optsWithGlobals<Options>();
  const configuration = await loadFrom(options.config);
  const question = {
    procedure: localCode(given, configuration.city.locality),
    agency: knownAgency(options.agency, configuration),
    question: options.text ?? '',
    ...(options.office !== undefined && { office: oneOf<Office>('--office', options.office, offices) }),
  };
  await withStore(configuration, async store => {
    const row = await askGuidance({ ...askingHere(store, personNamed(options.as)), configuration }, question);
    if (options.json) return printJson(row);
    const { owner } = namesOf(configuration.city);
    print(`Đã ghi câu hỏi số ${row.id} gửi ${owner(row.office)}.`);
  });
}

async function answer(id: number, _own: object, command: Command): Promise<void> {
  const options = command.optsWithGlobals<Options>();
  const configuration = await loadFrom(options.config);
  await withStore(configuration, async store => {
    const row = await answerGuidance(askingHere(store, personNamed(options.as)), {
      id,
      answer: options.text ?? '',
    });
    if (options.json) return printJson(row);
    const { agency, owner } = namesOf(configuration.city);
    print(`Đã ghi trả lời của ${owner(row.office)} cho ${agency(row.agency)} về thủ tục ${row.procedure}.`);
  });
}
