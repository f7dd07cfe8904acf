import type { HostContext } from '../../../src/adapter/adapter.ts';
import { isHostFailure, RemoteError } from '../../../src/adapter/errors.ts';
import type { PortalClient } from '../client.ts';
import type { Units } from './units.ts';
import type { PageSize } from './walk.ts';

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
