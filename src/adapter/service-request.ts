import type { Level } from '../domain/level.ts';
import type { FieldRef } from '../domain/procedure.ts';
import type { ChangeKind, KnownCases } from '../domain/push.ts';
import type { AgencyRecord } from './records.ts';

/** What whoever looks at one procedure tells the adapter about it. */
export interface ServiceRequest {
  names: CityNames;
  /** The cases we have for it, to which those of the remote are matched. */
  cases: KnownCases;
  /** What `RemoteSend.remember` told for it before (ids derived once, kept stable). */
  memory: Memory;
  /**
   * Kinds of change the caller is about to compare: what changes of other kinds are about may be left out (missing =
   * could not tell), which spares a batch of levels every case. Absent = everything.
   */
  kinds?: ReadonlySet<ChangeKind>;
}

/** Per system and procedure, kept by the store across plans. */
export type Memory = Readonly<Record<string, string>>;

/** How the configuration's roles and our agencies are called at this system. */
export interface CityNames {
  /** Our agency code for a remote agency, as the snapshot room maps it. */
  agencyCode(remote: Omit<AgencyRecord, 'kind'>): string | undefined;
  /** What the city calls a level, for texts: "mức độ 4"; null = none. */
  levelWords(level: Level | null): string;
  /** Name or code of a configured role at this system; absent = not configured. */
  roleAt(role: string): string | undefined;
  /** All configured roles, by which a writer recognises the remote's own words for them. */
  roles?: readonly string[];
  /** Codes this system has for a procedure according to the configuration, where they are other than its own. */
  codesOf?(procedure: string): readonly string[];
  /** What the national record says of a procedure, for systems where it has to be made first; absent = not known. */
  described?(procedure: string): { name: string; field?: FieldRef } | undefined;
}
