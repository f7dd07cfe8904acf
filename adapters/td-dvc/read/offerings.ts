import { RemoteError } from '../../../src/adapter/errors.ts';
import {
  Aside,
  type AsideKeys,
  type AsideMap,
  type AsideRows,
  withAside,
} from '../../../src/adapter/kit/aside.ts';
import { inWindow } from '../../../src/adapter/kit/in-window.ts';
import type { OfferingRecord, QuarantineRecord, SourceRecord } from '../../../src/adapter/records.ts';
import { gapRecord, losing, noteRecord, quarantineRecord } from '../../../src/adapter/unread.ts';
import { numberWords } from '../../../src/domain/number-words.ts';
import type { PortalClient } from '../client.ts';
import { type Listing, walkNumbered } from '../paging.ts';
import { type OfferingRow, offeringHint, offeringRow, readRow } from '../schema.ts';
import type { AgencyCodes } from './agencies.ts';
import { endsReading, type Reading } from './reading.ts';

/** Rows are there as long as what they were put aside in is; a `gap` says why it is not certain that these are all. */
export interface OfferingsReading<Row> extends Listing<Iterable<Row>> {
  /** It was cut where no list goes on: others would not end sooner. */
  cut?: boolean;
}

const mostReadings = 4;
/** The platform sets no limit to `pageSize`; with more rows than this we read pages after all: some 35 MB. */
const largestPage = 50_000;
/** Pages of the whole list, taken row by row: some 15 MB each, which a city of usual size fits into once. */
const wholePage = 20_000;
const pagesInOne = 20;
/** A list that cannot be proved so often is asked for agency by agency. */
const mostWholeReadings = 2;
/** Each is asked for all rows of an agency, so these are fewer than other requests. */
const agenciesAtOnce = 8;

const noGuid = '00000000-0000-0000-0000-000000000000';
const accounts: ReadonlySet<string> = new Set(['tkThuHuong', 'taiKhoanThuHuongId']);

/** A row as far as it could be read; lists are put aside in this form, not as they came. */
interface DecodedOffering {
  row?: OfferingRow;
  quarantine: QuarantineRecord[];
  /** What can be said of one that could not be read. */
  hint?: { maTTHC?: string | undefined; donViId?: string | null | undefined };
}

export function decodeOffering(value: unknown): DecodedOffering {
  const { row, quarantine } = readRow(offeringRow, value, 'offering', 'id');
  return row ? { row, quarantine } : { quarantine, hint: offeringHint.parse(value) };
}

/** All offerings of the agencies: as one list where the platform shows it whole, else agency by agency. */
export async function* readOfferings(reading: Reading, agencies: AgencyCodes): AsyncGenerator<SourceRecord> {
  if (agencies.all.length > 0) yield* withAside(aside => readWhole(reading, agencies, aside));
}

async function* readWhole(
  reading: Reading,
  agencies: AgencyCodes,
  aside: Aside,
): AsyncGenerator<SourceRecord> {
  const { client, context, pageSize } = reading;
  const size = Math.min(wholePage, pageSize * pagesInOne);
  let whole: OfferingsReading<DecodedOffering>;
  try {
    whole = await readProved(client, aside, {}, size, 'mọi đơn vị', decodeOffering, mostWholeReadings);
  } catch (error) {
    if (endsReading(error)) throw error;
    whole = { rows: [], gap: (error as Error).message };
  }
  if (whole.gap && !whole.cut) {
    yield noteRecord(`mức được đọc theo từng đơn vị: không đọc chắc chắn được cả danh sách (${whole.gap})`);
    yield* readByAgency(reading, agencies);
    return;
  }
  if (whole.gap) yield gapRecord('offerings', whole.gap);
  const unknown = new Set<string>();
  for (const one of whole.rows) {
    const { donViId } = one.row ?? one.hint ?? {};
    const agency = donViId ? agencies.canonical(donViId) : undefined;
    if (agency === undefined) yield* lostOffering(one);
    else if (agencies.has(agency)) yield* offeringRecords(one, agency);
    else unknown.add(agency);
  }
  if (unknown.size > 0 && agencies.whole) {
    const reason = `có thủ tục ở ${unknown.size} đơn vị không có trong danh sách đơn vị`;
    yield quarantineRecord('offering', [...unknown].join(', '), 'donViId', reason);
  }
  context.progress('offerings', agencies.all.length, agencies.all.length);
}

async function* readByAgency(
  { client, context, pageSize }: Reading,
  agencies: AgencyCodes,
): AsyncGenerator<SourceRecord> {
  let done = 0;
  const open = new Set<Aside>();
  const readings = inWindow(agencies.all, agenciesAtOnce, async agency => {
    const aside = new Aside();
    open.add(aside);
    try {
      const query = { donViId: agency };
      const reading = await readProved(client, aside, query, pageSize, `đơn vị ${agency}`, decodeOffering);
      return { agency, aside, reading };
    } catch (error) {
      if (endsReading(error) || !(error instanceof RemoteError)) throw error;
      return { agency, aside, reading: { rows: [], gap: `đơn vị ${agency}: ${error.message}` } };
    }
  });
  try {
    for await (const { agency, aside, reading } of readings) {
      if (reading.gap) yield gapRecord('offerings', reading.gap);
      let foreign = 0;
      for (const one of reading.rows) {
        if (one.row?.donViId && agencies.canonical(one.row.donViId) !== agency) foreign++;
        else yield* offeringRecords(one, agency);
      }
      if (foreign > 0) {
        // The list says they are the agency's, they say they are not: some of them may be.
        const reason = `${foreign} dòng của đơn vị khác lẫn trong danh sách`;
        const flaw = quarantineRecord('offering', agency, 'donViId', reason);
        yield* losing([flaw], { what: 'offerings', agency });
      }
      aside.close();
      open.delete(aside);
      context.progress('offerings', ++done, agencies.all.length);
    }
  } finally {
    // Whoever listens may stop before all have come.
    for (const aside of open) aside.close();
  }
}

function* lostOffering({ row, quarantine, hint }: DecodedOffering, agency?: string): Generator<SourceRecord> {
  const flaws = row
    ? [...quarantine, quarantineRecord('offering', row.id, 'donViId', 'không ghi đơn vị nào')]
    : quarantine;
  const procedure = (row ?? hint)?.maTTHC ?? '';
  yield* losing(flaws, { what: 'offering', procedure, ...(agency !== undefined && { agency }) });
}

function* offeringRecords(one: DecodedOffering, agency: string): Generator<SourceRecord> {
  const { row, quarantine } = one;
  if (!row) {
    yield* lostOffering(one, agency);
    return;
  }
  yield* quarantine;
  yield { kind: 'offering', procedure: row.maTTHC, agency, row: row.id, ...offeringFacts(row, quarantine) };
}

/** What a row says of its offering, whoever asks. */
export function offeringFacts(
  { mucDo, tkThuHuong, taiKhoanThuHuongId }: OfferingRow,
  quarantine: readonly QuarantineRecord[],
): Pick<OfferingRecord, 'level' | 'account'> {
  const told = tkThuHuong !== undefined || taiKhoanThuHuongId !== undefined;
  return {
    // Whose account cannot be read may be paid online, so what its level would promise cannot be told either.
    level: quarantine.some(({ path }) => accounts.has(path)) ? undefined : mucDo,
    ...(told && {
      account: Boolean(tkThuHuong || (taiKhoanThuHuongId && taiKhoanThuHuongId !== noGuid)),
    }),
  };
}

/**
 * All `donvithutucs` rows there are, of one agency or of one procedure, safely; `whose` names them in the gap. The
 * platform pages over row × recipient in an order that is not unique (contract 2.2), so rows split, repeat and vanish
 * between pages. Therefore everything is asked for on one page wherever possible, and the reading must be proved:
 * - on one page the rows' recipients add up to `totalCount`, or two readings in a row show the same ids (a procedure
 *   deleted and created again is counted twice);
 * - over several pages every counted pair of row and recipient was seen;
 * - and a second, one-row request gives the same count.
 *
 * @param decode makes of a row what is kept of it, JSON-safe.
 */
export async function readProved<Row>(
  client: PortalClient,
  aside: Aside,
  query: Record<string, string>,
  pageSize: number,
  whose: string,
  decode: (value: unknown) => Row,
  readings = mostReadings,
): Promise<OfferingsReading<Row>> {
  let size = pageSize;
  let before: Walk<Row> | undefined;
  let now: Walk<Row> | undefined;
  try {
    for (let reading = 1; reading <= readings; reading++) {
      now = await walkOnce(client, aside, query, size, decode);
      if (now.cut) return { rows: now.rows, gap: `${whose}: ${now.cut}`, cut: true };
      if (now.pages > 1 && now.total > size && now.rows.size <= largestPage) {
        // Some room, so that a row added meanwhile does not open a second page.
        size = now.total + Math.max(10, pageSize);
        const whole = await walkOnce(client, aside, query, size, decode);
        now.rows.drop();
        now = whole;
      }
      const count = await client.page('donvithutucs', 1, 1, query);
      const steady = now.steady && count.totalCount === now.total;
      if (steady && (proved(now) || (before && sameIds(before, now)))) return { rows: now.rows };
      before?.rows.drop();
      before = now;
    }
  } catch (error) {
    if (!now || endsReading(error)) throw error;
    // What was seen to its end is more than nothing.
    const broke = error as RemoteError;
    return { rows: now.rows, gap: `${whose}: ${broke.message}`, broke };
  }
  const { rows, pairs, total } = now!;
  const counts = `thấy ${numberWords(rows.size)} dòng, ${numberWords(pairs.size)} lượt cán bộ, hệ thống báo ${numberWords(total)}`;
  return { rows, gap: `${whose}: đọc ${readings} lần vẫn không khớp (${counts})` };
}

interface Walk<Row> {
  /** By id. */
  rows: AsideMap<Row>;
  /** Rows × recipients as they came, repeats included. */
  joined: number;
  /** The same, once each. */
  pairs: AsideKeys;
  total: number;
  pages: number;
  steady: boolean;
  /** Why it was cut before its end. */
  cut?: string | undefined;
}

/** A row of a page: what it is known by, whom it is for, and what is kept of it. */
interface PageRow<Row> {
  id?: string;
  users: string[];
  row: Row;
}

async function walkOnce<Row>(
  client: PortalClient,
  aside: Aside,
  query: Record<string, string>,
  pageSize: number,
  decode: (value: unknown) => Row,
): Promise<Walk<Row>> {
  const walk = { rows: aside.map<Row>(), pairs: aside.keys(), joined: 0, steady: true };
  // Of a page that had to be asked for again, only what came last counts.
  let page: AsideRows<PageRow<Row>> | undefined;
  const begin = () => {
    page?.drop();
    page = aside.rows();
  };
  const take = (value: unknown) => page!.add(pageRow(value, decode));
  const { first, cut } = await walkNumbered(
    number => client.eachRow('donvithutucs', number, pageSize, query, { begin, take }),
    ({ totalCount }, first) => {
      for (const row of page ?? []) count(walk, row);
      page?.drop();
      page = undefined;
      if (totalCount !== first.totalCount) walk.steady = false;
    },
    client.maxRows,
  );
  return { ...walk, total: first.totalCount, pages: first.totalPages, cut };
}

function pageRow<Row>(value: unknown, decode: (value: unknown) => Row): PageRow<Row> {
  const { id, nguoiTiepNhan } = (value ?? {}) as { id?: unknown; nguoiTiepNhan?: unknown };
  const recipients = Array.isArray(nguoiTiepNhan) && nguoiTiepNhan.length > 0 ? nguoiTiepNhan : [null];
  return {
    ...(id !== undefined && id !== null && { id: JSON.stringify(id) }),
    users: recipients.map(recipient => String((recipient as { id?: unknown } | null)?.id ?? '')),
    row: decode(value),
  };
}

function count<Row>(
  walk: Pick<Walk<Row>, 'rows' | 'pairs' | 'joined'>,
  { id, users, row }: PageRow<Row>,
): void {
  walk.rows.add(id, row);
  walk.joined += users.length;
  const known = id ?? `#${walk.rows.size - walk.rows.named}`;
  for (const user of users) walk.pairs.add(`${known} ${user}`);
}

function proved({ pages, joined, pairs, total }: Walk<unknown>): boolean {
  return pages <= 1 ? joined === total : pairs.size === total;
}

/** Only for single pages: several pages may well lose the same row twice. */
function sameIds(before: Walk<unknown>, now: Walk<unknown>): boolean {
  if (before.pages > 1 || now.pages > 1 || before.total !== now.total) return false;
  const { rows } = now;
  const named = before.rows.named === before.rows.size && rows.named === rows.size;
  if (!named || before.rows.size !== rows.size) return false;
  for (const id of rows.keys()) if (!before.rows.has(id)) return false;
  return true;
}
