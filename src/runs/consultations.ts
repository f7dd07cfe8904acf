import type { City } from '../domain/city.ts';
import type { RoundRow } from '../domain/consultation.ts';
import type { ConsolidatedRow } from '../domain/review.ts';
import { ownerNamesOf } from '../report/words.ts';
import { consolidatedRows, coveredUnits } from '../review/consolidated.ts';
import { ladderOf } from '../review/speakers.ts';
import type { Store } from '../store/core/contract.ts';
import { reviewsFor } from './reviewed.ts';

/** The rows of the city's consolidated list as they stand now, to be sent round. */
export async function roundRows(
  store: Store,
  city: City,
  list: ConsolidatedRow['list'],
): Promise<RoundRow[]> {
  const { reviewed } = await reviewsFor(store, city);
  const covers = coveredUnits(city.locality, ladderOf(city));
  const owners = ownerNamesOf(city);
  // What reads alike is asked once, whatever the lists themselves tell apart.
  const rows = new Map<string, RoundWording & { agencies: string[] }>();
  if (!reviewed) return [];
  for await (const batch of reviewed())
    for (const rolled of batch)
      for (const row of consolidatedRows(rolled, covers, owner => owners[owner])) {
        if (row.list !== list) continue;
        const wording = wordingOf(row);
        const key = JSON.stringify(wording);
        const { agencies } = rows.get(key) ?? { agencies: [] };
        rows.set(key, { ...wording, agencies: [...agencies, ...row.agencies].sort() });
      }
  return [...rows.values()].map(row => ({
    ...row,
    agency: row.agencies.length === 1 ? row.agencies[0]! : null,
  }));
}

type RoundWording = Omit<RoundRow, 'agency' | 'agencies'>;

function wordingOf({ procedure, name, technical, legal, list, note }: ConsolidatedRow): RoundWording {
  const said = ({ blocks, text }: ConsolidatedRow['technical']) =>
    text ?? (blocks === true ? 'Chưa đạt' : list === 'eligible' ? 'Đạt' : '');
  return {
    ...{ procedure, name, technical: said(technical), legal: said(legal) },
    ...(note !== null && { note }),
  };
}
