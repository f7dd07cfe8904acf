import { agree } from '../app/reviews/agree.ts';
import {
  type Agreement,
  type AgreementWord,
  agreementWords,
  needsSomebody,
  offices,
} from '../domain/agreement.ts';
import { localCode } from '../domain/code.ts';
import type { Office } from '../domain/role.ts';
import { agreementPaper } from '../report/documents/agreement-paper.ts';
import { formsOfPapers } from '../report/documents/paper-forms.ts';
import { namesOf } from '../report/names.ts';
import { agreementJson } from '../report/reviews/agreement-json.ts';
import { agreements } from '../runs/agreements.ts';
import { reasonWords } from '../runs/reason-words.ts';
import { agreementStateNames, nextStep, officeWordNames } from '../words/explanations.ts';
import { agencyLabel, sentenceCase } from '../words/sentence.ts';
import { command, usual } from './command.ts';
import { knownAgency, knownUnit, oneOf } from './common.ts';
import { mostLines } from './common-words.ts';
import { exitCodes } from './exit.ts';
import { givenDay } from './given-days.ts';
import { atMost } from './given-numbers.ts';
import { print, printFirst, printJson, shownPath } from './output.ts';
import { asPerson } from './person.ts';
import { outputs, writtenInto } from './unwritable.ts';

/** `review agree`: what an office says of a unit's explanation. */
export const agreeCommand = command({
  does: {
    vi: 'ghi ý kiến của một cơ quan về giải trình của đơn vị trong Phụ lục II',
    en: 'record an office’s word on an explanation in appendix II',
  },
  arguments: [['<mã-thủ-tục>', { vi: 'mã thủ tục quốc gia', en: 'national code of the procedure' }]],
  options: [
    ...usual,
    ['--agency <mã>', { vi: 'đơn vị giải trình (bắt buộc)', en: 'agency that explains (required)' }],
    [
      '--office <cơ-quan>',
      { vi: 'technical (Sở TTTT) hoặc regulatory (VP UBND)', en: 'technical or regulatory' },
    ],
    [
      '--word <ý-kiến>',
      { vi: 'agreed, not-agreed hoặc explain-again', en: 'agreed, not-agreed or explain-again' },
    ],
    ['--opinion <ý-kiến>', { vi: 'vì sao', en: 'why' }],
    ['--reason <lý-do>', { vi: 'như --opinion', en: 'the same as --opinion' }],
    [
      '--proposal <đề-xuất>',
      {
        vi: 'đề xuất về quy định; bắt buộc với VP UBND khi dòng vướng quy định',
        en: 'what is proposed about the law; required of the regulatory office where the row has a legal ground',
      },
    ],
    [
      '--until <ngày>',
      { vi: 'đơn vị phải trả lời trước ngày này', en: 'last day for the agency to answer' },
      givenDay,
    ],
    asPerson({ vi: 'ai cho ý kiến', en: 'who says so' }),
  ],
  examples: [
    {
      vi: 'dvc-sync review agree 1.004194 --agency H13.21.1 --office technical --word explain-again --opinion "cổng đã có biểu mẫu" --until 20/07/2021 --as "Trần Thị B"',
      en: 'dvc-sync review agree 1.004194 --agency H13.21.1 --office technical --word explain-again --opinion "the portal has the form" --until 2021-07-20 --as "B. Tran"',
    },
  ],
  async onStore({ configuration, asking }, options, given: string) {
    const opinion = options.opinion ?? options.reason;
    const word = {
      procedure: localCode(given, configuration.city.locality),
      agency: knownAgency(options.agency, configuration),
      office: oneOf<Office>('--office', options.office, offices),
      word: oneOf<AgreementWord>('--word', options.word, agreementWords),
      ...(opinion !== undefined && { opinion }),
      ...(options.proposal !== undefined && { proposal: options.proposal }),
      ...(options.until !== undefined && { until: options.until }),
    };
    const row = await agree(asking, word);
    if (options.json) return printJson(agreementJson(row, configuration.city));
    print(
      `Đã ghi ý kiến của ${namesOf(configuration.city).owner(word.office)} về ${row.procedure} tại ${namesOf(configuration.city).agency(row.agency)}: ${officeWordNames[word.word]}. ${sentenceCase(agreementStateNames[row.state])}: ${nextStep(row, namesOf(configuration.city).owner)}.`,
    );
  },
});

/** `review agreements`: rows of Phụ lục II with what systems show and what the offices say of them. */
export const agreementsCommand = command({
  does: {
    vi: 'giải trình trong Phụ lục II: hệ thống cho thấy gì, hai cơ quan nói gì, chờ ai',
    en: 'explanations in appendix II: what systems show, what both offices say, whom they wait for',
  },
  options: [
    ...usual,
    ['--agency <mã>', { vi: 'chỉ một đơn vị', en: 'one agency only' }],
    ['--history', { vi: 'kèm mọi ý kiến trước đây (JSON)', en: 'with every earlier word (JSON)' }],
    [
      '-o, --out <thư-mục>',
      {
        vi: 'lập biên bản: bien-ban-thong-nhat.docx và .xlsx',
        en: 'write the minutes: bien-ban-thong-nhat.docx and .xlsx',
      },
    ],
    atMost(mostLines, 50),
  ],
  note: {
    vi: 'Mã thoát: 0 không còn việc · 2 còn dòng chờ ai đó',
    en: 'Exit codes: 0 nothing left · 2 some row waits for somebody',
  },
  examples: ['dvc-sync review agreements', 'dvc-sync review agreements --out bien-ban'],
  into: outputs.papers,
  async onStore({ configuration, store, now }, options) {
    const agency = knownUnit(options.agency, configuration);
    const rows: Agreement[] = [];
    for await (const page of agreements(store, configuration, now, {
      ...(agency !== undefined && { agency }),
    }))
      rows.push(...page);
    const files = await writtenInto(options.out, () =>
      formsOfPapers([agreementPaper(rows, configuration, now)]),
    );
    if (rows.some(needsSomebody)) process.exitCode = exitCodes.discrepancies;
    if (options.json)
      return printJson(rows.map(row => agreementJson(row, configuration.city, options.history)));
    const { conditions } = await reasonWords(configuration.reviews.reasons);
    const { agency: agencyName } = namesOf(configuration.city);
    const word = ({ words }: Agreement, office: Office) =>
      words[office] ? officeWordNames[words[office].word] : '–';
    const head = ['MÃ TTHC', 'ĐƠN VỊ', 'LÝ DO', 'KỸ THUẬT', 'QUY ĐỊNH', 'TÌNH TRẠNG'];
    if (rows.length === 0) print('Phụ lục II chưa có dòng nào.');
    else
      printFirst(options.limit, ' dòng; thêm --limit hoặc --out.', head, rows, row => [
        ...[row.procedure, agencyLabel({ code: row.agency, name: agencyName(row.agency) })],
        row.reasons.map(code => conditions[code]?.name ?? 'chưa rõ').join('; ') || 'không nêu',
        ...[word(row, 'technical'), word(row, 'regulatory'), agreementStateNames[row.state]],
      ]);
    for (const file of files) print(shownPath(file));
  },
});
