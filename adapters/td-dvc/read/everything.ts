import type { SourceRecord } from '../../../src/adapter/records.ts';
import { readAgencies } from './agencies.ts';
import { readCases } from './cases.ts';
import { readOfferings } from './offerings.ts';
import { procedureRecords, readDecisions, readFees, readProcedures } from './procedures.ts';
import type { Reading } from './reading.ts';

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
