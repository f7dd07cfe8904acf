import type { Level } from './level.ts';
import type { Component } from './procedure.ts';
import { textKey } from './text.ts';
import type { Tier } from './tier.ts';

/** Desired configuration of one procedure, as its reviewed files under `services/<procedure>/` say. */
export interface ServiceDefinition {
  /** National code. */
  procedure: string;
  name: string;
  /** Folder of the files, absolute; for messages. */
  folder: string;
  /** Where it holds: tiers and agency codes of ours; every offering there. */
  applies: { tiers?: Tier[]; agencies?: string[] };
  /** The level these offerings should have. */
  level: Level;
  cases: DesiredCase[];
  /** Đồng; empty = free, `undefined` = not known. */
  fees: { name: string; kind: 'phí' | 'lệ phí'; amount: number }[] | undefined;
  /** `undefined` = not known: what a system has stays. */
  onlinePayment: boolean | undefined;
  /** People may file online; result by post offered. `undefined` = not known. */
  channels: { online: boolean | undefined; post: boolean | undefined };
  /** Technical and legal conditions of the plan, each with its source. */
  readiness: { condition: string; state: 'met' | 'not-met' | 'not-needed' | 'unknown'; source: string }[];
  /**
   * Where and when it was taken over as it was, and the level it had there: it is about that system only. Absent = it is
   * the city's own, for all systems.
   */
  adopted?: { system: string; level: Level; day: string };
}

export interface DesiredCase {
  /** Stable key within the procedure; `default` for the only case. */
  key: string;
  name: string;
  components: DesiredComponent[];
  /** Form.io schema; null = none. */
  eform: Record<string, unknown> | null;
  workflow: DesiredWorkflow | null;
  /** Hours, 8 = one day. */
  deadlineHours: number;
  onlineDeadlineHours: number | null;
  deadlineUnit: 'workingDay' | 'day';
}

/** A paper with everything said of it but its code, which it may have none of. */
export type DesiredComponent = Required<Omit<Component, 'code'>> & Pick<Component, 'code'>;

/** A paper as a system keeps it: where it says no numbers it asks for one original. */
export type StoredComponent = Pick<DesiredComponent, 'code' | 'name' | 'required'> &
  Partial<Pick<DesiredComponent, 'originals' | 'copies'>>;

export function counted({ originals = 1, copies = 0, required, ...rest }: StoredComponent): DesiredComponent {
  return { ...rest, originals, copies, required };
}

/**
 * Whether numbers ask for nothing that a paper a system keeps without any does not: one original is what silence means, and
 * none of either is what definitions say that were taken over before silence was told.
 */
export function asSilent({
  originals = 1,
  copies = 0,
}: Pick<StoredComponent, 'originals' | 'copies'>): boolean {
  return originals <= 1 && copies === 0;
}

export interface DesiredWorkflow {
  steps: DesiredStep[];
  transitions: { from: string; to: string; action: string }[];
}

export interface DesiredStep {
  /** Stable key; remote step ids are derived from it once and remembered. */
  id: string;
  name: string;
  kind: 'start' | 'step' | 'end';
  /** Name of a role in the configuration's `roles`; absent on start and end steps that need nobody. */
  role?: string;
  hours: number;
  onlineHours: number;
  /** Dossier state on entering, national number 1…10 (td-dvc `maTrangThaiHoSo`); default by kind: 2, 4, 9. */
  state?: string;
  /** The step may send the dossier back. */
  mayReturn?: boolean;
}

/** Under what a step is known that goes by another id: its kind and name. */
export function stepLikeness({ kind, name }: Pick<DesiredStep, 'kind' | 'name'>): string {
  return `${kind} ${textKey(name)}`;
}

/** State of a dossier entering a step when the definition names none (national numbers). */
export const usualStates: Record<DesiredStep['kind'], string> = { start: '2', step: '4', end: '9' };
