import type { HostContext } from '../../../src/adapter/adapter.ts';
import { isHostFailure, RemoteError } from '../../../src/adapter/errors.ts';
import { Aside } from '../../../src/adapter/kit/aside.ts';
import { inWindow } from '../../../src/adapter/kit/in-window.ts';
import { parseLenient } from '../../../src/adapter/kit/parse-lenient.ts';
import type { AgencyRecord, GapRecord, SourceRecord } from '../../../src/adapter/records.ts';
import {
  gapRecord,
  losing,
  noteRecord,
  quarantineRecord,
  waitingRecord,
} from '../../../src/adapter/unread.ts';
import { createClient } from '../client.ts';
import { createMemo } from '../memo.ts';
import type { OpencpsOptions } from '../options.ts';
import { processDetail } from '../schema.ts';
import { readAgencies } from './agencies.ts';
import { createConfigList } from './config-list.ts';
import type { ServiceKey } from './configs.ts';
import { readDetailRows } from './detail-rows.ts';
import { createMeter } from './meter.ts';
import { createOptionBook } from './options.ts';
import { type ProcessGate, readProcess } from './process-read.ts';
import type { Reading } from './reading.ts';
import { listServices, readService, readUnlisted } from './services.ts';
import { readTemplate } from './template.ts';
import { createProcessTurns } from './turns.ts';

/** Enough services under way to keep the host's eight connections busy, few enough to stay small. */
const servicesAtOnce = 16;
/** Templates and processes of services near each other in the list are often shared; farther apart rarely. */
const rememberedDetails = 500;

/** The walk through an OpenCPS site: agencies, then service by service. Its requests are all reads. */
export async function* readEverything(
  options: OpencpsOptions,
  context: HostContext,
): AsyncGenerator<SourceRecord> {
  const aside = new Aside();
  try {
    yield* walk(options, context, aside);
  } finally {
    aside.close();
  }
}

async function* walk(
  options: OpencpsOptions,
  { http, log, progress, maxRows, details }: HostContext,
  aside: Aside,
): AsyncGenerator<SourceRecord> {
  const gate: ProcessGate = {};
  const base = {
    client: createClient(http, options, maxRows),
    pageSize: options.pageSize,
    meter: createMeter(),
    log,
    details,
    aside,
    agencies: new Set<string>(),
  };
  const { meter } = base;
  const configList = createConfigList(base, 'all');
  const processRows = createMemo(1, () => readProcessRows(base, gate));
  const reading: Reading = {
    ...base,
    templateRows: createMemo(1, () => readDetailRows(base, templateList, () => undefined)),
    processRows,
    options: createOptionBook({ ...base, processRows, online: configList.online }),
    turns: createProcessTurns(base.details),
    template: createMemo(rememberedDetails, id => readTemplate(reading, id)),
    process: createMemo(rememberedDetails, id => readProcess(reading, gate, id)),
  };

  const services = await listServices(reading);
  yield* meter.drain();
  yield* await agencyRecords(reading, services.size);
  yield* meter.drain();

  let done = 0;
  progress('procedures', done, services.size);
  for await (const records of inWindow(services, servicesAtOnce, row =>
    readService(reading, configList, row),
  )) {
    yield* records;
    yield* meter.drain();
    progress('procedures', ++done, services.size);
  }
  // An empty list is a gap of its own.
  const configured = services.size > 0 ? await configList.services() : [];
  if (configured === undefined) {
    // Either way they are offered nowhere; with lists of services refused too, nothing is known of who offers what.
    if (configList.refused()) yield* losing([unknownUnlisted], { what: 'procedure' });
    else yield noteRecord(unlistedWords);
  }
  for await (const records of inWindow(unlisted(services, configured ?? []), servicesAtOnce, key =>
    readUnlisted(reading, configList, key),
  )) {
    yield* records;
    yield* meter.drain();
  }
  for (const waiting of [reading.options.note(), reading.turns.note()])
    if (waiting !== undefined) yield waitingRecord(waiting);
  yield* meter.gaps();
  if (gate.refusal) {
    yield gapRecord('workflow', `không được đọc quy trình: ${gate.refusal.message}`);
  }
}

/** Those that are not published show by their configs only: that none shows does not say that they are not there. */
const unlistedWords =
  'danh sách cấu hình dịch vụ không đọc được hết nên không biết còn những thủ tục nào đang ngừng công bố';
const unknownUnlisted = quarantineRecord('procedure', '', '', unlistedWords);

/** Services with configs that the list of services does not show, each once. */
function* unlisted(
  listed: Awaited<ReturnType<typeof listServices>>,
  keys: Iterable<ServiceKey>,
): Generator<ServiceKey> {
  if (!listed.whole) return;
  const seen = new Set<string>();
  for (const key of keys) {
    if (seen.has(key.code) || listed.has(key)) continue;
    seen.add(key.code);
    yield key;
  }
}

const templateList = { path: '/dossiertemplates', key: 'dossierTemplateId', label: 'danh sách mẫu hồ sơ' };
const processList = { path: '/serviceprocesses', key: 'serviceProcessId', label: 'danh sách quy trình' };

function readProcessRows(reading: Parameters<typeof readDetailRows>[0], gate: ProcessGate) {
  const rowOf = (row: Record<string, unknown>) => parseLenient(processDetail, row).value;
  return readDetailRows(reading, processList, rowOf).catch(error => {
    if (!(error instanceof RemoteError) || error.kind !== 'refused') throw error;
    gate.refusal ??= error;
    return undefined;
  });
}

/** Without the dictionary the offerings still say where they are; the snapshot is partial then. */
async function agencyRecords(reading: Reading, services: number): Promise<(AgencyRecord | GapRecord)[]> {
  const agencies: AgencyRecord[] = [];
  try {
    const { seen } = await readAgencies(reading, agencies);
    if (services > 0) return agencies;
    // A wrong groupId is not refused, it shows an empty site: that must not look like everything being missing.
    const what = seen > 0 ? 'thủ tục nào đang công bố' : 'thủ tục và cơ quan nào';
    return [
      ...agencies,
      gapRecord('procedure', `hệ thống không có ${what}: hãy kiểm tra mã trang thông tin đã khai`),
    ];
  } catch (error) {
    if (!(error instanceof RemoteError) || isHostFailure(error)) throw error;
    return [...agencies, gapRecord('agency', error.message)];
  }
}
