import type { TechnicalFacts } from '../domain/procedure.ts';
import type { Answer, Why } from './answer.ts';
import { type AtSystem, openTo } from './offering.ts';

/** The plan's own technical conditions (III.3.đ) that a system can show of an offering, and how its result comes back. */
export const measuredConditions = [
  'digital-signature',
  'electronic-result',
  'inter-agency-transfer',
  'file-size',
  'result',
] as const;
export type MeasuredCondition = (typeof measuredConditions)[number];

export function isMeasured(id: string): id is MeasuredCondition {
  return (measuredConditions as readonly string[]).includes(id);
}

/** What the cases open to a unit come to, by what all, some or none of them show. */
const answers = {
  signature: {
    everywhere: answer('met', { code: 'signature-asked' }),
    partly: answer('met', { code: 'signature-partly' }),
    // That nothing is to be signed there is no lack; whether the unit could sign is not shown.
    nowhere: answer('not-needed', { code: 'signature-not-asked' }),
  },
  electronicResult: {
    everywhere: answer('met', { code: 'result-electronic' }),
    partly: answer('not-met', { code: 'result-partly' }),
    nowhere: answer('not-met', { code: 'result-not-electronic' }),
  },
  transfer: {
    everywhere: answer('met', { code: 'transfer-there' }),
    partly: answer('met', { code: 'transfer-there' }),
    nowhere: answer('not-needed', { code: 'transfer-nowhere' }),
  },
};
type ShownFact = keyof typeof answers;

/**
 * What a system shows of a condition for one unit's offering; undefined = it shows nothing, which is no answer. All
 * cases open to the unit count: shown by some and not by others is an answer that somebody has to look into.
 */
export function measuredAt(condition: MeasuredCondition, agency: string, at: AtSystem): Answer | undefined {
  const by = (fact: ShownFact) => {
    const shown = shownOf(fact, agency, at);
    return shown && answers[fact][shown];
  };
  switch (condition) {
    case 'digital-signature':
      return by('signature');
    case 'electronic-result':
      return by('electronicResult');
    case 'inter-agency-transfer':
      return by('transfer');
    case 'file-size':
      return uploadAt(agency, at);
    case 'result':
      return resultAt(agency, at);
  }
}

/** Each case open to the unit: yes or no, some of them, or nobody can tell. */
export function shownOf(
  fact: ShownFact,
  agency: string,
  at: AtSystem,
): 'everywhere' | 'partly' | 'nowhere' | undefined {
  const values = valuesOf(fact, agency, at);
  if (values.length === 0 || values.includes(undefined)) return undefined;
  if (!values.includes(false)) return 'everywhere';
  return values.includes(true) ? 'partly' : 'nowhere';
}

/** Whether a file fits below a limit only people can say. */
function uploadAt(agency: string, at: AtSystem): Answer | undefined {
  const limits = valuesOf('uploadLimit', agency, at).filter(limit => limit !== undefined);
  if (limits.length === 0) return undefined;
  const set = limits.filter(limit => limit !== null);
  return set.length === 0
    ? answer('met', { code: 'upload-unlimited' })
    : answer('unknown', { code: 'upload-limit', bytes: Math.min(...set) });
}

/** By post, or as an electronic document in every case; that neither is there needs both to be told. */
function resultAt(agency: string, at: AtSystem): Answer | undefined {
  const electronic = shownOf('electronicResult', agency, at);
  if (at.offering.resultByPost) return answer('met', { code: 'result-by-post' });
  if (electronic === 'everywhere') return answer('met', { code: 'result-electronic' });
  return at.offering.resultByPost === false && electronic !== undefined
    ? answer('not-met', { code: 'result-in-person' })
    : undefined;
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
