import { sql } from 'kysely';
import { insertRows, list } from './bulk.ts';
import type { Store } from './contract.ts';
import { inTransaction } from './open.ts';
import type { HostSlotTable, HostUserTable } from './tables.ts';

export type HostSlot = Omit<HostSlotTable, 'host'>;
export type HostUser = Omit<HostUserTable, 'host'>;

/** Who sends to a host, and who holds which of its slots. */
export interface HostView {
  slots: HostSlot[];
  users: HostUser[];
}

/** Says that a process lives and what it could use at each host; the slots it still holds. */
export async function beatHosts(
  store: Store,
  user: Pick<HostUserTable, 'token' | 'machine' | 'pid'>,
  hosts: readonly Pick<HostUserTable, 'host' | 'wants' | 'turn'>[],
): Promise<{ host: string; slot: number }[]> {
  await insertRows(
    store,
    'host_user',
    hosts.map(({ host, wants, turn }) => ({ host, ...user, beat: 0, wants, turn })),
    sql`on conflict (host, token) do update set beat = host_user.beat + 1, wants = excluded.wants,
      turn = excluded.turn`,
  );
  return store.db
    .updateTable('host_slot')
    .set(({ eb }) => ({ beat: eb('beat', '+', 1) }))
    .where('token', '=', user.token)
    .returning(['host', 'slot'])
    .execute();
}

/** By host; one nobody sends to has an empty view. */
export async function viewHosts(store: Store, hosts: readonly string[]): Promise<Map<string, HostView>> {
  const [slots, users] = await Promise.all([
    store.db.selectFrom('host_slot').selectAll().where('host', 'in', list(store, hosts)).execute(),
    store.db.selectFrom('host_user').selectAll().where('host', 'in', list(store, hosts)).execute(),
  ]);
  const slotsOf = Map.groupBy(slots, ({ host }) => host);
  const usersOf = Map.groupBy(users, ({ host }) => host);
  return new Map(
    hosts.map(host => [host, { slots: slotsOf.get(host) ?? [], users: usersOf.get(host) ?? [] }]),
  );
}

/** Takes a slot unless somebody holds it; answers whether it did. Who has been forgotten meanwhile takes nothing. */
export async function takeSlot(store: Store, host: string, slot: number, token: string): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into host_slot (host, slot, token, beat)
    select ${host}, ${sql.lit(slot)}, ${token}, 0
    where exists (select 1 from host_user where host = ${host} and token = ${token})
    on conflict (host, slot) do nothing`.execute(store.db);
  return numAffectedRows === 1n;
}

export async function giveSlot(store: Store, host: string, slot: number, token: string): Promise<void> {
  await store.db
    .deleteFrom('host_slot')
    .where('host', '=', host)
    .where('slot', '=', slot)
    .where('token', '=', token)
    .execute();
}

/** Forgets a process that died and frees its slots, unless it has said meanwhile that it lives. */
export async function forgetUser(store: Store, host: string, { token, beat }: HostUser): Promise<void> {
  await inTransaction(store, async ({ db }) => {
    const { numDeletedRows } = await db
      .deleteFrom('host_user')
      .where('host', '=', host)
      .where('token', '=', token)
      .where('beat', '=', beat)
      .executeTakeFirst();
    if (numDeletedRows === 0n) return;
    await db.deleteFrom('host_slot').where('host', '=', host).where('token', '=', token).execute();
  });
}

/** A process sends to these hosts no more. */
export async function leaveHosts(store: Store, hosts: readonly string[], token: string): Promise<void> {
  for (const table of ['host_slot', 'host_user'] as const) {
    await store.db
      .deleteFrom(table)
      .where('host', 'in', list(store, hosts))
      .where('token', '=', token)
      .execute();
  }
}
