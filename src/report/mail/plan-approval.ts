import { numberWords } from '../../domain/number-words.ts';
import { dateAndTime } from '../../domain/time.ts';
import { othersWords, procedureLabel } from '../../words/procedures.ts';
import { enumeration, sentenceCase } from '../../words/sentence.ts';
import { namesOf } from '../names.ts';
import type { PlanApprovalBody } from './bodies.ts';
import { type Composer, subjectStart, usualFooter } from './composing.ts';
import { pageAddress } from './report-address.ts';

/** A plan waits for somebody who may approve it: what it changes, why it is held, and where to say yes or no. */
export const composePlanApproval: Composer = async (letter, composing) => {
  const { configuration } = composing;
  const { plan, createdAt, author, back, headline, holds, services, more } = letter.body as PlanApprovalBody;
  const address = pageAddress(configuration, `/ke-hoach/${encodeURIComponent(plan)}`);
  const rest = 'ở trang của kế hoạch';
  return {
    subject: `${subjectStart(configuration)} Kế hoạch chờ duyệt: ${headline}`,
    urgent: false,
    content: {
      kind: 'Kế hoạch chờ duyệt',
      place: namesOf(configuration.city).place,
      part: '',
      headline: `${sentenceCase(headline)} chờ người duyệt${back ? ', để trả lại như cũ' : ''}.`,
      lead: [
        `${author} lập lúc ${dateAndTime(createdAt)}. Phải có người duyệt vì: ${enumeration(holds)}.`,
        'Ai có quyền duyệt, không phải người lập, thì xem rồi duyệt hoặc từ chối kèm lý do ở trang của kế hoạch. Chưa duyệt thì chưa có gì được ghi vào hệ thống nào.',
      ],
      figures: [],
      ...(address && { link: { label: 'Xem và duyệt kế hoạch', address } }),
      sections: services.map(({ code, name, changes, more: others }, at) => ({
        title: procedureLabel({ code, name }),
        items: changes.map(({ what, how }) => ({ title: what, text: how })),
        more: [
          others > 0 && `Còn ${numberWords(others)} thay đổi nữa của thủ tục này ${rest}.`,
          at === services.length - 1 && more > 0 && `${sentenceCase(othersWords(more, { rest }))}.`,
        ]
          .filter(Boolean)
          .join(' '),
      })),
      footer: usualFooter(composing),
    },
    attachments: [],
  };
};
