import type { Role } from '../domain/city.ts';
import { feeDue } from '../domain/fee.ts';
import { type LocalPart, localParts } from '../domain/local-part.ts';
import type { ProcedureFacts } from '../domain/procedure.ts';
import { dayIn } from '../domain/time.ts';
import type { SnapshotProcedure } from '../snapshot/model.ts';

/** Where the city makes public what it announces. */
export const localisingRole: Role = 'portal';

export interface Announced {
  decision: string | null;
  /** `YYYY-MM-DD`; null = not told. */
  day: string | null;
}

/** The national decision beside the city's, and what is still to be added locally. */
export interface Localisation {
  national: Announced;
  /** As the city's system shows it. */
  city: Announced & { system: string | null };
  missing: LocalPart[];
  /** Nobody could tell. */
  unknown: LocalPart[];
}

/** A procedure that applies to the city, with how far it is announced and localised. */
export interface LocalisedProcedure extends Localisation {
  procedure: string;
  name: string;
}

/** A system of the city with what it has of the procedure; one that was not read whole is none of these. */
export interface LocalRecord {
  system: string;
  record: SnapshotProcedure | undefined;
}

type State = 'there' | 'missing' | 'unknown' | 'not-needed';

/**
 * How far a procedure is announced and localised; undefined where the national record does not tell of its own local
 * part at all, so that nothing is missing only because nobody shows it.
 */
export function localisationOf(
  { facts }: SnapshotProcedure,
  locals: readonly LocalRecord[],
): Localisation | undefined {
  if (facts.receptionAddress === undefined) return undefined;
  const shown = locals.flatMap(({ system, record }) => (record ? [{ system, facts: record.facts }] : []));
  const announcing = shown.find(each => each.facts.decision);
  const states: Record<LocalPart, State> = {
    'city-decision': stateOf(shown.map(each => each.facts.decision)),
    'local-fee': feeState(
      facts,
      shown.map(each => each.facts.fees),
    ),
    'reception-address': facts.receptionAddress === null ? 'missing' : 'there',
  };
  return {
    national: announced(facts),
    city: { ...announced(announcing?.facts ?? {}), system: announcing?.system ?? null },
    missing: localParts.filter(part => states[part] === 'missing'),
    unknown: localParts.filter(part => states[part] === 'unknown'),
  };
}

/** Where one has it, it is there; else it is missing if one says so. */
function stateOf(values: readonly unknown[]): State {
  if (values.some(value => value)) return 'there';
  return values.includes(null) ? 'missing' : 'unknown';
}

/** A fee that the national record leaves open is the city's to set. */
function feeState({ fees }: ProcedureFacts, local: readonly ProcedureFacts['fees'][]): State {
  if (fees === undefined) return 'unknown';
  return feeDue(fees) === 'unknown' ? stateOf(local) : 'not-needed';
}

function announced({ decision, decisionDay }: Pick<ProcedureFacts, 'decision' | 'decisionDay'>): Announced {
  return { decision: decision ?? null, day: decisionDay ?? (decision ? (dayIn(decision) ?? null) : null) };
}
