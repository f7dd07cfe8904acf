import type { SnapshotOffering } from '../snapshot/model.ts';
import type { JudgeContext } from './rule.ts';
import { listWords } from './sentence.ts';

/** `Sở Y tế, Sở Tư pháp và 12 cơ quan khác`. */
export function agencyWords(offerings: readonly SnapshotOffering[], context: JudgeContext): string {
  return listWords(
    offerings.map(({ agency }) => context.agencyName(agency)),
    'cơ quan',
  );
}
