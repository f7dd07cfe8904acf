import type { LevelNaming } from '../domain/level.ts';
import type { Agency } from './agency.ts';
import type { RuleId } from './finding.ts';
import type { Owner, Severity } from './severity.ts';

/** Part a system plays. Any further participant may have a role of its own name. */
export type Role = 'national' | 'nationalPortal' | 'portal' | 'oneStop' | (string & {});

/** Configuration a system is expected to hold. */
export type Hosted = 'components' | 'eform' | 'workflow' | 'payment' | 'channel';

export interface SystemProfile {
  /** Configured name; what reports and files call it. */
  name: string;
  role: Role;
  hosts: Hosted[];
  /** Tiers or agency codes it carries; `null` = all (portal, oneStop) or none (other roles). */
  covers: string[] | null;
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

/** Everything about the city that judging needs; plain data. */
export interface City {
  locality: string;
  agencies: Agency[];
  /** Field of work (name or code) → code of the managing agency. */
  fields: Record<string, string>;
  applies: AppliesOverride[];
  systems: SystemProfile[];
  rules: Partial<Record<RuleId, RuleSetting>>;
  /** What the city calls the offices that act; default Sở TTTT, VP UBND, Đơn vị. */
  ownerNames?: Partial<Record<Owner, string>>;
  /** What reports and documents call the levels; default by number. */
  levelNames?: LevelNaming;
}
