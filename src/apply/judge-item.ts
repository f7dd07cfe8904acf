import { missingOf } from '../adapter/missing.ts';
import { type AppliedValue, appliedDigest } from '../domain/applied.ts';
import { type Change, type ChangeKind, type ChangeValues, isCaseKind } from '../domain/push.ts';
import type { ServiceState } from '../domain/service-state.ts';
import { differences } from '../plan/diff.ts';
import { valueHash } from '../plan/normal.ts';
import { valueAt } from '../plan/state.ts';
import { kindNames } from '../plan/words.ts';
import type { LevelTerms } from '../words/level-names.ts';
import { listWords } from '../words/sentence.ts';
import { wordsOf } from './send-outcome.ts';
import type { Item, Settled, Site } from './site.ts';

/**
 * What a fresh look says of one action: settled, or still open. `first`: before anything of it was sent now, so that
 * what is there must be what the plan saw. `companions`: all that are open in the same unit.
 */
export function judgeItem(
  site: Site,
  item: Item,
  actual: ServiceState,
  first: boolean,
  companions: readonly Item[],
): Settled | { item: Item } {
  const { writer } = site;
  const { change, precondition } = item.action;
  const failed = (message: string): Settled => ({ item, state: 'failed', message });
  try {
    const now = valueAt(actual, change.kind, change.target);
    const { sends, complaint } = missingOf(writer, change, actual);
    if (sends.length > 0) {
      if (!first || item.touched) return { item };
      if (now === undefined) {
        return failed(
          `không đọc được ${kindNames[change.kind]} hiện có nên không ghi đè: chưa biết có còn như lúc lập kế hoạch`,
        );
      }
      if (valueHash(change.kind, now) === precondition) return { item };
      return failed(`đã thay đổi từ khi lập kế hoạch: ${moved(change, now, site.levels)}`);
    }
    // It may only stand on another part of the same whole that is still to come.
    if (complaint) return companionsWait() ? { item } : failed(complaint);
    if (now === null && !isNothing(change.kind, change.after)) {
      return failed(`đọc lại không thấy ${kindNames[change.kind]} trên hệ thống`);
    }
    const state = item.touched ? 'verified' : 'done';
    const applied = appliedValue(now);
    return { item, state, message: null, applied, ...learnedOf(site, item, actual) };
  } catch (error) {
    return failed(`không so sánh được với hiện trạng: ${wordsOf(error)}`);
  }

  function companionsWait(): boolean {
    const { kind, target } = change;
    const others = companions
      .filter(other => other !== item)
      .map(({ action }) => action.change)
      .filter(change => isCaseKind(change.kind) && change.target.procedure === target.procedure);
    return isCaseKind(kind) && others.some(change => writer.next([change], [actual]).length > 0);
  }

  function appliedValue(now: ChangeValues[ChangeKind] | undefined): AppliedValue {
    const { kind, target, after } = change;
    const digest = appliedDigest(change, actual);
    const value = now === undefined ? after : now;
    const { planId } = site.applying;
    return { kind, target, value, planId, at: site.time(), ...(digest && { digest }) } as AppliedValue;
  }
}

/** What the writer has learned of an action from the look that ends it. */
export function learnedOf(
  { writer }: Site,
  { action }: Item,
  actual: ServiceState,
): Pick<Settled, 'learned'> {
  const learned = writer.learned?.(action.change, actual) ?? {};
  return Object.keys(learned).length > 0 ? { learned } : {};
}

function isNothing<Kind extends ChangeKind>(kind: Kind, value: ChangeValues[Kind]): boolean {
  return valueHash(kind, value) === valueHash(kind, null as ChangeValues[Kind]);
}

/** What moved, as far as it fits a line. */
function moved({ kind, before }: Change, now: ChangeValues[ChangeKind], levels: LevelTerms): string {
  const found = differences(kind, before, now, levels).map(({ what, before: was, after: is }) =>
    was === null || is === null ? what : `${what} (lúc đó ${was}, bây giờ ${is})`,
  );
  return found.length > 0 ? listWords(found, 'chỗ') : kindNames[kind];
}
