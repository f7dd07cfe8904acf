import type { SnapshotProcedure } from '../snapshot/model.ts';
import type { LevelTerms } from '../words/level-names.ts';
import { type Indeterminate, mayBeHidden } from './absence.ts';
import { levelOf, nowhere } from './columns.ts';
import { activeColumns, tellsUse } from './offered.ts';
import type { TaskAnswer } from './task-check.ts';

/** The portal a registration shows at, as a whole list of it was read. */
export interface Showing {
  /** As people call it. */
  label: string;
  /** Whose rows it could not show. */
  indeterminate?: Indeterminate;
}

/**
 * Whether people find a service at level 4 at a unit. One audience only, an empty level, a record marked as a test and
 * no service at all are not.
 *
 * @param record the procedure there; undefined = the portal does not have it.
 */
export function checkRegistration(
  { procedure, agency }: { procedure: string; agency: string },
  record: SnapshotProcedure | undefined,
  { label, indeterminate }: Showing,
  levels: LevelTerms,
): TaskAnswer {
  const notTold = { indeterminate: `Lần chạy gần nhất không đọc được dịch vụ này trên ${label}.` };
  if (!tellsUse(record)) return notTold;
  const level = levelOf(activeColumns(record), agency);
  const { tests = [], audiences } = record?.facts.publication ?? {};
  if (level === nowhere) {
    // A row that could not be read, or is of a unit that could not be recognised, may be this very one.
    if (record?.unmappedOfferings || mayBeHidden(indeterminate, procedure, agency)) return notTold;
    const test = tests.includes(agency);
    return { still: `${label} ${test ? 'chỉ có bản ghi thử nghiệm' : 'chưa có dịch vụ'} của đơn vị.` };
  }
  if (level === undefined) return notTold;
  if (level !== 4) {
    const shown = level === null ? `chưa ghi ${levels.noun}` : `đang ghi ${levels.of(level)}`;
    return { still: `${label} ${shown} cho đơn vị.` };
  }
  if (record?.facts.publication && audiences === undefined) return notTold;
  const apart = audiences?.find(one => one.agency === agency && (one.citizen === 4) !== (one.business === 4));
  if (!apart) return { done: true };
  const { citizen, business } = apart;
  return {
    still: `${label} ghi ${levels.of(citizen)} cho người dân nhưng ${levels.of(business)} cho doanh nghiệp.`,
  };
}
