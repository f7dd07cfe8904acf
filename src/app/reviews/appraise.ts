import type {
  Appraisal,
  AppraisalAnswer,
  AppraisalItem,
  AppraisalResult,
  AppraisedItem,
} from '../../domain/appraisal.ts';
import { Refusal } from '../../domain/refusal.ts';
import { appraisalItems } from '../../runs/city-files.ts';
import { checklistFor } from '../../runs/readiness.ts';
import { reviewsOf } from '../../runs/reviewed.ts';
import { insertRow } from '../../store/core/one-row.ts';
import { inTransaction } from '../../store/core/open.ts';
import { latestAppraisals } from '../../store/reviews/appraisals.ts';
import { asked } from '../audited.ts';
import { type ConfiguredAsking, saidBy } from '../context.ts';

/** A check as it is given: answers to what is asked, and what it comes to. */
export interface GivenAppraisal {
  procedure: string;
  agency: string;
  answers: Readonly<Record<string, AppraisalAnswer>>;
  result: AppraisalResult;
  reason: string;
}

type Row = Pick<Appraisal, 'procedure' | 'agency'>;

/**
 * Keeps a check of a row that was found eligible. What the systems show fills items in; the rest is answered, now or in an
 * earlier check of the row. A refused one keeps nothing.
 *
 * @throws Refusal
 * @throws ConfigurationError where the checklist of the city cannot be used.
 */
export function appraise(asking: ConfiguredAsking, given: GivenAppraisal): Promise<Appraisal> {
  const { procedure, agency, answers, result, reason } = given;
  return asked(asking, 'appraise-review', `${procedure} ${agency}`, async (by, done) => {
    if (!by.who.trim() || !reason.trim()) throw new Refusal('word-incomplete', { of: 'decision' });
    const { appraisal: file } = asking.configuration.reviews;
    if (file === undefined) throw new Refusal('appraisal-not-set', {});
    const checklist = await appraisalItems(file);
    const unknown = Object.keys(answers).find(id => !checklist.some(item => item.id === id));
    if (unknown !== undefined) throw new Refusal('appraisal-item-unknown', { item: unknown });
    return inTransaction(asking.store, async inner => {
      const within = { ...asking, store: inner };
      await requireEligible(within, given);
      const measured = await measuredFor(within, given);
      const [earlier] = await latestAppraisals(inner, { procedure, agency });
      const items: AppraisedItem[] = [];
      const open: string[] = [];
      for (const item of checklist) {
        const said = answers[item.id];
        const seen = item.fact === null ? undefined : measured(item.fact);
        if (seen && said !== undefined && said !== seen.answer)
          throw new Refusal('appraisal-measured', {
            item: item.id,
            answer: seen.answer,
            source: seen.source,
          });
        const answer =
          seen ??
          (said && { answer: said, measured: false, source: by.who, at: by.at }) ??
          earlier?.items.find(({ id, measured: was }) => id === item.id && !was);
        if (answer) items.push(answered(item, answer));
        else open.push(item.id);
      }
      if (open.length > 0) throw new Refusal('appraisal-unanswered', { items: open });
      const notMet = items.filter(({ answer }) => answer === 'not-met').map(({ id }) => id);
      if (result === 'passed' && notMet.length > 0) throw new Refusal('appraisal-not-met', { items: notMet });
      const { identity, ...said } = saidBy(by);
      const made: Appraisal = { procedure, agency, result, items, ...said, reason: reason.trim() };
      await insertRow(inner, 'appraisal', { ...made, identity });
      await done(inner, {
        before: earlier ? { result: earlier.result } : null,
        after: { result, reason, answers },
      });
      return made;
    });
  });
}

/** Where the unit itself, or whoever speaks for it, has it in Phụ lục I. @throws Refusal */
async function requireEligible({ store, configuration }: ConfiguredAsking, { procedure, agency }: Row) {
  const rolled = (await reviewsOf(store, configuration.city, [procedure])).get(procedure);
  const target = rolled?.targets.find(each => each.agency === agency);
  const listed = target?.why === 'review' || target?.why === 'roll-up';
  if (!target || !listed || (target.level !== 4 && !target.unappraised))
    throw new Refusal('row-not-listed', { procedure, agency, list: 'eligible' });
}

type Seen = Pick<AppraisedItem, 'answer' | 'measured' | 'source' | 'at'>;

/** What the readiness checklist says of a condition; undefined where nobody can tell. */
async function measuredFor(
  { store, configuration }: ConfiguredAsking,
  { procedure, agency }: Row,
): Promise<(fact: string) => Seen | undefined> {
  const checklist = await checklistFor(store, configuration, procedure, agency);
  return fact => {
    const row = checklist?.rows.find(({ id }) => id === fact);
    if (!row || row.state === 'unknown') return undefined;
    return { answer: row.state, measured: true, source: row.source, at: row.at };
  };
}

function answered(
  { id, text, clause }: AppraisalItem,
  { answer, measured, source, at }: Seen,
): AppraisedItem {
  return { id, text, clause, answer, measured, source, at };
}
