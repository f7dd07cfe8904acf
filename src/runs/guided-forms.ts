import type { Configuration } from '../config/configuration.ts';
import { nationalOf, positionOfNational } from '../domain/city.ts';
import { conditionsNamed, type Explanation } from '../domain/explanation.ts';
import type { ReasonCode } from '../domain/review.ts';
import { dayOf, dayText } from '../domain/time.ts';
import { quoted } from '../reading/quote.ts';
import { type Evidence, factsOf, factualReasons } from '../reconcile/explanation-facts.ts';
import type { GuidedReview, GuidedRow } from '../review/form.ts';
import type { ReasonWords } from '../review/reason-words.ts';
import type { Store } from '../store/core/contract.ts';
import { receivedInYear } from '../store/runs/measures.ts';
import { shownText } from '../words/desk.ts';
import { systemLabel } from '../words/sentence.ts';
import { reasonWords } from './city-files.ts';
import { type LastRead, lastRead, recordsAt } from './last-read.ts';
import { rolledUpReviews } from './reviewed.ts';

/**
 * What each unit has to review: the procedures that apply to it, by the national record or the portal's own list, and
 * are not already at level 4 by decision, with what the systems show of the conditions and what its own list says of them. Units without any are left out.
 *
 * @param unit only this one.
 * @param now ISO 8601, UTC.
 */
export async function guidedReviews(
  store: Store,
  configuration: Configuration,
  now: string,
  unit?: string,
): Promise<GuidedReview[]> {
  const { city, reviews } = configuration;
  const words = await reasonWords(reviews.reasons);
  const systems = await lastRead(store, configuration);
  const knownOf = await knowledge(store, configuration, systems, now, words);
  const saidBefore = ({ technical, legal, importedAt }: Explanation) =>
    conditionsNamed({ technical, legal }).map(reason => {
      const own = [technical, legal].find(({ reasons }) => reasons.includes(reason))?.text;
      const day = dayText(dayOf(importedAt));
      const name = words.conditions[reason]?.name ?? quoted(own ?? '');
      return `${name}: chưa đạt (danh mục đơn vị gửi, ${day})`;
    });
  const byUnit = new Map<string, { rows: GuidedRow[]; fields: Set<string> }>();
  const lists = {
    national: nationalOf({ systems })?.snapshot ?? null,
    portal: systems.find(({ role }) => role === 'nationalPortal')?.snapshot ?? false,
  };
  for await (const batch of rolledUpReviews(store, city, lists)) {
    const asked = batch
      .map(({ procedure, name, targets, applied = [] }) => {
        const online = targets.filter(({ why }) => why === 'already-online').map(({ agency }) => agency);
        const all = new Set([...targets.map(({ agency }) => agency), ...applied]);
        const asked = (agency: string) => (unit === undefined || agency === unit) && !online.includes(agency);
        return { procedure, name, agencies: [...all].filter(asked) };
      })
      .filter(({ agencies }) => agencies.length > 0);
    const explanations = new Map(batch.map(each => [each.procedure, each.explanations]));
    const { known, fieldsOf } = await knownOf(asked.map(({ procedure }) => procedure));
    for (const { procedure, name, agencies } of asked)
      for (const agency of agencies) {
        const of = byUnit.get(agency) ?? { rows: [], fields: new Set() };
        byUnit.set(agency, of);
        const own = explanations.get(procedure)!.filter(each => each.agency === agency);
        of.rows.push({ procedure, name, known: [...known(procedure, agency), ...own.flatMap(saidBefore)] });
        for (const field of fieldsOf(procedure)) of.fields.add(field);
      }
  }
  return [...byUnit]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([agency, { rows, fields }]) => ({
      ...{ agency, words, rows },
      fields: [...fields].sort(),
    }));
}

interface Known {
  /** What the systems show of conditions, as lines. */
  known(procedure: string, agency: string): string[];
  /** Fields of work of a procedure, by name and code. */
  fieldsOf(procedure: string): string[];
}

async function knowledge(
  store: Store,
  configuration: Configuration,
  systems: readonly LastRead[],
  now: string,
  { conditions }: ReasonWords,
): Promise<(procedures: readonly string[]) => Promise<Known>> {
  const { city } = configuration;
  const received = await receivedInYear(store, city.locality, now);
  const labels = new Map(city.systems.map(system => [system.name, systemLabel(system)]));
  const nameOf = (reason: ReasonCode) => conditions[reason]?.name ?? reason;
  return async procedures => {
    const records = await recordsAt(store, systems, procedures);
    const national = records[positionOfNational(city)];
    const fieldsOf = (procedure: string) =>
      (national?.get(procedure)?.facts.fields ?? []).flatMap(({ code, name }) =>
        [code, name].filter(each => each !== undefined),
      );
    const known = (procedure: string, agency: string) => {
      const evidence: Evidence = {
        code: procedure,
        ...{ systems, national: positionOfNational(city), received },
        records: records.map(ofSystem => ofSystem?.get(procedure)),
      };
      return factualReasons
        .filter(reason => reason in conditions)
        .flatMap(reason => factsOf(reason, agency, evidence))
        .flatMap(({ reason, shown, system, at }) => {
          if (!shown) return [];
          const from = system === null ? '' : (labels.get(system) ?? system);
          const day = at === null ? '' : `, ${dayText(dayOf(at))}`;
          return [`${nameOf(reason)}: ${shownText(shown)} (${from}${day})`];
        });
    };
    return { known, fieldsOf };
  };
}
