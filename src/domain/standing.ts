import type { FindingState } from './finding.ts';
import type { Severity } from './severity.ts';

/**
 * What a finding counts as, each once, wherever findings are counted: `toDo`, seen in this run, minor or above;
 * `unchecked`, found before and not looked at again, minor or above; `known`, information only; `waived`, set aside.
 */
export type Standing = 'toDo' | 'unchecked' | 'known' | 'waived';

export function standingOf({ state, severity }: { state: FindingState; severity: Severity }): Standing {
  if (state === 'waived') return 'waived';
  if (severity === 'info') return 'known';
  return state === 'carried' ? 'unchecked' : 'toDo';
}
