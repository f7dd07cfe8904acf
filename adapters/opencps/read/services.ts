import { RemoteError } from '../../../src/adapter/errors.ts';
import { foundWords } from '../../../src/adapter/issue-words.ts';
import { type Oddity, parseLenient } from '../../../src/adapter/kit/parse-lenient.ts';
import type { SourceRecord } from '../../../src/adapter/records.ts';
import { couldBeCode } from '../../../src/domain/code.ts';
import { readDeadlineText } from '../../../src/domain/deadline.ts';
import { readFeeText } from '../../../src/domain/fee.ts';
import type { Deadline, FieldRef, ProcedureFacts } from '../../../src/domain/procedure.ts';
import { isRemoteWord } from '../answer.ts';
import { nameText, noteText } from '../escape.ts';
import { type ServiceDetail, type ServiceRow, serviceDetail, serviceHint, serviceRow } from '../schema.ts';
import { readCases } from './cases.ts';
import { type ConfigList, keysOf } from './config-list.ts';
import { decideConfigs, type ServiceKey } from './configs.ts';
import { pagedWords, readList, shortfall } from './list.ts';
import type { Meter } from './meter.ts';
import type { Config, Reading } from './reading.ts';

/** Where a config inside a service's detail lacks what it is nothing without. */
const lostConfig = /^serviceConfigs\[\d+\](\.(serviceConfigId|govAgencyCode))?$/;

/** A listed service, or its detail, with the paths of what was left out of it. */
type Known<Row> = Row & { odd: ReadonlySet<string> };
export type ListedService = Known<ServiceRow>;
export type ToldService = Known<ServiceDetail>;

/** The published services in the order of the list, one row a code. */
interface ListedServices extends Iterable<ListedService> {
  readonly size: number;
  /** Every row of the list was seen. */
  readonly whole: boolean;
  /** The list has one of this code or id, whether it could be used or not. */
  has(service: ServiceKey): boolean;
}

/** The published services; unpublished ones do not show. Each brings a copy of its configs, so they are put aside. */
export async function listServices({ client, meter, pageSize, aside }: Reading): Promise<ListedServices> {
  let services = aside.rows<ServiceRow & { odd: string[] }>();
  let codes = aside.keys();
  const label = 'danh sách thủ tục';
  const outcome = await readList(client, {
    path: '/serviceinfos',
    label,
    pageSize,
    whole: true,
    keys: () => aside.keys(),
    schema: serviceRow,
    id: row => row.serviceInfoId,
    begin() {
      services.drop();
      codes.drop();
      [services, codes] = [aside.rows(), aside.keys()];
    },
    // A service made anew keeps its code, and its old row may still be in the index.
    take(row, odd) {
      const [code, id] = keysOf({ code: row.serviceCode.trim(), id: row.serviceInfoId.trim() });
      codes.add(id);
      if (codes.has(code)) return;
      codes.add(code);
      services.add({ ...row, odd: odd.map(({ path }) => path) });
    },
    refuse(oddities, of) {
      const code = nameText(('left' in of ? of.left : serviceHint.parse(of.lost)).serviceCode ?? '');
      if ('left' in of) refuseOf(meter, of.left.serviceCode, oddities);
      else {
        codes.add(keysOf({ code })[0]);
        meter.refuse('procedure', code, oddities, { what: 'procedure', procedure: code });
      }
    },
  });
  if (outcome.paged !== undefined) meter.note(pagedWords(label, outcome.paged));
  if (!outcome.whole) meter.notWhole('procedure', `${label}: ${shortfall(outcome)}`);
  return {
    size: services.size,
    whole: outcome.whole,
    has: service => keysOf(service).some(key => codes.has(key)),
    *[Symbol.iterator]() {
      for (const service of services) yield { ...service, odd: new Set(service.odd) };
    },
  };
}

/** Notes what was left out of a service; answers the paths. */
function refuseOf(meter: Meter, code: string, oddities: Oddity[]): ReadonlySet<string> {
  const procedure = nameText(code);
  for (const oddity of oddities) {
    if (lostConfig.test(oddity.path))
      meter.refuse('offering', code, [oddity], { what: 'offering', procedure });
    else if (oddity.path === 'serviceCodeDVCQG')
      meter.refuse('procedure', procedure, [oddity], { what: 'mapping', procedure });
    else meter.refuse('procedure', procedure, [oddity]);
  }
  return new Set(oddities.map(({ path }) => path));
}

/** Everything about one listed service: the procedure, its offerings, its cases, agencies not met before. */
export async function readService(
  reading: Reading,
  configList: ConfigList,
  row: ListedService,
  tell: typeof toldOf = toldOf,
): Promise<SourceRecord[]> {
  const code = nameText(row.serviceCode);
  const listed = await configList({ id: row.serviceInfoId.trim(), code: row.serviceCode.trim() });
  const told = await tell(reading, row, listed);
  const mapped = nameText(row.serviceCodeDVCQG ?? '');
  const remoteMapping = mapped === '' ? {} : { remoteMapping: mapped };
  const head = { kind: 'procedure', code, ...(row.fromNumber && { fromNumber: row.fromNumber }) } as const;
  if (told?.active === false) {
    return [{ ...head, detail: 'read', facts: { ...decodeService(told), ...remoteMapping } }];
  }
  const service = { id: (told ?? row).serviceInfoId.trim(), code: row.serviceCode.trim() };
  const configs = await decideConfigs(reading, service, listed, told?.serviceConfigs);
  const offerings = (configs ?? []).flatMap(toOffering);
  // Without its facts or any view of the configs, what is not offered here cannot be told.
  if (!told || !configs) {
    return [{ ...head, detail: 'unread', facts: remoteMapping }, ...offerings];
  }
  return [
    { ...head, detail: 'read', facts: { ...decodeService(told), ...remoteMapping } },
    ...offerings,
    ...(await readCases(reading, code, configs)),
  ];

  /** The offering, and its agency when no dictionary item told of it. */
  function toOffering(config: Config): SourceRecord[] {
    const { id, agency, agencyName, level, onlineClosed, resultByPost } = config;
    const offering: SourceRecord = {
      ...{ kind: 'offering', procedure: code, agency, row: id, level },
      ...(onlineClosed === undefined ? {} : { onlineClosed }),
      ...(resultByPost === undefined ? {} : { resultByPost }),
    };
    if (reading.agencies.has(agency)) return [offering];
    reading.agencies.add(agency);
    return [{ kind: 'agency', id: agency, name: agencyName || agency }, offering];
  }
}

/**
 * A service that has configs and is not in the list, which shows only what is published (contract 2.1): its detail says
 * what it is. 403 means that it is no more, and its configs are left behind in the index.
 */
export async function readUnlisted(
  reading: Reading,
  configList: ConfigList,
  { id, code }: ServiceKey,
): Promise<SourceRecord[]> {
  const row: ListedService = {
    ...{ serviceInfoId: id, serviceCode: code, serviceCodeDVCQG: undefined, serviceConfigs: [] },
    ...{ serviceName: undefined, domainCode: undefined, domainName: undefined, active: undefined },
    ...{ durationText: undefined, feeText: undefined, odd: new Set() },
  };
  let gone = false;
  const told = await readDetail(reading, row, () => {
    gone = true;
  });
  if (gone) return [];
  // Where the detail leaves it out, nothing says whether it is published.
  return readService(reading, configList, row, async () => (told?.active === undefined ? undefined : told));
}

/**
 * What the list row says of the service, and where it does not say it, the detail: rows need not have names, nor a copy
 * of the configs that the config list has, and a code that may have been misread is held against it. `undefined` = could
 * not tell.
 */
async function toldOf(
  reading: Reading,
  row: ListedService,
  listed: readonly unknown[] | undefined,
): Promise<ToldService | undefined> {
  const copied = row.serviceConfigs.length > 0 || listed?.length === 0;
  const doubtful = row.fromNumber || !couldBeCode(row.serviceCode);
  if (row.serviceName === undefined || !copied || doubtful) return readDetail(reading, row);
  // Whether it is in use decides all the rest.
  return row.odd.has('active') ? undefined : row;
}

async function readDetail(
  { client, meter }: Reading,
  row: ListedService,
  onGone?: () => void,
): Promise<ToldService | undefined> {
  // A code that cannot stand in a path, or that was written out of a number, is asked for by its id; the server takes both.
  const byId = row.fromNumber || !/^[\w.-]+$/.test(row.serviceCode);
  const key = byId ? row.serviceInfoId : row.serviceCode;
  let asked = false;
  const answer = await meter.read('procedure', row.serviceCode, async () => {
    asked = true;
    const label = `thủ tục ${row.serviceCode}`;
    const path = `/serviceinfos/${encodeURIComponent(key)}`;
    const record = await client.detail(path, 'serviceCode', label).catch(error => {
      if (!onGone || !isRemoteWord(error)) throw error;
      onGone();
    });
    if (record === undefined) return { value: undefined };
    const { value, oddities } = parseLenient(serviceDetail, record);
    const odd = refuseOf(meter, row.serviceCode, oddities);
    if (odd.has('active')) return { value: undefined };
    if (value?.serviceCode.trim() === row.serviceCode.trim()) return { value: { ...value, odd } };
    throw new RemoteError('not-understood', `trả lời không phải của thủ tục này (${label})`);
  });
  if (asked && !answer && !couldBeCode(row.serviceCode)) {
    // A code no system gives, of which it knows nothing itself: another one was misread.
    const reason = `không phải mã thủ tục: ${foundWords(row.serviceCode)}`;
    meter.refuse('procedure', row.serviceCode, [{ path: 'serviceCode', reason }], { what: 'procedure' });
  }
  return answer?.value;
}

/** What a service tells of the procedure, whether it is a list row or a detail. */
export function decodeService(detail: ToldService): ProcedureFacts {
  const name = nameText(detail.serviceName ?? '');
  const fee = noteText(detail.feeText ?? '');
  return {
    ...(detail.odd.has('serviceName') ? {} : { name: name === '' ? null : name }),
    // Only published services are listed; a detail that leaves the flag out does not take that back.
    active: detail.active ?? true,
    ...(detail.odd.has('domainCode') || detail.odd.has('domainName') ? {} : { fields: fieldsOf(detail) }),
    ...(detail.durationText === undefined ? {} : { deadlines: deadlinesOf(noteText(detail.durationText)) }),
    ...(fee === '' ? {} : { fees: [readFeeText(fee)] }),
  };
}

/** A service without a time of its own leaves it to its processes. */
function deadlinesOf(text: string): Deadline[] | null {
  return text === '' ? null : [readDeadlineText(text)];
}

function fieldsOf({ domainCode, domainName }: ServiceDetail): FieldRef[] | null {
  const code = nameText(domainCode ?? '');
  const name = nameText(domainName ?? '');
  if (code === '' && name === '') return null;
  return [{ ...(code === '' ? {} : { code }), ...(name === '' ? {} : { name }) }];
}
