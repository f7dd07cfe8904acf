import type { Change } from '../domain/push.ts';

/**
 * Can the value before be put back through the same adapters? A case is not deleted again (dossiers may already have
 * been filed in it), an offering that has had a level cannot be made one without, and what was no form of ours cannot
 * be written.
 */
export function isReversible(change: Change): boolean {
  switch (change.kind) {
    case 'set-case':
    case 'set-level':
      return change.before !== null;
    case 'set-eform':
      return typeof change.before?.raw !== 'string';
    case 'deactivate-offering':
      return change.before !== null && change.before.level !== null;
    default:
      return true;
  }
}
