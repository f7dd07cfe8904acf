import type { City } from '../../domain/city.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { ReviewDecision } from '../../domain/review.ts';
import { officeOf } from '../../domain/role.ts';
import { openConflicts } from '../../runs/review-state.ts';
import { reviewsOf } from '../../runs/reviewed.ts';
import { addDecision, revokeDecision } from '../../store/reviews/decisions.ts';
import { askedAtOnce } from '../audited.ts';
import type { Asking } from '../context.ts';

type Wanted = Pick<ReviewDecision, 'procedure' | 'agency' | 'eligible' | 'reason'>;

/**
 * A person's word on a reviewed procedure, which wins over every list. It takes the place of an earlier one about the
 * same procedure and agency.
 *
 * @throws Refusal without a name or a reason, or where it is the other office's to decide.
 */
export function decide(asking: Asking, city: City, wanted: Wanted): Promise<ReviewDecision> {
  return askedAtOnce(asking, 'decide-review', targetOf(wanted), async (inner, by, done) => {
    const { eligible, reason } = wanted;
    if (!by.who.trim() || !reason.trim()) throw new Refusal('word-incomplete', { of: 'decision' });
    await requireTheirs({ ...asking, store: inner }, city, wanted);
    const { made, earlier } = await addDecision(inner, wanted, by);
    await done(inner, {
      before: earlier.map(({ id, eligible: was }) => ({ id, eligible: was })),
      after: { id: made.id, eligible, reason },
    });
    return made;
  });
}

/**
 * Takes a decision back: the lists count again.
 *
 * @throws Refusal when there is none of that id in force, or where it is the other office's to decide.
 */
export function takeBackDecision(asking: Asking, city: City, id: number, reason: string) {
  return askedAtOnce(asking, 'revoke-review-decision', String(id), async (inner, by, done) => {
    if (!by.who.trim() || !reason.trim()) throw new Refusal('word-incomplete', { of: 'revocation' });
    const decision = await revokeDecision(inner, id, by);
    if (!decision) throw new Refusal('decision-unknown', { id });
    if (decision.by !== by.who) await requireTheirs({ ...asking, store: inner }, city, decision);
    const before = { id, eligible: decision.eligible };
    await done(inner, { target: targetOf(decision), before, after: { reason } });
    return decision;
  });
}

/**
 * The office of law decides what contradicts itself for a reason of law, or what both offices do not agree with, also
 * where it was decided before.
 *
 * @throws Refusal
 */
async function requireTheirs(
  { actor, store }: Asking,
  city: City,
  { procedure, agency }: Pick<Wanted, 'procedure' | 'agency'>,
): Promise<void> {
  if (officeOf(actor.role) !== 'regulatory') return;
  const undecided = await reviewsOf(store, city, [procedure], {
    counts: decision => decision.agency !== agency,
  });
  const rolled = undecided.get(procedure);
  const conflicts = rolled ? await openConflicts(store, city, rolled) : [];
  const legal = conflicts.some(
    ({ cause, agencies }) => cause === 'legal' && (agency === null || agencies.includes(agency)),
  );
  if (!legal) throw new Refusal('conflict-not-legal', { procedure });
}

function targetOf({ procedure, agency }: Pick<ReviewDecision, 'procedure' | 'agency'>): string {
  return agency === null ? procedure : `${procedure} ${agency}`;
}
