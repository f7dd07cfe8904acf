import type { HostContext } from '../../../src/adapter/adapter.ts';
import { isHostFailure, RemoteError } from '../../../src/adapter/errors.ts';
import type { AgencyRecord } from '../../../src/adapter/records.ts';
import type { PortalClient } from '../client.ts';
import type { PageSize } from './walk.ts';

/** Units of the city as the portal knows them: by `departmentCode`, learned from whatever row has code and id. */
export interface Units {
  /** The locality itself, or below it at a dot. */
  isOurs(code: string): boolean;
  codeOf(id: string): string | undefined;
  nameOf(code: string): string;
  learn(unit: { id: string; code: string; name: string }): void;
  /** Those that the portal lists below the city, and those that carry something. */
  records(carrying: ReadonlySet<string>): AgencyRecord[];
}

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
