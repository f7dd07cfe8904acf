import type { HostContext } from '../../../src/adapter/adapter.ts';
import { isHostFailure, RemoteError } from '../../../src/adapter/errors.ts';
import type { AgencyRecord } from '../../../src/adapter/records.ts';
import type { PortalClient } from '../client.ts';
import type { PageSize } from './walk.ts';

/** Units of the city as the portal knows them: by `departmentCode`, learned from whatever row has code and id. */
export function createUnits(locality: string) {
  const own = locality.trim().toUpperCase();
  const codes = new Map<string, string>();
  const known = new Map<string, { id: string; name: string }>();
  const isOurs = (code: string) => code.toUpperCase() === own || code.toUpperCase().startsWith(`${own}.`);
  return {
    /** The locality itself, or below it at a dot. */
    isOurs,
    codeOf: (id: string) => codes.get(id),
    nameOf: (code: string) => known.get(code)?.name ?? '',
    learn({ id, code, name }: { id: string; code: string; name: string }): void {
      if (!isOurs(code)) return;
      if (id !== '') codes.set(id, code);
      if (!known.get(code)?.name) known.set(code, { id, name });
    },
    /** Those that the portal lists below the city, and those that carry something. */
    records: (carrying: ReadonlySet<string>): AgencyRecord[] =>
      [...known]
        .filter(([code]) => code.toUpperCase() !== own || carrying.has(code))
        .map(([code, { id, name }]) => ({ kind: 'agency', id: code, ...(id && { otherIds: [id] }), name })),
  };
}

export type Units = ReturnType<typeof createUnits>;

/** What reading the portal needs. */
export interface Reading {
  client: PortalClient;
  context: Pick<HostContext, 'locality' | 'details' | 'progress' | 'maxRows' | 'concurrency'>;
  units: Units;
  pageSize: PageSize;
  /** First readings of details that need not take turns. */
  detailsAtOnce: number;
}

/** A list that could not be read leaves the others worth reading, unless the portal answers nobody any more. */
export function gapWords(error: unknown): string {
  if (!(error instanceof RemoteError) || error.kind === 'aborted' || isHostFailure(error)) throw error;
  return error.message;
}
