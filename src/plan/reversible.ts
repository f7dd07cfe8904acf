import { rawForm } from '../domain/eform.ts';
import type { Change } from '../domain/push.ts';
import type { ServiceState } from '../domain/service-state.ts';

/**
 * Can the value before be put back through the same adapters? A case is not deleted again (dossiers may already have
 * been filed in it), an offering that has had a level cannot be made one without, and what was no form is not
 * written again, unless the system has forms of its own kind.
 */
export function isReversible(change: Change, actual?: Pick<ServiceState, 'scripts'>): boolean {
  switch (change.kind) {
    case 'set-case':
    case 'set-level':
      return change.before !== null;
    case 'set-eform':
      return change.before === null || rawForm(change.before) === undefined || actual?.scripts === true;
    case 'deactivate-offering':
      return change.before !== null && change.before.level !== null;
    default:
      return true;
  }
}
