import { agree } from '../../app/reviews/agree.ts';
import { agreementWords, needsSomebody, offices } from '../../domain/agreement.ts';
import { given } from '../../domain/given.ts';
import { formsOfPapers } from '../../report/documents/paper-forms.ts';
import { agreementJson, agreementPaper, agreementTable } from '../../report/reviews/agreements.ts';
import { agreements } from '../../runs/agreements.ts';
import { reasonWords } from '../../runs/city-files.ts';
import { agreementStateNames, nextStep, officeWordNames } from '../../words/desk.ts';
import { sentenceCase } from '../../words/sentence.ts';
import { listing } from '../answer.ts';
import { command, needed, outOption } from '../command.ts';
import { mostLines } from '../common-words.ts';
import { atMost, givenDay, oneWordOf } from '../given.ts';
import { onlyAgency, procedureCode, unitCode } from '../known.ts';
import { asPerson } from '../person.ts';
import { outputs } from '../unwritable.ts';

export const agreeCommand = command({
  does: {
    vi: 'ghi ý kiến của một cơ quan về giải trình của đơn vị trong Phụ lục II',
    en: 'record an office’s word on an explanation in appendix II',
  },
  argument: procedureCode,
  options: [
    needed(
      '--agency <mã>',
      { vi: 'đơn vị giải trình (bắt buộc)', en: 'agency that explains (required)' },
      unitCode,
    ),
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
  async onStore({ configuration, asking, names }, options, procedure: string) {
    const { agency, office, word, proposal, until, reason, opinion = reason } = options;
    const row = await agree(asking, { procedure, agency, office, word, proposal, until, opinion });
    const { owner } = names;
    return {
      json: agreementJson(row, configuration.city),
      print: `Đã ghi ý kiến của ${owner(office)} về ${row.procedure} tại ${names.agency(row.agency)}: ${officeWordNames[word]}. ${sentenceCase(agreementStateNames[row.state])}: ${nextStep(row, owner)}.`,
    };
  },
});

export const agreementsCommand = command({
  does: {
    vi: 'giải trình trong Phụ lục II: hệ thống cho thấy gì, hai cơ quan nói gì, chờ ai',
    en: 'explanations in appendix II: what systems show, what both offices say, whom they wait for',
  },
  options: [
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
  async onStore({ configuration, store, now, names }, { limit, history, agency }) {
    const rows = (await Array.fromAsync(agreements(store, configuration, now, given({ agency })))).flat();
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
