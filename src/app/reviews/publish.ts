import { Refusal } from '../../domain/refusal.ts';
import { dayOf } from '../../domain/time.ts';
import { isLive } from '../../runs/newly-live.ts';
import { insertRow } from '../../store/core/one-row.ts';
import { type PublicationWord, publications } from '../../store/reviews/publications.ts';
import { askedAtOnce } from '../audited.ts';
import { type Asking, requireOwnUnit, saidBy } from '../context.ts';

export type { PublicationWord };

export interface GivenPublication {
  procedure: string;
  agency: string;
  /** Where people can read it; of a word that is taken back, why. */
  place: string;
  /** `YYYY-MM-DD`; today where it is not said. */
  on?: string | undefined;
  /** It has not been published after all. */
  revoke?: boolean;
}

/** A unit's word that it has told people of a service that went live; a later word counts. @throws Refusal */
export function confirmPublished(
  asking: Asking,
  { procedure, agency, place, on, revoke = false }: GivenPublication,
): Promise<PublicationWord> {
  return askedAtOnce(asking, 'confirm-publication', `${procedure} ${agency}`, async (inner, by, done) => {
    requireOwnUnit(asking.actor, agency);
    const today = dayOf(by.at);
    if (!place.trim()) throw new Refusal('publication-incomplete', { revoke });
    if (on !== undefined && on > today) throw new Refusal('publication-day-ahead', { on });
    const known = (await publications(inner, agency)).find(each => each.procedure === procedure);
    if (revoke ? !known : !(await isLive(inner, procedure, agency)))
      throw new Refusal('publication-of-nothing', { procedure, agency, revoke });
    const word = await insertRow(inner, 'publicationWord', {
      ...{ procedure, agency, published: !revoke, place: place.trim() },
      ...{ onDay: revoke ? null : (on ?? today), ...saidBy(by) },
    });
    await done(inner, {
      before: known ? { place: known.place, on: known.onDay } : null,
      after: { published: !revoke, place, on: word.onDay },
    });
    return word;
  });
}
