import { z } from 'zod';
import { guidanceAsked } from '../../../app/queries/reviews.ts';
import { answerGuidance, askGuidance } from '../../../app/reviews/guidance.ts';
import { offices } from '../../../domain/agreement.ts';
import type { Guidance } from '../../../domain/guidance.ts';
import { officeOf } from '../../../domain/role.ts';
import { html, type Markup } from '../../../report/html/markup.ts';
import { pageForm, type Visit } from '../page.ts';
import { day, folded, section } from '../parts.ts';

const shownQuestions = 20;
const text = z.string().trim().min(1).max(4_000);

/**
 * What was asked and answered about a procedure, and the forms to do so, for any page about one.
 *
 * @param placeOf The procedure, and who can ask there: the unit of the page, or those it names.
 */
export function guidanceOn<Params>(
  placeOf: (visit: Visit<Params>) => Promise<{ procedure: string; units: readonly string[] }>,
) {
  const askForm = pageForm({
    name: 'hoi',
    action: 'ask-guidance',
    submit: 'Gửi câu hỏi',
    done: 'Đã ghi câu hỏi; cơ quan phụ trách trả lời ngay tại đây.',
    once: true,
    values: z.strictObject({
      question: text,
      agency: z.string().max(100).optional(),
      office: z.enum(offices).optional(),
    }),
    async act(visit: Visit<Params>, { question, agency, office }) {
      const { procedure, units } = await placeOf(visit);
      const own = units.find(code => code === visit.own);
      const asks = agency ?? own ?? units[0] ?? '';
      await askGuidance(visit.asking, { procedure, agency: asks, question, office });
      return undefined;
    },
  });

  const answerForm = pageForm({
    name: 'tra-loi',
    action: 'answer-guidance',
    submit: 'Gửi trả lời',
    done: 'Đã ghi trả lời.',
    once: true,
    values: z.strictObject({ id: z.coerce.number().int().positive(), answer: text }),
    async act(visit: Visit<Params>, values) {
      await answerGuidance(visit.asking, values);
      return undefined;
    },
  });

  async function part(visit: Visit<Params>): Promise<Markup | false> {
    const { procedure, units } = await placeOf(visit);
    const { store, names, own } = visit;
    const rows = await guidanceAsked(store, {
      procedure,
      ...(own !== undefined && { agency: own }),
      limit: shownQuestions,
    });
    const asks = own === undefined ? units : units.filter(code => code === own);
    const ask =
      asks.length > 0 &&
      visit.form(
        askForm,
        fields => html`${fields.long({ name: 'question', label: 'Câu hỏi' })}
${own === undefined && asks.length > 1 && fields.choice({ name: 'agency', label: 'Đơn vị hỏi', options: asks.map(code => [code, names.agency(code)] as const) })}
${fields.choice({ name: 'office', label: 'Hỏi cơ quan nào', options: [['', 'theo nguyên nhân đơn vị đã nêu'], ...offices.map(each => [each, names.owner(each)] as const)] })}`,
      );
    const waiting = rows.filter(({ office }) => office === officeOf(visit.caller.role));
    const answer =
      waiting.length > 0 &&
      visit.form(
        answerForm,
        fields => html`${fields.choice({ name: 'id', label: 'Trả lời câu hỏi', options: waiting.map(({ id, agency, question }) => [String(id), `${names.agency(agency)}: ${question.slice(0, 80)}`] as const) })}
${fields.long({ name: 'answer', label: 'Hướng dẫn' })}`,
      );
    if (rows.length === 0 && !ask) return false;
    return section(
      'huong-dan',
      'Hướng dẫn',
      html`${rows.length === 0 ? html`<p class="quiet">Chưa đơn vị nào hỏi về thủ tục này.</p>` : html`<ul class="held">${rows.map(row => line(row, visit))}</ul>`}
${folded(visit, answerForm, 'Trả lời', answer)}
${folded(visit, askForm, 'Hỏi cơ quan phụ trách', ask)}`,
    );
  }

  return { part, forms: [askForm, answerForm] as const };
}

function line(
  { agency, office, question, askedAt, answers }: Guidance,
  { names }: Pick<Visit, 'names'>,
): Markup {
  const last = answers.at(-1);
  const earlier = answers.slice(0, -1);
  return html`<li><b>${names.agency(agency)}</b> hỏi ${names.owner(office)} ngày ${day(askedAt)}: ${question}
<p>${last ? html`${names.owner(office)} trả lời ngày ${day(last.at)} (${last.by}): ${last.text}` : html`<span class="badge minor">chờ trả lời</span>`}</p>
${earlier.length > 0 && html`<details><summary>Trả lời trước đó</summary><ul>${earlier.map(each => html`<li>${day(each.at)}, ${each.by}: ${each.text}</li>`)}</ul></details>`}</li>`;
}
