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
  const rows: RoundRow[] = [];
  if (!reviewed) return rows;
  for await (const batch of reviewed())
    for (const rolled of batch)
      for (const row of consolidatedRows(rolled, covers, owner => owners[owner]))
        if (row.list === list) rows.push(rowOf(row));
  return rows;
}

function rowOf({ procedure, name, agencies, technical, legal, list, note }: ConsolidatedRow): RoundRow {
  const said = ({ blocks, text }: ConsolidatedRow['technical']) =>
    text ?? (blocks === true ? 'Chưa đạt' : list === 'eligible' ? 'Đạt' : '');
  return {
    ...{ procedure, name, agency: agencies.length === 1 ? agencies[0]! : null },
    ...{ technical: said(technical), legal: said(legal) },
    ...(note !== null && { note }),
  };
}
