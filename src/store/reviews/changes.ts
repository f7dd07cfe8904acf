import type { Store } from '../core/contract.ts';

/**
 * When anything the targets follow from last came in, was said or taken back (ISO 8601, UTC); undefined = nothing ever
 * did.
 *
 * @param appraisals They are a condition of the targets.
 */
export async function lastReviewChange(
  { db }: Store,
  { appraisals }: { appraisals: boolean },
): Promise<string | undefined> {
  const [files, parts, decisions, appraised] = await Promise.all([
    db
      .selectFrom('reviewFile')
      .select(({ fn }) => fn.max('importedAt').as('came'))
      .executeTakeFirst(),
    db
      .selectFrom('reviewPart')
      .select(({ fn }) => fn.max('endedAt').as('ended'))
      .executeTakeFirst(),
    db
      .selectFrom('reviewDecision')
      .select(({ fn }) => [fn.max('at').as('said'), fn.max('revokedAt').as('revoked')])
      .executeTakeFirst(),
    appraisals
      ? db
          .selectFrom('appraisal')
          .select(({ fn }) => fn.max('at').as('said'))
          .executeTakeFirst()
      : undefined,
  ]);
  const moments = [files?.came, parts?.ended, decisions?.said, decisions?.revoked, appraised?.said];
  return moments
    .flatMap(at => at ?? [])
    .sort()
    .at(-1);
}
