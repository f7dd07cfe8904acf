import { type Level, onlineLevel } from '../domain/level.ts';
import { isCaseKind } from '../domain/push.ts';
import { levelTerms } from '../words/level-names.ts';
import { whyWords } from '../words/readiness.ts';
import { type PlanInput, serviceFinder } from './input.ts';
import { agencyWords, offeringsAt, procedureWords, systemWords } from './names.ts';
import { chainKey, lowersLevel, mends } from './order.ts';
import { type GuardHold, hold, type PlannedAction } from './plan.ts';
import { prepareReadiness, type ReadinessRow } from './readiness.ts';
import { withChanges } from './state.ts';
import { allowText } from './windows.ts';

/**
 * Nothing goes to level 3 or 4, or stays there, without what that level promises: judged on what each system will
 * have once the plan's own changes are made.
 */
export function readinessHolds(actions: readonly PlannedAction[], input: PlanInput): GuardHold[] {
  const holds: GuardHold[] = [];
  const serviceOf = serviceFinder(input);
  for (const chain of Map.groupBy(actions, chainKey).values()) {
    const raising = chain.filter(raisesOnline);
    const configuring = chain.filter(({ change }) => isCaseKind(change.kind));
    if (raising.length === 0 && configuring.length === 0) continue;
    const { system, change } = chain[0]!;
    const { procedure } = change.target;
    const definition = input.definitions.find(each => each.procedure === procedure);
    const profile = input.systems.find(each => each.profile.name === system)?.profile;
    const actual = serviceOf(system, procedure)?.actual;
    if (!definition || !profile || !actual) {
      if (raising.length > 0) holds.push(indeterminate(raising));
      continue;
    }
    const after = withChanges(
      actual,
      chain.map(each => each.change),
    );
    const national = input.national?.get(procedure);
    const rowsAfter = prepareReadiness(definition, after, profile, national);
    // Units of which the same is to be said are held together.
    const alike = Map.groupBy(raising, ({ change }) => {
      const rows = rowsAfter(change.target.agency!);
      return rows.map(({ state, source }) => `${state} ${source}`).join('\n');
    });
    for (const group of alike.values())
      holds.push(...raisingHolds(group, rowsAfter(group[0]!.change.target.agency!)));
    if (configuring.length === 0) continue;
    const rowsBefore = prepareReadiness(definition, actual, profile, national);
    const raised = new Set(raising.map(({ change }) => change.target.agency));
    const left = Object.entries(after.offerings)
      .filter(([agency, { level }]) => (level ?? 0) >= onlineLevel && !raised.has(agency))
      .map(([agency]) => ({ agency, lost: losses(rowsBefore(agency), rowsAfter(agency)) }))
      .filter(({ lost }) => lost.length > 0);
    for (const group of Map.groupBy(left, ({ lost }) => rowWords(lost)).values()) {
      const { agency, lost } = group[0]!;
      const alone = configuring.filter(each => {
        const rows = prepareReadiness(definition, withChanges(actual, [each.change]), profile, national);
        return losses(rowsBefore(agency), rows(agency)).length > 0;
      });
      // Where none does it by itself it is all of them together.
      const taking = alone.length > 0 ? alone : configuring;
      holds.push(losingHold(taking, lost, group.map(each => each.agency).sort()));
    }
  }
  return holds;

  function raisingHolds(raising: readonly PlannedAction[], rows: readonly ReadinessRow[]): GuardHold[] {
    const what = notRaised(raising);
    const missing = rows.filter(({ state }) => state === 'not-met');
    const open = rows.filter(({ state }) => state === 'unknown');
    const found: GuardHold[] = [];
    if (missing.length > 0) {
      const message = `${what}, còn thiếu: ${rowWords(missing)}. Bổ sung trong định nghĩa dịch vụ hoặc trên hệ thống rồi lập lại kế hoạch; không ai duyệt thay được.`;
      found.push(hold('not-ready', message, raising, false));
    }
    if (open.length > 0) {
      const message = `${what}, chưa rõ: ${rowWords(open)}. Làm rõ trong định nghĩa dịch vụ rồi lập lại kế hoạch, hoặc ${allowText}.`;
      found.push(hold('not-ready', message, raising));
    }
    return found;
  }

  function indeterminate(raising: readonly PlannedAction[]): GuardHold {
    const message = `${notRaised(raising)}: không biết điều kiện có đủ không vì thiếu định nghĩa dịch vụ hoặc chưa đọc được hệ thống. Bổ sung rồi lập lại kế hoạch.`;
    return hold('not-ready', message, raising, false);
  }

  function notRaised(raising: readonly PlannedAction[]): string {
    const highest = Math.max(...raising.map(levelAfter)) as Level;
    return `Chưa được nâng ${offeringsAt(raising, input)} lên ${levelTerms(input.city.levelNames).of(highest)}`;
  }

  /** Offerings that keep a level whose promise this plan takes away. */
  function losingHold(
    taking: readonly PlannedAction[],
    lost: readonly ReadinessRow[],
    left: readonly string[],
  ): GuardHold {
    const { system, change } = taking[0]!;
    const message = `Thay đổi này lấy đi điều mà mức đang hứa (${rowWords(lost)}) của ${procedureWords(change.target.procedure, input)} trên ${systemWords(system, input.city)}, trong khi ${agencyWords(left, input.city)} vẫn ở ${levelTerms(input.city.levelNames).of(onlineLevel)} trở lên. Hạ mức trước, hoặc giữ lại phần đó; không ai duyệt thay được.`;
    return hold('not-ready', message, taking, false);
  }
}

function raisesOnline(action: PlannedAction): boolean {
  return levelAfter(action) >= onlineLevel && !lowersLevel(action.change) && !mends(action.change);
}

/** The level an action gives an offering; 0 = none, or it is about something else. */
function levelAfter({ change }: PlannedAction): number {
  if (change.kind === 'set-level') return change.after;
  return change.kind === 'create-offering' ? (change.after.level ?? 0) : 0;
}

/** What was not in the way before: that another case lacked the same does not make up for what this one loses. */
function losses(before: readonly ReadinessRow[], after: readonly ReadinessRow[]): ReadinessRow[] {
  return after.flatMap((row, at) => {
    if (row.state !== 'not-met') return [];
    const had = before[at];
    if (had?.state !== 'not-met') return [row];
    const known = new Set(had.why.map(reasonKey));
    const why = row.why.filter(each => !known.has(reasonKey(each)));
    return why.length > 0 ? [{ ...row, why, source: whyWords(why) ?? row.source }] : [];
  });
}

function reasonKey({ code, case: one }: ReadinessRow['why'][number]): string {
  return `${code} ${one?.key ?? ''}`;
}

function rowWords(rows: readonly ReadinessRow[]): string {
  return rows.map(({ condition, source }) => `${condition} (${source})`).join('; ');
}
