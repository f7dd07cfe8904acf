import type { SnapshotOffering } from '../snapshot/model.ts';
import { listedAgencies } from './evidence.ts';
import type { JudgeContext } from './rule.ts';
import { listWords } from './sentence.ts';

/** For the evidence: codes of the agencies (at most 200) and how many there are. */
export function affectedAgencies(offerings: readonly SnapshotOffering[]): {
  agencies: string[];
  agencyCount: number;
} {
  return listedAgencies(offerings.map(({ agency }) => agency));
}

/** `Sở Y tế, Sở Tư pháp và 12 cơ quan khác`. */
export function agencyWords(offerings: readonly SnapshotOffering[], context: JudgeContext): string {
  return listWords(
    offerings.map(({ agency }) => context.agencyName(agency)),
    'cơ quan',
  );
}
