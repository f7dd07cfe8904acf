import { foundWords } from '../../../src/adapter/issue-words.ts';
import type { AsideKeys, AsideRows } from '../../../src/adapter/kit/aside.ts';
import type { CaseRecord, SourceRecord } from '../../../src/adapter/records.ts';
import { gapRecord, quarantineRecord } from '../../../src/adapter/unread.ts';
import { couldBeCode } from '../../../src/domain/code.ts';
import type { Known } from '../../../src/domain/known.ts';
import { numberWords } from '../../../src/domain/number-words.ts';
import type { Deadline } from '../../../src/domain/procedure.ts';
import { readListAside } from '../paging.ts';
import { type BrokenCase, type CaseRow, caseHint, caseRow, readRow } from '../schema.ts';
import type { AgencyCodes } from './agencies.ts';
import { readComponents } from './components.ts';
import { caseDetailKey, caseKey, decodeCase, decodeDetail, hoursOf, unitOf } from './decode-case.ts';
import type { ListedProcedure, Procedures } from './procedures.ts';
import { endsReading, type Reading, readDetails } from './reading.ts';

const hoursOfDay = 8;

/** `key` tells it apart among those of its procedure; `ma` is what its components call it; `listed` is the row as it came. */
type ListedCase = CaseRow & { key: string; listed: unknown };

interface ListedCases {
  rows: AsideRows<ListedCase>;
  /** Codes by which components name their case; absent where some case may be missing from them. */
  codes?: AsideKeys;
}

/**
 * Yields the cases of procedures in use, and leaves the deadlines they make with their procedures. What a detail that
 * could not be read would have said stays open, also to which agencies the case is: then not even its components are
 * given, because nobody could say whom their absence concerns.
 */
export async function* readCases(
  reading: Reading,
  procedures: Procedures,
  agencies: AgencyCodes,
): AsyncGenerator<SourceRecord> {
  const { client, context } = reading;
  let listed: ListedCases;
  try {
    listed = yield* listCases(reading, procedures);
  } catch (error) {
    if (endsReading(error)) throw error;
    yield gapRecord('cases', (error as Error).message);
    return;
  }
  const components = yield* readComponents(reading, listed.codes);
  yield* readDetails(
    reading,
    'case',
    listed.rows,
    row => row.key,
    row =>
      context.details.read(
        caseDetailKey(row.id),
        row.listed,
        async () => decodeDetail(await client.entity('truonghopthutucs', row.id), row.key),
        { worthKeeping: ({ quarantine }) => quarantine.length === 0 },
      ),
    function* (row, found) {
      if (found) yield* found.value.quarantine;
      const { facts, quarantine } = decodeCase(
        row,
        row.key,
        found?.value.detail,
        components.of(row),
        agencies,
      );
      yield* quarantine;
      const readAt = found?.readAt;
      yield { kind: 'case', procedure: row.maTTHC, ...facts, ...(readAt !== undefined && { readAt }) };
    },
  );
}

async function* listCases(
  reading: Reading,
  procedures: Procedures,
): AsyncGenerator<SourceRecord, ListedCases> {
  const { aside } = reading;
  const listing = await readListAside(reading, 'truonghopthutucs', 'cases');
  if (listing.gap) yield gapRecord('cases', listing.gap);
  const rows = aside.rows<ListedCase>();
  const broken = aside.rows<BrokenCase>();
  const [codes, taken] = [aside.keys(), aside.keys()];
  let allCoded = !listing.gap;
  /** Of these, cases could not be read whole. */
  const unclear = aside.keys();
  const orphans = { count: 0, examples: [] as string[] };
  for (const value of listing.rows) {
    const { row, quarantine } = readRow(caseRow, value, 'case', 'ma');
    yield* quarantine;
    const named = row ?? caseHint.parse(value);
    if (named.ma === undefined) allCoded = false;
    else if (named.ma) codes.add(named.ma.toUpperCase());
    if (!row) {
      broken.add(named);
      continue;
    }
    const procedure = procedures.get(row.maTTHC);
    if (!procedure && !couldBeCode(row.maTTHC)) {
      yield quarantineRecord(
        'case',
        row.ma ?? row.id,
        'maTTHC',
        `không phải mã thủ tục: ${foundWords(row.maTTHC)}`,
      );
      broken.add({ id: row.id, ma: row.ma, maTTHC: undefined });
      continue;
    }
    if (!procedure && ++orphans.count <= 5) orphans.examples.push(row.ma ?? row.id);
    if (!procedure || procedure.active === false) continue;
    rows.add({ ...row, key: caseKey(row, taken), listed: value });
    if (quarantine.length > 0) unclear.add(row.maTTHC);
    if (listing.gap) continue;
    procedure.deadlines = withDeadlines(procedure.deadlines, row);
    procedures.put(procedure);
  }
  for (const code of unclear) forgetDeadlines(procedures, procedures.get(code)!);
  if (orphans.count > 0 && procedures.whole) {
    // The platform's own nightly import leaves them behind, one more each time (contract 6).
    const reason = `${numberWords(orphans.count)} trường hợp thuộc thủ tục không có trong danh sách: ${orphans.examples.join(', ')}`;
    yield quarantineRecord('case', '', 'maTTHC', reason);
  }
  yield* indeterminateCases(broken, procedures);
  for (const done of [listing.rows, broken, taken, unclear]) done.drop();
  return { rows, ...(allCoded && { codes }) };
}

/**
 * Cases of which only is known that they are there, so that nobody takes them for missing. One whose procedure could
 * not be read either may be of any procedure. Deadlines of their procedures cannot be told any more.
 */
function* indeterminateCases(broken: Iterable<BrokenCase>, procedures: Procedures): Generator<CaseRecord> {
  let [index, anybodys] = [0, false];
  for (const { id, ma, maTTHC } of broken) {
    index++;
    // Each of them tells the same of every procedure, so one of them is enough.
    if (!maTTHC && anybodys) continue;
    anybodys ||= !maTTHC;
    for (const procedure of maTTHC ? [procedures.get(maTTHC) ?? []].flat() : procedures.inUse()) {
      forgetDeadlines(procedures, procedure);
      const key = ma ?? id ?? `? ${index}`;
      yield { kind: 'case', procedure: procedure.row.maTTHC, key, agencies: null };
    }
  }
}

function forgetDeadlines(procedures: Procedures, procedure: ListedProcedure): void {
  procedures.put({ ...procedure, deadlines: undefined });
}

/** Deadlines of a procedure with those of one more of its cases. */
export function withDeadlines(deadlines: Known<Deadline[]>, row: CaseRow): Known<Deadline[]> {
  const list = deadlines ?? [];
  const unit = unitOf(row);
  for (const [channel, value] of [
    ['direct', hoursOf(row.thoiGianThucHien)],
    ['online', hoursOf(row.thoiGianThucHienTrucTuyen)],
  ] as const) {
    if (typeof value !== 'number') continue;
    const inDays = unit !== undefined && value % hoursOfDay === 0;
    const text = [`${value} giờ`, row.loaiThoiGianThucHien && `(${row.loaiThoiGianThucHien})`];
    const deadline: Deadline = {
      channel,
      amount: inDays ? value / hoursOfDay : value,
      unit: inDays ? unit : 'hour',
      text: text.filter(Boolean).join(' '),
    };
    if (!list.some(each => each.channel === channel && each.text === deadline.text)) list.push(deadline);
  }
  return list.length > 0 ? list : null;
}
