import { type AppliedValue, appliedFacts } from '../../domain/applied.ts';
import { list, replaceRows } from '../core/bulk.ts';
import type { Store } from '../core/contract.ts';
import { inOrder, readInOrder } from '../core/in-order.ts';

/**
 * Gives what was verified later than `now`, as a clock that was ahead says, moments just before it, in the same order:
 * it was verified before now, whatever its clock said, and whoever compares moments would not look at it for days.
 */
export async function dateBack(
  store: Store,
  now: string,
  only?: { system: string; procedures: readonly string[] },
): Promise<void> {
  let late = store.db.selectFrom('applied').select('at').distinct().where('at', '>', now);
  if (only)
    late = late.where('system', '=', only.system).where('procedure', 'in', list(store, only.procedures));
  const rows = await late.orderBy('at', 'desc').execute();
  for (const [index, { at: wrong }] of rows.entries()) {
    const at = new Date(Date.parse(now) - index - 1).toISOString();
    await store.db.updateTable('applied').set({ at }).where('at', '=', wrong).execute();
  }
}

/** Keeps what a system was verified to have; replaces what was known of the same kind and target. */
export async function rememberApplied(store: Store, system: string, values: readonly AppliedValue[]) {
  const procedures = [...new Set(values.map(({ target }) => target.procedure))];
  const earliest = values.map(({ at }) => at).sort()[0];
  if (earliest !== undefined) await dateBack(store, earliest, { system, procedures });
  const rows = values.map(({ kind, target, value, planId, at, digest = null }) => ({
    ...{ system, procedure: target.procedure, kind },
    ...{ caseKey: target.case ?? '', agency: target.agency ?? '' },
    ...{ value, digest, planId, at },
  }));
  await replaceRows(store, 'applied', rows, ['system', 'procedure', 'kind', 'caseKey', 'agency']);
}

/** Nothing that was pushed to the offerings of these agencies, at any of these systems, counts any more. */
export async function forgetOfferings(
  store: Store,
  systems: readonly string[],
  procedure: string,
  agencies: readonly string[],
): Promise<void> {
  if (agencies.length === 0) return;
  const pushed = store.db.deleteFrom('applied').where('procedure', '=', procedure);
  const there = pushed.where('system', 'in', list(store, systems));
  await there.where('agency', 'in', list(store, agencies)).execute();
}

/** What some procedures of a system (all of them when not named) were last verified to have; in order of the procedure. */
export async function appliedOf(store: Store, system: string, procedures?: readonly string[]) {
  let query = store.db.selectFrom('applied').selectAll().where('system', '=', system);
  if (procedures) query = query.where('procedure', 'in', list(store, procedures));
  const rows = await inOrder(query, ['procedure', 'kind', 'caseKey', 'agency']).execute();
  return rows.map(({ kind, procedure, caseKey, agency, value, planId, at, digest }) => {
    const target = { procedure, ...(caseKey && { case: caseKey }), ...(agency && { agency }) };
    return { kind, target, value, planId, at, ...(digest !== null && { digest }) } as AppliedValue;
  });
}

/** Systems to which anything was ever pushed and verified. */
export async function systemsPushedTo(store: Store): Promise<Set<string>> {
  const rows = await store.db.selectFrom('applied').select('system').distinct().execute();
  return new Set(rows.map(({ system }) => system));
}

/** What a system was last verified to have, a procedure at a time in code-unit order. */
export async function* readApplied(store: Store, system: string, { batch = 100 }: { batch?: number } = {}) {
  const pushed = store.db.selectFrom('applied').select('procedure').distinct().where('system', '=', system);
  for await (const rows of readInOrder(pushed, ['procedure'], batch)) {
    const codes = rows.map(({ procedure }) => procedure);
    const values = Map.groupBy(await appliedOf(store, system, codes), value => value.target.procedure);
    yield codes.map(code => appliedFacts(code, values.get(code) ?? []));
  }
}

/** What a writer asked to remember of procedures (ids derived once …), by procedure; every one asked for has an entry. */
export async function memoriesOf(store: Store, system: string, procedures: readonly string[]) {
  const all = store.db.selectFrom('writerMemory').selectAll().where('system', '=', system);
  const rows = await all.where('procedure', 'in', list(store, procedures)).execute();
  const memories = new Map(procedures.map(procedure => [procedure, {} as Record<string, string>]));
  for (const { procedure, key, value } of rows) memories.get(procedure)![key] = value;
  return memories;
}

/** Adds to what is remembered of a procedure; a key that is known takes the new value, and goes where that is blank. */
export async function remember(
  store: Store,
  system: string,
  procedure: string,
  memory: Readonly<Record<string, string>>,
): Promise<void> {
  const all = Object.entries(memory).map(([key, value]) => ({ system, procedure, key, value }));
  const [rows, gone] = [all.filter(({ value }) => value !== ''), all.filter(({ value }) => value === '')];
  const keys = gone.map(({ key }) => key);
  const memories = store.db.deleteFrom('writerMemory').where(({ and }) => and({ system, procedure }));
  if (keys.length > 0) await memories.where('key', 'in', keys).execute();
  await replaceRows(store, 'writerMemory', rows, ['system', 'procedure', 'key']);
}
