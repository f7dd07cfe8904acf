import type { SnapshotOffering } from '../snapshot/model.ts';
import type { JudgeContext } from './rule.ts';
import { listWords } from './sentence.ts';

/** So many codes are kept with a finding; a ward's procedure may concern every ward of a large city. */
const kept = 200;

/** For the evidence: codes of the agencies (at most 200) and how many there are. */
export function affectedAgencies(offerings: readonly SnapshotOffering[]): {
  agencies: string[];
  agencyCount: number;
} {
  return {
    agencies: offerings.slice(0, kept).map(({ agency }) => agency),
    agencyCount: offerings.length,
  };
}

/** `Sở Y tế, Sở Tư pháp và 12 cơ quan khác`. */
export function agencyWords(offerings: readonly SnapshotOffering[], context: JudgeContext): string {
  return listWords(
    offerings.map(({ agency }) => context.agencyName(agency)),
    'cơ quan',
  );
}
