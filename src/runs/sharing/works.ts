import { applyPart } from './apply-part.ts';
import type { PartWorks } from './carry-part.ts';
import { judgePart } from './judge-part.ts';
import { prefetchPart, readPart } from './read-part.ts';

/** What there is to do for each kind of part. */
export const works: PartWorks = {
  prefetch: prefetchPart,
  read: readPart,
  judge: judgePart,
  apply: applyPart,
};
