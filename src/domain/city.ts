import type { LevelNaming } from '../domain/level.ts';
import type { Agency } from './agency.ts';
import type { Contacts } from './contact.ts';
import type { RuleId } from './finding.ts';
import type { Owner, Severity } from './severity.ts';

/** Part a system plays. Any further participant may have a role of its own name. */
export type Role = 'national' | 'nationalPortal' | 'portal' | 'oneStop' | (string & {});

/** Configuration a system is expected to hold. */
export const hosted = ['components', 'eform', 'workflow', 'payment', 'channel'] as const;
export type Hosted = (typeof hosted)[number];

export interface SystemProfile {
  /** Configured name; what reports and files call it. */
  name: string;
  role: Role;
  hosts: Hosted[];
  /** Tiers or agency codes it carries; `null` = all (portal, oneStop) or none (other roles). */
  covers: string[] | null;
}

/** The system that says which procedures there are, where one is configured. */
export function nationalOf<System extends Pick<SystemProfile, 'role'>>({
  systems,
}: {
  systems: readonly System[];
}): System | undefined {
  return systems.find(({ role }) => role === 'national');
}

/** Its place among the systems, -1 where there is none. */
export function positionOfNational(city: Pick<City, 'systems'>): number {
  const national = nationalOf(city);
  return national ? city.systems.indexOf(national) : -1;
}

/** Is a system expected to show offerings and their levels at all? */
export function carriesOfferings({ role, covers }: Pick<SystemProfile, 'role' | 'covers'>): boolean {
  return covers !== null || role === 'portal' || role === 'oneStop';
}

/** A person's word that a procedure does (not) apply somewhere, with the reason that is shown. */
export interface AppliesOverride {
  procedure: string;
  add?: string[];
  remove?: string[];
  reason: string;
}

export interface RuleSetting {
  enabled?: boolean;
  severity?: Severity;
  owner?: Owner;
}

export type ListOrder = 'severity' | 'demand';

/** Everything about the city that judging needs; plain data. */
export interface City {
  locality: string;
  agencies: Agency[];
  /** Field of work (name or code) → code of the managing agency. */
  fields: Record<string, string>;
  applies: AppliesOverride[];
  systems: SystemProfile[];
  rules: Partial<Record<RuleId, RuleSetting>>;
  /** Who answers questions; absent where nobody is named. */
  contacts?: Contacts;
  /** What the city calls the offices that act; default Sở TTTT, VP UBND, Đơn vị. */
  ownerNames?: Partial<Record<Owner, string>>;
  /** What reports and documents call the levels; default by number. */
  levelNames?: LevelNaming;
  /** What was found eligible in the lists is to be raised only once it has been appraised. */
  requireAppraisal?: boolean;
  /** What reports and work lists put first: the worst (default), or what most people asked for. */
  orderBy?: ListOrder;
}
