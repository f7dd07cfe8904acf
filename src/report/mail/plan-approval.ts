import { numberWords } from '../../domain/number-words.ts';
import { dateAndTime } from '../../domain/time.ts';
import { type Plan, waitsFor } from '../../plan/plan.ts';
import { planStateNames } from '../../plan/words.ts';
import { findPlan } from '../../store/push/plans.ts';
import { othersSentence, procedureLabel } from '../../words/procedures.ts';
import { enumeration, sentenceCase } from '../../words/sentence.ts';
import type { PlanApprovalBody } from './bodies.ts';
import { type Composer, UnsendableLetter } from './composing.ts';
import { pageAddress } from './report-address.ts';

/**
 * A plan waits for somebody who may approve it: what it changes, why it is held, and where to say yes or no. Nobody is
 * asked any more once it was decided.
 */
export const composePlanApproval: Composer = async (letter, { configuration, store }) => {
  const { plan, createdAt, author, back, headline, holds, services, more } = letter.body as PlanApprovalBody;
  const now = await findPlan<Pick<Plan, 'holds'>>(store, plan);
  if (now?.state !== 'draft' || waitsFor(now.head, configuration.push) !== 'approver')
    throw new UnsendableLetter(
      `kế hoạch không còn chờ ai duyệt: ${now ? planStateNames[now.state] : 'không còn được lưu'}`,
    );
  const why =
    holds.length > 0
      ? `Phải có người duyệt vì: ${enumeration(holds)}.`
      : 'Kế hoạch nào cũng phải có người thứ hai duyệt.';
  const address = pageAddress(configuration, `/ke-hoach/${encodeURIComponent(plan)}`);
  const rest = 'ở trang của kế hoạch';
  return {
    subject: `Kế hoạch chờ duyệt: ${headline}`,
    content: {
      kind: 'Kế hoạch chờ duyệt',
      part: '',
      headline: `${sentenceCase(headline)} chờ người duyệt${back ? ', để trả lại như cũ' : ''}.`,
      lead: [
        `${author} lập lúc ${dateAndTime(createdAt)}. ${why}`,
        'Ai có quyền duyệt, không phải người lập, thì xem rồi duyệt hoặc từ chối kèm lý do ở trang của kế hoạch. Chưa duyệt thì chưa có gì được ghi vào hệ thống nào.',
      ],
      figures: [],
      ...(address && { link: { label: 'Xem và duyệt kế hoạch', address } }),
      sections: services.map(({ code, name, changes, more: others }, at) => ({
        title: procedureLabel({ code, name }),
        items: changes.map(({ what, how }) => ({ title: what, text: how })),
        more: [
          others > 0 && `Còn ${numberWords(others)} thay đổi nữa của thủ tục này ${rest}.`,
          at === services.length - 1 && othersSentence(more, { rest }),
        ]
          .filter(Boolean)
          .join(' '),
      })),
    },
  };
};
