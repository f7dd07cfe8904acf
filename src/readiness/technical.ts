import type { TechnicalFacts } from '../domain/procedure.ts';
import type { Answer, Why } from './answer.ts';
import { type AtSystem, openTo } from './offering.ts';

/** How far the cases open to a unit show something. */
export type Spread = 'everywhere' | 'partly' | 'nowhere';

/** Undefined where some of them could not tell; of none at all, nowhere. */
export function spreadOf(answers: readonly (boolean | undefined)[]): Spread | undefined {
  if (answers.includes(undefined)) return undefined;
  if (!answers.includes(true)) return 'nowhere';
  return answers.includes(false) ? 'partly' : 'everywhere';
}

type ShownFact = Exclude<keyof TechnicalFacts, 'uploadLimit'>;

/** The same of what a case shows; where no case is open, nobody can tell. */
export function shownOf(fact: ShownFact, agency: string, at: AtSystem): Spread | undefined {
  const values = valuesOf(fact, agency, at);
  return values.length === 0 ? undefined : spreadOf(values);
}

/**
 * What a system shows of a condition for one unit's offering; undefined = it shows nothing, which is no answer. All
 * cases open to the unit count: shown by some and not by others is an answer that somebody has to look into.
 */
export function measuredAt(condition: MeasuredCondition, agency: string, at: AtSystem): Answer | undefined {
  return measures[condition](agency, at);
}

type Measure = (agency: string, at: AtSystem) => Answer | undefined;

/** The plan's own technical conditions (III.3.đ) that a system can show of an offering, and how its result comes back. */
const measures = {
  'digital-signature': bySpread('signature', {
    everywhere: answer('met', { code: 'signature-asked' }),
    partly: answer('met', { code: 'signature-partly' }),
    // That nothing is to be signed there is no lack; whether the unit could sign is not shown.
    nowhere: answer('not-needed', { code: 'signature-not-asked' }),
  }),
  'electronic-result': bySpread('electronicResult', {
    everywhere: answer('met', { code: 'result-electronic' }),
    partly: answer('not-met', { code: 'result-partly' }),
    nowhere: answer('not-met', { code: 'result-not-electronic' }),
  }),
  'inter-agency-transfer': bySpread('transfer', {
    everywhere: answer('met', { code: 'transfer-there' }),
    partly: answer('met', { code: 'transfer-there' }),
    nowhere: answer('not-needed', { code: 'transfer-nowhere' }),
  }),
  /** Whether a file fits below a limit only people can say. */
  'file-size'(agency, at) {
    const limits = valuesOf('uploadLimit', agency, at).filter(limit => limit !== undefined);
    if (limits.length === 0) return undefined;
    const set = limits.filter(limit => limit !== null);
    return set.length === 0
      ? answer('met', { code: 'upload-unlimited' })
      : answer('unknown', { code: 'upload-limit', bytes: Math.min(...set) });
  },
  /** By post, or as an electronic document in every case; that neither is there needs both to be told. */
  result(agency, at) {
    const electronic = shownOf('electronicResult', agency, at);
    if (at.offering.resultByPost) return answer('met', { code: 'result-by-post' });
    if (electronic === 'everywhere') return answer('met', { code: 'result-electronic' });
    return at.offering.resultByPost === false && electronic !== undefined
      ? answer('not-met', { code: 'result-in-person' })
      : undefined;
  },
} satisfies Record<string, Measure>;
export type MeasuredCondition = keyof typeof measures;

export function isMeasured(id: string): id is MeasuredCondition {
  return Object.hasOwn(measures, id);
}

function bySpread(fact: ShownFact, answers: Record<Spread, Answer>): Measure {
  return (agency, at) => {
    const spread = shownOf(fact, agency, at);
    return spread && answers[spread];
  };
}

function valuesOf<Fact extends keyof TechnicalFacts>(
  fact: Fact,
  agency: string,
  { cases }: AtSystem,
): TechnicalFacts[Fact][] {
  return typeof cases === 'string' ? [] : openTo(agency, cases).map(({ technical }) => technical?.[fact]);
}

function answer(state: Answer['state'], why: Why): Answer {
  return { state, why: [why] };
}
