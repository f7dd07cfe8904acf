import { agree } from '../../app/reviews/agree.ts';
import { agreementWords, needsSomebody, offices } from '../../domain/agreement.ts';
import { localCode } from '../../domain/code.ts';
import { formsOfPapers } from '../../report/documents/paper-forms.ts';
import { agreementJson, agreementPaper, agreementTable } from '../../report/reviews/agreements.ts';
import { agreements } from '../../runs/agreements.ts';
import { reasonWords } from '../../runs/city-files.ts';
import { agreementStateNames, nextStep, officeWordNames } from '../../words/explanations.ts';
import { sentenceCase } from '../../words/sentence.ts';
import { listing } from '../answer.ts';
import { command, needed, onlyAgency, outOption, procedureCode, usual } from '../command.ts';
import { knownUnit } from '../common.ts';
import { mostLines } from '../common-words.ts';
import { atMost, givenDay, oneWordOf } from '../given.ts';
import { asPerson } from '../person.ts';
import { outputs } from '../unwritable.ts';

/** `review agree`: what an office says of a unit's explanation. */
export const agreeCommand = command({
  does: {
    vi: 'ghi ý kiến của một cơ quan về giải trình của đơn vị trong Phụ lục II',
    en: 'record an office’s word on an explanation in appendix II',
  },
  arguments: [procedureCode],
  options: [
    ...usual,
    needed('--agency <mã>', { vi: 'đơn vị giải trình (bắt buộc)', en: 'agency that explains (required)' }),
    needed(
      '--office <cơ-quan>',
      { vi: 'technical (Sở TTTT) hoặc regulatory (VP UBND)', en: 'technical or regulatory' },
      oneWordOf(offices),
    ),
    needed(
      '--word <ý-kiến>',
      { vi: 'agreed, not-agreed hoặc explain-again', en: 'agreed, not-agreed or explain-again' },
      oneWordOf(agreementWords),
    ),
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
  check: (configuration, { agency, office, word, proposal, until, ...options }, given: string) => ({
    procedure: localCode(given, configuration.city.locality),
    agency: knownUnit(agency, configuration),
    ...{ office, word, proposal, until, opinion: options.opinion ?? options.reason },
  }),
  async onStore({ configuration, asking, names: { owner, agency } }, _options, wanted) {
    const row = await agree(asking, wanted);
    return {
      json: agreementJson(row, configuration.city),
      print: `Đã ghi ý kiến của ${owner(wanted.office)} về ${row.procedure} tại ${agency(row.agency)}: ${officeWordNames[wanted.word]}. ${sentenceCase(agreementStateNames[row.state])}: ${nextStep(row, owner)}.`,
    };
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
    onlyAgency,
    ['--history', { vi: 'kèm mọi ý kiến trước đây (JSON)', en: 'with every earlier word (JSON)' }],
    outOption({
      vi: 'lập biên bản: bien-ban-thong-nhat.docx và .xlsx',
      en: 'write the minutes: bien-ban-thong-nhat.docx and .xlsx',
    }),
    atMost(mostLines, 50),
  ],
  note: {
    vi: 'Mã thoát: 0 không còn việc · 2 còn dòng chờ ai đó',
    en: 'Exit codes: 0 nothing left · 2 some row waits for somebody',
  },
  examples: ['dvc-sync review agreements', 'dvc-sync review agreements --out bien-ban'],
  into: outputs.papers,
  check: (configuration, { agency }) => knownUnit(agency, configuration),
  async onStore({ configuration, store, now, names }, { limit, history }, agency) {
    const wanted = agency === undefined ? {} : { agency };
    const rows = (await Array.fromAsync(agreements(store, configuration, now, wanted))).flat();
    const { conditions } = await reasonWords(configuration.reviews.reasons);
    return {
      ...listing(rows, agreementTable(names, conditions), {
        none: 'Phụ lục II chưa có dòng nào.',
        ...{ limit, more: ' dòng; thêm --limit hoặc --out.' },
        json: () => rows.map(row => agreementJson(row, configuration.city, history)),
      }),
      forms: () => formsOfPapers([agreementPaper(rows, configuration, now)]),
      open: rows.some(needsSomebody),
    };
  },
});
