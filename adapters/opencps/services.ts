import { RemoteError } from '../../src/adapter/errors.ts';
import { foundWords } from '../../src/adapter/issue-words.ts';
import type { SourceRecord } from '../../src/adapter/records.ts';
import { couldBeCode } from '../../src/domain/code.ts';
import { readDeadlineText } from '../../src/domain/deadline.ts';
import { readFeeText } from '../../src/domain/fee.ts';
import type { FieldRef, ProcedureFacts } from '../../src/domain/procedure.ts';
import { readCases } from './cases.ts';
import type { ConfigList } from './config-list.ts';
import { type Config, decideConfigs } from './configs.ts';
import { nameText, noteText } from './escape.ts';
import { readList, shortfall } from './list.ts';
import type { Reading } from './reading.ts';
import { type ServiceDetail, type ServiceRow, serviceDetail, serviceHint, serviceRow } from './schema.ts';
import { tolerate } from './tolerant.ts';

/** Where a config inside a service's detail lacks what it is nothing without. */
const lostConfig = /^serviceConfigs\[\d+\](\.(serviceConfigId|govAgencyCode))?$/;

/** The published services, one row a code. The list lags and hides unpublished ones; details decide. */
export async function listServices({ client, meter, pageSize }: Reading): Promise<ServiceRow[]> {
  const services = new Map<string, ServiceRow>();
  const outcome = await readList(client, {
    path: '/serviceinfos',
    label: 'danh sách thủ tục',
    pageSize,
    schema: serviceRow,
    id: row => row.serviceInfoId,
    // A service made anew keeps its code, and its old row may still be in the index.
    take: row => services.set(row.serviceCode, services.get(row.serviceCode) ?? row),
    refuse(oddities, odd) {
      const code = nameText(('left' in odd ? odd.left : serviceHint.parse(odd.lost)).serviceCode ?? '');
      const mapping = oddities.some(({ path }) => path === 'serviceCodeDVCQG');
      const what = 'lost' in odd ? 'procedure' : 'mapping';
      meter.refuse(
        'procedure',
        code,
        oddities,
        'lost' in odd || mapping ? { what, procedure: code } : undefined,
      );
    },
  });
  if (!outcome.whole) {
    meter.notWhole('procedure', `danh sách thủ tục: ${shortfall(outcome)}`);
  }
  return [...services.values()];
}

/** Everything about one listed service: the procedure, its offerings, its cases, agencies not met before. */
export async function readService(
  reading: Reading,
  configList: ConfigList,
  row: ServiceRow,
): Promise<SourceRecord[]> {
  const code = nameText(row.serviceCode);
  const service = { id: row.serviceInfoId.trim(), code: row.serviceCode.trim() };
  const [detail, listed] = await Promise.all([readDetail(reading, row), configList(service)]);
  const mapped = nameText(row.serviceCodeDVCQG ?? '');
  const remoteMapping = mapped === '' ? {} : { remoteMapping: mapped };
  const head = { kind: 'procedure', code, ...(row.fromNumber && { fromNumber: row.fromNumber }) } as const;
  if (detail?.active === false) {
    return [{ ...head, detail: 'read', facts: { ...factsOf(detail), ...remoteMapping } }];
  }
  const key = { ...service, id: detail?.serviceInfoId.trim() ?? service.id };
  const configs = await decideConfigs(reading, key, listed, detail?.serviceConfigs);
  const offerings = (configs ?? []).flatMap(config => toOffering(reading, code, config));
  // Without the detail or any view of the configs, what is not offered here cannot be told.
  if (!detail || !configs) {
    return [{ ...head, detail: 'unread', facts: remoteMapping }, ...offerings];
  }
  return [
    { ...head, detail: 'read', facts: { ...factsOf(detail), ...remoteMapping } },
    ...offerings,
    ...(await readCases(reading, code, configs)),
  ];
}

/** A detail with the paths of what was left out of it. */
type ReadDetail = ServiceDetail & { odd: ReadonlySet<string> };

async function readDetail({ client, meter }: Reading, row: ServiceRow): Promise<ReadDetail | undefined> {
  // A code that cannot stand in a path, or that was written out of a number, is asked for by its id; the server takes both.
  const byId = row.fromNumber || !/^[\w.-]+$/.test(row.serviceCode);
  const key = byId ? row.serviceInfoId : row.serviceCode;
  const answer = await meter.read('procedure', row.serviceCode, async () => {
    const label = `thủ tục ${row.serviceCode}`;
    const record = await client.detail(`/serviceinfos/${encodeURIComponent(key)}`, 'serviceCode', label);
    const { value, oddities } = tolerate(serviceDetail, record);
    const procedure = nameText(row.serviceCode);
    for (const oddity of oddities) {
      const lost = lostConfig.test(oddity.path);
      if (lost) meter.refuse('offering', row.serviceCode, [oddity], { what: 'offering', procedure });
      else meter.refuse('procedure', row.serviceCode, [oddity]);
    }
    const odd = new Set(oddities.map(({ path }) => path));
    // Whether it is in use decides all the rest.
    if (odd.has('active')) return { value: undefined };
    if (value?.serviceCode.trim() === row.serviceCode.trim()) return { value: { ...value, odd } };
    throw new RemoteError('not-understood', `trả lời không phải của thủ tục này (${label})`);
  });
  if (!answer && !couldBeCode(row.serviceCode)) {
    // A code no system gives, of which it knows nothing itself: another one was misread.
    const reason = `không phải mã thủ tục: ${foundWords(row.serviceCode)}`;
    meter.refuse('procedure', row.serviceCode, [{ path: 'serviceCode', reason }], { what: 'procedure' });
  }
  return answer?.value;
}

function factsOf(detail: ReadDetail): ProcedureFacts {
  const name = nameText(detail.serviceName ?? '');
  const deadline = noteText(detail.durationText ?? '');
  const fee = noteText(detail.feeText ?? '');
  return {
    ...(detail.odd.has('serviceName') ? {} : { name: name === '' ? null : name }),
    // Only published services are listed; a detail that leaves the flag out does not take that back.
    active: detail.active ?? true,
    ...(detail.odd.has('domainCode') || detail.odd.has('domainName') ? {} : { fields: fieldsOf(detail) }),
    ...(deadline === '' ? {} : { deadlines: [readDeadlineText(deadline)] }),
    ...(fee === '' ? {} : { fees: [readFeeText(fee)] }),
  };
}

function fieldsOf({ domainCode, domainName }: ServiceDetail): FieldRef[] | null {
  const code = nameText(domainCode ?? '');
  const name = nameText(domainName ?? '');
  if (code === '' && name === '') return null;
  return [{ ...(code === '' ? {} : { code }), ...(name === '' ? {} : { name }) }];
}

/** The offering, and its agency when no dictionary item told of it. */
function toOffering(reading: Reading, procedure: string, config: Config): SourceRecord[] {
  const { id, agency, agencyName, level, onlineClosed } = config;
  const records: SourceRecord[] = [
    {
      kind: 'offering',
      procedure,
      agency,
      row: id,
      level,
      ...(onlineClosed === undefined ? {} : { onlineClosed }),
    },
  ];
  if (!reading.agencies.has(agency)) {
    reading.agencies.add(agency);
    records.unshift({ kind: 'agency', id: agency, name: agencyName || agency });
  }
  return records;
}
