import { type ImportedReview, type ImportRequest, importReview } from '../../runs/import-review.ts';
import { asked } from '../audited.ts';
import { type Asking, doingOf, ownUnit, requireOwnUnit } from '../context.ts';

export type { ImportedReview };

type Against = Parameters<typeof importReview>[1];

/**
 * Reads one file of review lists and keeps what of it counts; the answer is for its sender. Of who speaks for one unit
 * nothing is taken that the file says is another's.
 *
 * @param against What files are held against, made once for many (`prepareImport`).
 * @throws Refusal
 */
export function importList(
  asking: Asking,
  against: Against,
  request: Omit<ImportRequest, 'by' | 'onlyUnit'>,
): Promise<ImportedReview> {
  return asked(asking, 'import-review', request.file.name, async () => {
    const own = ownUnit(asking.actor);
    const { unit, ...rest } = request;
    if (unit !== undefined) requireOwnUnit(asking.actor, unit);
    const whose = own === undefined ? { ...(unit !== undefined && { unit }) } : { onlyUnit: own };
    return importReview(asking.store, against, { ...rest, ...whose, by: doingOf(asking) });
  });
}
