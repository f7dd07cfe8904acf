import { createHash } from 'node:crypto';
import type { AdapterContext } from '../../src/adapter/adapter.ts';
import { beginningOf } from '../../src/adapter/beginning-of.ts';
import { isHostFailure, RemoteError } from '../../src/adapter/errors.ts';
import { inWindow } from '../../src/adapter/in-window.ts';
import type { SourceRecord } from '../../src/adapter/records.ts';
import { gapRecord, isGap, losing, quarantineRecord } from '../../src/adapter/unread.ts';
import { localCode } from '../../src/domain/code.ts';
import type { ProcedureFacts } from '../../src/domain/procedure.ts';
import type { Listed } from './catalogue.ts';
import type { NationalClient } from './client.ts';
import { headOf, type ProcedureReading, readProcedure } from './record.ts';
import { createRowReader, decisionSchema, type Flaw, usedPart } from './schema.ts';

export interface DetailSettings {
  client: NationalClient;
  context: Pick<AdapterContext, 'cache' | 'fresh' | 'locality' | 'progress'>;
  /** Hours a detail is trusted. */
  maxAgeHours: number;
  atOnce: number;
  /** Fills in what the dictionary of fields knows. */
  completeFields(fields: ProcedureFacts['fields']): ProcedureFacts['fields'];
}

/** Part of the key: raise it when `usedPart` keeps more than before. */
const cacheVersion = 1;
const hourMs = 3_600_000;
/** Characters of a record as JSON; the longest real one has some 200,000. */
const largestKept = 4_000_000;

/** Keys asked after by one look into the cache. */
const askedTogether = 1_000;

/** Listed codes whose details are not in the cache. */
export async function missingDetails(
  listed: readonly Listed[],
  { cache, fresh }: Pick<AdapterContext, 'cache' | 'fresh'>,
): Promise<string[]> {
  const codes = listed.map(({ code }) => code);
  if (!cache.known || fresh) return codes;
  const missing: string[] = [];
  for (let from = 0; from < codes.length; from += askedTogether) {
    const some = codes.slice(from, from + askedTogether);
    const known = await cache.known(some.map(code => placeOf(`procedure:${code}`)));
    missing.push(...some.filter(code => !known.has(placeOf(`procedure:${code}`))));
  }
  return missing;
}

function placeOf(key: string): string {
  return `csdl-tthc:${cacheVersion}:${key}`;
}

/** One `procedure` record for every listed code, a `quarantine` record for every flaw, a `gap` when too much is missing. */
export async function* readDetails(listed: Listed[], settings: DetailSettings): AsyncIterable<SourceRecord> {
  const { client, context } = settings;
  const decisions = new Map<string, Promise<string | undefined>>();
  let hostFailure: RemoteError | undefined;
  let failed = 0;
  let done = 0;

  /** A record without a code is the one that was asked for; the code may be a local form of it. */
  function isOf(item: Listed, row: unknown): boolean {
    const { code } = headOf(row);
    return code === '' || localCode(code, context.locality) === localCode(item.code, context.locality);
  }

  /** Out of the cache, or asked for and kept. Rows of nothing are not kept. */
  async function cached(key: string, ask: () => Promise<unknown>, worthKeeping: (value: unknown) => boolean) {
    const place = placeOf(key);
    const known = context.fresh ? undefined : await context.cache.get(place);
    if (worthKeeping(known)) return known;
    const value = await ask();
    if (worthKeeping(value) && !isHuge(value))
      await context.cache.set(place, value, spreadAge(key, settings.maxAgeHours));
    return value;
  }

  async function detail(item: Listed): Promise<ProcedureReading | { missing: string }> {
    let missing = 'LayThuTuc không trả về bản ghi nào';
    const record = await cached(
      `procedure:${item.code}`,
      async () => {
        const rows = (await client.procedure(item.code)) ?? [];
        const fitting = rows.find(row => isOf(item, row));
        const [other] = rows;
        // What another procedure says would be judged as if this one said it.
        if (other !== undefined && fitting === undefined)
          missing = `LayThuTuc trả về bản ghi của mã khác (${beginningOf(headOf(other).code, 60)})`;
        return usedPart(fitting);
      },
      value => headOf(value).name !== '',
    );
    const reading = record === undefined ? undefined : readProcedure(record);
    if (!reading) return { missing };
    if (reading.facts.name === undefined) {
      if (item.name === '') return { missing: 'bản ghi không có tên thủ tục (TENTTHC)' };
      reading.facts.name = item.name;
    }
    return reading;
  }

  /** Number of the announcing decision; `undefined` = could not tell. Its failure costs only this fact. */
  function decision(id: string, flaws: Flaw[]): Promise<string | undefined> {
    const known = decisions.get(id);
    if (known) return known;
    const asked = cached(
      `decision:${id}`,
      async () => (await client.decision(id))?.[0],
      value => numberOf(value) !== '',
    ).then(value => numberOf(value) || undefined);
    const forgiving = asked.catch(error => {
      if (!(error instanceof RemoteError)) throw error;
      noteHostFailure(error);
      flaws.push({
        path: 'IDQUYETDINHCONGBO',
        reason: `không đọc được quyết định ${beginningOf(id, 60)}: ${error.message}`,
      });
      return undefined;
    });
    decisions.set(id, forgiving);
    return forgiving;
  }

  function noteHostFailure(error: RemoteError): void {
    if (isHostFailure(error)) hostFailure ??= error;
  }

  async function records(item: Listed): Promise<SourceRecord[]> {
    if (hostFailure) return unread(item, `chưa hỏi được vì nguồn ngừng trả lời: ${hostFailure.message}`);
    try {
      const reading = await detail(item);
      if ('missing' in reading) return unread(item, reading.missing);
      const { facts, cases, decisionId, flaws, unclear } = reading;
      if (decisionId !== undefined) {
        const number = await decision(decisionId, flaws);
        if (number !== undefined) {
          facts.decision = number;
          facts.suspectTexts?.push(number);
        }
      }
      const fields = settings.completeFields(facts.fields);
      return [
        {
          kind: 'procedure',
          code: item.code,
          detail: unclear ? 'unread' : 'read',
          facts: { ...facts, fields },
          ...(cases ? { cases } : {}),
        },
        ...flaws.map(flaw => quarantineRecord('procedure', item.code, flaw.path, flaw.reason)),
      ];
    } catch (error) {
      if (!(error instanceof RemoteError) || error.kind === 'aborted') throw error;
      noteHostFailure(error);
      failed++;
      return unread(item, error.message);
    }
  }

  for await (const found of inWindow(listed, settings.atOnce, records)) {
    context.progress('details', ++done, listed.length);
    yield* found;
  }
  if (hostFailure) {
    yield gapRecord('details', `Ngừng đọc chi tiết giữa chừng: ${hostFailure.message}`);
  } else if (isGap(failed, listed.length)) {
    yield gapRecord('details', `Không đọc được chi tiết của ${failed}/${listed.length} thủ tục`);
  }
}

/** Between half and all of the age, by code, so that the catalogue is not asked for anew all at once. Milliseconds. */
export function spreadAge(key: string, maxAgeHours: number): number {
  const share = createHash('sha256').update(key).digest().readUInt32BE(0) / 0x1_0000_0000;
  return Math.round(maxAgeHours * hourMs * (0.5 + share / 2));
}

/** A record with a text longer than any is read anew each time: the cache is the city's database. */
function isHuge(record: unknown): boolean {
  return JSON.stringify(record).length > largestKept;
}

function numberOf(row: unknown): string {
  return createRowReader([]).row(decisionSchema, row, '')?.SOQUYETDINH ?? '';
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
