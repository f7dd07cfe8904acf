import { z } from 'zod';
import type { Role } from '../domain/city.ts';
import { feeDue } from '../domain/fee.ts';
import { type LocalPart, localParts } from '../domain/local-part.ts';
import type { ProcedureFacts } from '../domain/procedure.ts';
import { dayIn } from '../domain/time.ts';
import type { SnapshotProcedure } from '../snapshot/model.ts';

/** Where the city makes public what it announces. */
export const localisingRole: Role = 'portal';

const maybe = z.string().nullable();
const announcement = z.object({
  decision: maybe.describe('In the words of its system; null = none, or not told.'),
  day: maybe.describe('YYYY-MM-DD; null = not told.'),
});
export type Announced = z.output<typeof announcement>;

/** A procedure that applies to the city: the national decision beside the city's, and what is still to be added locally. */
export const localisedProcedure = z.object({
  ...{ procedure: z.string(), name: z.string() },
  national: announcement,
  /** As the city's system shows it. */
  city: announcement.extend({ system: maybe }),
  missing: z.array(z.enum(localParts)),
  unknown: z.array(z.enum(localParts)).describe('Nobody could tell.'),
});
export type LocalisedProcedure = z.output<typeof localisedProcedure>;

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
): Omit<LocalisedProcedure, 'procedure' | 'name'> | undefined {
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
