import { foundWords } from '../../src/adapter/issue-words.ts';
import type { CaseRecord, SourceRecord } from '../../src/adapter/records.ts';
import { gapRecord, quarantineRecord } from '../../src/adapter/unread.ts';
import { couldBeCode } from '../../src/domain/code.ts';
import { judgeFormio } from '../../src/domain/judge-eform.ts';
import type { Deadline } from '../../src/domain/procedure.ts';
import type { Told } from '../../src/domain/told.ts';
import type { AgencyCodes } from './agencies.ts';
import { type CaseComponents, readComponents } from './components.ts';
import { judgeDiagram } from './diagram.ts';
import { readList } from './paging.ts';
import { type Procedures, procedureKey } from './procedures.ts';
import { eachDetail, endsReading, type Reading } from './reading.ts';
import { readRow } from './row.ts';
import { type BrokenCase, type CaseEntity, type CaseRow, caseEntity, caseHint, caseRow } from './schema.ts';

const hoursOfDay = 8;

/** `key` tells it apart among all cases; `ma` is what its components call it. */
type ListedCase = CaseRow & { key: string };

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
  const untold: CaseRecord[] = [];
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
  yield* untold;
  const components = yield* readComponents(reading, codes);
  yield* eachDetail(
    reading,
    'case',
    rows,
    row => row.key,
    row => client.entity('truonghopthutucs', row.id),
    function* (row, entity) {
      const facts = yield* readEntity(row, entity, agencies);
      yield caseRecord(row, facts, components, agencies);
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
    const keys = new Set<string>();
    const orphans: string[] = [];
    const unclear = new Set<{ deadlines: Told<Deadline[]> }>();
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
      // Codes are typed by hand; two equal ones must not become one case.
      const code = row.ma ?? row.id;
      const key = keys.has(code.toUpperCase()) ? `${code} ${row.id}` : code;
      keys.add(key.toUpperCase());
      parsed.push({ ...row, key });
      if (!listing.gap) procedure.deadlines = withDeadlines(procedure.deadlines, row);
      if (quarantine.length > 0) unclear.add(procedure);
    }
    for (const procedure of unclear) procedure.deadlines = undefined;
    if (orphans.length > 0) {
      // The platform's own nightly import leaves them behind, one more each time (contract 6).
      const examples = orphans.slice(0, 5).join(', ');
      const reason = `${orphans.length} trường hợp thuộc thủ tục không có trong danh sách: ${examples}`;
      yield quarantineRecord('case', '', 'maTTHC', reason);
    }
    untold.push(...untoldCases(broken, procedures));
    return parsed;
  }
}

/**
 * Cases of which only is known that they are there, so that nobody takes them for missing. One whose procedure could
 * not be read either may be of any procedure. Deadlines of their procedures cannot be told any more.
 */
function untoldCases(broken: BrokenCase[], procedures: Procedures): CaseRecord[] {
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

function* readEntity(
  row: ListedCase,
  entity: unknown,
  agencies: AgencyCodes,
): Generator<SourceRecord, CaseEntity | undefined> {
  if (entity === undefined) return undefined;
  if (entity === null) {
    yield quarantineRecord('case', row.key, '', 'hệ thống trả lời rỗng cho trường hợp này');
    return undefined;
  }
  const { row: facts, quarantine } = readRow(caseEntity, entity, 'case', 'ma');
  yield* quarantine;
  // Whom it is open to, and whether it is, bear on everything else: with a flaw there nothing of it is told.
  if (!facts || quarantine.length > 0) return undefined;
  const open = openTo(facts.donViTiepNhanRieng, agencies);
  if (!open || open.some(agencies.has)) return facts;
  const reason = `không có đơn vị nào mang mã này: ${foundWords(facts.donViTiepNhanRieng)}`;
  yield quarantineRecord('case', row.key, 'donViTiepNhanRieng', reason);
  return undefined;
}

function caseRecord(
  row: ListedCase,
  facts: CaseEntity | undefined,
  components: CaseComponents,
  agencies: AgencyCodes,
): CaseRecord {
  const { ten, thoiGianThucHien, thoiGianThucHienTrucTuyen } = row;
  const unit = unitOf(row);
  const known = facts?.donViTiepNhanRieng !== undefined;
  const nodes = facts?.nodeQuyTrinh;
  return {
    kind: 'case',
    procedure: row.maTTHC,
    key: row.key,
    ...(ten ? { name: ten } : {}),
    agencies: openTo(facts?.donViTiepNhanRieng, agencies),
    deadlineHours: hours(thoiGianThucHien),
    ...(unit ? { deadlineUnit: unit } : {}),
    onlineDeadlineHours: hours(thoiGianThucHienTrucTuyen),
    ...(known
      ? {
          components: components.of(row),
          eform: typeof facts.eForm === 'string' ? judgeFormio(facts.eForm) : facts.eForm,
          workflow: nodes === undefined ? undefined : judgeDiagram(nodes, facts.edgeQuyTrinh ?? null),
          ...toldFlag('onlineClosed', facts.khongNopTrucTuyen),
          ...toldFlag('onlinePayment', facts.yeuCauNopPhiTrucTuyen),
          ...lastChange(facts),
        }
      : {}),
  };
}

function lastChange({ lastModifiedOn: at, lastModifiedBy: by }: CaseEntity): Pick<CaseRecord, 'modified'> {
  return at === undefined ? {} : { modified: { at, ...(by && { by }) } };
}

/** Group codes joined by `##`; empty = all agencies. */
function openTo(joined: string | null | undefined, agencies: AgencyCodes): string[] | null {
  const codes = (joined ?? '').split('##').map(code => code.trim());
  const named = [...new Set(codes.filter(code => code !== '').map(agencies.canonical))];
  return named.length > 0 ? named : null;
}

/** A flag that is null was never set, which the platform takes for no. */
function toldFlag<Name extends string>(name: Name, flag: boolean | null | undefined) {
  return flag === undefined ? {} : ({ [name]: flag ?? false } as Record<Name, boolean>);
}

/** 0 stands for "none": imports leave it where the national record has no number. */
function hours(value: number | null | undefined): Told<number> {
  if (value === undefined) return undefined;
  return value !== null && value > 0 ? value : null;
}

function unitOf({ loaiThoiGianThucHien }: CaseRow): 'workingDay' | 'day' | undefined {
  const words = loaiThoiGianThucHien?.toLowerCase();
  if (words === 'ngày làm việc') return 'workingDay';
  return words === 'ngày' ? 'day' : undefined;
}

function withDeadlines(deadlines: Told<Deadline[]>, row: CaseRow): Told<Deadline[]> {
  const list = deadlines ?? [];
  const unit = unitOf(row);
  for (const [channel, value] of [
    ['direct', hours(row.thoiGianThucHien)],
    ['online', hours(row.thoiGianThucHienTrucTuyen)],
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
