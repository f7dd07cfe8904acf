import type { SnapshotOffering } from '../snapshot/model.ts';

/**
 * Walks two lists sorted by agency code side by side: agencies that should be there, and offerings that are.
 * Called for every procedure of every system, hence no sets and nothing allocated.
 */
export function walkAgencies(
  expected: readonly string[],
  offerings: readonly SnapshotOffering[],
  onMissing: ((agency: string) => void) | undefined,
  onExtra: ((offering: SnapshotOffering) => void) | undefined,
): void {
  let at = 0;
  for (const agency of expected) {
    let found = false;
    while (at < offerings.length) {
      const offering = offerings[at]!;
      if (offering.agency === agency) {
        found = true;
        at++;
        break;
      }
      if (offering.agency > agency) break;
      onExtra?.(offering);
      at++;
    }
    if (!found) onMissing?.(agency);
  }
  for (; at < offerings.length; at++) onExtra?.(offerings[at]!);
}
