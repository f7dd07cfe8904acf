import { hash } from 'node:crypto';
import type { Memory } from '../../../src/adapter/service-request.ts';
import { pairUp } from '../../../src/domain/pairing.ts';
import type { CaseValue, KnownCases } from '../../../src/domain/push.ts';
import { textKey } from '../../../src/domain/text.ts';
import type { Fields } from '../diagram.ts';
import { folded, type RemoteCase } from '../remote.ts';
import { caseDetail, readRow } from '../schema.ts';

type Listed = Pick<RemoteCase, 'id' | 'code'> & { name: string };

/**
 * Which of our cases each of the portal's is: by what we remember, by its code (our key, or the one we gave it), by
 * name, and the only one for the only one. Others keep their own code as key.
 */
export function caseKeys(
  procedure: string,
  listed: readonly Listed[],
  known: KnownCases,
  memory: Memory,
): Map<string, string> {
  const isCalled = ({ id, code }: Listed, name = '') =>
    name !== '' && [id, code].some(each => folded(each) === folded(name));
  const { found, left } = pairUp<KnownCases[number], Listed>(known, listed, [
    ({ key }, row) => isCalled(row, memory[caseMemory(key)]),
    ({ key }, row) => isCalled(row, key),
    ({ key }, { code }) => folded(code).endsWith(`_${ourDigits(procedure, key)}`),
    ({ name }, row) => textKey(row.name) === textKey(name),
    () => listed.length === 1 && known.length === 1,
  ]);
  const keys = new Map(found.flatMap((row, at) => (row ? [[row.id, known[at]!.key]] : [])));
  const taken = new Set<string>();
  for (const { id, code } of left) {
    // Two of one code are two cases all the same.
    const key = code === '' || taken.has(code) ? id : code;
    taken.add(key);
    keys.set(id, key);
  }
  return keys;
}

/** Case as `set-case` has it. */
export function readCaseValue(fields: Fields): CaseValue {
  const { row } = readRow(caseDetail, fields, 'case', 'ma');
  const online = row?.thoiGianThucHienTrucTuyen ?? 0;
  return {
    name: row?.ten ?? '',
    deadlineHours: row?.thoiGianThucHien ?? 0,
    onlineDeadlineHours: online > 0 ? online : null,
    deadlineUnit: row?.loaiThoiGianThucHien?.toLowerCase() === 'ngày' ? 'day' : 'workingDay',
    online: row?.khongNopTrucTuyen !== true,
    onlinePayment: row?.yeuCauNopPhiTrucTuyen === true,
  };
}

/** Under what the code we gave a case is remembered. */
export function caseMemory(key: string): string {
  return `case:${key}`;
}

/** The five digits of a code like the platform's own, the same at every try: a lost answer makes no second case. */
export function ourDigits(procedure: string, key: string): string {
  return hash('sha1', `${procedure}\n${key}`, 'hex').slice(0, 5);
}
