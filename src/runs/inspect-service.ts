import type { Log } from '../adapter/adapter.ts';
import type { Configuration } from '../config/configuration.ts';
import type { KnownCases } from '../domain/push.ts';
import type { ServiceState } from '../domain/service-state.ts';
import { memoriesOf } from '../store/applied.ts';
import type { Store } from '../store/contract.ts';
import { openWriters } from './writers.ts';

/** One procedure as a system has it now; undefined when its adapter has no write side to look with. */
export async function inspectService(request: {
  configuration: Configuration;
  store: Store;
  log: Log;
  signal: AbortSignal;
  system: string;
  procedure: string;
  cases: KnownCases;
}): Promise<ServiceState | undefined> {
  const { store, system, procedure, cases } = request;
  const open = await openWriters({ ...request, procedures: [procedure] });
  try {
    const memory = (await memoriesOf(store, system, [procedure])).get(procedure) ?? {};
    return await open.writers.get(system)?.inspect(procedure, cases, memory);
  } finally {
    open.close();
  }
}
