import { RemoteError } from '../../../src/adapter/errors.ts';
import { inWindow } from '../../../src/adapter/in-window.ts';
import type { Memory, WriterContext } from '../../../src/adapter/writer.ts';
import { localCode } from '../../../src/domain/code.ts';
import { isLevel, type Level } from '../../../src/domain/level.ts';
import type { ChangeKind, KnownCases } from '../../../src/domain/push.ts';
import type { ServiceState } from '../../../src/domain/service-state.ts';
import type { PortalClient } from '../client.ts';
import { type Fields, isObject } from '../diagram.ts';
import { readProved } from '../offerings.ts';
import { readRow } from '../row.ts';
import { caseRow, offeringRow, procedureRow } from '../schema.ts';
import { caseKeys } from './cases.ts';
import { type KnownDirectory, wholeList } from './directory.ts';
import { actualCase, caseDigest } from './read-case.ts';
import { readCaseParts } from './read-case-parts.ts';
import type { RemoteOffering, RemoteService } from './remote.ts';

export interface Inspection {
  client: PortalClient;
  pageSize: number;
  locality: string;
  context: WriterContext;
  directory(): Promise<KnownDirectory>;
}

const caseKinds: readonly ChangeKind[] = ['set-case', 'set-components', 'set-eform', 'set-workflow'];
const offeringKinds: readonly ChangeKind[] = ['create-offering', 'set-level', 'deactivate-offering'];
/** Its own call for that is broken (contract 2.1), its import calls overwrite what others made (contract 2.9). */
const cannotAdd =
  'cổng chưa có thủ tục này và không nhận thủ tục mới qua kết nối: nhập thủ tục từ CSDL quốc gia ngay trên cổng rồi đẩy lại';
/** Cases of one procedure read at the same time. */
const casesAtOnce = 8;

/**
 * A procedure as the portal has it now; only the parts `kinds` are about. Throws `RemoteError` where anything could
 * not be read whole: what is not known for sure is no ground for writing.
 */
export async function inspectProcedure(
  inspection: Inspection,
  procedure: string,
  known: KnownCases,
  memory: Memory,
  kinds: ReadonlySet<ChangeKind>,
): Promise<ServiceState> {
  const { client, pageSize } = inspection;
  const [{ directory, agencyOf }, found] = await Promise.all([
    inspection.directory(),
    findProcedure(inspection, procedure),
  ]);
  const remote: RemoteService = { memory, directory, cases: {} };
  const actual: ServiceState = { procedure, exists: false, offerings: {}, cases: {}, digests: {}, remote };
  if (!found) return { ...actual, cannotAdd };
  actual.exists = true;
  remote.procedure = found;
  await Promise.all([
    offeringKinds.some(kind => kinds.has(kind)) && takeOfferings(),
    caseKinds.some(kind => kinds.has(kind)) && takeCases(),
  ]);
  return actual;

  async function takeOfferings(): Promise<void> {
    const whose = `thủ tục ${found!.code}`;
    const reading = await readProved(client, { maTTHC: found!.code }, pageSize, whose, value => value);
    if (reading.gap) throw new RemoteError('not-understood', reading.gap);
    remote.offerings = reading.rows.flatMap(value => offeringOf(value, found!.code, agencyOf));
    for (const { agency, level } of remote.offerings) {
      if (agency === undefined) continue;
      const known = actual.offerings[agency];
      const number = levelOf(level);
      // Of several rows the highest is what people meet.
      if (!known || (number ?? 0) > (known.level ?? 0)) actual.offerings[agency] = { level: number };
    }
  }

  async function takeCases(): Promise<void> {
    const rows = await wholeList(client, 'truonghopthutucs', pageSize, { thuTucId: found!.code });
    const listed = rows.map(value => {
      const { row } = readRow(caseRow, value, 'case', 'ma');
      if (!row) throw new RemoteError('not-understood', `thủ tục ${found!.code}: một trường hợp không có mã`);
      return { id: row.id, code: row.ma ?? '', name: row.ten ?? '' };
    });
    const keys = caseKeys(procedure, listed, known, memory);
    const readings = inWindow(listed, casesAtOnce, async item => {
      const fields = await client.entity('truonghopthutucs', item.id);
      if (!isObject(fields)) throw new RemoteError('not-understood', `trường hợp ${item.code}: trả lời rỗng`);
      const parts = await readCaseParts(inspection, found!.code, item, kinds);
      return { item, fields: withoutStamps(fields), parts };
    });
    const read = new Map<
      string,
      { key: string; fields: Fields; parts: Awaited<ReturnType<typeof readCaseParts>> }
    >();
    for await (const { item, fields, parts } of readings)
      read.set(item.id, { key: keys.get(item.id)!, fields, parts });
    // In the order of the list, whichever came first.
    for (const { id, code } of listed) {
      const { key, fields, parts } = read.get(id)!;
      remote.cases[key] = { id, code, fields, ...parts };
      actual.cases[key] = actualCase(key, remote, inspection.context, kinds);
      actual.digests![key] = caseDigest(remote.cases[key], kinds);
    }
  }
}

/**
 * By national code, in any form the portal may write it: the locality's suffix, or a code of its own that the
 * configuration maps. Procedures out of use only when there is no other.
 */
async function findProcedure(
  { client, pageSize, locality, context }: Inspection,
  procedure: string,
): Promise<RemoteService['procedure']> {
  const codes = [procedure, ...(context.codesOf?.(procedure) ?? [])].map(code => localCode(code, locality));
  const rows = new Map<string, { id: string; code: string; level: string; active: boolean }>();
  for (const code of new Set(codes)) {
    for (const value of await wholeList(client, 'thutucs', pageSize, { maTTHC: code })) {
      const { row } = readRow(procedureRow, value, 'procedure', 'maTTHC');
      if (!row?.id || !codes.includes(localCode(row.maTTHC, locality))) continue;
      const level = textOf((value as Fields).mucDo);
      rows.set(row.id, { id: row.id, code: row.maTTHC, level, active: row.suDung === true });
    }
  }
  const all = [...rows.values()];
  const active = all.filter(each => each.active);
  const candidates = active.length > 0 ? active : all;
  if (candidates.length > 1) {
    const listed = candidates.map(({ code }) => code).join(', ');
    const words = `thủ tục ${procedure} có ${candidates.length} dòng trên cổng (${listed}), không rõ phải ghi vào dòng nào`;
    throw new RemoteError('remote-fault', words);
  }
  const [one] = candidates;
  return one && { id: one.id, code: one.code, level: one.level };
}

function offeringOf(value: unknown, code: string, agencyOf: ReadonlyMap<string, string>): RemoteOffering[] {
  const { row } = readRow(offeringRow, value, 'offering', 'id');
  if (!row || row.maTTHC.toUpperCase() !== code.toUpperCase()) return [];
  const agency = agencyOf.get((row.donViId ?? '').toUpperCase());
  return [
    { id: row.id, ...(agency === undefined ? {} : { agency }), level: textOf((value as Fields).mucDo) },
  ];
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
}

function levelOf(text: string): Level | null {
  return /^\d$/.test(text) && isLevel(Number(text)) ? (Number(text) as Level) : null;
}

const stamps = [
  'createdBy',
  'createdOn',
  'lastModifiedBy',
  'lastModifiedOn',
  'deletedOn',
  'deletedBy',
  'domainEvents',
];

function withoutStamps(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !stamps.includes(name)));
}
