import { type ImportedReview, type ImportRequest, importReview } from '../../runs/import-review.ts';
import { asked } from '../audited.ts';
import { type Asking, doingOf } from '../context.ts';

export type { ImportedReview };

type Against = Parameters<typeof importReview>[1];

/**
 * Reads one file of review lists and keeps what of it counts; the answer is for its sender.
 *
 * @param against What files are held against, made once for many (`prepareImport`).
 * @throws Refusal
 */
export function importList(
  asking: Asking,
  against: Against,
  request: Omit<ImportRequest, 'by'>,
): Promise<ImportedReview> {
  return asked(asking, 'import-review', request.file.name, () =>
    importReview(asking.store, against, { ...request, by: doingOf(asking) }),
  );
}
