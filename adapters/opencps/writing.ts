import { setTimeout as pause } from 'node:timers/promises';
import type { z } from 'zod';
import type { HostContext } from '../../src/adapter/adapter.ts';
import { RemoteError } from '../../src/adapter/errors.ts';
import type { Details } from '../../src/adapter/kit/details.ts';
import { type Oddity, parseLenient } from '../../src/adapter/kit/parse-lenient.ts';
import { isRemoteWord } from './answer.ts';
import { type Client, createClient } from './client.ts';
import { nameText } from './escape.ts';
import { createMemo, Latest } from './memo.ts';
import type { OpencpsOptions } from './options.ts';
import { type ConfigList, createConfigList } from './read/config-list.ts';
import { readRows } from './read/list.ts';
import type { Meter } from './read/meter.ts';
import type { RemoteConfig, RemoteJob } from './remote.ts';
import { anyRow } from './schema.ts';

export type Row = Record<string, unknown>;

/** More than are written to at once; the largest have a config at each of some 700 agencies. */
const servicesInHand = 8;

/** What looking at single services and writing to them share. Nothing here is trusted for long: it only says what to ask the server for. */
export interface Writing {
  client: Client;
  options: OpencpsOptions;
  locality: string;
  configList: ConfigList;
  /** Rows this writer has made, which lists may not show yet: ids by path of the list. */
  made: Map<string, Set<string>>;
  /** Paths of rows this writer has taken away, which lists may still show. */
  taken: Set<string>;
  /** What this writer has written into rows that only lists show: by path of the list, then by row. */
  awaited: Map<string, { shown: (rows: Row[]) => boolean; until: number }[]>;
  /** Configs as they were looked at last, by service, for looks that are not about them; a write to any forgets all. */
  lastConfigs: Latest<RemoteConfig[]>;
  /** Items of a dictionary by code, read once. */
  dictionary(collection: string): Promise<Row[]>;
  /** Positions, read once. */
  jobs(): Promise<RemoteJob[]>;
  /** From then on no list can lack what an earlier process wrote. Milliseconds of `performance.now()`. */
  settledAt: number;
  /** When a list of actions was last read, by path; the same clock. */
  readAt: Map<string, number>;
  signal: AbortSignal;
  /** How long the client waits for an answer. */
  answerTimeoutMs: number;
  /** What runs keep of the site; what is written to has to be forgotten there. */
  details: Details;
}

export function createWriting(
  options: OpencpsOptions,
  { http, log, locality, signal, details }: HostContext,
): Writing {
  const client = createClient(http, options);
  const strict = { client, meter: strictMeter(), pageSize: options.pageSize, log };
  const writing: Writing = {
    client,
    options,
    locality,
    configList: createConfigList(strict, 'one'),
    made: new Map(),
    taken: new Set(),
    awaited: new Map(),
    lastConfigs: new Latest(servicesInHand),
    dictionary: createMemo(4, collection =>
      allRows(writing, `/dictcollections/${collection}/dictitems`, `danh mục ${collection}`, 'itemCode'),
    ),
    jobs: createMemo(1, () => readJobs(writing)),
    settledAt: performance.now() + options.indexLagMs,
    readAt: new Map(),
    signal,
    answerTimeoutMs: http.answerTimeoutMs ?? 0,
    details,
  };
  return writing;
}

async function readJobs(writing: Writing): Promise<RemoteJob[]> {
  const rows = await allRows(writing, '/jobpos', 'danh sách vị trí việc làm', 'jobPosId');
  return rows.map(({ title, jobPosCode, roleId }) => ({
    title: nameText(String(title ?? '')),
    code: nameText(String(jobPosCode ?? '')),
    roleId: String(roleId ?? '').trim(),
  }));
}

/** Under what a writer keeps the ids of what it made, so that nobody asks for those of others. */
export const madeConfigs = (serviceId: string) => `/serviceconfigs of ${serviceId}`;
export const madeProcess = (processNo: string) => `/serviceprocesses ${processNo}`;

/** An object of the database; `undefined` = the server has none (it says so with 403, contract 1.4). */
export async function detailOrNone(
  { client }: Pick<Writing, 'client'>,
  path: string,
  key: string,
  label: string,
): Promise<Row | undefined> {
  try {
    return await client.detail(path, key, label);
  } catch (error) {
    if (isRemoteWord(error)) return undefined;
    throw error;
  }
}

/**
 * A row by its detail; `undefined` = it is gone. 403 says anything: what its list goes on showing is there, and was only
 * not shown. Taken for gone it would be made twice, or never taken away.
 */
export async function detailUnlessGone(
  writing: Writing,
  list: string,
  id: string,
  { key, label, query = {} }: { key: string; label: string; query?: Record<string, string> },
): Promise<Row | undefined> {
  const path = `${list}/${encodeURIComponent(id)}`;
  const row = await detailOrNone(writing, path, key, label);
  if (row || writing.taken.has(path)) return row;
  const unlisted = async () =>
    !(await allRows(writing, list, label, key, query)).some(one => String(one[key]).trim() === id);
  if (await inTime(writing, unlisted)) return undefined;
  throw new RemoteError('not-understood', `danh sách có mà máy chủ không cho xem (${label})`);
}

/**
 * All rows of a list, distinct by `key`; without one every row counts. Throws when the list shows fewer rows than it
 * says it has.
 */
export async function allRows(
  { client, options }: Pick<Writing, 'client' | 'options'>,
  path: string,
  label: string,
  key?: string,
  query: Record<string, string> = {},
): Promise<Row[]> {
  let count = 0;
  const { whole, rows } = await readRows<Row>(client, {
    path,
    query,
    label,
    pageSize: options.pageSize,
    schema: anyRow,
    id: row => (key === undefined ? String(++count) : String(row[key] ?? JSON.stringify(row))),
    refuse: oddities => strictMeter().refuse(label, path, oddities),
  });
  if (!whole) throw new RemoteError('not-understood', `danh sách thiếu dòng so với total (${label})`);
  return rows;
}

/**
 * Rows of a list that alone shows what is in them. The index behind it lags: where this writer wrote something, it is
 * given the configured time to show it.
 */
export async function settledRows(
  writing: Writing,
  path: string,
  label: string,
  key: string,
): Promise<Row[]> {
  for (;;) {
    const rows = await allRows(writing, path, label, key);
    const now = performance.now();
    const missing = (writing.awaited.get(path) ?? []).filter(
      ({ shown, until }) => until > now && !shown(rows),
    );
    if (missing.length > 0) writing.awaited.set(path, missing);
    else writing.awaited.delete(path);
    if (missing.length === 0) return rows;
    await wait(writing, pollMs(writing));
  }
}

/** Asks until it is so, for as long as lists may lag. */
export async function inTime(writing: Writing, isSo: () => Promise<boolean>): Promise<boolean> {
  const until = performance.now() + writing.options.indexLagMs;
  for (;;) {
    if (await isSo()) return true;
    if (performance.now() >= until) return false;
    await wait(writing, pollMs(writing));
  }
}

/** Waits; throws `RemoteError` of kind `aborted` when the run is broken off meanwhile. */
export async function wait({ signal }: Writing, ms: number): Promise<void> {
  try {
    await pause(ms, undefined, { signal });
  } catch {
    throw new RemoteError('aborted', 'đã dừng theo yêu cầu khi chờ danh sách của OpenCPS');
  }
}

/** A twentieth of the time lists may lag, so that waiting costs few requests. */
function pollMs({ options }: Pick<Writing, 'options'>): number {
  return Math.max(1, options.indexLagMs / 20);
}

export function remember(writing: Writing, list: string, id: string): void {
  writing.taken.delete(`${list}/${encodeURIComponent(id)}`);
  const ids = writing.made.get(list) ?? new Set();
  writing.made.set(list, ids.add(id));
}

/** A row as `schema` has it; throws where anything of it could not be read. */
export function strictly<T>(schema: z.ZodType<T>, row: unknown, label: string): T {
  const { value, oddities } = parseLenient(schema, row);
  if (oddities.length > 0) throw notUnderstood(oddities, label);
  return value!;
}

export function notUnderstood([odd]: readonly Oddity[], label: string): RemoteError {
  return new RemoteError('not-understood', `${odd!.path}: ${odd!.reason} (${label})`);
}

/** Whoever writes must know: what cannot be read is an error, not a gap. */
function strictMeter(): Meter {
  return {
    read: (_kind, _key, work) => work(),
    refuse(part, key, oddities) {
      throw notUnderstood(oddities, `${part} ${key}`);
    },
    notWhole(_part, what) {
      throw new RemoteError('not-understood', what);
    },
    known: () => undefined,
    note: () => undefined,
    drain: () => [],
    gaps: () => [],
  };
}
