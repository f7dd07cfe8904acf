import type { CityNames } from '../../../src/adapter/service-request.ts';
import type { PortalClient } from '../client.ts';
import { readList, wholeOf } from '../paging.ts';
import type { Directory } from '../remote.ts';
import { groupRow, readRow, userGroupRow } from '../schema.ts';
import { type AgencyCodes, agencyCodes, calledOf } from './agencies.ts';

/** What every procedure's writes need: agencies, by group code too, and user groups. */
export interface KnownDirectory {
  directory: Directory;
  /** Our code by group code in upper case. */
  agencyOf: ReadonlyMap<string, string>;
  /** The portal's own. */
  agencies: AgencyCodes;
}

/** Reads the lists on first use and keeps them, as long as they could be read. */
export function directoryReader(
  client: PortalClient,
  pageSize: number,
): (names: CityNames) => Promise<KnownDirectory> {
  const known = new WeakMap<CityNames, Promise<KnownDirectory>>();
  return names => {
    const found = known.get(names);
    if (found) return found;
    const reading = read(client, pageSize, names).catch(error => {
      known.delete(names);
      throw error;
    });
    known.set(names, reading);
    return reading;
  };
}

async function read(client: PortalClient, pageSize: number, names: CityNames): Promise<KnownDirectory> {
  const [groups, users] = await Promise.all([
    wholeList(client, 'groups', pageSize, { type: 'don-vi' }),
    wholeList(client, 'nhomnguoidungs', pageSize),
  ]);
  const agencyOf = new Map<string, string>();
  const codes: string[] = [];
  const directory: Directory = { agencies: {}, userGroups: [] };
  for (const value of groups) {
    const { row } = readRow(groupRow, value, 'agency', 'groupCode');
    // As in a reading of everything: only agencies were asked for, whatever one calls itself.
    if (!row) continue;
    const { groupCode } = row;
    codes.push(groupCode);
    const code = names.agencyCode(calledOf(row));
    if (code === undefined) continue;
    agencyOf.set(groupCode.toUpperCase(), code);
    directory.agencies[code] ??= groupCode;
  }
  for (const value of users) {
    const { row } = readRow(userGroupRow, value, 'user-group', 'id');
    if (row?.ten) directory.userGroups.push({ id: row.id, name: row.ten });
  }
  return { directory, agencyOf, agencies: agencyCodes(codes, codes.length === groups.length) };
}

export async function wholeList(...asked: Parameters<typeof readList>): Promise<unknown[]> {
  return wholeOf(await readList(...asked));
}
