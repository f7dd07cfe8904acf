import type { Configuration } from '../config/configuration.ts';
import { provisionText } from '../domain/provision.ts';
import { dayOf } from '../domain/time.ts';
import type { OpenObstacle, SessionScope } from '../domain/working-session.ts';
import { createAgenda } from '../review/obstacles.ts';
import type { Store } from '../store/core/contract.ts';
import { conditionsEver } from '../store/reviews/review-rows.ts';
import { wordsInForce, wordsThatCount } from '../store/reviews/words.ts';
import { reasonWords } from './city-files.ts';
import { legalRegister } from './legal-register.ts';
import { rolledUpReviews } from './reviewed.ts';

/** What is in the way in a unit or a field, as things stand now: the agenda of a session. */
export async function openObstacles(
  store: Store,
  { city, reviews }: Pick<Configuration, 'city' | 'reviews'>,
  { scope, subject }: SessionScope,
): Promise<OpenObstacle[]> {
  const unit = scope === 'unit' ? subject : undefined;
  const { national, blocked, records, provisions } = await legalRegister(store, city, unit);
  const { conditions } = await reasonWords(reviews.reasons);
  const law = new Map(blocked.map(held => [keyOf(held), held]));
  const called = new Map(provisions.map(provision => [provision.id, provisionText(provision)]));
  const words = Map.groupBy(await wordsInForce(store), keyOf);
  const since = await firstNamed(store);
  const agenda = createAgenda({
    nameOf: {
      condition: code => conditions[code]?.name ?? code,
      provision: id => called.get(id) ?? id,
    },
    wordsOn: row => wordsThatCount(words.get(keyOf(row)) ?? []),
    since: (procedure, agency, condition) => since.get(`${procedure} ${agency} ${condition}`),
  });
  for await (const batch of rolledUpReviews(store, city, { national, portal: true }))
    for (const { procedure, targets, explanations, conflicts } of batch) {
      if (scope === 'field' && records.get(procedure)?.field !== subject) continue;
      for (const target of targets) {
        if (unit !== undefined && target.agency !== unit) continue;
        const held = law.get(`${procedure} ${target.agency}`);
        agenda.add({ procedure, target, explanations, conflicts, law: held });
      }
    }
  return agenda.result();
}

function keyOf({ procedure, agency }: { procedure: string; agency: string }): string {
  return `${procedure} ${agency}`;
}

/** Day of the first list of a unit that names a condition of a procedure. */
async function firstNamed(store: Store): Promise<Map<string, string>> {
  const first = new Map<string, string>();
  for await (const rows of conditionsEver(store))
    for (const { procedure, agency, reasons, importedAt } of rows)
      for (const reason of reasons) {
        const key = `${procedure} ${agency} ${reason}`;
        if (!first.has(key)) first.set(key, dayOf(importedAt));
      }
  return first;
}
