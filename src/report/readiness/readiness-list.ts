import type { City } from '../../domain/city.ts';
import type { FilesReceived } from '../../store/runs/measures.ts';
import { namesOf } from '../names.ts';
import { type AgencyReadiness, agencyReadiness } from './agency-model.ts';
import type { OfferingChecklist } from './checklist.ts';
import { countImprovements, type ImprovementList } from './improvement.ts';

/** What holds offerings up: in the city what to improve first, of a unit each of its offerings. */
export type ReadinessList =
  | { items: ImprovementList['items']; counts: ImprovementList['offerings'] }
  | { items: AgencyReadiness['lines']; counts: AgencyReadiness['counts'] };

export async function readinessList(
  checklists: AsyncIterable<OfferingChecklist[]>,
  {
    city,
    agency,
    now,
    files,
  }: { city: City; agency?: string | undefined; now: string; files?: FilesReceived | undefined },
): Promise<ReadinessList> {
  const names = namesOf(city);
  if (agency !== undefined) {
    const { lines, counts } = await agencyReadiness(agency, checklists, names, now);
    return { items: lines, counts };
  }
  const count = countImprovements(names.agency, files);
  for await (const batch of checklists) for (const checklist of batch) count.add(checklist);
  const { items, offerings } = count.result();
  return { items, counts: offerings };
}
