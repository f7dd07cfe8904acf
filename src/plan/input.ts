import type { Missing } from '../adapter/missing.ts';
import type { AppliedValues } from '../domain/applied.ts';
import type { City, SystemProfile } from '../domain/city.ts';
import type { CaseKind, Change, ChangeKind } from '../domain/push.ts';
import type { ServiceDefinition } from '../domain/service.ts';
import type { ServiceState } from '../domain/service-state.ts';
import type { NationalFacts } from '../readiness/needs.ts';
import type { SnapshotSummary } from '../snapshot/model.ts';

/** Offerings of a procedure without a definition whose level is not what the reviews ask, as the last run found them. */
export interface OffTarget {
  system: string;
  procedure: string;
  name: string;
  /** True: to be raised to 4; false: to be lowered. */
  raise: boolean;
  /** Our agency codes, sorted. */
  agencies: string[];
}

/** Procedure → our agency code → what the reviews ask there; offerings nobody has spoken of are not in it. */
export type ReviewWishes = ReadonlyMap<string, ReadonlyMap<string, ReviewWish>>;

/** What the reviews ask of one offering. */
export interface ReviewWish {
  eligible: boolean;
  /** Who says so: the first source of the target. */
  source: string;
}

/** Everything a plan is made from; plain data and pure functions, so that the same input makes the same plan. */
export interface PlanInput {
  id: string;
  /** ISO 8601, UTC: the only clock there is. */
  createdAt: string;
  author: string;
  city: City;
  definitions: readonly ServiceDefinition[];
  /** Systems to push to. */
  systems: readonly PlanSystem[];
  /** What each of them has of each procedure; a pair that is not here could not be told. */
  services: readonly PlanService[];
  settings: GuardSettings;
  /** What the national records of the definitions' procedures ask for; one that is not here could not be told. */
  national?: ReadonlyMap<string, NationalFacts>;
  /** What the reviews ask of the definitions' offerings; absent where nothing was reviewed. */
  reviewed?: ReviewWishes;
  /** Offerings no definition speaks of that are off their target; work for people. */
  offTarget?: readonly OffTarget[];
  /** Last day for manual tasks, `YYYY-MM-DD`; null = none. */
  due: string | null;
  /** An earlier plan is being taken back. */
  takesBack?: boolean;
}

export interface PlanSystem {
  profile: SystemProfile;
  /** Kinds its writer can carry out; empty = it cannot be written to. The rest becomes work for people. */
  kinds: ReadonlySet<ChangeKind>;
  /** What its writer says a change still lacks; pure. Absent = values alone decide. */
  missing?: (change: Change, actual: ServiceState) => Missing;
  /** Address of the page where a procedure is set up by hand, with `{procedure}` in it. */
  page?: string;
  /** What the last run's snapshot of it said; absent = no run has read it. */
  source?: Pick<SnapshotSummary, 'status' | 'shrunk' | 'error' | 'takenAt' | 'offerings'>;
}

export interface PlanService {
  system: string;
  procedure: string;
  /** Read fresh; absent = could not be read, and `problem` says why (Vietnamese). */
  actual?: ServiceState;
  problem?: string;
  applied: AppliedValues;
  /** Other procedures, by case and kind of change, that have the very thing that kind is written to. */
  shared?: Record<string, Partial<Record<CaseKind, string[]>>>;
}

/** What a system has of a procedure; `undefined` = it was not looked at. */
export function serviceFinder({ services }: Pick<PlanInput, 'services'>) {
  const keyOf = (system: string, procedure: string) => JSON.stringify([system, procedure]);
  const found = new Map(services.map(each => [keyOf(each.system, each.procedure), each]));
  return (system: string, procedure: string) => found.get(keyOf(system, procedure));
}

/** The guards' part of `push` in the configuration. */
export interface GuardSettings {
  maxChanges: number;
  /** Of a system's offerings, 0…1. */
  maxShare: number;
  /** Local times in which writing is allowed; empty = always. `days` 1 (Monday) … 7. */
  windows: readonly { days: readonly number[]; from: string; to: string }[];
}
