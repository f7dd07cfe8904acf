import type { SystemCheck } from '../adapter/adapter.ts';
import { RemoteError } from '../adapter/errors.ts';
import type { ConfiguredSystem } from '../config/configuration.ts';
import type { Words } from '../domain/language.ts';
import { type CheckCause, checkCauseWords } from '../words/check-causes.ts';

/** What is the likely cause of what `check` met, and what to do next; each once. */
export function checkCauses(
  { profile, credentials }: ConfiguredSystem,
  outcome: SystemCheck['access'] | RemoteError,
): Words[] {
  const failures =
    outcome instanceof RemoteError ? [outcome] : outcome.flatMap(({ failure }) => failure ?? []);
  const keys = outcome instanceof RemoteError ? [] : outcome.flatMap(({ look }) => look ?? []);
  const causes = new Set<CheckCause>(failures.flatMap(failure => causeOf(failure) ?? []));
  if (keys.length > 0) causes.add('options');
  const subject = { entry: `systems.${profile.name}`, credentials, keys: [...new Set(keys)] };
  return [...causes].map(cause => checkCauseWords(cause, subject));
}

function causeOf({ kind, page, status = 0 }: RemoteError): CheckCause | undefined {
  if (page && status < 500) return 'page';
  if (kind === 'refused' || kind === 'session') return 'refused';
  if (kind === 'unreachable' || kind === 'timeout' || kind === 'circuit-open') return 'unreachable';
  return kind === 'not-understood' ? 'address' : undefined;
}
