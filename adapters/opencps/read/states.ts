import { type DesiredStep, usualStates } from '../../../src/domain/service.ts';

/** National state of a dossier (1…10) that a status of OpenCPS comes nearest to; the others have none. */
const stateOfStatus: Record<string, string> = {
  ...{ new: '1', receiving: '2', denied: '3', processing: '4', waiting: '5', cancelling: '7' },
  ...{ pausing: '8', unresolved: '8', releasing: '9', done: '9' },
};
/** The other way round, for steps a dossier leaves again. */
const statusOfState: Record<string, string> = {
  ...{ 1: 'new', 2: 'receiving', 3: 'processing', 4: 'processing', 5: 'waiting' },
  ...{ 6: 'waiting', 7: 'cancelling', 8: 'pausing', 9: 'releasing', 10: 'releasing' },
};
/** A dossier does not leave these any more. */
const finished = new Set(['done', 'denied', 'cancelled', 'unresolved']);

/** Where a step stands: at its end a dossier stays, `first` is what the creation leads to. */
export interface Place {
  kind: DesiredStep['kind'];
  first: boolean;
}

export function isFinishedStatus(status: string | undefined): boolean {
  return finished.has(status?.trim().toLowerCase() ?? '');
}

/** The state a status stands for in a definition; absent = the usual one of its kind. */
export function stateIn(status: string | undefined, place: Place): string | undefined {
  const word = status?.trim().toLowerCase() ?? '';
  if (word === usualStatus(place)) return undefined;
  const state = stateOfStatus[word];
  return state === usualStates[place.kind] ? undefined : state;
}

/**
 * The status for a desired state; one that is there already and says the same stays. `noted`: the state itself has to
 * be written down, because the status does not tell it.
 */
export function statusFor(
  state: string | undefined,
  place: Place,
  stored: string | undefined,
): { status: string; noted?: string } {
  const wanted = state === usualStates[place.kind] ? undefined : state;
  const fits = stored !== undefined && stored !== '' && isFinishedStatus(stored) === (place.kind === 'end');
  const status =
    fits && stateIn(stored, place) === wanted
      ? stored
      : wanted === undefined || place.kind === 'end'
        ? usualStatus(place)
        : (statusOfState[wanted] ?? usualStatus(place));
  return { status, ...(wanted !== undefined && stateIn(status, place) !== wanted ? { noted: wanted } : {}) };
}

/** The reception needs a step in status `receiving`, the end one in `done` (contract 4.2). */
function usualStatus({ kind, first }: Place): string {
  if (kind === 'end') return 'done';
  return kind === 'start' || first ? 'receiving' : 'processing';
}
