import type { Configuration } from '../config/configuration.ts';
import {
  type Agreement,
  type AgreementState,
  agreementState,
  needsSomebody,
  type OfficeWord,
} from '../domain/agreement.ts';
import { positionOfNational } from '../domain/city.ts';
import { conditionsNamed } from '../domain/explanation.ts';
import type { ReviewEntry } from '../domain/review.ts';
import { type Evidence, factsOf } from '../reconcile/explanation-facts.ts';
import type { Store } from '../store/core/contract.ts';
import { currentEntries } from '../store/reviews/review-rows.ts';
import { type StoredWord, wordsOn, wordsThatCount } from '../store/reviews/words.ts';
import { receivedInYear } from '../store/runs/measures.ts';
import { lastRead, recordsAt } from './last-read.ts';
import { prepareHeard } from './reviewed.ts';

export interface WantedAgreements {
  procedure?: string;
  agency?: string;
  state?: AgreementState;
  /** Those that are closed as well, whatever they wait for. */
  closed?: boolean;
  /** Only what comes after this row. */
  after?: Pick<Agreement, 'procedure' | 'agency'>;
}

/** Rows looked at together. */
const batch = 200;

/**
 * Every row of Phụ lục II that counts, by procedure and unit, as things stand now (ISO 8601, UTC). Nobody is waited for about
 * a procedure that was withdrawn since, that is none of those the unit speaks for or at level 4 by the decision already, nor
 * about a unit the city no longer has; what was agreed before stays on record.
 */
export async function* agreements(
  store: Store,
  configuration: Pick<Configuration, 'city' | 'systems'>,
  now: string,
  { procedure, agency, state, closed: closedToo = false, after }: WantedAgreements = {},
): AsyncGenerator<Agreement[]> {
  const { city } = configuration;
  const systems = await lastRead(store, configuration);
  const received = await receivedInYear(store, city.locality, now);
  const units = new Set(city.agencies.map(({ code }) => code));
  const national = positionOfNational(city);
  const pages = currentEntries(store, {
    ...(procedure !== undefined && { procedures: [procedure] }),
    ...(agency !== undefined && { agency }),
    ...{ list: 'not-eligible', batch },
    ...(after && { after: { ...after, list: 'not-eligible' } }),
  });
  for await (const all of pages) {
    const words = Map.groupBy(await wordsOn(store, codesOf(all)), rowKey);
    const saidOf = (entry: ReviewEntry) => words.get(rowKey(entry)) ?? [];
    // Only of what is asked for: who has a procedure is rolled up from the lists of everybody.
    const entries = all.filter(entry => state === undefined || stateOf(entry, saidOf(entry)) === state);
    if (entries.length === 0) continue;
    const codes = codesOf(entries);
    const heard = await prepareHeard(store, city, codes);
    const records = await recordsAt(store, systems, codes);
    const page = entries.map(entry => {
      const evidence: Evidence = {
        code: entry.procedure,
        ...{ systems, national, received },
        records: records.map(ofSystem => ofSystem?.get(entry.procedure)),
      };
      const withdrawn = evidence.records[national]?.facts.active === false;
      const closed = !units.has(entry.agency) || withdrawn || !heard(entry).open;
      return { ...agreementOf(entry, saidOf(entry), evidence), closed };
    });
    const chosen = page.filter(each => closedToo || !each.closed || !needsSomebody(each));
    if (chosen.length > 0) yield chosen;
  }
}

/** The row of one unit about one procedure; undefined where its Phụ lục II has none. */
export async function agreementOn(
  store: Store,
  configuration: Pick<Configuration, 'city' | 'systems'>,
  now: string,
  row: Pick<Agreement, 'procedure' | 'agency'>,
): Promise<Agreement | undefined> {
  for await (const [found] of agreements(store, configuration, now, { ...row, closed: true })) return found;
  return undefined;
}

function codesOf(entries: readonly ReviewEntry[]): string[] {
  return [...new Set(entries.map(({ procedure }) => procedure))];
}

function stateOf(entry: ReviewEntry, said: readonly StoredWord[]): AgreementState {
  return agreementState(conditionsNamed(entry).length > 0, wordsThatCount(said));
}

function agreementOf(
  entry: ReviewEntry,
  said: readonly StoredWord[],
  evidence: Evidence,
): Omit<Agreement, 'closed'> {
  const { procedure, agency, name, technical, legal, source } = entry;
  const reasons = conditionsNamed(entry);
  const { technical: ours, regulatory } = wordsThatCount(said);
  const words = { technical: ours && wordOf(ours), regulatory: regulatory && wordOf(regulatory) };
  const national = evidence.records[evidence.national]?.facts.name;
  return {
    ...{ procedure, agency, name: national ?? name, technical, legal, source, reasons },
    grounds: [
      ...(technical.blocks ? ['technical' as const] : []),
      ...(legal.blocks ? ['legal' as const] : []),
    ],
    facts: reasons.flatMap(reason => factsOf(reason, agency, evidence)),
    words,
    state: stateOf(entry, said),
    history: said.map(word => ({ office: word.office, ...wordOf(word), lapsedAt: word.lapsedAt })),
  };
}

function wordOf({ word, opinion, proposal, until, by, at }: StoredWord): OfficeWord {
  return { word, opinion, proposal, until, by, at };
}

function rowKey({ procedure, agency }: Pick<Agreement, 'procedure' | 'agency'>): string {
  return `${procedure} ${agency}`;
}
