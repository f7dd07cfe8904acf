import type { ReasonFact, Shown } from '../domain/agreement.ts';
import type { Received } from '../domain/measure.ts';
import type { CaseFacts } from '../domain/procedure.ts';
import type { ReasonCode } from '../domain/review.ts';
import { eformOf, paymentOf } from '../readiness/case.ts';
import { needsOf } from '../readiness/needs.ts';
import { type AtSystem, openTo } from '../readiness/offering.ts';
import { type Spread, shownOf, spreadOf } from '../readiness/technical.ts';
import type { SnapshotProcedure } from '../snapshot/model.ts';
import { atSystem, daysOf, type ReadSystem } from './at-system.ts';

/** A procedure at every system, and what was published of it. */
export interface Evidence {
  code: string;
  systems: readonly ReadSystem[];
  /** By the same position. */
  records: readonly (SnapshotProcedure | undefined)[];
  /** Position of the national system, -1 when there is none. */
  national: number;
  received?: ((procedure: string, agency: string) => readonly Received[]) | undefined;
}

type Seen = Pick<ReasonFact, 'verdict'> & { shown: Shown };
type Told = Seen & Pick<ReasonFact, 'system' | 'at'>;

/**
 * What every system shows of a reason that a unit gave, one entry a system that can tell; a single unknown one where none
 * can. Something shown on every side is an answer (contradicted, confirmed); shown here and not there is none.
 */
export function factsOf(reason: ReasonCode, agency: string, evidence: Evidence): ReasonFact[] {
  const facts = Object.hasOwn(looks, reason) ? looks[reason]!(agency, evidence) : [];
  if (facts.length === 0) return [{ reason, verdict: 'unknown', system: null, shown: null, at: null }];
  return facts.map(fact => ({ reason, ...fact }));
}

const looks: Record<ReasonCode, (agency: string, evidence: Evidence) => Told[]> = {
  'e-form': (agency, evidence) =>
    localFacts(agency, evidence, at => {
      if (!at.hosts.includes('eform')) return undefined;
      return byCases(at, agency, one => metOf(eformOf(one).state), eformSeen);
    }),
  payment: paymentFacts,
  'digital-signature': (agency, evidence) =>
    localFacts(agency, evidence, at => seenAs(signatureSeen, shownOf('signature', agency, at))),
  'electronic-result': (agency, evidence) =>
    localFacts(agency, evidence, at => seenAs(resultSeen, shownOf('electronicResult', agency, at))),
  'original-needed': (_agency, evidence) => nationalFacts(evidence, papersShown),
  'no-demand': (agency, { code, received }) =>
    (received?.(code, agency) ?? []).flatMap(({ system, files, months, at }): Told[] => {
      if (files === null) return [];
      const verdict = files > 0 ? 'contradicted' : 'confirmed';
      return [{ verdict, system, shown: { code: 'files-received', files, months }, at }];
    }),
};

/** Reasons that a system can say anything of. */
export const factualReasons: readonly ReasonCode[] = Object.keys(looks);

const eformSeen: Record<Spread, Seen> = {
  everywhere: { verdict: 'contradicted', shown: { code: 'eform-everywhere' } },
  partly: { verdict: 'unknown', shown: { code: 'eform-partly' } },
  nowhere: { verdict: 'confirmed', shown: { code: 'eform-nowhere' } },
};

const paymentSeen: Record<Spread, Seen> = {
  everywhere: { verdict: 'contradicted', shown: { code: 'payment-there' } },
  partly: { verdict: 'unknown', shown: { code: 'payment-partly' } },
  nowhere: { verdict: 'confirmed', shown: { code: 'payment-nowhere' } },
};

/** That nothing is to be signed does not tell whether the unit could. */
const signatureSeen: Record<Spread, Seen> = {
  everywhere: { verdict: 'contradicted', shown: { code: 'signature-everywhere' } },
  partly: { verdict: 'unknown', shown: { code: 'signature-partly' } },
  nowhere: { verdict: 'unknown', shown: { code: 'signature-nowhere' } },
};

const resultSeen: Record<Spread, Seen> = {
  everywhere: { verdict: 'contradicted', shown: { code: 'result-electronic' } },
  partly: { verdict: 'unknown', shown: { code: 'result-partly' } },
  nowhere: { verdict: 'confirmed', shown: { code: 'result-nowhere' } },
};

function seenAs(seen: Record<Spread, Seen>, spread: Spread | undefined): Seen | undefined {
  return spread && seen[spread];
}

/** By every system but the national one that carries offerings of the unit. */
function localFacts(
  agency: string,
  { code, systems, records, national }: Evidence,
  look: (at: AtSystem) => Seen | undefined,
): Told[] {
  return systems.flatMap((system, at) => {
    if (at === national || system.carries?.(agency) === false) return [];
    const seen = look(atSystem(code, agency, system, records[at]));
    const [day = null] = daysOf(records[at], agency, system.takenAt).sort();
    return seen ? [{ ...seen, system: system.name, at: day }] : [];
  });
}

/** Whether each case open to the unit has it; none at all: it is nowhere. */
function byCases(
  { cases }: AtSystem,
  agency: string,
  has: (one: CaseFacts) => boolean | undefined,
  seen: Record<Spread, Seen>,
): Seen | undefined {
  if (cases === 'no-procedure') return seen.nowhere;
  return typeof cases === 'string' ? undefined : seenAs(seen, spreadOf(openTo(agency, cases).map(has)));
}

/** Nothing is due, or it can be paid: contradicted; something is due and cannot: confirmed. */
function paymentFacts(agency: string, evidence: Evidence): Told[] {
  const record = evidence.records[evidence.national];
  const { fee } = needsOf(record?.detailed ? record.facts : undefined);
  if (fee === 'free')
    return nationalFacts(evidence, () => ({ verdict: 'contradicted', shown: { code: 'free' } }));
  return localFacts(agency, evidence, at => {
    if (!at.hosts.includes('payment')) return undefined;
    const { account } = at.offering;
    if (account) return paymentSeen.everywhere;
    const seen = byCases(at, agency, one => metOf(paymentOf(one, account).state), paymentSeen);
    // Whether its lack matters hangs on whether anything is due.
    return seen?.verdict === 'confirmed' && fee === 'unknown' ? undefined : seen;
  });
}

function metOf(state: string): boolean | undefined {
  return state === 'unknown' ? undefined : state === 'met';
}

function nationalFacts(
  { systems, records, national }: Evidence,
  look: (record: SnapshotProcedure) => Seen | undefined,
): Told[] {
  const [system, record] = [systems[national], records[national]];
  if (!system || system.takenAt === null || !record?.detailed) return [];
  const seen = look(record);
  return seen ? [{ ...seen, system: system.name, at: record.facts.readAt ?? system.takenAt }] : [];
}

/** Main copies everywhere, copies everywhere, or neither. */
function papersShown({ cases }: SnapshotProcedure): Seen | undefined {
  if (!cases || cases.some(({ components }) => components === undefined)) return undefined;
  const papers = cases.flatMap(({ components }) => components ?? []);
  if (papers.length === 0) return { verdict: 'unknown', shown: { code: 'papers-none' } };
  if (papers.every(({ originals = 0 }) => originals > 0))
    return { verdict: 'confirmed', shown: { code: 'originals-asked' } };
  if (papers.every(({ originals, copies = 0 }) => originals === 0 && copies > 0))
    return { verdict: 'contradicted', shown: { code: 'copies-only' } };
  return { verdict: 'unknown', shown: { code: 'papers-mixed' } };
}
