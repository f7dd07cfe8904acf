import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { sql } from 'kysely';
import { Refusal } from '../../domain/refusal.ts';
import type { Store } from '../core/contract.ts';
import { changesOne } from '../core/one-row.ts';
import type { Row } from '../tables/index.ts';

/** Who is at something. */
export type ClaimHolder = Pick<Row<'claim'>, 'pid' | 'host' | 'purpose' | 'since'>;

/**
 * The one way of ours to say who is at something: a job on SQLite, reading and writing the systems, sending mail, serving
 * a file. A claim is a row with a token and a heartbeat; what is written by whoever holds it is fenced by the token.
 */
export interface Claim {
  name: string;
  token: string;
}

/** Somebody else has it now: this one must stop and write nothing more. */
export class ClaimLost extends Refusal<'taken-over'> {
  /** @param claim The name of the claim, or the id of the job. */
  constructor(claim: string) {
    super('taken-over', { claim });
    this.name = 'ClaimLost';
  }
}

/** A holder that has not given a heartbeat for this long is taken for dead. */
export const silentAfterMs = 60_000;

/** Claims of this very process; any other claim under our pid was left by one that had it before us. */
const ownTokens = new Set<string>();

/**
 * Takes the claim `name`, by one conditional write, unless somebody alive holds it. A holder is dead when its last
 * heartbeat is older than a minute, or at once when it ran on this host and its process is gone.
 *
 * @param job in whose name it is taken, where who has that job is settled elsewhere: whoever had it in the same name before
 * is no more, alive or not.
 */
export async function takeClaim(
  store: Store,
  name: string,
  holder: ClaimHolder,
  now: string,
  job?: string,
): Promise<{ held: true; claim: Claim } | { held: false; by: ClaimHolder }> {
  const token = `${job === undefined ? '' : nameOf(job)}${randomUUID()}`;
  const current = await findClaim(store, name);
  const staleBefore = new Date(Date.parse(now) - silentAfterMs).toISOString();
  // One that is only silent may speak again before we write.
  const dead = current && current.heartbeat >= staleBefore && (isDead(current, now) || isOfJob(current, job));
  const deadToken = dead ? current.token : '';
  const { pid, host, purpose, since } = holder;
  // Before it can be seen: whoever else asks in this process must not take it for one left behind.
  ownTokens.add(token);
  const taking = store.db
    .insertInto('claim')
    .values({ name, token, pid, host, purpose, since, heartbeat: now })
    .onConflict(conflict =>
      conflict
        .column('name')
        .doUpdateSet({ token, pid, host, purpose, since, heartbeat: now })
        .where(({ or, eb, ref }) =>
          or([eb('claim.heartbeat', '<', staleBefore), eb(ref('claim.token'), '=', deadToken)]),
        ),
    );
  let winner: Row<'claim'> | undefined;
  try {
    await taking.execute();
    winner = await findClaim(store, name);
  } catch (error) {
    // Written or not, it is nobody's.
    ownTokens.delete(token);
    throw error;
  }
  if (winner?.token === token) return { held: true, claim: { name, token } };
  ownTokens.delete(token);
  // Released in the very moment between: the next try gets it.
  if (!winner) return takeClaim(store, name, holder, now, job);
  return { held: false, by: holderOf(winner) };
}

const nameOf = (job: string) => `${job} `;

/** Whether a claim was taken in the name of this job. */
export function isOfJob({ token }: Pick<Claim, 'token'>, job: string | undefined): boolean {
  return job !== undefined && token.startsWith(nameOf(job));
}

/** Says that its holder lives; call it at least every 20 s. @throws ClaimLost */
export function renewClaim(store: Store, claim: Claim, now: string): Promise<void> {
  return setHeld(store, claim, { heartbeat: now });
}

/** The fence: inside a transaction, what it writes stands or falls with the claim being still held. @throws ClaimLost */
export function requireClaim(inner: Store, claim: Claim): Promise<void> {
  return setHeld(inner, claim, { token: claim.token });
}

async function setHeld(
  { db }: Store,
  { name, token }: Claim,
  values: { heartbeat: string } | { token: string },
): Promise<void> {
  const held = db.updateTable('claim').set(values).where('name', '=', name).where('token', '=', token);
  if (!(await changesOne(held))) throw new ClaimLost(name);
}

export async function releaseClaim(store: Store, { name, token }: Claim): Promise<void> {
  try {
    // Of its own: whoever has lost what he held it for still has to let go of it.
    await store.db
      .transaction()
      .execute(db => sql`delete from claim where name = ${name} and token = ${token}`.execute(db));
  } finally {
    // Left behind, it is nobody's all the same: this process can have it anew at once.
    ownTokens.delete(token);
  }
}

/** Who holds the claim and is alive, by the same measure as `takeClaim`; undefined = it could be taken now. */
export async function claimHolder(
  store: Store,
  name: string,
  now: string,
): Promise<(ClaimHolder & Claim) | undefined> {
  const row = await findClaim(store, name);
  return !row || isDead(row, now) ? undefined : { ...holderOf(row), name, token: row.token };
}

/** Whether its holder has been silent for long enough to be taken for dead, and yet its process is there on this host. */
export async function isSilentHere(store: Store, name: string, now: string): Promise<boolean> {
  const row = await findClaim(store, name);
  if (!row || Date.parse(now) - Date.parse(row.heartbeat) <= silentAfterMs) return false;
  return row.host === hostname() && !isGone(row);
}

function findClaim(store: Store, name: string): Promise<Row<'claim'> | undefined> {
  return store.db.selectFrom('claim').selectAll().where('name', '=', name).executeTakeFirst();
}

function holderOf({ pid, host, purpose, since }: Row<'claim'>): ClaimHolder {
  return { pid, host, purpose, since };
}

/**
 * Silent for a minute, or known to be gone. A heartbeat later than now says only that a clock was wrong; then a holder
 * nobody can look at is dead as well.
 */
function isDead(row: Row<'claim'>, now: string): boolean {
  const age = Date.parse(now) - Date.parse(row.heartbeat);
  if (age > silentAfterMs || isGone(row)) return true;
  return age < -silentAfterMs && row.host !== hostname();
}

/** Whether its process is known to be gone: it ran on this host and is no more. */
function isGone({ host, pid, token }: Row<'claim'>): boolean {
  if (host !== hostname()) return false;
  // In a container the program always has the same pid.
  if (pid === process.pid) return !ownTokens.has(token);
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    // EPERM: it lives, as another user.
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}
