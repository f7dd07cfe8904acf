import type { RuleSummary } from '../../domain/run.ts';

/** What a run looked at, and how well. */
export interface Settlement {
  runId: string;
  startedAt: string;
  /** A rule that is not here is switched off: its open findings are closed. */
  outcomes: Record<string, RuleSummary>;
  /** Names of systems read whole in this run, and of all configured ones. */
  complete: ReadonlySet<string>;
  configured: ReadonlySet<string>;
  /**
   * What could not be told: `procedure` → systems whose details were not read, and `<system>/<rule>` where that rule
   * alone could not tell.
   */
  unjudged: ReadonlyMap<string, ReadonlySet<string>>;
  /** The same for an agency, whatever the procedure: `agency` → systems; '' = no single agency. */
  unjudgedAgencies: ReadonlyMap<string, ReadonlySet<string>>;
  /** Rules of which `unjudged` says of every procedure whether the systems they skipped told it; absent = none. */
  byProcedure?: ReadonlySet<string>;
}

/** An open discrepancy that this run did not find again. */
export interface Unseen {
  rule: string;
  /** Empty when it concerns no single procedure. */
  procedure: string;
  agency?: string | null;
  /** Every system the finding rests on. */
  systems: readonly string[];
}

/**
 * Whether not finding it again means that it is gone. Only when its rule looked, at all the systems the finding rests
 * on, and could tell for this procedure and agency (of a finding of no single one: for all); otherwise nobody knows and it stays as it is (`carried`).
 */
export function isGone(unseen: Unseen, settlement: Settlement): boolean {
  const outcome = settlement.outcomes[unseen.rule];
  if (!outcome) return true;
  // Nothing that could be read anew would make it look: the configuration leaves it nothing to judge.
  if (outcome.status === 'not-evaluated') return outcome.skipped.length === 0;
  const skipped = settlement.byProcedure?.has(unseen.rule) ? [] : outcome.skipped;
  const unjudged = settlement.unjudged.get(unseen.procedure);
  const ofAgency = settlement.unjudgedAgencies.get(unseen.agency ?? '');
  const couldTell = (system: string) =>
    settlement.complete.has(system) &&
    !skipped.includes(system) &&
    !unjudged?.has(system) &&
    !unjudged?.has(`${system}/${unseen.rule}`) &&
    !ofAgency?.has(system);
  // A system taken out of the configuration has nothing left to be wrong.
  return unseen.systems.every(system => !settlement.configured.has(system) || couldTell(system));
}
