import { feeDue } from '../domain/fee.ts';
import type { CaseFacts, ProcedureFacts } from '../domain/procedure.ts';
import type { ServiceDefinition } from '../domain/service.ts';
import { textKey } from '../domain/text.ts';

/** What of the national record decides what an offering needs; missing = could not tell. */
export interface NationalFacts extends Pick<ProcedureFacts, 'fees'> {
  cases?: readonly CaseFacts[] | undefined;
}

/** What a procedure asks for, whoever offers it. */
export interface Needs {
  fee: 'due' | 'free' | 'unknown';
  /** Number of papers asked for in a case, or in the one that asks for most; undefined = could not tell. */
  papers(one?: CaseFacts): number | undefined;
}

/** The national record decides; where it leaves open what is asked for, the definition of the service may say it. */
export function needsOf(
  national: NationalFacts | undefined,
  definition?: Pick<ServiceDefinition, 'fees' | 'cases'>,
): Needs {
  const fee = feeDue(national?.fees);
  return {
    fee:
      fee !== 'unknown' || !definition?.fees
        ? fee
        : definition.fees.some(each => each.amount > 0)
          ? 'due'
          : 'free',
    papers: one =>
      (national?.cases && papersExpected(one, national.cases)) ??
      (definition && definedPapers(one, definition.cases)),
  };
}

/**
 * Number of papers the national record asks for in the case of that name, else in the case that asks for most;
 * undefined where none of these asks for any and some could not be told.
 */
function papersExpected(local: CaseFacts | undefined, national: readonly CaseFacts[]): number | undefined {
  const named = local && textKey(local.name ?? '') !== '' ? sameName(local, national) : [];
  const candidates = named.length > 0 ? named : national;
  const most = Math.max(0, ...candidates.map(({ components }) => components?.length ?? 0));
  return most === 0 && candidates.some(({ components }) => components === undefined) ? undefined : most;
}

/** National cases of the name a system's case has. */
export function sameName(local: CaseFacts, national: readonly CaseFacts[]): CaseFacts[] {
  const key = textKey(local.name ?? '');
  return national.filter(each => textKey(each.name ?? '') === key);
}

function definedPapers(one: CaseFacts | undefined, defined: ServiceDefinition['cases']): number | undefined {
  const name = textKey(one?.name ?? '');
  const same =
    defined.find(each => each.key === one?.key) ?? defined.find(each => textKey(each.name) === name);
  const meant = same ? [same] : defined;
  return meant.length > 0 ? Math.max(...meant.map(({ components }) => components.length)) : undefined;
}
