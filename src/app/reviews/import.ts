import { type OpenedFile, openFile } from '../../review/open-file.ts';
import { consultation } from '../../review/round-form.ts';
import {
  type ImportedReview,
  type ImportGround,
  type ImportRequest,
  importReview,
} from '../../runs/import-review.ts';
import { asked } from '../audited.ts';
import { type Asking, ownUnit, requireOwnUnit } from '../context.ts';
import { takeRoundAnswer } from './consult.ts';

export type { ImportedReview };

type Request = Omit<ImportRequest, 'by' | 'onlyUnit'>;

/**
 * Takes a workbook of ours that came back filled in; what is said beside lists (which, again) is nothing to it.
 *
 * @throws Refusal
 */
type TakeWorkbook = (
  asking: Asking,
  file: OpenedFile,
  request: Pick<Request, 'unit' | 'dryRun' | 'beforeKeeping'>,
  against: ImportGround,
) => Promise<ImportedReview>;

/** By the mark of the workbook. A list, guided or free, is everything else. */
const workbooks: Readonly<Record<string, TakeWorkbook>> = { [consultation]: takeRoundAnswer };

/**
 * Reads one file that a unit hands in and keeps what of it counts: lists, or a workbook of ours that comes back, which
 * says itself what it is. The answer is for its sender. Of who speaks for one unit nothing is taken that the file says
 * is another's.
 *
 * @param against What files are held against, made once for many (`prepareImport`).
 * @throws Refusal
 */
export function importList(
  asking: Asking,
  against: ImportGround,
  { file, ...request }: Request & { file: { name: string; bytes: Uint8Array } },
): Promise<ImportedReview> {
  return asked(asking, 'import-review', file.name, async by => {
    const own = ownUnit(asking.actor);
    const { unit, ...rest } = request;
    if (unit !== undefined) requireOwnUnit(asking.actor, unit);
    const opened = await openFile(file, against.national !== undefined);
    const take = Object.hasOwn(workbooks, opened.what ?? '') ? workbooks[opened.what!] : undefined;
    if (take) return take(asking, opened, request, against);
    const whose = own === undefined ? { ...(unit !== undefined && { unit }) } : { onlyUnit: own };
    return importReview(asking.store, against, opened, { ...rest, ...whose, by });
  });
}

/** Whether somebody may hand in a list of this unit at all; asked before anything is received. @throws Refusal */
export function mayHandIn(asking: Asking, unit: string | undefined): Promise<void> {
  return asked(asking, 'import-review', unit ?? '', async () => {
    if (unit !== undefined) requireOwnUnit(asking.actor, unit);
  });
}
