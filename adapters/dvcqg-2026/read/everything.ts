import { isHostFailure, type RemoteError } from '../../../src/adapter/errors.ts';
import type { Aside } from '../../../src/adapter/kit/aside.ts';
import { detailsGap, type Sized } from '../../../src/adapter/kit/each-detail.ts';
import type { ProcedureRecord, SourceRecord } from '../../../src/adapter/records.ts';
import { quarantineRecord, waitingRecord } from '../../../src/adapter/unread.ts';
import { given } from '../../../src/domain/given.ts';
import { numberWords } from '../../../src/domain/number-words.ts';
import type { ProcedureFacts } from '../../../src/domain/procedure.ts';
import { type Listed, listedAs, type ProcedureList, readProcedureList } from './applied.ts';
import { type DetailOutcome, readDetails, type Wanted } from './details.ts';
import { type Listings, readListings } from './listings.ts';
import { type MergedListings, mergeListings } from './merge-listings.ts';
import type { Reading, Units } from './reading.ts';
import { genericBodies, readUnits } from './units.ts';

/** What the lists say of one procedure. */
interface KnownProcedure {
  code: string;
  id: string;
  listed?: Listed;
  merged: MergedListings;
  /** Some of its rows could not be used. */
  lost: boolean;
  /** Its code came as a number wherever it came. */
  fromNumber: boolean;
  /** Codes of units of the city; missing = could not tell. */
  applied?: string[];
  /** The city may have to do with it: its details are worth asking for. */
  concerns: boolean;
}

/** Lists first: levels are told in full in every run, whatever time there is for details. */
export async function* readPortal(reading: Reading, aside: Aside): AsyncGenerator<SourceRecord> {
  const { client, units } = reading;
  await client.visit();
  yield* readUnits(reading);
  const listed = yield* readProcedureList(reading, aside);
  const codeOfId = aside.map<string>();
  for (const code of listed.keys()) {
    const { id } = listedAs(listed, code)!;
    // A row that names no procedure is of none, whichever one came without an id.
    if (id !== '') codeOfId.set(id, code);
  }
  const listings = yield* readListings(reading, codeOfId, aside);

  yield* units.records(listings.carrying);
  const wanted = aside.rows<Wanted>();
  const knownOf = (code: string) => knownProcedure(code, listedAs(listed, code), listings, units);
  for (const code of allCodes(listed, listings)) {
    const known = knownOf(code);
    for (const { agency, level } of known.merged.offerings)
      yield { kind: 'offering', procedure: code, agency, row: `${code}@${agency}`, level };
    const { name = '', state = '' } = known.listed ?? {};
    if (known.concerns && known.id !== '') wanted.add({ id: known.id, code, name, state });
    else yield recordOf(known, { code }, units);
  }
  yield* readWanted(wanted, knownOf, reading);
}

function* allCodes(listed: ProcedureList, { rows }: Listings): Generator<string> {
  yield* listed.keys();
  for (const code of rows.keys()) if (!listed.has(code)) yield code;
}

async function* readWanted(
  wanted: Sized<Wanted>,
  knownOf: (code: string) => KnownProcedure,
  reading: Reading,
): AsyncGenerator<SourceRecord> {
  let failed = 0;
  let waiting = 0;
  let dead: RemoteError | undefined;
  for await (const outcome of readDetails(wanted, reading)) {
    const { code, detail, failure } = outcome;
    if (failure) {
      failed++;
      if (isHostFailure(failure)) dead ??= failure;
      yield quarantineRecord('procedure', code, '', failure.message);
    } else if (!detail) waiting++;
    for (const { path, reason } of detail?.flaws ?? [])
      yield quarantineRecord('procedure', code, path, reason);
    yield recordOf(knownOf(code), outcome, reading.units);
  }
  yield* detailsGap({ dead, failed }, wanted.size);
  if (waiting > 0)
    yield waitingRecord(
      `Chi tiết của ${numberWords(waiting)} trong ${numberWords(wanted.size)} thủ tục đọc dần ở các lần sau; mức độ tại từng đơn vị đã đọc đủ`,
    );
}

function knownProcedure(
  code: string,
  item: Listed | undefined,
  listings: Listings,
  units: Units,
): KnownProcedure {
  const rows = listings.rows.of(code);
  const merged = mergeListings(rows);
  const ids = item?.appliedTo;
  const applied = ids && [...new Set(ids.flatMap(id => units.codeOf(id) ?? []))].sort();
  const generic = ids?.some(id => genericBodies.has(id)) ?? false;
  const inForce = item === undefined || item.state !== 'INACTIVE';
  const shown = merged.offerings.length > 0 || merged.tests!.length > 0;
  return {
    ...{ code, listed: item, merged, applied },
    id: item?.id || rows.findLast(({ formality }) => formality)?.formality || '',
    lost: listings.lost.has(code),
    fromNumber: item ? item.fromNumber === true : rows.every(row => row.fromNumber),
    concerns: inForce && (shown || generic || applied === undefined || applied.length > 0),
  };
}

/** Details that are missing because it was not their turn leave the procedure as the lists tell it. */
function recordOf(
  known: KnownProcedure,
  { detail, readAt, failure }: DetailOutcome,
  units: Units,
): ProcedureRecord {
  const { code, listed, applied, merged, lost, fromNumber } = known;
  const name = listed?.name || detail?.name;
  const active = activeOf(listed?.state || detail?.state);
  const { tests, audiences, links } = merged;
  const bodies = applied?.map(agency => ({
    code: agency,
    ...given({ name: units.nameOf(agency) || undefined }),
  }));
  const facts: ProcedureFacts = {
    ...detail?.facts,
    ...(name && { name }),
    ...given({ active, readAt, bodies: bodies?.length === 0 ? null : bodies }),
    publication: { ...given({ applied, ...(!lost && { tests, audiences }) }), links },
  };
  const cases = detail?.cases?.map(one => ({
    ...{ ...one, agencies: openTo(one.key, known) },
    ...given({ readAt }),
  }));
  // Whether it is in force has to be known; nothing else of it counts otherwise.
  const read = failure === undefined && active !== undefined;
  return {
    ...{ kind: 'procedure', code, detail: read ? 'read' : 'unread', facts },
    ...(fromNumber && { fromNumber }),
    ...(cases ? { cases } : { casesIndeterminate: true }),
  };
}

/** Units that have the case, where some do and others do not. */
function openTo(key: string, { merged, lost }: KnownProcedure): string[] | null {
  const units = merged.units.get(key);
  if (lost || !units || merged.offerings.every(({ agency }) => units.has(agency))) return null;
  return [...units].sort();
}

function activeOf(state: string | undefined): boolean | undefined {
  return state === 'UPDATED' ? true : state === 'INACTIVE' ? false : undefined;
}
