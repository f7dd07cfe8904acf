import { guidanceAsked } from '../../app/queries/reviews.ts';
import { answerGuidance, askGuidance } from '../../app/reviews/guidance.ts';
import { offices } from '../../domain/agreement.ts';
import { given } from '../../domain/given.ts';
import type { Guidance } from '../../domain/guidance.ts';
import { date } from '../../domain/time.ts';
import type { Names } from '../../report/names.ts';
import { list } from '../../report/table/table.ts';
import { agencyLabel } from '../../words/sentence.ts';
import { listing } from '../answer.ts';
import { command, needed } from '../command.ts';
import { mostLines } from '../common-words.ts';
import { atMost, recordNumber, someText, wordOf } from '../given.ts';
import { agencyNeeded, anyProcedure, onlyAgency, procedureCode, unitCode } from '../known.ts';

export const guidanceCommand = command({
  does: {
    vi: 'câu hỏi của đơn vị về thủ tục không thống nhất mức độ, và hướng dẫn của cơ quan phụ trách',
    en: 'questions of agencies about uneven procedures, and the guidance of the office in charge',
  },
  options: [
    onlyAgency,
    ['--procedure <mã>', { vi: 'chỉ một thủ tục', en: 'one procedure only' }, anyProcedure],
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
  async onStore({ store, names }, { limit, agency, procedure }) {
    const rows = await guidanceAsked(store, given({ agency, procedure }));
    return {
      ...listing(rows, guidanceTable(names), {
        none: 'Chưa đơn vị nào hỏi.',
        ...{ limit, more: ' câu hỏi; thêm --limit.' },
      }),
      open: rows.some(({ state }) => state === 'waiting'),
    };
  },
  subcommands: {
    ask: command({
      does: { vi: 'ghi câu hỏi của một đơn vị', en: 'record the question of an agency' },
      argument: procedureCode,
      options: [
        ['--agency <mã>', { vi: 'đơn vị hỏi (bắt buộc)', en: 'agency that asks (required)' }, unitCode],
        needed('--text <câu-hỏi>', { vi: 'hỏi gì (bắt buộc)', en: 'what is asked (required)' }, someText),
        wordOf(
          '--office <cơ-quan>',
          {
            vi: 'technical (Sở TTTT) hoặc regulatory (VP UBND); mặc định theo nguyên nhân đơn vị nêu',
            en: 'technical or regulatory; by default by the cause the agency gives',
          },
          offices,
        ),
        ['--as <ai>', { vi: 'ai hỏi', en: 'who asks' }],
      ],
      check: (_configuration, { agency, text: question, office }, procedure: string) => ({
        ...{ procedure, agency: agencyNeeded(agency), question, office },
      }),
      async onStore({ asking, names }, _options, wanted) {
        const row = await askGuidance(asking, wanted);
        return { json: row, print: `Đã ghi câu hỏi số ${row.id} gửi ${names.owner(row.office)}.` };
      },
    }),
    answer: command({
      does: {
        vi: 'ghi trả lời của cơ quan được hỏi; trả lời sau thay trả lời trước, trả lời trước được giữ lại',
        en: 'record the answer of the office that was asked; a later one counts, earlier ones are kept',
      },
      argument: ['<số>', { vi: 'số của câu hỏi', en: 'number of the question' }, recordNumber],
      options: [
        needed(
          '--text <trả-lời>',
          { vi: 'trả lời thế nào (bắt buộc)', en: 'the answer (required)' },
          someText,
        ),
        ['--as <ai>', { vi: 'ai trả lời', en: 'who answers' }],
      ],
      async onStore({ asking, names: { agency, owner } }, { text: answer }, id: number) {
        const row = await answerGuidance(asking, { id, answer });
        return {
          json: row,
          print: `Đã ghi trả lời của ${owner(row.office)} cho ${agency(row.agency)} về thủ tục ${row.procedure}.`,
        };
      },
    }),
  },
});

const guidanceTable = (names: Names) =>
  list<Guidance>([
    { title: 'Số', cell: ({ id }) => String(id) },
    { title: 'Mã TTHC', cell: ({ procedure }) => procedure },
    { title: 'Đơn vị', cell: ({ agency }) => agencyLabel({ code: agency, name: names.agency(agency) }) },
    { title: 'Hỏi ai', cell: ({ office }) => names.owner(office) },
    { title: 'Câu hỏi', cell: ({ question, askedAt }) => `${question} (${date(askedAt)})` },
    {
      title: 'Trả lời',
      cell({ answers }) {
        const last = answers.at(-1);
        return last ? `${last.text} (${date(last.at)})` : 'chờ trả lời';
      },
    },
  ]);
