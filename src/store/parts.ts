import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { insertRows, list } from './bulk.ts';
import type { Store } from './contract.ts';
import { holderIsDead } from './holder-gone.ts';
import type { PartTable } from './tables.ts';

export type PartKind = 'prefetch' | 'read' | 'judge' | 'apply';

/** What is shared out: a system to read, a range of procedures to judge … `body` is JSON-safe. */
export interface NewPart {
  kind: PartKind;
  /** For logs: the system, the range. */
  name: string;
  body: unknown;
}

export interface Part extends NewPart {
  id: string;
  /** The run or the plan it is a part of. */
  owner: string;
}

/** Who has a part in hand. Whatever is written for it is written only while that is so. */
export interface HeldPart {
  partId: string;
  worker: string;
}

export interface PartStanding {
  id: string;
  state: PartTable['state'];
  /** Nobody alive has it: it can be claimed. */
  free: boolean;
  progress: unknown;
  /** Null until done. */
  result: unknown;
  /** Vietnamese; null unless it failed. */
  error: string | null;
}

/** Somebody else has the part in hand by now, or nobody wants it any more. */
export class PartLost extends Error {
  constructor(partId: string) {
    super(`part ${partId} is not in the hands of this process any more`);
    this.name = 'PartLost';
  }
}

/** Processes a part may be begun by; one that has ended so many of them would end the next as well. */
const mostAttempts = 5;

/** Claims of this very process; any other claim under our pid was left by one that had it before us. */
const ownTokens = new Set<string>();

/** Writes parts down, in one statement; their ids. `configuration`: digest of what they have to be done with. */
export async function createParts(
  store: Store,
  owner: string,
  configuration: string,
  parts: readonly NewPart[],
): Promise<string[]> {
  const rows = parts.map(({ kind, name, body }) => ({
    id: randomUUID(),
    owner,
    kind,
    name,
    configuration,
    body: JSON.stringify(body),
    state: 'waiting',
    attempts: 0,
    stop: 0,
  }));
  await insertRows(store, 'part', rows);
  return rows.map(({ id }) => id);
}

export type PartClaim =
  | { answer: 'claimed'; part: Part; held: HeldPart }
  /** Somebody alive has it, or it has ended. */
  | { answer: 'not-free' }
  /** It is to be done with another configuration than this process has. */
  | { answer: 'other-configuration' };

/** Takes a part by one conditional update: one that waits, or one whose worker is dead. */
export async function claimPart(
  store: Store,
  id: string,
  configuration: string,
  now: string,
): Promise<PartClaim> {
  const row = await store.db.selectFrom('part').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row || !isFree(row, now)) return { answer: 'not-free' };
  if (row.configuration !== configuration) return { answer: 'other-configuration' };
  if (row.attempts >= mostAttempts) {
    await giveUp(store, row);
    return { answer: 'not-free' };
  }
  const worker = randomUUID();
  // Before it can be seen: whoever else asks in this process must not take it for one left behind.
  ownTokens.add(worker);
  const { numUpdatedRows } = await store.db
    .updateTable('part')
    .set({
      state: 'running',
      worker,
      host: hostname(),
      pid: process.pid,
      heartbeat: now,
      attempts: row.attempts + 1,
    })
    .where('id', '=', id)
    .where('state', '=', row.state)
    .where('attempts', '=', row.attempts)
    .where('worker', row.worker === null ? 'is' : '=', row.worker)
    .where('heartbeat', row.heartbeat === null ? 'is' : '=', row.heartbeat)
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) {
    ownTokens.delete(worker);
    return { answer: 'not-free' };
  }
  const { owner, kind, name, body } = row;
  return {
    answer: 'claimed',
    part: { id, owner, kind: kind as PartKind, name, body: JSON.parse(body) },
    held: { partId: id, worker },
  };
}

/** Says that its worker lives. `stop`: it is to finish what is in hand and leave the rest. Throws `PartLost`. */
export async function renewPart(
  store: Store,
  held: HeldPart,
  now: string,
  progress?: unknown,
): Promise<{ stop: boolean }> {
  await change(store, held, {
    heartbeat: now,
    ...(progress !== undefined && { progress: JSON.stringify(progress) }),
  });
  const row = await store.db
    .selectFrom('part')
    .select('stop')
    .where('id', '=', held.partId)
    .executeTakeFirst();
  return { stop: row?.stop === 1 };
}

/** Inside a transaction: what it writes stands or falls with the part being still in these hands. Throws `PartLost`. */
export async function requirePart(inner: Store, held: HeldPart): Promise<void> {
  await change(inner, held, { state: 'running' });
}

/** Ends a part with its result (JSON-safe). Throws `PartLost`. */
export async function finishPart(store: Store, held: HeldPart, result: unknown): Promise<void> {
  await change(store, held, { state: 'done', result: JSON.stringify(result) });
}

/** Ends a part that cannot be done; `error` Vietnamese. Throws `PartLost`. */
export async function failPart(store: Store, held: HeldPart, error: string): Promise<void> {
  await change(store, held, { state: 'failed', error: error.replaceAll('\0', '\ufffd').toWellFormed() });
}

/** Puts a part back for another process; being asked to leave is no failed attempt. Throws `PartLost`. */
export async function releasePart(store: Store, held: HeldPart): Promise<void> {
  const { numUpdatedRows } = await store.db
    .updateTable('part')
    .set(({ eb }) => ({
      state: 'waiting' as const,
      worker: null,
      host: null,
      pid: null,
      heartbeat: null,
      attempts: eb('attempts', '-', 1),
    }))
    .where('id', '=', held.partId)
    .where('worker', '=', held.worker)
    .where('state', '=', 'running')
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) throw new PartLost(held.partId);
}

/** This process has nothing more to do with the part, however that ended. */
export function letGo({ worker }: HeldPart): void {
  ownTokens.delete(worker);
}

/** All parts of a run or plan. */
export async function partIdsOf(store: Store, owner: string): Promise<string[]> {
  const rows = await store.db.selectFrom('part').select('id').where('owner', '=', owner).execute();
  return rows.map(({ id }) => id);
}

/** Some parts that wait and could be done with this configuration, at most `most`. */
export async function waitingParts(store: Store, configuration: string, most: number): Promise<string[]> {
  const rows = await store.db
    .selectFrom('part')
    .select('id')
    .where('state', '=', 'waiting')
    .where('configuration', '=', configuration)
    .orderBy('id')
    .limit(most)
    .execute();
  return rows.map(({ id }) => id);
}

/** How parts stand, in the order of `ids`; those dropped meanwhile are left out. */
export async function standingOf(store: Store, ids: readonly string[], now: string): Promise<PartStanding[]> {
  const rows = await store.db.selectFrom('part').selectAll().where('id', 'in', list(store, ids)).execute();
  const byId = new Map(rows.map(row => [row.id, row]));
  return ids.flatMap(id => {
    const row = byId.get(id);
    if (!row) return [];
    return {
      id,
      state: row.state,
      free: isFree(row, now),
      progress: parsed(row.progress),
      result: parsed(row.result),
      error: row.error,
    };
  });
}

/** Those that wait are taken back, those in hand are asked to come to an end. */
export async function stopParts(store: Store, ids: readonly string[]): Promise<void> {
  await store.db
    .deleteFrom('part')
    .where('id', 'in', list(store, ids))
    .where('state', '=', 'waiting')
    .execute();
  await store.db.updateTable('part').set({ stop: 1 }).where('id', 'in', list(store, ids)).execute();
}

/** Forgets parts; whoever has one in hand loses it. */
export async function dropParts(store: Store, ids: readonly string[]): Promise<void> {
  await store.db.deleteFrom('part').where('id', 'in', list(store, ids)).execute();
}

/** Forgets all parts of a run or plan. */
export async function dropPartsOf(store: Store, owner: string): Promise<void> {
  await store.db.deleteFrom('part').where('owner', '=', owner).execute();
}

async function change(store: Store, held: HeldPart, values: Partial<PartTable>): Promise<void> {
  const { numUpdatedRows } = await store.db
    .updateTable('part')
    .set(values)
    .where('id', '=', held.partId)
    .where('worker', '=', held.worker)
    .where('state', '=', 'running')
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) throw new PartLost(held.partId);
}

async function giveUp(store: Store, { id, worker, name, attempts }: PartTable): Promise<void> {
  const error = `${attempts} tiến trình đã chết khi đang làm phần “${name}”; xem nhật ký của chúng rồi chạy lại`;
  await store.db
    .updateTable('part')
    .set({ state: 'failed', error })
    .where('id', '=', id)
    .where('worker', worker === null ? 'is' : '=', worker)
    .where('state', '!=', 'done')
    .execute();
}

function isFree({ state, worker, host, pid, heartbeat }: PartTable, now: string): boolean {
  if (state !== 'running') return state === 'waiting';
  if (heartbeat === null) return true;
  return holderIsDead({ host: host ?? '', pid: pid ?? 0, token: worker ?? '', heartbeat }, ownTokens, now);
}

function parsed(json: string | null): unknown {
  return json === null ? null : JSON.parse(json);
}
