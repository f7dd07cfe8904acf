import type { Aside, AsideKeys, AsideMap, AsideRows } from '../../../src/adapter/kit/aside.ts';
import { type Lenient, parseLenient } from '../../../src/adapter/kit/parse-lenient.ts';
import type { SourceRecord } from '../../../src/adapter/records.ts';
import { gapRecord, losing, quarantineRecord } from '../../../src/adapter/unread.ts';
import type { Level } from '../../../src/domain/level.ts';
import { type ListingRow, listingRow } from '../schema.ts';
import type { Listing } from './merge-listings.ts';
import { cursorBody, cursorPage } from './pages.ts';
import { gapWords, type Reading } from './reading.ts';
import { idOf, type Walked, walk } from './walk.ts';

export const listingsPath = 'submitting/formality/list-department-url-by-citizen';

const audiences: Record<string, string> = {
  VIETNAMESE_CITIZEN: 'công dân',
  ENTERPRISE: 'doanh nghiệp',
};

/** What people find of the city, row by row. They are as many as all else of it, so they lie on disk. */
export interface Listings {
  /** Under the code of their procedure. */
  rows: AsideRows<Listing>;
  /** Units that offer something. */
  carrying: Set<string>;
  /** Codes of procedures some of whose rows could not be used. */
  lost: Set<string>;
}

export function listingsBody(audience: string, departmentCode: string): object {
  return {
    ...{ formalityTargetType: audience, search: '', departmentLevel: '', departmentCode },
    ...{ implementLevel: '', subjectTypeId: '', year: '' },
  };
}

/** A row that is looked at once, by its id as it came. */
interface Read extends Lenient<ListingRow> {
  id: string | undefined;
  /** The code of its procedure came as a number. */
  fromNumber: boolean;
}

/** Both audiences; one that could not be read whole is a gap, since the level may be in the part that is missing. */
export async function* readListings(
  reading: Reading,
  codeOfId: Pick<AsideMap<string>, 'get'>,
  aside: Aside,
): AsyncGenerator<SourceRecord, Listings> {
  const listings: Listings = { rows: aside.rows(), carrying: new Set(), lost: new Set() };
  const seen = aside.keys();
  let filters = false;
  for (const [audience, called] of Object.entries(audiences)) {
    const name = `dịch vụ cho ${called}`;
    try {
      const { rows, gap } = await readAudience(reading, audience, filters, aside);
      filters ||= shows(rows, reading);
      if (gap) yield gapRecord('offerings', `danh sách ${name}: ${gap}`);
      let index = 0;
      for (const read of rows)
        yield* takeIn(read, `${audience}[${index++}]`, { audience, seen, listings, codeOfId }, reading);
      rows.drop();
    } catch (error) {
      yield gapRecord('offerings', `không đọc được danh sách ${name}: ${gapWords(error)}`);
    }
  }
  seen.drop();
  return listings;
}

/**
 * The rows of the city: asked for by its code, unless the portal takes no notice of that. A list in which no unit of
 * the city stands was filtered by something else than we meant, so that its silence means nothing: then the country's
 * is read and filtered here, unless the list before showed that the code `filters`.
 */
async function readAudience(
  reading: Reading,
  audience: string,
  filters: boolean,
  aside: Aside,
): Promise<Walked<Read>> {
  const { client, units, context, pageSize } = reading;
  const read = (departmentCode: string) =>
    walk<Read>(
      async asked => {
        const body = { ...listingsBody(audience, departmentCode), ...cursorBody(asked) };
        const page = cursorPage(await client.ask(listingsPath, body), 'danh sách dịch vụ');
        return { ...page, rows: page.rows.map(readRow) };
      },
      {
        ...{ pageSize, aside, maxRows: context.maxRows },
        counts: ({ value }) => value !== undefined && units.isOurs(codeOfUnit(value, reading)),
        progress: (done, total) => context.progress(`offerings ${audience}`, done, total),
      },
    );
  const filtered = await read(context.locality);
  if (filtered.gap !== undefined || filters || shows(filtered.rows, reading)) return filtered;
  filtered.rows.drop();
  const whole = await read('');
  if (whole.gap === undefined && !shows(whole.rows, reading))
    return { ...whole, gap: `không có dòng nào của đơn vị mã ${context.locality}` };
  return whole;
}

function readRow(row: unknown): Read {
  const fromNumber = typeof Object(row).formalityCode === 'number';
  return { id: idOf(row), fromNumber, ...parseLenient(listingRow, row) };
}

/** Some row is of a unit of the city, not of the city itself. */
function shows(rows: Iterable<Read>, reading: Reading): boolean {
  const { units, context } = reading;
  return Iterator.from(rows).some(({ value }) => {
    const code = value && codeOfUnit(value, reading);
    return code !== undefined && code.toUpperCase() !== context.locality.toUpperCase() && units.isOurs(code);
  });
}

interface Intake {
  audience: string;
  /** Rows taken in, since a portal that takes no notice of the audience gives them twice. */
  seen: AsideKeys;
  listings: Listings;
  codeOfId: Pick<AsideMap<string>, 'get'>;
}

/** @param place What a row without an id is called. */
function* takeIn(
  { value: row, oddities, fromNumber }: Read,
  place: string,
  { audience, seen, listings, codeOfId }: Intake,
  reading: Reading,
): Generator<SourceRecord> {
  const { units } = reading;
  const code = row ? codeOfUnit(row, reading) : '';
  // Of another city; what tells nobody whose it is may be ours.
  if (code !== '' && !units.isOurs(code)) return;
  const types = (row?.formalityTargetType ?? []).map(({ type }) => type).filter(type => type !== '');
  const shownTo = types.length > 0 ? types : [audience];
  const key = row?.id ? `${row.id} ${types.length > 0 ? '' : audience}` : '';
  if (key !== '' && !seen.add(key)) return;

  const ofId = codeOfId.get(row?.formalityId ?? '');
  // A number may have been any code; the id is whose it is.
  const procedure = (fromNumber && ofId) || row?.formalityCode || ofId || '';
  // By what people can find it again, where that much is known.
  const called = procedure !== '' && code !== '' ? `${procedure}@${code}` : row?.id || place;
  const flaw = (path: string, reason: string) => quarantineRecord('offering', called, path, reason);
  const flaws = oddities.map(({ path, reason }) => flaw(path, reason));
  const testUnclear = oddities.some(({ path }) => path === 'isTesting');
  if (!row || procedure === '' || code === '' || testUnclear) {
    if (flaws.length === 0)
      flaws.push(flaw(procedure === '' ? 'formalityCode' : 'departmentCode', 'để trống'));
    if (procedure !== '') listings.lost.add(procedure);
    yield* losing(flaws, { what: 'offering', procedure, agency: code });
    return;
  }
  units.learn({ id: row.departmentId, code, name: row.departmentName });
  const level = levels[row.implementLevel.toUpperCase()];
  const levelUnclear = oddities.some(({ path }) => path === 'implementLevel');
  if (level === undefined) flaws.push(flaw('implementLevel', `mức chưa biết: ${row.implementLevel}`));
  yield* flaws;
  const listing: Listing = {
    ...(row.formalityId !== '' && { formality: row.formalityId }),
    agency: code,
    case: row.formalityCaseCode || row.formalityCaseId,
    audiences: shownTo,
    level: levelUnclear ? undefined : level,
    testing: row.isTesting === true,
    ...(row.citizenUrl !== '' && { link: row.citizenUrl }),
    ...(fromNumber && { fromNumber }),
  };
  listings.rows.add(listing, procedure);
  if (!listing.testing) listings.carrying.add(code);
}

function codeOfUnit({ departmentCode, departmentId }: ListingRow, { units }: Reading): string {
  return departmentCode || units.codeOf(departmentId) || '';
}

const levels: Record<string, Level | null> = { FULL: 4, PARTIAL: 3, NONE: 2, '': null };
