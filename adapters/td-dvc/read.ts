import { RemoteError } from '../../src/adapter/errors.ts';
import { inWindow } from '../../src/adapter/in-window.ts';
import type { OfferingRecord, SourceRecord } from '../../src/adapter/records.ts';
import { gapRecord, losing, quarantineRecord } from '../../src/adapter/unread.ts';
import { type AgencyCodes, readAgencies } from './agencies.ts';
import { readCases } from './cases.ts';
import { type AgencyReading, readAgencyOfferings } from './offerings.ts';
import { procedureRecords, readDecisions, readFees, readProcedures } from './procedures.ts';
import { endsReading, type Reading } from './reading.ts';
import { readRow } from './row.ts';
import { offeringHint, offeringRow } from './schema.ts';

const noGuid = '00000000-0000-0000-0000-000000000000';
const accounts: ReadonlySet<string> = new Set(['tkThuHuong', 'taiKhoanThuHuongId']);
/** Each holds all rows of an agency, so these are fewer than other requests. */
const agenciesAtOnce = 8;

/**
 * Everything the platform shows. Offerings go out as they come; procedures last, when their decision, fees and
 * deadlines are known. Throws `RemoteError` when a list on which all else rests cannot be read.
 */
export async function* readPortal(reading: Reading): AsyncGenerator<SourceRecord> {
  const agencies = yield* readAgencies(reading);
  const procedures = yield* readProcedures(reading);
  yield* readOfferings(reading, agencies);
  yield* readDecisions(reading, procedures);
  yield* readFees(reading, procedures);
  yield* readCases(reading, procedures, agencies);
  yield* procedureRecords(procedures);
}

async function* readOfferings(
  { client, context, pageSize }: Reading,
  agencies: AgencyCodes,
): AsyncGenerator<SourceRecord> {
  let done = 0;
  const readings = inWindow(agencies.all, agenciesAtOnce, async agency => {
    try {
      return { agency, reading: await readAgencyOfferings(client, agency, pageSize) };
    } catch (error) {
      if (endsReading(error)) throw error;
      if (!(error instanceof RemoteError)) throw error;
      return { agency, reading: { rows: [], gap: `đơn vị ${agency}: ${error.message}` } as AgencyReading };
    }
  });
  for await (const { agency, reading } of readings) {
    if (reading.gap) yield gapRecord('offerings', reading.gap);
    yield* offeringRecords(agency, reading.rows, agencies);
    context.progress('offerings', ++done, agencies.all.length);
  }
}

function* offeringRecords(agency: string, rows: unknown[], agencies: AgencyCodes): Generator<SourceRecord> {
  let foreign = 0;
  for (const value of rows) {
    const { row, quarantine } = readRow(offeringRow, value, 'offering', 'id');
    if (!row) {
      const { maTTHC } = offeringHint.parse(value);
      yield* losing(quarantine, { what: 'offering', agency, procedure: maTTHC ?? '' });
      continue;
    }
    yield* quarantine;
    if (row.donViId && agencies.canonical(row.donViId) !== agency) {
      foreign++;
      continue;
    }
    const record: OfferingRecord = {
      kind: 'offering',
      procedure: row.maTTHC,
      agency,
      row: row.id,
      // Whose account cannot be read may be paid online, so what its level would promise cannot be told either.
      level: quarantine.some(({ path }) => accounts.has(path)) ? undefined : row.mucDo,
    };
    const { tkThuHuong, taiKhoanThuHuongId } = row;
    if (tkThuHuong !== undefined || taiKhoanThuHuongId !== undefined) {
      record.account = Boolean(tkThuHuong || (taiKhoanThuHuongId && taiKhoanThuHuongId !== noGuid));
    }
    yield record;
  }
  if (foreign > 0) {
    // The list says they are the agency's, they say they are not: some of them may be.
    const reason = `${foreign} dòng của đơn vị khác lẫn trong danh sách`;
    const flaw = quarantineRecord('offering', agency, 'donViId', reason);
    yield* losing([flaw], { what: 'offerings', agency });
  }
}
