import { numberWords, percentWords } from '../domain/number-words.ts';
import type { CaseFacts } from '../domain/procedure.ts';
import type { Store } from '../store/core/contract.ts';
import type { CaseParts, SnapshotSummary } from './model.ts';
import { proceduresOf, readProcedures } from './stored.ts';

export type Sizes = Pick<SnapshotSummary, 'procedures' | 'offerings' | 'agencies' | 'caseParts'>;
export type Shrink = NonNullable<SnapshotSummary['shrunk']>;

const partNames: Record<Shrink['part'], string> = {
  procedures: 'Số thủ tục',
  offerings: 'Số dịch vụ tại các đơn vị',
  agencies: 'Số đơn vị có dịch vụ',
  components: 'Số trường hợp có thành phần hồ sơ',
  eform: 'Số trường hợp có biểu mẫu điện tử',
  workflow: 'Số trường hợp có quy trình điện tử',
};

const caseParts = ['components', 'eform', 'workflow'] as const;
type Part = (typeof caseParts)[number];

export function noCaseParts(): CaseParts {
  return {
    components: { some: 0, none: 0 },
    eform: { some: 0, none: 0 },
    workflow: { some: 0, none: 0 },
  };
}

export function countCaseParts(counts: CaseParts, cases: readonly CaseFacts[]): void {
  for (const each of cases) {
    for (const part of caseParts) {
      const told = tells(each, part);
      if (told) counts[part][told]++;
    }
  }
}

function tells(one: CaseFacts, part: Part): 'some' | 'none' | undefined {
  const value = one[part];
  if (value === undefined) return undefined;
  return value === null || (Array.isArray(value) && value.length === 0) ? 'none' : 'some';
}

/**
 * Of how many cases each part is gone since an earlier snapshot: they had it, and are now said to have none. Neither new
 * cases that have none yet nor cases of which it cannot be told have lost anything, and what others got makes up for
 * nothing. Only where the counts say that some lost theirs is anything read.
 */
export async function lostCaseParts(
  store: Store,
  before: Pick<SnapshotSummary, 'id' | 'caseParts'>,
  after: Pick<SnapshotSummary, 'id' | 'caseParts'>,
): Promise<Record<Part, number>> {
  const lost: Record<Part, number> = { components: 0, eform: 0, workflow: 0 };
  const fewer = caseParts.some(part => {
    const [had, has] = [before.caseParts?.[part], after.caseParts?.[part]];
    return had && has && (has.some < had.some || has.none > had.none);
  });
  if (!fewer) return lost;
  for await (const lot of readProcedures(store, before.id)) {
    const now = await proceduresOf(
      store,
      after.id,
      lot.map(({ code }) => code),
    );
    for (const { code, cases = [] } of lot) {
      const same = new Map(now.get(code)?.cases?.map(one => [one.key, one]));
      for (const had of cases) {
        const has = same.get(had.key);
        for (const part of caseParts)
          if (has && tells(had, part) === 'some' && tells(has, part) === 'none') lost[part]++;
      }
    }
  }
  return lost;
}

/** Cases that lost a part, where so few are hardly a list that was cut but somebody at work. */
const fewCases = 20;

/**
 * Whether more than the allowed share (0…1) of anything is gone since the last complete snapshot; the part that lost
 * most. A list that suddenly is much shorter was more likely cut than emptied on purpose.
 */
export function judgeShrink(
  before: Sizes,
  after: Sizes,
  allowed: number,
  lostParts: Partial<Record<Part, number>> = {},
): Shrink | undefined {
  let worst: Shrink | undefined;
  const lost = (part: Shrink['part'], had: number, has: number) => {
    if (had === 0) return;
    const share = (had - has) / had;
    if (share > allowed && share > (worst?.share ?? 0)) worst = { part, before: had, after: has, share };
  };
  for (const part of ['procedures', 'offerings', 'agencies'] as const) lost(part, before[part], after[part]);
  for (const part of caseParts) {
    const [had = 0, gone = 0] = [before.caseParts?.[part].some, lostParts[part]];
    if (gone > fewCases) lost(part, had, had - gone);
  }
  return worst;
}

/** For reports, Vietnamese. */
export function shrinkSentence(shrink: Shrink, allowed: number): string {
  const { part, before, after, share } = shrink;
  return `${partNames[part]} giảm từ ${numberWords(before)} còn ${numberWords(after)} (mất ${percentWords(share)}, ngưỡng ${percentWords(allowed)}) so với lần đọc đầy đủ gần nhất, có thể danh sách bị cắt.`;
}
