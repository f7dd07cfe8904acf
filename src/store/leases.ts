import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { LeaseAnswer, LeaseHolder, Store } from './contract.ts';
import { holderIsDead, silentAfterMs } from './holder-gone.ts';
import { StoreError } from './store-error.ts';
import type { LeaseTable } from './tables.ts';

/** Leases of this very process; any other lease under our pid was left by one that had it before us. */
const ownTokens = new Set<string>();

/**
 * Takes the lease `name`, by one conditional write, unless somebody alive holds it. A holder is dead when its last
 * heartbeat is older than a minute, or at once when it ran on this host and its process is gone.
 */
export async function acquireLease(
  store: Store,
  name: string,
  holder: LeaseHolder,
  now: string,
): Promise<LeaseAnswer> {
  const token = randomUUID();
  const current = await findLease(store, name);
  const staleBefore = new Date(Date.parse(now) - silentAfterMs).toISOString();
  // One that is only silent may speak again before we write.
  const dead = current && current.heartbeat >= staleBefore && holderIsDead(current, ownTokens, now);
  const deadToken = dead ? current.token : '';
  const { pid, host, purpose, since } = holder;
  // Before it can be seen: whoever else asks in this process must not take it for one left behind.
  ownTokens.add(token);
  await store.db
    .insertInto('lease')
    .values({ name, token, pid, host, purpose, since, heartbeat: now })
    .onConflict(conflict =>
      conflict
        .column('name')
        .doUpdateSet({ token, pid, host, purpose, since, heartbeat: now })
        .where(({ or, eb, ref }) =>
          or([eb('lease.heartbeat', '<', staleBefore), eb(ref('lease.token'), '=', deadToken)]),
        ),
    )
    .execute();
  const winner = await findLease(store, name);
  if (winner?.token !== token) {
    ownTokens.delete(token);
    // Released in the very moment between: the next try gets it.
    if (!winner) return acquireLease(store, name, holder, now);
    return {
      held: false,
      by: { pid: winner.pid, host: winner.host, purpose: winner.purpose, since: winner.since },
    };
  }
  return {
    held: true,
    async renew(at) {
      const { numUpdatedRows } = await store.db
        .updateTable('lease')
        .set({ heartbeat: at })
        .where('name', '=', name)
        .where('token', '=', token)
        .executeTakeFirst();
      if (numUpdatedRows !== 1n) {
        throw new StoreError(
          `tiến trình này im lặng hơn một phút nên tiến trình khác đã giành quyền “${name}” trên kho dữ liệu; đợi nó xong rồi chạy lại`,
        );
      }
    },
    async release() {
      await sql`delete from lease where name = ${name} and token = ${token}`.execute(store.db);
      ownTokens.delete(token);
    },
  };
}

/** Who holds the lease and is alive, by the same measure as `acquireLease`; undefined = it could be taken now. */
export async function leaseHolder(store: Store, name: string, now: string): Promise<LeaseHolder | undefined> {
  const lease = await findLease(store, name);
  if (!lease || holderIsDead(lease, ownTokens, now)) return undefined;
  return { pid: lease.pid, host: lease.host, purpose: lease.purpose, since: lease.since };
}

function findLease(store: Store, name: string): Promise<LeaseTable | undefined> {
  return store.db.selectFrom('lease').selectAll().where('name', '=', name).executeTakeFirst();
}
