import type { Applied, AppliedCase, AppliedFacts } from '../domain/applied.ts';
import type { Finding } from '../domain/finding.ts';
import type { CaseFacts } from '../domain/procedure.ts';
import type { Told } from '../domain/told.ts';
import type { SnapshotProcedure } from '../snapshot/model.ts';
import { activeColumns, isWithdrawn } from './offered.ts';
import type { JudgeContext, JudgedSystem, ProcedureGroup } from './rule.ts';
import { procedureLabel, shortName, systemLabel } from './sentence.ts';

/**
 * What we pushed of the procedure to the system. Nothing where it was withdrawn nationally: nobody is to push it again.
 */
export function pushedTo(
  system: JudgedSystem,
  group: ProcedureGroup,
  context: JudgeContext,
): AppliedFacts | undefined {
  if (!group.applied || isWithdrawn(group)) return undefined;
  return group.applied[context.systems.indexOf(system)];
}

/** The snapshot was taken after the push, so that it can speak about it. */
export function isSeen({ at }: Applied<unknown>, { snapshot }: JudgedSystem): boolean {
  return at <= snapshot.takenAt;
}

type Part = keyof AppliedCase;

/** A pushed part of a case, not null on both sides, with the case as the snapshot has it; null = the case is gone. */
export interface PushedPart<P extends Part> {
  key: string;
  pushed: NonNullable<AppliedCase[P]>;
  facts: CaseFacts | null;
  /** The agencies the case is, or was, open to. */
  units: readonly string[];
}

/** Every case of which we pushed that part, where the snapshot could tell the cases. */
export function pushedParts<P extends Part>(
  part: P,
  record: SnapshotProcedure | undefined,
  system: JudgedSystem,
  group: ProcedureGroup,
  context: JudgeContext,
): PushedPart<P>[] {
  // A procedure that is gone altogether is told by its offerings.
  const cases = record?.detailed && record.facts.active !== false ? record.cases : undefined;
  const applied = cases && pushedTo(system, group, context);
  if (!applied) return [];
  const { agencies } = activeColumns(record);
  return Object.entries(applied.cases).flatMap(([key, each]) => {
    const pushed = each[part];
    if (!pushed || !isSeen(pushed, system)) return [];
    const facts = cases.find(one => one.key === key) ?? null;
    // A case of which nothing could be read may be this one under a key we could not read either.
    if (facts === null && (pushed.value === null || cases.some(isUntold))) return [];
    const open = facts?.agencies ?? null;
    const units = open === null ? agencies : agencies.filter(agency => open.includes(agency));
    return { key, pushed, facts, units };
  });
}

function isUntold({ components, eform, workflow }: CaseFacts): boolean {
  return components === undefined && eform === undefined && workflow === undefined;
}

/** Whether a text known by its hash is another one now; `now` undefined = could not tell. */
export function hashDrift(
  { pushed, facts }: PushedPart<'eform' | 'workflow'>,
  now: Told<{ hash: string }>,
): Drift | undefined {
  if (facts && now === undefined) return undefined;
  const hash = now?.hash ?? null;
  if (hash === pushed.value) return undefined;
  const modified = facts?.modified && facts.modified.at > pushed.at ? facts.modified : undefined;
  return {
    actual: changeWords(facts, pushed.value, hash),
    ...(modified && { modified }),
    evidence: { was: pushed.value, is: hash, ...(modified && { modified }) },
  };
}

/** What became of a thing, to go on after "nay": it was there or not, is there or not, is another one. */
export function changeWords(facts: CaseFacts | null, before: unknown, now: unknown): string {
  if (!facts) return 'trường hợp này không còn trên hệ thống';
  return before === null ? 'đã có' : now === null ? 'không còn' : 'đã khác';
}

/** What is there now, and when the system says it was changed, where it does. */
export interface Drift {
  actual: string;
  modified?: { at: string; by?: string };
  evidence: Record<string, unknown>;
}

/** A finding per procedure, case and system; `what` is the Vietnamese name of the part, lower case. */
export function driftFinding(
  { key, pushed, facts, units }: PushedPart<Part>,
  what: string,
  { actual, modified, evidence }: Drift,
  system: JudgedSystem,
  group: ProcedureGroup,
): Omit<Finding, 'rule' | 'severity' | 'owner'> {
  const which = facts?.name ? `, trường hợp «${shortName(facts.name)}»` : '';
  const expected = `${pushed.value === null ? 'không có ' : ''}${what}, ${pushWords(pushed)}`;
  return {
    procedure: group.code,
    agency: null,
    units,
    system: system.name,
    key,
    expected,
    actual,
    message: `Thủ tục ${procedureLabel(group)}${which} trên ${systemLabel(system)}: ${what} do dvc-sync ${pushWords(pushed)}${pushed.value === null ? ' là để trống' : ''}, nay ${actual}; có người sửa trực tiếp trên hệ thống${modified ? changedWords(modified) : ''}.`,
    evidence: {
      source: system.name,
      case: { key, name: facts?.name ?? null },
      pushed: pushEvidence(pushed),
      ...evidence,
    },
    systems: [system.name],
  };
}

/** `đẩy ngày 23/11/2026`. */
export function pushWords({ at }: Applied<unknown>): string {
  return `đẩy ngày ${dayWords(at)}`;
}

export function pushEvidence({ at, planId }: Applied<unknown>): { at: string; plan: string } {
  return { at, plan: planId };
}

/** Vietnam keeps one zone, UTC+7, without summer time. */
const offsetMs = 7 * 3_600_000;

function dayWords(iso: string): string {
  const day = localTime(iso);
  return `${day.slice(8, 10)}/${day.slice(5, 7)}/${day.slice(0, 4)}`;
}

function changedWords({ at, by }: { at: string; by?: string }): string {
  return ` (hệ thống ghi lần sửa gần nhất ${dayWords(at)} ${localTime(at).slice(11, 16)}${by ? `, người sửa ${by}` : ''})`;
}

function localTime(iso: string): string {
  return new Date(Date.parse(iso) + offsetMs).toISOString();
}
