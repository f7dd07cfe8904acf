import { parseExactJson } from '../../../src/adapter/exact-json.ts';
import type { Aside, AsideMap } from '../../../src/adapter/kit/aside.ts';
import type { Sized } from '../../../src/adapter/kit/each-detail.ts';
import type { QuarantineRecord, SourceRecord } from '../../../src/adapter/records.ts';
import { gapRecord, losing, quarantineRecord } from '../../../src/adapter/unread.ts';
import { readFee } from '../../../src/domain/fee.ts';
import { given } from '../../../src/domain/given.ts';
import type { Known } from '../../../src/domain/known.ts';
import type { Deadline, Fee, ProcedureFacts } from '../../../src/domain/procedure.ts';
import { cleanText } from '../../../src/domain/text.ts';
import { type Listing, readList, readListAside } from '../paging.ts';
import { feeRow, type ProcedureRow, procedureEntity, procedureRow, readRow } from '../schema.ts';
import { type Reading, readDetails } from './reading.ts';

/** One listed procedure while its parts are gathered. */
export interface ListedProcedure {
  row: ProcedureRow;
  /** The same as it came. */
  listed: unknown;
  active: boolean | undefined;
  /** Whether it is in use could be anything: then nothing else counts. */
  unclear: boolean;
  fromNumber: boolean;
  decision: Known<string>;
  fees: Known<Fee[]>;
  deadlines: Known<Deadline[]>;
  /** Of the oldest of the details; absent = all are of now. */
  readAt?: string;
}

/** By code, without regard to case. They lie on disk: what is changed of one is put back. */
export class Procedures implements Iterable<ListedProcedure> {
  readonly #rows: AsideMap<ListedProcedure>;
  /** Whether what is not here is not in the list. */
  whole = true;

  constructor(aside: Aside) {
    this.#rows = aside.map();
  }

  get size(): number {
    return this.#rows.size;
  }

  get(code: string): ListedProcedure | undefined {
    return this.#rows.get(code.toUpperCase());
  }

  put(procedure: ListedProcedure): void {
    this.#rows.set(procedure.row.maTTHC.toUpperCase(), procedure);
  }

  [Symbol.iterator](): Iterator<ListedProcedure> {
    return this.#rows[Symbol.iterator]();
  }

  /** Those in use, and of them some. */
  inUse(some: (procedure: ListedProcedure) => boolean = () => true): Sized<ListedProcedure> {
    const found = () =>
      this.#rows[Symbol.iterator]().filter(procedure => procedure.active !== false && some(procedure));
    return { size: found().reduce(count => count + 1, 0), [Symbol.iterator]: found };
  }
}

/** Reads the list. Throws when unreadable. */
export async function* readProcedures(reading: Reading): AsyncGenerator<SourceRecord, Procedures> {
  const listing = await readListAside(reading, 'thutucs', 'procedures');
  if (listing.gap) yield gapRecord('procedures', listing.gap);
  const procedures = new Procedures(reading.aside);
  procedures.whole = !listing.gap;
  for (const value of listing.rows) {
    const { row, quarantine } = readRow(procedureRow, value, 'procedure', 'maTTHC');
    if (!row) {
      procedures.whole = false;
      yield* losing(quarantine, { what: 'procedure' });
      continue;
    }
    yield* quarantine;
    const known = procedures.get(row.maTTHC);
    if (known) {
      yield quarantineRecord('procedure', row.maTTHC, '', 'mã thủ tục có nhiều dòng trong danh sách');
      if (known.active || !row.suDung) continue;
    }
    // A blank flag counts as off at the platform (contract 2.1).
    const active = row.suDung === null ? false : row.suDung;
    const unclear = quarantine.some(({ path }) => path === 'suDung');
    const fromNumber = typeof Object(value).maTTHC === 'number';
    procedures.put({
      ...{ row, listed: value, active, unclear, fromNumber },
      ...{ decision: row.quyetDinh || undefined, fees: undefined, deadlines: undefined },
    });
  }
  listing.rows.drop();
  // A portal without procedures is one not set up or not shown to us; nobody misses a whole city's services one by one.
  if (procedures.size === 0) {
    yield gapRecord(
      'procedures',
      'danh sách thủ tục rỗng: hãy kiểm tra địa chỉ, tenant và quyền của tài khoản',
    );
  }
  return procedures;
}

/**
 * The announcing decision: typed by hand, else out of the stored national record, which only the single procedure
 * shows. Procedures out of use are not asked about.
 */
export function readDecisions(reading: Reading, procedures: Procedures): AsyncGenerator<SourceRecord> {
  const blank = procedures.inUse(({ row, decision }) => !decision && Boolean(row.id));
  return readFact(reading, 'decision', procedures, blank, 'decision', ({ id, maTTHC }) => ({
    key: `decision:${id}`,
    ask: async () => decodeDecision(await reading.client.entity('thutucs', id!), maTTHC),
  }));
}

/** Asks for one fact of some procedures, which no row of the list tells. */
function readFact<Fact extends 'decision' | 'fees'>(
  reading: Reading,
  part: string,
  procedures: Procedures,
  asked: Sized<ListedProcedure>,
  fact: Fact,
  asking: (row: ProcedureRow) => { key: string; ask(): Promise<Decoded<ListedProcedure[Fact]>> },
): AsyncGenerator<SourceRecord> {
  return readDetails(
    reading,
    part,
    asked,
    ({ row }) => row.maTTHC,
    ({ row, listed }) => {
      const { key, ask } = asking(row);
      return reading.context.details.read(`td-dvc:1:${key}`, listed, ask, { worthKeeping });
    },
    function* (procedure, found) {
      if (!found) return;
      const { value, readAt } = found;
      yield* value.quarantine;
      // A procedure is as old as the oldest of what was read of it.
      const isOldest = readAt !== undefined && !(procedure.readAt! < readAt);
      procedures.put({ ...procedure, [fact]: value.told, ...(isOldest && { readAt }) });
    },
  );
}

/** A fact of a procedure that its row in the list does not tell. */
interface Decoded<T> {
  told?: T;
  quarantine: QuarantineRecord[];
}

function decodeDecision(entity: unknown, maTTHC: string): Decoded<Known<string>> {
  const { row, quarantine } = readRow(procedureEntity, entity ?? {}, 'decision', 'maTTHC');
  if (quarantine.some(({ path }) => path === 'quyetDinh')) return { quarantine };
  const told = row?.quyetDinh || storedDecision(row?.quyetDinhCongBo);
  if (!row?.quyetDinhCongBo || told !== undefined) return { told, quarantine };
  const reason = 'không phải là một quyết định dạng JSON';
  return { quarantine: [...quarantine, quarantineRecord('decision', maTTHC, 'quyetDinhCongBo', reason)] };
}

function worthKeeping({ quarantine }: Decoded<unknown>): boolean {
  return quarantine.length === 0;
}

/** Fees of the procedures in use; the list is only told apart by procedure when asked for one by one. */
export function readFees(reading: Reading, procedures: Procedures): AsyncGenerator<SourceRecord> {
  const { client, pageSize } = reading;
  return readFact(reading, 'fee', procedures, procedures.inUse(), 'fees', ({ maTTHC }) => ({
    key: `fees:${maTTHC}`,
    ask: async () => decodeFees(await readList(client, 'philephis', pageSize, { thuTucId: maTTHC }), maTTHC),
  }));
}

function decodeFees({ rows, gap }: Listing, maTTHC: string): Decoded<Known<Fee[]>> {
  if (gap) return { quarantine: [quarantineRecord('fee', maTTHC, '', gap)] };
  const flaws: QuarantineRecord[] = [];
  const fees = rows.map((value): Fee => {
    const { row, quarantine } = readRow(feeRow, value, 'fee', 'id');
    flaws.push(...quarantine);
    const amount = row?.soTien?.toLocaleString('vi-VN');
    const fee = readFee({ ...(amount ? { amount, currency: 'đồng' } : {}), note: row?.moTa ?? null });
    return { ...fee, text: [row?.ten, fee.text].filter(Boolean).join(': ') };
  });
  return { ...(flaws.length === 0 && { told: fees.length > 0 ? fees : null }), quarantine: flaws };
}

/** Everything about a procedure, once all its parts are known. */
export function* procedureRecords(procedures: Procedures): Generator<SourceRecord> {
  for (const procedure of procedures) {
    const { row, unclear, fromNumber } = procedure;
    const detail = unclear ? 'unread' : 'read';
    yield {
      ...{ kind: 'procedure', code: row.maTTHC, detail, facts: procedureFacts(procedure) },
      ...(fromNumber && { fromNumber }),
    };
  }
}

/** The decoder of a procedure: its row in the list, and what else was read of it. */
export function procedureFacts(
  procedure: Omit<ListedProcedure, 'listed' | 'unclear' | 'fromNumber'>,
): ProcedureFacts {
  const { row, active, decision, fees, deadlines, readAt } = procedure;
  const { tenTTHC: name, mucDo: shownLevel, maLinhVucChinh, linhVucChinh } = row;
  const toldField = maLinhVucChinh !== undefined || linhVucChinh !== undefined;
  const field = { code: maLinhVucChinh || undefined, name: linhVucChinh || undefined };
  const fields = !toldField ? undefined : field.code || field.name ? [given(field)] : null;
  return { name, fields, decision, fees, deadlines, shownLevel, ...given({ active, readAt }) };
}

/** `quyetDinhCongBo` holds one decision record as text, or a list of them (contract 5.5). */
function storedDecision(text: string | null | undefined): Known<string> {
  if (text === undefined || text === null) return text;
  try {
    const [record] = [parseExactJson(text)].flat();
    if (record === null || record === undefined) return null;
    if (typeof record !== 'object') return undefined;
    const number = (record as { SOQUYETDINH?: unknown }).SOQUYETDINH ?? '';
    return typeof number === 'object' ? undefined : cleanText(String(number)) || null;
  } catch {
    return undefined;
  }
}
