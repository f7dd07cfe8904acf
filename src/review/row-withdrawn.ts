import type { ReviewList } from '../domain/review.ts';
import { textKey } from '../domain/text.ts';
import type { Shown } from '../reading/grid.ts';
import { takesBack } from './layout/against.ts';
import type { FoundRow } from './layout/found-rows.ts';
import { standingHeading } from './layout/headings.ts';

/**
 * The words by which a row is taken back: its procedure abolished, expired, replaced, to be struck off or no longer
 * carried out. Looked for where remarks stand, in the code cell, in the heading above, and in the name as far as the
 * national one does not say it.
 */
export function takenBack(
  { code, name, reason, reasons, remarks, headings }: FoundRow,
  list: ReviewList | 'both',
  known: string | undefined,
): { at: Shown | undefined; text: string } | undefined {
  // In Phụ lục II such words are a reason like others.
  const explaining = list === 'not-eligible' ? [] : [reason, reasons.technical, reasons.legal];
  const named = takesBack(known ?? '') ? undefined : name;
  const at =
    [...remarks, ...explaining, code, named].find(shown => shown && takesBack(shown.cell.text)) ??
    // A name of people, too.
    remarks.find(({ about, cell }) => about !== 'other' && textKey(cell.text) === 'thôi');
  if (at) return { at, text: at.cell.text };
  const heading = standingHeading(headings, takesBack);
  return heading === undefined ? undefined : { at: code, text: heading };
}
