import type { FactVerdict, ReasonFact, Shown } from '../domain/agreement.ts';
import type { Received } from '../domain/measure.ts';
import type { CaseFacts } from '../domain/procedure.ts';
import type { ReasonCode } from '../domain/review.ts';
import { eformOf, paymentOf } from '../readiness/case.ts';
import { needsOf } from '../readiness/needs.ts';
import { type AtSystem, openTo } from '../readiness/offering.ts';
import { shownOf } from '../readiness/technical.ts';
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

type Seen = { verdict: FactVerdict; shown: Shown };

/**
 * What every system shows of a reason that a unit gave, one entry a system that can tell; a single unknown one where none
 * can. Something shown on every side is an answer (contradicted, confirmed); shown here and not there is none.
 */
export function factsOf(reason: ReasonCode, agency: string, evidence: Evidence): ReasonFact[] {
  const facts = shownFacts(reason, agency, evidence);
  return facts.length > 0 ? facts : [{ reason, verdict: 'unknown', system: null, shown: null, at: null }];
}

/** Reasons that a system can say anything of. */
export const factualReasons: readonly ReasonCode[] = [
  ...(['e-form', 'payment', 'digital-signature', 'electronic-result'] as const),
  ...(['original-needed', 'no-demand'] as const),
];

function shownFacts(reason: ReasonCode, agency: string, evidence: Evidence): ReasonFact[] {
  switch (reason) {
    case 'e-form':
      return hostedFacts(reason, 'eform', agency, evidence, at => shownByCases(at, agency, eformShown));
    case 'payment':
      return paymentFacts(reason, agency, evidence);
    case 'digital-signature':
      return localFacts(
        reason,
        agency,
        evidence,
        at => signatureSeen[shownOf('signature', agency, at) ?? 'indeterminate'],
      );
    case 'electronic-result':
      return localFacts(
        reason,
        agency,
        evidence,
        at => resultSeen[shownOf('electronicResult', agency, at) ?? 'indeterminate'],
      );
    case 'original-needed':
      return nationalFacts(reason, evidence, papersShown);
    case 'no-demand':
      return (evidence.received?.(evidence.code, agency) ?? []).flatMap(each => receivedFact(reason, each));
    default:
      return [];
  }
}

function hostedFacts(
  reason: ReasonCode,
  part: 'eform' | 'payment',
  agency: string,
  evidence: Evidence,
  look: (at: AtSystem) => Seen | undefined,
): ReasonFact[] {
  return localFacts(reason, agency, evidence, at => (at.hosts.includes(part) ? look(at) : undefined));
}

/** By every system but the national one that carries offerings of the unit. */
function localFacts(
  reason: ReasonCode,
  agency: string,
  { code, systems, records, national }: Evidence,
  look: (at: AtSystem) => Seen | undefined,
): ReasonFact[] {
  return systems.flatMap((system, at) => {
    if (at === national || system.carries?.(agency) === false) return [];
    const seen = look(atSystem(code, agency, system, records[at]));
    const [day = null] = daysOf(records[at], agency, system.takenAt).sort();
    return seen ? [{ reason, ...seen, system: system.name, at: day }] : [];
  });
}

/** Whether each case open to the unit has it; undefined = could not tell. None at all: it is nowhere. */
function shownByCases(
  { cases }: AtSystem,
  agency: string,
  shown: { of(one: CaseFacts): boolean | undefined; everywhere: Seen; nowhere: Seen; partly: Shown },
): Seen | undefined {
  if (cases === 'never-read' || cases === 'unread' || cases === 'below-online') return undefined;
  const open = cases === 'no-procedure' ? [] : openTo(agency, cases);
  const answers = open.map(shown.of);
  if (answers.includes(undefined)) return undefined;
  if (!answers.includes(true)) return shown.nowhere;
  return answers.includes(false) ? { verdict: 'unknown', shown: shown.partly } : shown.everywhere;
}

/** That nothing is to be signed does not tell whether the unit could. */
const signatureSeen: Record<string, Seen | undefined> = {
  everywhere: { verdict: 'contradicted', shown: { code: 'signature-everywhere' } },
  partly: { verdict: 'unknown', shown: { code: 'signature-partly' } },
  nowhere: { verdict: 'unknown', shown: { code: 'signature-nowhere' } },
};

const resultSeen: Record<string, Seen | undefined> = {
  everywhere: { verdict: 'contradicted', shown: { code: 'result-electronic' } },
  partly: { verdict: 'unknown', shown: { code: 'result-partly' } },
  nowhere: { verdict: 'confirmed', shown: { code: 'result-nowhere' } },
};

const eformShown = {
  of: (one: CaseFacts) => metOf(eformOf(one).state),
  everywhere: { verdict: 'contradicted', shown: { code: 'eform-everywhere' } },
  nowhere: { verdict: 'confirmed', shown: { code: 'eform-nowhere' } },
  partly: { code: 'eform-partly' },
} as const;

/** Nothing is due, or it can be paid: contradicted; something is due and cannot: confirmed. */
function paymentFacts(reason: ReasonCode, agency: string, evidence: Evidence): ReasonFact[] {
  const record = evidence.records[evidence.national];
  const { fee } = needsOf(record?.detailed ? record.facts : undefined);
  if (fee === 'free')
    return nationalFacts(reason, evidence, () => ({ verdict: 'contradicted', shown: { code: 'free' } }));
  return hostedFacts(reason, 'payment', agency, evidence, at => {
    const { account } = at.offering;
    if (account) return { verdict: 'contradicted', shown: { code: 'payment-there' } };
    const seen = shownByCases(at, agency, {
      of: one => metOf(paymentOf(one, account).state),
      everywhere: { verdict: 'contradicted', shown: { code: 'payment-there' } },
      nowhere: { verdict: 'confirmed', shown: { code: 'payment-nowhere' } },
      partly: { code: 'payment-partly' },
    });
    // Whether its lack matters hangs on whether anything is due.
    return seen?.verdict === 'confirmed' && fee === 'unknown' ? undefined : seen;
  });
}

function metOf(state: string): boolean | undefined {
  return state === 'unknown' ? undefined : state === 'met';
}

function nationalFacts(
  reason: ReasonCode,
  { systems, records, national }: Evidence,
  look: (record: SnapshotProcedure) => Seen | undefined,
): ReasonFact[] {
  const [system, record] = [systems[national], records[national]];
  if (!system || system.takenAt === null || !record?.detailed) return [];
  const seen = look(record);
  return seen ? [{ reason, ...seen, system: system.name, at: record.facts.readAt ?? system.takenAt }] : [];
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

function receivedFact(reason: ReasonCode, { system, files, months, at }: Received): ReasonFact[] {
  if (files === null) return [];
  const verdict = files > 0 ? 'contradicted' : 'confirmed';
  return [{ reason, verdict, system, shown: { code: 'files-received', files, months }, at }];
}
