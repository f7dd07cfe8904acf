import type { AgencyRecord } from '../../../src/adapter/records.ts';
import { nameText } from '../escape.ts';
import { agencyItem } from '../schema.ts';
import { type ListOutcome, pagedWords, readList, shortfall } from './list.ts';
import type { Reading } from './reading.ts';

export const agencyDictionary = '/dictcollections/GOVERNMENT_AGENCY/dictitems';

/** The agencies of the site, out of its dictionary, put into `found`. Tiers are not told there. */
export async function readAgencies(
  { client, meter, pageSize, agencies }: Reading,
  found: AgencyRecord[],
): Promise<ListOutcome> {
  const outcome = await readList(client, {
    path: agencyDictionary,
    label: 'danh mục cơ quan',
    pageSize,
    whole: true,
    schema: agencyItem,
    id: item => item.itemCode,
    begin() {
      agencies.clear();
      found.length = 0;
    },
    take: item => {
      const id = nameText(item.itemCode);
      if (agencies.has(id)) return;
      agencies.add(id);
      const parent = nameText(item.parentItem[0]?.itemCode ?? '');
      found.push({
        kind: 'agency',
        id,
        name: nameText(item.itemName ?? '') || id,
        ...(parent === '' ? {} : { parent }),
      });
    },
    // What is wrong with one may be what it is known by.
    refuse(oddities, odd) {
      const agency = 'left' in odd ? nameText(odd.left.itemCode) : '';
      meter.refuse('agency', agency, oddities, { what: 'agency', agency });
    },
  });
  if (outcome.paged !== undefined) meter.note(pagedWords('danh mục cơ quan', outcome.paged));
  if (!outcome.whole) meter.notWhole('agency', `danh mục cơ quan: ${shortfall(outcome, 'mục')}`);
  return outcome;
}
