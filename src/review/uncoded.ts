import type { City } from '../domain/city.ts';
import { type GroundKind, groundKinds, type ReviewEntry, reviewListNames } from '../domain/review.ts';
import { unknownReason } from './reason-words.ts';

/** A reason that was understood as one and is not coded yet. */
export interface Uncoded {
  text: string;
  ground: GroundKind;
  rows: number;
  /** One of them: procedure, unit, list, file, sheet, row. */
  example: { procedure: string; agency: string; list: string; file: string; sheet: string; row: number };
}

/** Reasons no word of the list codes, most frequent first; of a unit the city no longer has nobody needs a word. */
export async function uncodedReasons(
  entries: AsyncIterable<ReviewEntry[]>,
  { agencies }: Pick<City, 'agencies'>,
): Promise<Uncoded[]> {
  const units = new Set(agencies.map(({ code }) => code));
  const found = new Map<string, Uncoded>();
  for await (const batch of entries) {
    for (const entry of batch) {
      if (!units.has(entry.agency)) continue;
      for (const ground of groundKinds) {
        const { text, reasons } = entry[ground];
        if (text === null || !reasons.includes(unknownReason)) continue;
        const known = found.get(`${ground} ${text}`);
        if (known) {
          known.rows++;
          continue;
        }
        const { procedure, agency, list, source } = entry;
        const example = {
          ...{ procedure, agency, list: reviewListNames[list] },
          ...{ file: source.name, sheet: source.sheet, row: source.row },
        };
        found.set(`${ground} ${text}`, { text, ground, rows: 1, example });
      }
    }
  }
  return [...found.values()].sort((a, b) => b.rows - a.rows || (a.text < b.text ? -1 : 1));
}
