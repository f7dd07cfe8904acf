import { RemoteError } from '../../../src/adapter/errors.ts';
import { Aside } from '../../../src/adapter/kit/aside.ts';
import { allInWindow } from '../../../src/adapter/kit/in-window.ts';
import type { CityNames, ServiceRequest } from '../../../src/adapter/service-request.ts';
import { localCode } from '../../../src/domain/code.ts';
import { highestLevel } from '../../../src/domain/level.ts';
import { isObject } from '../../../src/domain/object.ts';
import type { CaseFacts, ProcedureFacts } from '../../../src/domain/procedure.ts';
import { type ChangeKind, caseKinds, changeKinds, isCaseKind } from '../../../src/domain/push.ts';
import type { ServiceState } from '../../../src/domain/service-state.ts';
import type { Fields } from '../diagram.ts';
import { wholeOf } from '../paging.ts';
import type { RemoteService } from '../remote.ts';
import { caseRow, type ProcedureRow, procedureRow, readRow } from '../schema.ts';
import { doubtfulAccounts } from '../taken-offerings.ts';
import { caseKeys } from './case-keys.ts';
import { withDeadlines } from './cases.ts';
import { decodeComponents } from './components.ts';
import { caseKey, decodeCase, decodeDetail } from './decode-case.ts';
import { wholeList } from './directory.ts';
import { decodeOffering, offeringFacts, readProved } from './offerings.ts';
import { procedureFacts } from './procedures.ts';
import { stateOfCase } from './service-case.ts';
import { readCaseParts, type ServiceReading } from './service-parts.ts';

const all: ReadonlySet<ChangeKind> = new Set(changeKinds);

/** Its own call for that is broken (contract 2.1), its import calls overwrite what others made (contract 2.9). */
const cannotAdd =
  'cổng chưa có thủ tục này và không nhận thủ tục mới qua kết nối: nhập thủ tục từ CSDL quốc gia ngay trên cổng rồi đẩy lại';
/** Cases of one procedure read at the same time. */
const casesAtOnce = 8;

/**
 * A procedure as the portal has it now; only the parts `kinds` are about. Throws `RemoteError` where anything could
 * not be read whole: what is not known for sure is no ground for writing.
 */
export async function readService(
  reading: ServiceReading,
  procedure: string,
  { names, cases, memory, kinds = all }: ServiceRequest,
): Promise<ServiceState> {
  const { client, pageSize } = reading;
  const [{ directory, agencyOf, agencies }, found] = await Promise.all([
    reading.directory(names),
    findProcedure(reading, procedure, names),
  ]);
  const remote: RemoteService = { memory, directory, cases: {} };
  const actual: ServiceState = { procedure, exists: false, offerings: {}, cases: {}, remote };
  if (!found) return { ...actual, cannotAdd };
  actual.exists = true;
  const { row, ...handles } = found;
  remote.procedure = handles;
  const indeterminate = { decision: row.quyetDinh || undefined, fees: undefined, deadlines: undefined };
  actual.facts = procedureFacts({ row, active: row.suDung === null ? false : row.suDung, ...indeterminate });
  const aside = new Aside();
  try {
    await Promise.all([
      changeKinds.some(kind => kinds.has(kind) && !isCaseKind(kind)) && takeOfferings(),
      caseKinds.some(kind => kinds.has(kind)) && takeCases(),
    ]);
  } finally {
    aside.close();
  }
  return actual;

  async function takeOfferings(): Promise<void> {
    const whose = `thủ tục ${handles.code}`;
    const where = { maTTHC: handles.code };
    const rows = wholeOf(await readProved(client, aside, where, pageSize, whose, value => value));
    remote.offerings = [];
    for (const value of rows) {
      const one = decodeOffering(value);
      if (!one.row || one.row.maTTHC.toUpperCase() !== handles.code.toUpperCase()) continue;
      const unit = one.row.donViId ?? '';
      const agency = agencyOf.get(unit.toUpperCase());
      const row = value as Fields;
      const kept = Object.fromEntries(
        keptOfOffering.filter(name => textOf(row[name]) !== '').map(name => [name, row[name]]),
      );
      remote.offerings.push({ id: one.row.id, unit, agency, level: textOf(row.mucDo), kept });
      if (agency === undefined) continue;
      const facts = offeringFacts(one.row, one.quarantine);
      const known = actual.offerings[agency] ?? facts;
      const account = facts.account || known.account ? true : facts.account;
      // Of several rows the highest is what people meet.
      const level = highestLevel([known.level, facts.level]);
      actual.offerings[agency] = { level, ...(account !== undefined && { account }) };
    }
    const asked = doubtfulAccounts(remote).map(async account => {
      const { rows } = await client.page('donvithutucs', 1, 1, { taiKhoanThuHuongId: String(account) });
      return rows.some(row => (row as Fields).taiKhoanThuHuongId === account) ? [account] : [];
    });
    remote.accounts = (await Promise.all(asked)).flat();
  }

  async function takeCases(): Promise<void> {
    const whose = { thuTucId: handles.code };
    const [rows, papers] = await Promise.all([
      wholeList(client, 'truonghopthutucs', pageSize, whose),
      kinds.has('set-components') ? wholeList(client, 'thanhphanthutucs', pageSize, whose) : undefined,
    ]);
    const taken = new Set<string>();
    const listed = rows.map(value => {
      const { row } = readRow(caseRow, value, 'case', 'ma');
      if (!row)
        throw new RemoteError('not-understood', `thủ tục ${handles.code}: một trường hợp không có mã`);
      return { row, id: row.id, code: row.ma ?? '', name: row.ten ?? '', ownKey: caseKey(row, taken) };
    });
    const keys = caseKeys(procedure, listed, cases, memory);
    const components = decodeComponents(aside, papers ?? [], papers !== undefined);
    const readings = await allInWindow(listed, casesAtOnce, async item => {
      const fields = await client.entity('truonghopthutucs', item.id);
      if (!isObject(fields)) throw new RemoteError('not-understood', `trường hợp ${item.code}: trả lời rỗng`);
      const parts = await readCaseParts(reading, item, papers, kinds);
      const { detail } = decodeDetail(fields, item.ownKey);
      const { facts } = decodeCase(item.row, item.ownKey, detail, components.of(item.row), agencies);
      return { facts: ofOurAgencies(facts), fields: withoutStamps(fields), parts };
    });
    let deadlines: ProcedureFacts['deadlines'] = null;
    for (const [at, { row, id, code }] of listed.entries()) {
      const { facts, fields, parts } = readings[at]!;
      const key = keys.get(id)!;
      remote.cases[key] = { id, code, fields, ...parts };
      actual.cases[key] = { facts, ...stateOfCase(key, remote, names, kinds) };
      deadlines = withDeadlines(deadlines, row);
    }
    actual.facts = { ...actual.facts, deadlines };
  }

  /** As a snapshot has it. */
  function ofOurAgencies(facts: CaseFacts): CaseFacts {
    if (facts.agencies === null) return facts;
    const ours = facts.agencies.flatMap(code => agencyOf.get(code.toUpperCase()) ?? []);
    return { ...facts, agencies: [...new Set(ours)].sort() };
  }
}

type FoundProcedure = NonNullable<RemoteService['procedure']> & { row: ProcedureRow };

/**
 * By national code, in any form the portal may write it: the locality's suffix, or a code of its own that the
 * configuration maps. Procedures out of use only when there is no other.
 */
async function findProcedure(
  { client, pageSize, locality }: ServiceReading,
  procedure: string,
  names: CityNames,
): Promise<FoundProcedure | undefined> {
  const codes = [procedure, ...(names.codesOf?.(procedure) ?? [])].map(code => localCode(code, locality));
  const rows = new Map<string, FoundProcedure>();
  for (const code of new Set(codes)) {
    for (const value of await wholeList(client, 'thutucs', pageSize, { maTTHC: code })) {
      const { row } = readRow(procedureRow, value, 'procedure', 'maTTHC');
      if (!row?.id || !codes.includes(localCode(row.maTTHC, locality))) continue;
      const level = textOf((value as Fields).mucDo);
      rows.set(row.id, { id: row.id, code: row.maTTHC, level, row });
    }
  }
  const all = [...rows.values()];
  const active = all.filter(each => each.row.suDung === true);
  const candidates = active.length > 0 ? active : all;
  if (candidates.length > 1) {
    const listed = candidates.map(({ code }) => code).join(', ');
    const words = `thủ tục ${procedure} có ${candidates.length} dòng trên cổng (${listed}), không rõ phải ghi vào dòng nào`;
    throw new RemoteError('remote-fault', words);
  }
  return candidates[0];
}

const keptOfOffering = ['nguoiTiepNhanId', 'urlRedirect', 'maSoThue', 'donViMaSoThue', 'taiKhoanThuHuongId'];

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
}

const stamps = [
  ...['createdBy', 'createdOn', 'lastModifiedBy', 'lastModifiedOn'],
  ...['deletedOn', 'deletedBy', 'domainEvents'],
];

function withoutStamps(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !stamps.includes(name)));
}
