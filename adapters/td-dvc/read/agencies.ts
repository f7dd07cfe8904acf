import { foundWords } from '../../../src/adapter/issue-words.ts';
import type { SourceRecord } from '../../../src/adapter/records.ts';
import { gapRecord, losing, quarantineRecord } from '../../../src/adapter/unread.ts';
import type { Tier } from '../../../src/domain/tier.ts';
import { readList } from '../paging.ts';
import { type GroupRow, groupRow, readRow } from '../schema.ts';
import type { Reading } from './reading.ts';

export type AgencyCodes = ReturnType<typeof agencyCodes>;

const agencyType = 'don-vi';

/** Contract 4.3; land-registry branches belong to a department. */
const tiers: Record<string, Tier> = {
  'so-ban-nganh': 'province',
  cnvpdk: 'province',
  'quan-huyen': 'district',
  'xa-phuong': 'commune',
};

/** Yields the agencies (rooms inside them are another `type`) and returns their codes. Throws when unreadable. */
export async function* readAgencies({
  client,
  pageSize,
  context,
}: Reading): AsyncGenerator<SourceRecord, AgencyCodes> {
  const listing = await readList(client, 'groups', pageSize, { type: agencyType });
  context.progress('agencies', listing.rows.length, listing.rows.length);
  if (listing.gap) yield gapRecord('agencies', listing.gap);
  const rows = new Map<string, GroupRow>();
  let whole = !listing.gap;
  for (const value of listing.rows) {
    const { row, quarantine } = readRow(groupRow, value, 'agency', 'groupCode');
    // What is wrong with one may be what it is known by.
    yield* losing(quarantine, { what: 'agency', agency: row?.groupCode ?? '' });
    whole &&= row !== undefined;
    if (!row || rows.has(row.groupCode.toUpperCase())) continue;
    // Only agencies were asked for: what calls itself something else is read as one, and told.
    if (row.type && row.type.toLowerCase() !== agencyType) {
      const reason = `hỏi ${agencyType}, gặp ${foundWords(row.type)}`;
      yield quarantineRecord('agency', row.groupCode, 'type', reason);
    }
    rows.set(row.groupCode.toUpperCase(), row);
  }
  // Offerings are asked for agency by agency: without any there is nothing to ask for.
  if (rows.size === 0) {
    yield gapRecord('agencies', 'danh sách đơn vị rỗng: hãy kiểm tra địa chỉ, tenant và quyền của tài khoản');
  }
  const listed = [...rows.values()];
  const codes = listed.map(({ groupCode }) => groupCode);
  const known = agencyCodes(codes, whole);
  for (const row of listed) {
    const { ofGroupCode, catalog } = row;
    const tier = catalog ? tiers[catalog.toLowerCase()] : undefined;
    yield {
      kind: 'agency',
      ...calledOf(row),
      ...(tier ? { tier } : {}),
      ...(ofGroupCode ? { parent: known.canonical(ofGroupCode) } : {}),
    };
  }
  return known;
}

/** By what an agency is known. */
export function calledOf({ id, groupCode, groupName, maDinhDanh }: GroupRow) {
  return {
    id: groupCode,
    ...(maDinhDanh ? { identification: maDinhDanh } : {}),
    ...(id && id !== groupCode ? { otherIds: [id] } : {}),
    name: groupName ?? '',
  };
}

/**
 * Group codes as the list of agencies writes them, found without regard to case (contract 8.4): of several that differ in
 * that only, the first counts.
 *
 * @param whole Whether what is not here is not in the list.
 */
export function agencyCodes(all: readonly string[], whole: boolean) {
  const codes = new Map<string, string>();
  for (const code of all) if (!codes.has(code.toUpperCase())) codes.set(code.toUpperCase(), code);
  return {
    all: [...codes.values()],
    canonical: (code: string) => codes.get(code.toUpperCase()) ?? code,
    has: (code: string) => codes.has(code.toUpperCase()),
    whole,
  };
}
