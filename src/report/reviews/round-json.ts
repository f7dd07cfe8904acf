import { roundListNames, roundLists } from '../../domain/consultation.ts';
import type { RoundTally } from '../../review/consultation.ts';
import type { ReviewRound } from '../../store/reviews/rounds.ts';

/** A round as machines get it, with how many it was sent to and how many rows it has. */
export function roundHeadJson({
  id,
  list,
  until,
  silence,
  openedAt,
  closedAt,
  addressees,
  rows,
}: ReviewRound) {
  return {
    ...{ round: id, list: roundListNames.find(name => roundLists[name] === list)! },
    ...{ until, silence, openedAt, closedAt, addressees: addressees.length, rows: rows.length },
  };
}

/** The same with what came of it. */
export function roundJson(round: ReviewRound, { addressees, rows }: RoundTally) {
  return { ...roundHeadJson(round), addressees, rows };
}
