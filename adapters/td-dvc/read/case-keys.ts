import { hash } from 'node:crypto';
import type { Memory } from '../../../src/adapter/service-request.ts';
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
  const keys = new Map<string, string>();
  const free = new Set(known.map(({ key }) => key));
  const take = (row: Listed | undefined, key: string) => {
    if (!row || !free.delete(key)) return;
    keys.set(row.id, key);
  };
  const unclaimed = () => listed.filter(({ id }) => !keys.has(id));
  const coded = (code: string) =>
    unclaimed().find(each => folded(each.id) === folded(code) || folded(each.code) === folded(code));
  for (const { key } of known) if (memory[caseMemory(key)]) take(coded(memory[caseMemory(key)]!), key);
  for (const { key } of known) take(free.has(key) ? coded(key) : undefined, key);
  for (const { key } of known) take(free.has(key) ? withOurCode(key) : undefined, key);
  for (const { key, name } of known) {
    take(free.has(key) ? unclaimed().find(each => textKey(each.name) === textKey(name)) : undefined, key);
  }
  if (listed.length === 1 && known.length === 1) take(unclaimed()[0], known[0]!.key);
  const taken = new Set<string>();
  for (const { id, code } of unclaimed()) {
    // Two of one code are two cases all the same.
    const key = code === '' || taken.has(code) ? id : code;
    taken.add(key);
    keys.set(id, key);
  }
  return keys;

  function withOurCode(key: string): Listed | undefined {
    const ours = ourDigits(procedure, key);
    return unclaimed().find(({ code }) => folded(code).endsWith(`_${ours}`));
  }
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
