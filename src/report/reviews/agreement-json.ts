import type { Agreement } from '../../domain/agreement.ts';
import type { City } from '../../domain/city.ts';
import { shownText } from '../../words/explanations.ts';
import { namesOf } from '../names.ts';

/** A row as machines get it: `review agreements --json`, `GET /v1/review/agreements`. */
export function agreementJson(row: Agreement, city: City, history = false) {
  const { procedure, name, agency, grounds, reasons, technical, legal, facts, words, state } = row;
  return {
    ...{ procedure, name, agency, agencyName: namesOf(city).agency(agency), grounds, reasons },
    texts: { technical: technical.text, legal: legal.text },
    facts: facts.map(({ reason, verdict, system, shown, at }) => ({
      ...{ reason, verdict, system, at },
      actual: shown && shownText(shown),
    })),
    ...{ words, state },
    ...(history && { history: row.history }),
  };
}
