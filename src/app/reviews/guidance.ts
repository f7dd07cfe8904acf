import type { Guidance } from '../../domain/guidance.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { Office } from '../../domain/role.ts';
import type { Store } from '../../store/core/contract.ts';
import { insertRow } from '../../store/core/one-row.ts';
import { guidanceOf } from '../../store/reviews/guidance.ts';
import { entriesOfUnit } from '../../store/reviews/review-rows.ts';
import { asked } from '../audited.ts';
import { type Asking, type ConfiguredAsking, requireOffice, requireOwnUnit, saidBy } from '../context.ts';
import { once } from '../once.ts';

export interface GivenQuestion {
  procedure: string;
  agency: string;
  question: string;
  /** Absent: by what keeps the unit's row from level 4, the law or technique. */
  office?: Office | undefined;
}

/** Keeps what a unit asks one of the two offices. @throws Refusal */
export function askGuidance(asking: ConfiguredAsking, given: GivenQuestion): Promise<Guidance> {
  const { procedure, agency, question, office } = given;
  return asked(asking, 'ask-guidance', `${procedure} ${agency}`, async (by, done) => {
    requireOwnUnit(asking.actor, agency);
    if (!asking.configuration.city.agencies.some(({ code }) => code === agency))
      throw new Refusal('agency-unknown', { agency });
    if (!by.who.trim() || !question.trim()) throw new Refusal('word-incomplete', { of: 'question' });
    const made = await once(asking, 'ask-guidance', given, async () => async inner => {
      const to = office ?? (await officeByCause(inner, { procedure, agency }));
      const asks = { procedure, agency, office: to, question: question.trim() };
      const { id } = await insertRow(inner, 'guidanceQuestion', { ...asks, ...saidBy(by) });
      await done(inner, { after: { id, office: to, question: question.trim() } });
      return id;
    });
    return (await guidanceOf(asking.store, made))!;
  });
}

/** Keeps what an office answers; of several answers the last one counts. @throws Refusal */
export function answerGuidance(
  asking: Asking,
  given: { id: number; answer: string; office?: Office | undefined },
): Promise<Guidance> {
  const { id, answer, office } = given;
  return asked(asking, 'answer-guidance', String(id), async (by, done) => {
    if (!by.who.trim() || !answer.trim()) throw new Refusal('word-incomplete', { of: 'answer' });
    await once(asking, 'answer-guidance', given, async () => async inner => {
      const before = await guidanceOf(inner, id);
      if (!before) throw new Refusal('question-unknown', { question: id });
      const own = requireOffice(asking.actor, office ?? before.office);
      if (own !== before.office)
        throw new Refusal('other-office', { name: by.who, role: asking.actor.role, own });
      await insertRow(inner, 'guidanceAnswer', { questionId: id, answer: answer.trim(), ...saidBy(by) });
      await done(inner, { before: before.answers.at(-1) ?? null, after: { answer: answer.trim() } });
      return id;
    });
    return (await guidanceOf(asking.store, id))!;
  });
}

/** Where the law is in the way at the unit, it is VP UBND that is asked (note 2 of the plan). */
async function officeByCause(
  store: Store,
  { procedure, agency }: Pick<GivenQuestion, 'procedure' | 'agency'>,
): Promise<Office> {
  const rows = (await entriesOfUnit(store, agency)).filter(each => each.procedure === procedure);
  const legal = rows.some(each => each.legal.blocks);
  return legal && !rows.some(each => each.technical.blocks) ? 'regulatory' : 'technical';
}
