import { type RawBuilder, sql } from 'kysely';
import type { RunCounts } from '../../domain/run.ts';
import { severities } from '../../domain/severity.ts';
import { standingOf } from '../../domain/standing.ts';
import { insertRows, list } from '../core/bulk.ts';
import type { Store } from '../core/contract.ts';
import { readInOrder } from '../core/in-order.ts';
import { inTransaction } from '../core/open.ts';
import { findingColumns, type LedgerFinding } from './finding-columns.ts';
import { isGone, type Settlement } from './life.ts';
import { demandOrder } from './measures.ts';
import { keepCounts, standingsOfRun } from './queries.ts';
import { requireRunning } from './runs.ts';
import { keepUnitSets } from './unit-sets.ts';
import { inForce } from './waivers.ts';

export interface Ledger {
  /** Sets findings aside; nobody sees them before `settle`. The same fingerprint twice in a run counts once. */
  add(findings: readonly LedgerFinding[]): Promise<void>;
  /**
   * Decides what is new, still open, waived, gone; all of it, and what `finish` does with the store it is handed
   * (`finishRun`), in one transaction: a killed process leaves either everything or nothing.
   */
  settle(
    settlement: Settlement,
    finish: (counts: RunCounts, inner: Store) => Promise<void>,
  ): Promise<RunCounts>;
}

/** Rows looked at, at a time, so that 100,000 discrepancies need no more memory than 100. */
const batch = 1_000;

export function openLedger(store: Store, run: { runId: string }): Ledger {
  let waiting: LedgerFinding[] = [];
  const flush = async (inner: Store): Promise<void> => {
    const findings = waiting;
    waiting = [];
    const rows = findings.map(finding => findingColumns(run.runId, finding));
    const sets = new Map(findings.map(({ units = [] }, at) => [rows[at]!.units, units]));
    sets.delete('');
    await keepUnitSets(inner, sets);
    await insertRows(inner, 'stagedFinding', rows, sql`on conflict (run_id, fingerprint) do nothing`);
  };
  return {
    async add(findings) {
      for (const finding of findings) {
        waiting.push(finding);
        if (waiting.length >= batch) await inTransaction(store, flush);
      }
    },
    async settle(settlement, finish) {
      return inTransaction(store, async inner => {
        await requireRunning(inner, settlement.runId);
        await flush(inner);
        await enterRows(inner, settlement);
        await updateLives(inner, settlement);
        const resolved = await closeGone(inner, settlement);
        // Without fresh statistics PostgreSQL would sort all rows of the run for every page of them, and count them badly.
        if (store.driver === 'postgres') await sql`analyze run_discrepancy`.execute(inner.db);
        await keepCounts(inner, settlement.runId);
        const counts = { ...(await countStates(inner, settlement.runId)), resolved };
        await inner.db.deleteFrom('stagedFinding').where('runId', '=', settlement.runId).execute();
        await finish(counts, inner);
        return counts;
      });
    },
  };
}

function severityRank(of: 's' | 'c'): RawBuilder<number> {
  const ranks = severities.map((severity, rank) => sql`when ${sql.lit(severity)} then ${sql.lit(rank)}`);
  return sql`case ${sql.ref(`${of}.severity`)} ${sql.join(ranks, sql` `)} end`;
}

/** Whom a row is about: its agency, else the units its content names. */
function rowColumns(of: 's' | 'd', content: 's' | 'c') {
  const [agency, units] = [sql.ref(`${of}.agency`), sql.ref(`${content}.units`)];
  return {
    procedure: sql.ref(`${of}.procedure`),
    hasUnits: sql`(${agency} <> '' or ${units} <> '')`,
    units: sql`select ${agency} union all select u.agency from unit_set u where u.id = ${units}`,
  };
}

/** The waiver in force on a fingerprint when the run began. */
function waiverInForce(startedAt: string): RawBuilder<unknown> {
  return sql`(select fingerprint, max(id) as id from waiver where ${inForce(startedAt)} group by fingerprint)`;
}

/** The rows of this run, each with its state as this run leaves it. */
async function enterRows(store: Store, { runId, startedAt }: Settlement): Promise<void> {
  const { db } = store;
  await sql`
    insert into discrepancy_content
      (fingerprint, hash, severity, owner, expected, actual, message, statement, evidence, systems, units)
    select fingerprint, hash, severity, owner, expected, actual, message, statement, evidence, systems, units
    from staged_finding where run_id = ${runId}
    on conflict (fingerprint, hash) do nothing`.execute(db);
  await sql`
    insert into run_discrepancy
      (run_id, fingerprint, content_id, waiver_id, state, first_seen, rank, owner, rule, procedure, agency, system,
        demand_order)
    select s.run_id, s.fingerprint, c.id, w.id,
      case when w.id is not null then 'waived' when d.state = 'open' then 'open' else 'new' end,
      case when d.state = 'open' then d.first_seen else ${startedAt} end,
      ${severityRank('s')}, s.owner, s.rule, s.procedure, s.agency, s.system,
      ${await demandOrder(store, rowColumns('s', 's'))}
    from staged_finding s
    join discrepancy_content c on c.fingerprint = s.fingerprint and c.hash = s.hash
    left join discrepancy d on d.fingerprint = s.fingerprint
    left join ${waiverInForce(startedAt)} w on w.fingerprint = s.fingerprint
    where s.run_id = ${runId}`.execute(db);
}

async function updateLives({ db }: Store, { runId, startedAt }: Settlement): Promise<void> {
  // What comes back begins a new life; the one before is kept for the history.
  await sql`
    insert into discrepancy_past (fingerprint, first_seen, last_seen, resolved_at)
    select d.fingerprint, d.first_seen, d.last_seen, d.resolved_at
    from discrepancy d join staged_finding s on s.fingerprint = d.fingerprint and s.run_id = ${runId}
    where d.state = 'resolved'`.execute(db);
  await sql`
    insert into discrepancy
      (fingerprint, state, first_seen, last_seen, resolved_at, content_id, rule, procedure, agency, system, finding_key)
    select r.fingerprint, 'open', r.first_seen, ${startedAt}, null, r.content_id,
      s.rule, s.procedure, s.agency, s.system, s.finding_key
    from run_discrepancy r join staged_finding s on s.run_id = r.run_id and s.fingerprint = r.fingerprint
    where r.run_id = ${runId}
    on conflict (fingerprint) do update set
      state = 'open', first_seen = excluded.first_seen, last_seen = excluded.last_seen, resolved_at = null,
      content_id = excluded.content_id`.execute(db);
}

async function countStates(store: Store, runId: string): Promise<Omit<RunCounts, 'resolved'>> {
  const counts = { new: 0, open: 0, waived: 0, carried: 0, toDo: 0, unchecked: 0 };
  for (const { state, severity, count } of await standingsOfRun(store, runId, [])) {
    counts[state] += count;
    const standing = standingOf({ state, severity });
    if (standing === 'toDo' || standing === 'unchecked') counts[standing] += count;
  }
  return counts;
}

/** Closes the open discrepancies this run looked for and did not find; those it could not look for become rows. */
async function closeGone(store: Store, settlement: Settlement): Promise<number> {
  const unseen = store.db
    .selectFrom('discrepancy as d')
    .innerJoin('discrepancyContent as c', 'c.id', 'd.contentId')
    .select(['d.fingerprint', 'd.rule', 'd.procedure', 'd.agency', 'c.systems'])
    .where('d.state', '=', 'open')
    .where(({ not, exists, selectFrom }) => {
      const seen = selectFrom('runDiscrepancy as r').select('r.fingerprint');
      const now = seen.where('r.runId', '=', settlement.runId);
      return not(exists(now.whereRef('r.fingerprint', '=', 'd.fingerprint')));
    });
  let resolved = 0;
  for await (const rows of readInOrder(unseen, ['d.fingerprint'], batch)) {
    const [gone, carried] = [[], []] as [string[], string[]];
    for (const row of rows) (isGone(row, settlement) ? gone : carried).push(row.fingerprint);
    await enterCarried(store, settlement, carried);
    resolved += gone.length;
    const ended = store.db.updateTable('discrepancy').where('fingerprint', 'in', list(store, gone));
    if (gone.length > 0) await ended.set({ state: 'resolved', resolvedAt: settlement.startedAt }).execute();
  }
  return resolved;
}

/**
 * What was found before and could not be looked at now stands among the rows of the run, as it was last seen; what was
 * set aside stays so.
 */
async function enterCarried(store: Store, { runId, startedAt }: Settlement, fingerprints: readonly string[]) {
  if (fingerprints.length === 0) return;
  await sql`
    insert into run_discrepancy
      (run_id, fingerprint, content_id, waiver_id, state, first_seen, last_seen, rank, owner, rule, procedure, agency,
        system, demand_order)
    select ${runId}, d.fingerprint, d.content_id, w.id, case when w.id is not null then 'waived' else 'carried' end,
      d.first_seen, d.last_seen,
      ${severityRank('c')}, c.owner, d.rule, d.procedure, d.agency, d.system,
      ${await demandOrder(store, rowColumns('d', 'c'))}
    from discrepancy d
    join discrepancy_content c on c.id = d.content_id
    left join ${waiverInForce(startedAt)} w on w.fingerprint = d.fingerprint
    where d.fingerprint in ${list(store, fingerprints)}`.execute(store.db);
}
