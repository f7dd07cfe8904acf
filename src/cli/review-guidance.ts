import { guidanceAsked } from '../app/queries/reviews.ts';
import { answerGuidance, askGuidance } from '../app/reviews/guidance.ts';
import { offices } from '../domain/agreement.ts';
import { localCode } from '../domain/code.ts';
import type { Guidance } from '../domain/guidance.ts';
import type { Office } from '../domain/role.ts';
import { date } from '../domain/time.ts';
import { type Names, namesOf } from '../report/names.ts';
import { agencyLabel } from '../words/sentence.ts';
import { command, usual } from './command.ts';
import { knownAgency, knownUnit, oneOf } from './common.ts';
import { mostLines } from './common-words.ts';
import { exitCodes } from './exit.ts';
import { atMost, recordNumber } from './given-numbers.ts';
import { print, printFirst, printJson } from './output.ts';

/** `review guidance`: what units ask the two offices about uneven or contested rows, and what these answer. */
export const guidanceCommand = command({
  does: {
    vi: 'câu hỏi của đơn vị về thủ tục không thống nhất mức độ, và hướng dẫn của cơ quan phụ trách',
    en: 'questions of agencies about uneven procedures, and the guidance of the office in charge',
  },
  options: [
    ...usual,
    ['--agency <mã>', { vi: 'chỉ một đơn vị', en: 'one agency only' }],
    ['--procedure <mã>', { vi: 'chỉ một thủ tục', en: 'one procedure only' }],
    atMost(mostLines, 50),
  ],
  note: {
    vi: 'Mã thoát: 0 đã trả lời hết · 2 còn câu hỏi chờ trả lời',
    en: 'Exit codes: 0 all answered · 2 some question waits',
  },
  examples: [
    'dvc-sync review guidance',
    {
      vi: 'dvc-sync review guidance ask 1.004194 --agency H13.21.1 --text "Vì sao phường khác đã ở mức 4?" --as "Trần Thị B"',
      en: 'dvc-sync review guidance ask 1.004194 --agency H13.21.1 --text "Why are other wards at level 4?" --as "B. Tran"',
    },
    {
      vi: 'dvc-sync review guidance answer 1 --text "Cổng đã có biểu mẫu, đơn vị bật nộp trực tuyến." --as "Lê Văn C"',
      en: 'dvc-sync review guidance answer 1 --text "The portal has the form; open online filing." --as "C. Le"',
    },
  ],
  async onStore({ configuration, store }, options) {
    const names = namesOf(configuration.city);
    const agency = knownUnit(options.agency, configuration);
    const wanted = {
      ...(agency !== undefined && { agency }),
      ...(options.procedure !== undefined && {
        procedure: localCode(options.procedure, configuration.city.locality),
      }),
    };
    const rows = await guidanceAsked(store, wanted);
    if (rows.some(({ state }) => state === 'waiting')) process.exitCode = exitCodes.discrepancies;
    if (options.json) return printJson(rows);
    if (rows.length === 0) return print('Chưa đơn vị nào hỏi.');
    const head = ['SỐ', 'MÃ TTHC', 'ĐƠN VỊ', 'HỎI AI', 'CÂU HỎI', 'TRẢ LỜI'];
    printFirst(options.limit, ' câu hỏi; thêm --limit.', head, rows, row => lineOf(row, names));
  },
  subcommands: {
    ask: command({
      does: { vi: 'ghi câu hỏi của một đơn vị', en: 'record the question of an agency' },
      arguments: [['<mã-thủ-tục>', { vi: 'mã thủ tục quốc gia', en: 'national code of the procedure' }]],
      options: [
        ...usual,
        ['--agency <mã>', { vi: 'đơn vị hỏi (bắt buộc)', en: 'agency that asks (required)' }],
        ['--text <câu-hỏi>', { vi: 'hỏi gì (bắt buộc)', en: 'what is asked (required)' }],
        [
          '--office <cơ-quan>',
          {
            vi: 'technical (Sở TTTT) hoặc regulatory (VP UBND); mặc định theo nguyên nhân đơn vị nêu',
            en: 'technical or regulatory; by default by the cause the agency gives',
          },
        ],
        ['--as <ai>', { vi: 'ai hỏi', en: 'who asks' }],
      ],
      async onStore({ configuration, asking }, options, given: string) {
        const question = {
          procedure: localCode(given, configuration.city.locality),
          agency: knownAgency(options.agency, configuration),
          question: options.text ?? '',
          ...(options.office !== undefined && { office: oneOf<Office>('--office', options.office, offices) }),
        };
        const row = await askGuidance(asking, question);
        if (options.json) return printJson(row);
        const { owner } = namesOf(configuration.city);
        print(`Đã ghi câu hỏi số ${row.id} gửi ${owner(row.office)}.`);
      },
    }),
    answer: command({
      does: {
        vi: 'ghi trả lời của cơ quan được hỏi; trả lời sau thay trả lời trước, trả lời trước được giữ lại',
        en: 'record the answer of the office that was asked; a later one counts, earlier ones are kept',
      },
      arguments: [['<số>', { vi: 'số của câu hỏi', en: 'number of the question' }, recordNumber]],
      options: [
        ...usual,
        ['--text <trả-lời>', { vi: 'trả lời thế nào (bắt buộc)', en: 'the answer (required)' }],
        ['--as <ai>', { vi: 'ai trả lời', en: 'who answers' }],
      ],
      async onStore({ configuration, asking }, options, id: number) {
        const row = await answerGuidance(asking, {
          id,
          answer: options.text ?? '',
        });
        if (options.json) return printJson(row);
        const { agency, owner } = namesOf(configuration.city);
        print(
          `Đã ghi trả lời của ${owner(row.office)} cho ${agency(row.agency)} về thủ tục ${row.procedure}.`,
        );
      },
    }),
  },
});

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
