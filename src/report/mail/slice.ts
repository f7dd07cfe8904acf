import type { MailRecipient } from '../../config/sections/mail.ts';
import type { Owner } from '../../domain/severity.ts';
import type { ChangeCount } from '../../store/runs/changes.ts';
import type { RowFilter } from '../../store/runs/queries.ts';

/** Whose part of a run a letter tells of. */
export type Slice =
  | { part: 'everything' }
  | { part: 'owner'; owner: Owner }
  | { part: 'agency'; agency: string };

export function sliceOf({ owner, agency }: MailRecipient): Slice {
  if (agency !== undefined) return { part: 'agency', agency };
  return owner === undefined ? { part: 'everything' } : { part: 'owner', owner };
}

/** `everything`, `owner:technical`, `agency:H13.3`: in the subject of a letter, so that each part is one letter. */
export function sliceKey(slice: Slice): string {
  if (slice.part === 'everything') return slice.part;
  return slice.part === 'owner' ? `owner:${slice.owner}` : `agency:${slice.agency}`;
}

export function sliceFilter(slice: Slice): RowFilter {
  if (slice.part === 'everything') return {};
  return slice.part === 'owner' ? { owner: slice.owner } : { agency: slice.agency };
}

/** What changed in a slice. */
export interface Changes {
  /** To be done and first seen since. */
  fresh: number;
  /** Of these. */
  critical: number;
  resolved: number;
}

export function changesOf(slice: Slice, counts: readonly ChangeCount[]): Changes {
  const changes: Changes = { fresh: 0, critical: 0, resolved: 0 };
  for (const { owner, units, fresh, resolved } of counts) {
    if (slice.part === 'owner' && slice.owner !== owner) continue;
    if (slice.part === 'agency' && !units.includes(slice.agency)) continue;
    changes.fresh += fresh.critical + fresh.major + fresh.minor;
    changes.critical += fresh.critical;
    changes.resolved += resolved;
  }
  return changes;
}

/** A source that cannot be read is work for those who run the systems; an agency could do nothing about it. */
export function concernsSources(slice: Slice): boolean {
  return slice.part === 'everything' || (slice.part === 'owner' && slice.owner === 'technical');
}
