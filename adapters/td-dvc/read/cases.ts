import { foundWords } from '../../../src/adapter/issue-words.ts';
import type { CaseRecord, SourceRecord } from '../../../src/adapter/records.ts';
import { gapRecord, quarantineRecord } from '../../../src/adapter/unread.ts';
import { couldBeCode } from '../../../src/domain/code.ts';
import type { Known } from '../../../src/domain/known.ts';
import { numberWords } from '../../../src/domain/number-words.ts';
import type { Deadline } from '../../../src/domain/procedure.ts';
import { readList } from '../paging.ts';
import { readRow } from '../row.ts';
import { type BrokenCase, type CaseRow, caseHint, caseRow } from '../schema.ts';
import type { AgencyCodes } from './agencies.ts';
import { readComponents } from './components.ts';
import { caseDetailKey, caseKeyer, decodeCase, decodeDetail, hoursOf, unitOf } from './decode-case.ts';
import { type Procedures, procedureKey } from './procedures.ts';
import { endsReading, type Reading, readDetails } from './reading.ts';

const hoursOfDay = 8;

/** `key` tells it apart among those of its procedure; `ma` is what its components call it; `listed` is the row as it came. */
type ListedCase = CaseRow & { key: string; listed: unknown };

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
  const { client, pageSize, context } = reading;
  const indeterminate: CaseRecord[] = [];
  /** Codes by which components name their case; absent where some case may be missing from them. */
  let codes: Set<string> | undefined = new Set();
  let rows: ListedCase[];
  try {
    rows = yield* listCases();
  } catch (error) {
    if (endsReading(error)) throw error;
    yield gapRecord('cases', (error as Error).message);
    return;
  }
  yield* indeterminate;
  const components = yield* readComponents(reading, codes);
  yield* readDetails(
    reading,
    'case',
    rows,
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

  async function* listCases(): AsyncGenerator<SourceRecord, ListedCase[]> {
    const listing = await readList(client, 'truonghopthutucs', pageSize, {}, (done, total) =>
      context.progress('cases', done, total),
    );
    if (listing.gap) {
      yield gapRecord('cases', listing.gap);
      codes = undefined;
    }
    const parsed: ListedCase[] = [];
    const broken: BrokenCase[] = [];
    const keyers = new Map<unknown, ReturnType<typeof caseKeyer>>();
    const orphans: string[] = [];
    const unclear = new Set<{ deadlines: Known<Deadline[]> }>();
    for (const value of listing.rows) {
      const { row, quarantine } = readRow(caseRow, value, 'case', 'ma');
      yield* quarantine;
      const named = row ?? caseHint.parse(value);
      if (named.ma === undefined) codes = undefined;
      else if (named.ma) codes?.add(named.ma.toUpperCase());
      if (!row) {
        broken.push(named);
        continue;
      }
      const procedure = procedures.get(procedureKey(row.maTTHC));
      if (!procedure && !couldBeCode(row.maTTHC)) {
        yield quarantineRecord(
          'case',
          row.ma ?? row.id,
          'maTTHC',
          `không phải mã thủ tục: ${foundWords(row.maTTHC)}`,
        );
        broken.push({ id: row.id, ma: row.ma, maTTHC: undefined });
        continue;
      }
      if (!procedure) orphans.push(row.ma ?? row.id);
      if (!procedure || procedure.active === false) continue;
      const keyOf = keyers.get(procedure) ?? caseKeyer();
      keyers.set(procedure, keyOf);
      parsed.push({ ...row, key: keyOf(row), listed: value });
      if (!listing.gap) procedure.deadlines = withDeadlines(procedure.deadlines, row);
      if (quarantine.length > 0) unclear.add(procedure);
    }
    for (const procedure of unclear) procedure.deadlines = undefined;
    if (orphans.length > 0) {
      // The platform's own nightly import leaves them behind, one more each time (contract 6).
      const examples = orphans.slice(0, 5).join(', ');
      const reason = `${numberWords(orphans.length)} trường hợp thuộc thủ tục không có trong danh sách: ${examples}`;
      yield quarantineRecord('case', '', 'maTTHC', reason);
    }
    indeterminate.push(...indeterminateCases(broken, procedures));
    return parsed;
  }
}

/**
 * Cases of which only is known that they are there, so that nobody takes them for missing. One whose procedure could
 * not be read either may be of any procedure. Deadlines of their procedures cannot be told any more.
 */
function indeterminateCases(broken: BrokenCase[], procedures: Procedures): CaseRecord[] {
  const used = [...procedures.values()].filter(({ active }) => active !== false);
  // Each of them tells the same of every procedure, so one of them is enough.
  const [anybodys, ...others] = broken.filter(({ maTTHC }) => !maTTHC);
  return broken.flatMap((one, index) => {
    if (others.includes(one)) return [];
    const meant = one === anybodys ? used : [procedures.get(procedureKey(one.maTTHC!)) ?? []].flat();
    return meant.map((procedure): CaseRecord => {
      procedure.deadlines = undefined;
      const key = one.ma ?? one.id ?? `? ${index + 1}`;
      return { kind: 'case', procedure: procedure.row.maTTHC, key, agencies: null };
    });
  });
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
