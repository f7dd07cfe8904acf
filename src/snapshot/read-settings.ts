import type { SourceRecord } from '../adapter/records.ts';
import type { City, SystemProfile } from '../domain/city.ts';
import type { Store } from '../store/core/contract.ts';

/** What `readSnapshot` needs to know. */
export interface ReadSettings {
  store: Store;
  runId: string;
  system: { profile: SystemProfile; useRemoteMapping: boolean };
  /** What the adapter yields. */
  records: AsyncIterable<SourceRecord>;
  /** The adapter can read cases (components, e-form or workflow); else their absence means nothing. */
  tellsCases: boolean;
  city: Pick<City, 'locality' | 'agencies'>;
  /** Remote code (as `localCode` leaves it) → national code, as configured for this system. */
  codes: Readonly<Record<string, string>>;
  /** Which of these codes the national list has; absent where the system is that list. */
  inNationalList?(codes: readonly string[]): Promise<ReadonlySet<string>>;
  /** ISO 8601, UTC. */
  takenAt: string;
  /** Requests the adapter has sent so far. */
  requests(): number;
  /** What else is to be known of how it was read, once it is; Vietnamese. */
  note?(): string | undefined;
  now(): Date;
  /** Share (0…1) of the last complete snapshot that may be gone without suspicion. */
  shrinkShare: number;
  /** A person has said that the shorter list is right. */
  acceptShrink?: boolean;
  /** Checked while packing; while reading the adapter sees to it. */
  signal?: AbortSignal;
}
