import type { FolderContext } from '../../../src/adapter/adapter.ts';
import { RemoteError } from '../../../src/adapter/errors.ts';
import type { SourceRecord } from '../../../src/adapter/records.ts';
import type { ServiceRequest } from '../../../src/adapter/service-request.ts';
import { localCode } from '../../../src/domain/code.ts';
import { highestLevel } from '../../../src/domain/level.ts';
import { onegateRoles, workflowOfOnegate } from '../../../src/domain/onegate-process.ts';
import type { KnownCases } from '../../../src/domain/push.ts';
import type { CaseState, ServiceState } from '../../../src/domain/service-state.ts';
import type { Options } from '../options.ts';
import { type OpenedTables, openTables, toldBy } from './everything.ts';
import { keyOf } from './processes.ts';

type Service = (procedure: string, asked: ServiceRequest) => Promise<ServiceState>;

/** Single procedures out of the newest whole set, which is read once for all of them. */
export function serviceReader(options: Options, context: FolderContext): Service {
  let read: Promise<{ opened: OpenedTables; byProcedure: Map<string, SourceRecord[]> }> | undefined;
  return async (procedure, asked) => {
    read ??= (async () => {
      const opened = await openTables(options, context);
      return { opened, byProcedure: byProcedure(toldBy(opened, options, context), context.locality) };
    })();
    const { opened, byProcedure: records } = await read;
    return stateOf(procedure, records.get(procedure) ?? [], opened, asked);
  };
}

/** @throws RemoteError where not all was read, or nobody knows of what procedure something was lost. */
function byProcedure(records: Iterable<SourceRecord>, locality: string): Map<string, SourceRecord[]> {
  const found = new Map<string, SourceRecord[]>();
  const names = new Map<string, SourceRecord>();
  for (const record of records) {
    // Single services need no list of all.
    if (record.kind === 'gap' && record.lacks !== 'list')
      throw new RemoteError('not-understood', record.reason);
    if (record.kind === 'agency') names.set(record.id, record);
    const code =
      record.kind === 'procedure'
        ? record.code
        : record.kind === 'quarantine'
          ? record.lost && (record.lost.procedure ?? '')
          : 'procedure' in record
            ? record.procedure
            : undefined;
    if (code === '' && record.kind === 'quarantine')
      throw new RemoteError('not-understood', `${record.key}: ${record.reason}`);
    if (code === undefined) continue;
    const key = localCode(code, locality);
    const same = found.get(key);
    if (same) same.push(record);
    else found.set(key, [record]);
  }
  // Units are told last, and each procedure is asked about those that offer it.
  for (const same of found.values())
    same.push(
      ...new Set(
        same.flatMap(record => (record.kind === 'offering' ? (names.get(record.agency) ?? []) : [])),
      ),
    );
  return found;
}

function stateOf(
  procedure: string,
  records: readonly SourceRecord[],
  { processes }: OpenedTables,
  { names, cases }: ServiceRequest,
): ServiceState {
  const state: ServiceState = { procedure, exists: false, offerings: {}, cases: {}, remote: null };
  const units = new Map(records.flatMap(one => (one.kind === 'agency' ? [[one.id, one.name]] : [])));
  const roles = onegateRoles(names.roles ?? [], role => [names.roleAt(role)]);
  for (const record of records) {
    if (record.kind === 'quarantine')
      throw new RemoteError('not-understood', `${record.key}: ${record.reason}`);
    if (record.kind === 'procedure') {
      state.exists = true;
      state.facts = record.facts;
    }
    if (record.kind === 'offering') {
      const agency = names.agencyCode({ id: record.agency, name: units.get(record.agency) ?? '' });
      if (record.level === undefined)
        throw new RemoteError('not-understood', `${record.row}: mức độ chưa biết`);
      if (agency === undefined) continue;
      const { level = null } = state.offerings[agency] ?? {};
      state.offerings[agency] = { level: highestLevel([level, record.level]) };
    }
    if (record.kind === 'case') {
      const { kind: _, procedure: __, ...facts } = record;
      const process = processes.flatMap(({ read }) => ('process' in read ? read.process : []));
      const own = process.find(one => one.procedure === record.procedure && keyOf(one) === record.key)!;
      const made = workflowOfOnegate(own, roles);
      const key = caseOf(record.key, procedure, cases);
      state.cases[key] = { facts, ...('workflow' in made && { workflow: made.workflow }) };
    }
  }
  // What no workbook tells of is not absent.
  for (const { key } of cases) state.cases[key] ??= {} satisfies CaseState;
  return state;
}

/** Our workbooks call a case by its key behind the code, and the only one by the code alone. */
function caseOf(remote: string, procedure: string, cases: KnownCases): string {
  if (remote === procedure && cases.length === 1) return cases[0]!.key;
  return cases.find(({ key }) => remote === `${procedure}-${key}`)?.key ?? remote;
}
