import { type AppliedValue, type AppliedValues, adoption } from '../domain/applied.ts';
import { type City, carriesOfferings, type SystemProfile } from '../domain/city.ts';
import type { Level } from '../domain/level.ts';
import {
  type CaseValue,
  type Change,
  type ChangeKind,
  type ChangeTarget,
  type ChangeValues,
  isCaseKind,
} from '../domain/push.ts';
import type { DesiredCase, ServiceDefinition } from '../domain/service.ts';
import type { ServiceState } from '../domain/service-state.ts';
import { type LevelTerms, levelTerms } from '../words/level-names.ts';
import { sameValue } from './diff.ts';
import type { PlanSystem, ReviewWish } from './input.ts';
import { caseWords } from './names.ts';
import type { PlannedAction, UnknownPart } from './plan.ts';
import { agenciesOf, coveredBy } from './scope.ts';
import { caseParts, valueAt } from './state.ts';
import { wantedLevel, wishWords } from './targets.ts';
import { kindNames } from './words.ts';

export type Standing = PlannedAction['standing'];

export interface FoundChange {
  change: Change;
  standing: Standing;
  /** Vietnamese: the definition behind it and who moved. */
  reason: string;
  /** Why the system's writer cannot make it; Vietnamese. */
  cannot?: string;
}

export interface Comparison {
  changes: FoundChange[];
  /** Parts that could not be told: no change there, whatever is desired. */
  unknown: UnknownPart[];
}

/** A new row shows information only; people may file once everything it promises is there. */
export const levelOfNewRow: Level = 2;

export function firstLevel(level: Level): Level {
  return level < levelOfNewRow ? level : levelOfNewRow;
}

/**
 * Three-way comparison of one procedure at one system: desired, actual, last applied. Only what the system hosts and
 * the agencies it covers. Of what is there already its writer says whether anything is missing: what it holds to be
 * done is done, and what a push has left half made is mended although the values look alike. An offering is taken away only where we had put it and the definition no longer names the
 * agency; what others put there is not ours to remove.
 *
 * @param wishes what the reviews ask of this procedure's offerings, by agency; they win over the definition's level.
 */
export function changesFor(
  definition: ServiceDefinition,
  actual: ServiceState,
  applied: AppliedValues,
  system: Pick<PlanSystem, 'profile' | 'kinds' | 'missing'>,
  city: Pick<City, 'agencies' | 'levelNames'>,
  wishes?: ReadonlyMap<string, ReviewWish>,
): Comparison {
  const found: Comparison = { changes: [], unknown: [] };
  const appliedAt = indexApplied(applied);
  const { procedure } = definition;
  const { profile } = system;
  const levels = levelTerms(city.levelNames);
  /** Sends that some change found here needs anyhow. */
  const covered = new Set<string>();

  for (const one of definition.cases) compareCase(one);
  if (carriesOfferings(profile)) {
    const wanted = agenciesOf(definition, city);
    for (const agency of coveredBy(wanted, profile, city)) {
      const level = wantedLevel(definition.level, wishes?.get(agency));
      compareOffering({ procedure, agency }, level);
    }
    for (const agency of oursNoLonger(applied, actual, new Set(wanted))) {
      const target = { procedure, agency };
      const row = valueAt(actual, 'deactivate-offering', target);
      compare('deactivate-offering', target, row, null, lastRow(applied, agency));
    }
  }
  return found;

  function compare<Kind extends ChangeKind>(
    kind: Kind,
    target: ChangeTarget,
    before: ChangeValues[Kind] | undefined,
    after: ChangeValues[Kind],
    last = appliedAt(kind, target) as ChangeValues[Kind] | undefined,
  ): void {
    if (before === undefined && kind === 'set-workflow' && system.kinds.size === 0) {
      // Nobody can look and nothing can write: who operates the system sets it up, and says when it is done.
      const change = { kind, target, before: null, after } as Change;
      const cannot = 'không đọc được hiện trạng ở đó; nếu đã đúng thì xác nhận là xong';
      const standing = 'not-pushed';
      found.changes.push({ change, standing, reason: reasonOf(change, standing, levels), cannot });
      return;
    }
    if (before === undefined) {
      const part = caseWords(target.case, definition.cases);
      const what = `không biết ${profile.name} đang có ${kindNames[kind]}${part} thế nào nên chưa lập thay đổi`;
      found.unknown.push({ system: profile.name, procedure, case: target.case, what });
      return;
    }
    const change = { kind, target, before, after } as Change;
    const differs = !sameValue(kind, before, after);
    const missing =
      system.kinds.has(kind) && standsThere(actual, change) ? system.missing?.(change, actual) : undefined;
    const sends = missing?.sends.map(({ method, path, body }) => `${method} ${path} ${body}`);
    const begun = isCaseKind(kind) && found.changes.some(each => isGround(each.change, change));
    // While its case is still to be put right, only what it is sent for counts: the rest may stand on that.
    const told = begun && sends?.length === 0 ? undefined : sends;
    const asTaken = !differs && takenAsIs(applied, kind, target, after);
    const wanted = asTaken ? false : (told?.some(send => differs || !covered.has(send)) ?? differs);
    // Of a row that is there, its level says what is wrong with it.
    const accepted = begun || asTaken || (!differs && kind === 'create-offering');
    const cannot = accepted ? undefined : missing?.complaint;
    if (!wanted && cannot === undefined) return;
    for (const send of sends ?? []) covered.add(send);
    const standing = standingOf(kind, before, after, last);
    const wish = target.agency === undefined ? undefined : wishes?.get(target.agency);
    const because = kind === 'set-level' ? wishWords(definition.level, wish, levels) : '';
    const reason = differs
      ? `${reasonOf(change, standing, levels)}${because}`
      : mendingReason(change, missing?.sends[0]?.label ?? cannot ?? '');
    found.changes.push({ change, standing, reason, ...(cannot !== undefined && { cannot }) });
  }

  function compareCase(one: DesiredCase): void {
    const { hosts } = profile;
    if (hosts.length === 0) return;
    const target: ChangeTarget = { procedure, case: one.key };
    const now = valueAt(actual, 'set-case', target);
    const last = appliedAt('set-case', target) as CaseValue | null | undefined;
    const hosted = (value: CaseValue) => onlyHosted(value, now, profile);
    const wanted = caseValue(one, definition, now);
    // An online deadline that is left out leaves the one there is.
    if (now) wanted.onlineDeadlineHours ??= now.onlineDeadlineHours;
    // Where only papers or a process are kept and nothing can be written, what else a case says is nobody's work.
    const keepsValues = system.kinds.size > 0 || hosts.includes('channel') || hosts.includes('payment');
    if (now !== undefined || keepsValues)
      compare('set-case', target, now, hosted(wanted), last ? hosted(last) : last);
    for (const kind of ['set-components', 'set-eform', 'set-workflow'] as const) {
      const part = caseParts[kind];
      const after = one[part];
      const empty = after === null || (Array.isArray(after) && after.length === 0);
      // What a definition leaves empty says nothing about what others put there; what we put there goes.
      if (!hosts.includes(part) || (empty && !appliedAt(kind, target))) continue;
      compare<ChangeKind>(kind, target, valueAt(actual, kind, target), after);
    }
  }

  function compareOffering(target: ChangeTarget, level: Level): void {
    const row = valueAt(actual, 'create-offering', target);
    // A row nobody can tell the level of is one that is there.
    if (row !== null) compare('set-level', target, row?.level, level);
    if (row) {
      // A row that was made may still lack what belongs to it; by then a level that goes down is down.
      const kept = { level: level < (row.level ?? 0) ? level : row.level };
      compare('create-offering', target, kept, kept);
    }
    if (row !== null) return;
    const first = firstLevel(level);
    compare('create-offering', target, null, { level: first });
    compare('set-level', target, first, level);
  }
}

/** The case as such, which its parts hang on. */
function isGround({ kind, target }: Change, part: Change): boolean {
  return kind === 'set-case' && part.kind !== 'set-case' && target.case === part.target.case;
}

/** Whether what the change is about, or is to be hung on, is there: before that a writer can only say that it is not. */
function standsThere(actual: ServiceState, { kind, target }: Change): boolean {
  if (!actual.exists) return false;
  if (kind === 'set-case' || kind === 'create-offering') return true;
  return isCaseKind(kind)
    ? actual.cases[target.case ?? ''] !== undefined
    : actual.offerings[target.agency ?? ''] !== undefined;
}

/** What the definition does not know stays as it is; a case that is not there yet opens nothing unasked. */
function caseValue(
  one: DesiredCase,
  { channels, onlinePayment: pays }: ServiceDefinition,
  now: CaseValue | null | undefined,
): CaseValue {
  const { name, deadlineHours, onlineDeadlineHours, deadlineUnit } = one;
  const online = channels.online ?? now?.online ?? false;
  const onlinePayment = pays ?? now?.onlinePayment ?? false;
  return { name, deadlineHours, onlineDeadlineHours, deadlineUnit, online, onlinePayment };
}

/** What the system does not host stays as it is there. */
function onlyHosted(
  value: CaseValue,
  now: CaseValue | null | undefined,
  { hosts }: SystemProfile,
): CaseValue {
  if (!now) return value;
  return {
    ...value,
    online: hosts.includes('channel') ? value.online : now.online,
    onlinePayment: hosts.includes('payment') ? value.onlinePayment : now.onlinePayment,
  };
}

function standingOf<Kind extends ChangeKind>(
  kind: Kind,
  actual: ChangeValues[Kind],
  desired: ChangeValues[Kind],
  applied: ChangeValues[Kind] | undefined,
): Standing {
  if (applied === undefined) return 'not-pushed';
  // In this order: a definition that says what was pushed last has not changed, even where values look alike.
  if (sameValue(kind, applied, desired)) return 'changed-there';
  return sameValue(kind, actual, applied) ? 'changed-here' : 'both-changed';
}

/** Agencies with a row of ours that the definition no longer names, sorted. */
function oursNoLonger(applied: AppliedValues, actual: ServiceState, wanted: ReadonlySet<string>): string[] {
  const ours = new Set(applied.map(({ target }) => target.agency).filter(agency => agency !== undefined));
  return [...ours].filter(agency => !wanted.has(agency) && actual.offerings[agency] !== undefined).sort();
}

/** The row as we last left it; null = we had taken it away. */
function lastRow(applied: AppliedValues, agency: string): { level: Level | null } | null {
  const values = applied
    .filter(({ target }) => target.agency === agency)
    .toSorted((a, b) => (a.at === b.at ? rank(a) - rank(b) : a.at < b.at ? -1 : 1));
  const last = values.at(-1)!;
  return last.kind === 'set-level' ? { level: last.value } : (last.value as { level: Level | null } | null);
}

/** Of one plan: rows are created before they get their level, and taken away after. */
function rank({ kind }: AppliedValue): number {
  return ['create-offering', 'set-level', 'deactivate-offering'].indexOf(kind);
}

/**
 * A person has taken it over just so (`adopt`): whatever a writer of ours would add to it was not left undone by us. Of an
 * offering its level says it.
 */
function takenAsIs(
  applied: AppliedValues,
  kind: ChangeKind,
  { case: key, agency }: ChangeTarget,
  after: ChangeValues[ChangeKind],
): boolean {
  return applied.some(value => {
    if (value.planId !== adoption) return false;
    if (agency !== undefined) return value.target.agency === agency;
    return value.kind === kind && value.target.case === key && sameValue(kind, value.value, after);
  });
}

function indexApplied(applied: AppliedValues) {
  const index = new Map(applied.map(({ kind, target, value }) => [keyOf(kind, target), value]));
  return (kind: ChangeKind, target: ChangeTarget) => index.get(keyOf(kind, target));
}

function keyOf(kind: ChangeKind, target: ChangeTarget): string {
  return JSON.stringify([kind, target.case ?? null, target.agency ?? null]);
}

const standingReasons: Record<Standing, string> = {
  'not-pushed': 'chưa đẩy lần nào',
  'changed-here': 'định nghĩa đã đổi sau lần đẩy trước',
  'changed-there': 'hệ thống đã bị sửa tay sau lần đẩy trước',
  'both-changed': 'định nghĩa đã đổi và hệ thống cũng bị sửa tay sau lần đẩy trước',
};

function mendingReason({ kind, target }: Change, lacks: string): string {
  return `Định nghĩa dịch vụ ${target.procedure}: ${kindNames[kind]} trên hệ thống chưa trọn vẹn (${lacks})`;
}

function reasonOf({ kind, target, after }: Change, standing: Standing, levels: LevelTerms): string {
  const definition = `Định nghĩa dịch vụ ${target.procedure}`;
  const wish =
    kind === 'deactivate-offering'
      ? 'không còn áp dụng cho đơn vị này'
      : kind === 'set-level'
        ? `đặt ${levels.of(after as Level | null)}`
        : kind === 'create-offering'
          ? 'áp dụng cho đơn vị này'
          : after === null
            ? `không còn ${kindNames[kind]}`
            : `có ${kindNames[kind]} khác với hệ thống`;
  return `${definition} ${wish}; ${standingReasons[standing]}`;
}
