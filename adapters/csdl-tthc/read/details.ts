import type { HostContext } from '../../../src/adapter/adapter.ts';
import { beginningOf } from '../../../src/adapter/beginning-of.ts';
import { isHostFailure, RemoteError } from '../../../src/adapter/errors.ts';
import { detailsGap, eachDetail, type Sized } from '../../../src/adapter/kit/each-detail.ts';
import type { SourceRecord } from '../../../src/adapter/records.ts';
import { losing, quarantineRecord } from '../../../src/adapter/unread.ts';
import { localCode } from '../../../src/domain/code.ts';
import type { ProcedureFacts } from '../../../src/domain/procedure.ts';
import { readDay } from '../../../src/domain/time.ts';
import type { NationalClient } from '../client.ts';
import { decisionSchema, type Flaw, RowReader, usedPart } from '../schema.ts';
import type { Listed } from './catalogue.ts';
import { headOf, type ProcedureReading, readProcedure } from './record.ts';

export interface DetailSettings {
  client: NationalClient;
  context: Pick<HostContext, 'details' | 'locality' | 'progress' | 'concurrency'>;
  /** Hours a detail is trusted, where that is not what the configuration says. */
  maxAgeHours: number | undefined;
  /** Fills in what the dictionary of fields knows. */
  completeFields(fields: ProcedureFacts['fields']): ProcedureFacts['fields'];
}

/** Part of the key: raise it when `usedPart` keeps more than before. */
const keptVersion = 2;

/** One `procedure` record for every listed code, a `quarantine` record for every flaw, a `gap` when too much is missing. */
export async function* readDetails(
  listed: Sized<Listed>,
  settings: DetailSettings,
): AsyncIterable<SourceRecord> {
  const { client, context, maxAgeHours } = settings;
  const decisions = new Map<string, Promise<Decision | undefined>>();
  let dead: RemoteError | undefined;
  let failed = 0;

  /** A record without a code is the one that was asked for; the code may be a local form of it. */
  function isOf(item: Listed, row: unknown): boolean {
    const { code } = headOf(row);
    return code === '' || localCode(code, context.locality) === localCode(item.code, context.locality);
  }

  async function detail(item: Listed): Promise<ProcedureReading | { missing: string }> {
    let missing = 'LayThuTuc không trả về bản ghi nào';
    const { value: record, readAt } = await context.details.read(
      `csdl-tthc:${keptVersion}:procedure:${item.code}`,
      item.rows,
      async () => {
        const rows = (await client.procedure(item.code)) ?? [];
        const fitting = rows.find(row => isOf(item, row));
        const [other] = rows;
        // What another procedure says would be judged as if this one said it.
        if (other !== undefined && fitting === undefined)
          missing = `LayThuTuc trả về bản ghi của mã khác (${beginningOf(headOf(other).code, 60)})`;
        return usedPart(fitting);
      },
      { maxAgeHours, worthKeeping: value => headOf(value).name !== '' },
    );
    const reading = record === undefined ? undefined : readProcedure(record);
    if (!reading) return { missing };
    if (readAt !== undefined) reading.facts.readAt = readAt;
    if (reading.facts.name === undefined) {
      if (item.name === '') {
        const odd = reading.flaws.find(({ path }) => path === 'TENTTHC');
        const why = odd ? `tên thủ tục (TENTTHC) ${odd.reason}` : 'bản ghi không có tên thủ tục (TENTTHC)';
        return { missing: why };
      }
      reading.facts.name = item.name;
    }
    return reading;
  }

  /** Number of the announcing decision; `undefined` = could not tell. Its failure costs only this fact. */
  function decision(id: string, flaws: Flaw[]): Promise<Decision | undefined> {
    const known = decisions.get(id);
    if (known) return known;
    const asked = context.details
      .read(`csdl-tthc:${keptVersion}:decision:${id}`, id, async () => (await client.decision(id))?.[0], {
        maxAgeHours,
        worthKeeping: value => decisionOf(value) !== undefined,
      })
      .then(({ value }) => decisionOf(value));
    const forgiving = asked.catch(error => {
      if (!(error instanceof RemoteError)) throw error;
      if (isHostFailure(error)) dead ??= error;
      const reason = `không đọc được quyết định ${beginningOf(id, 60)}: ${error.message}`;
      flaws.push({ path: 'IDQUYETDINHCONGBO', reason });
      return undefined;
    });
    decisions.set(id, forgiving);
    return forgiving;
  }

  async function records(item: Listed): Promise<SourceRecord[]> {
    const reading = await detail(item);
    if ('missing' in reading) return unread(item, reading.missing);
    const { facts, cases, decisionId, flaws, unclear } = reading;
    if (decisionId !== undefined) {
      const found = await decision(decisionId, flaws);
      if (found) {
        facts.decision = found.number;
        if (found.day !== undefined) facts.decisionDay = found.day;
        facts.suspectTexts?.push(found.number);
      }
    }
    const fields = settings.completeFields(facts.fields);
    return [
      {
        ...{ kind: 'procedure', code: item.code, detail: unclear ? 'unread' : 'read' },
        ...{ facts: { ...facts, fields }, ...(cases && { cases }) },
      },
      ...flaws.map(flaw => quarantineRecord('procedure', item.code, flaw.path, flaw.reason)),
    ];
  }

  // Half as many again wait for the client, so that a freed place is taken at once; more would queue up on a session
  // that may have expired meanwhile.
  const atOnce = Math.ceil(context.concurrency * 1.5);
  const progress = (done: number, of: number) => context.progress('details', done, of);
  for await (const { item, detail: found, failure } of eachDetail(listed, atOnce, records, progress)) {
    if (failure) failed++;
    if (isHostFailure(failure)) dead ??= failure;
    yield* found ?? unread(item, failure!.message);
  }
  // Its sentences begin large, and stay as they are.
  for (const gap of detailsGap({ dead, failed }, listed.size))
    yield { ...gap, reason: gap.reason[0]!.toUpperCase() + gap.reason.slice(1) };
}

interface Decision {
  number: string;
  /** `YYYY-MM-DD`; absent = not told, or not as a day. */
  day?: string;
}

function decisionOf(row: unknown): Decision | undefined {
  const { SOQUYETDINH: number = '', NGAYQUYETDINH: written = '' } =
    new RowReader().row(decisionSchema, row) ?? {};
  if (number === '') return undefined;
  const day = readDay(written.slice(0, 10));
  return { number, ...(day !== undefined && { day }) };
}

function unread(item: Listed, reason: string): SourceRecord[] {
  // The list alone does not say whether there is such a code: it may be any other.
  if (item.fromNumber)
    return losing([quarantineRecord('procedure', item.code, 'MATTHC', reason)], { what: 'procedure' });
  const facts: ProcedureFacts = item.name === '' ? {} : { name: item.name };
  return [
    { kind: 'procedure', code: item.code, detail: 'unread', facts },
    quarantineRecord('procedure', item.code, '', reason),
  ];
}
