import type { City } from '../../domain/city.ts';
import type { FilesReceived } from '../../store/runs/measures.ts';
import { namesOf } from '../names.ts';
import { agencyReadiness } from './agency-model.ts';
import type { OfferingChecklist } from './checklist.ts';
import { improvementList } from './improvement.ts';

/** What holds offerings up: in the city what to improve first, of a unit each of its offerings. */
export async function readinessList(
  checklists: AsyncIterable<OfferingChecklist[]>,
  wanted: { city: City; agency?: string | undefined; now: string; files?: FilesReceived | undefined },
) {
  const { city, agency, now, files } = wanted;
  const names = namesOf(city);
  if (agency !== undefined) {
    const { lines, counts } = await agencyReadiness(agency, checklists, names, now);
    return { items: lines, counts };
  }
  const { items, offerings } = await improvementList(checklists, names, files);
  return { items, counts: offerings };
}
