import type { City } from '../../domain/city.ts';
import { numberWords } from '../../domain/number-words.ts';
import { officeFor, type ReviewCompleteness } from '../../domain/review.ts';
import { type Tier, tiers } from '../../domain/tier.ts';
import { dateAndTime } from '../../domain/time.ts';
import { isComplete } from '../../review/completeness.ts';
import type { NamedConflict, ReviewState } from '../../review/state.ts';
import { firstProcedures, type NamedProcedure, procedureWords } from '../../words/procedures.ts';
import { listWords } from '../../words/sentence.ts';
import { type Names, namesOf } from '../names.ts';

/** A unit with what it owes and whom it waits for. */
export interface StatusUnit extends ReviewCompleteness {
  name: string;
  owed: number;
  /** Those of `missing`, with their names. */
  named: NamedProcedure[];
  complete: boolean;
  /** Has handed in nothing at all, although something is expected of it. */
  silent: boolean;
  /** Names of units directly below it that are not complete, at most twenty. */
  waitsFor: string[];
}

/** Who has handed in what; every form is made from it. */
export interface ReviewStatus extends Pick<ReviewState, 'nationalAt' | 'targets'> {
  names: Names;
  /** ISO 8601, UTC. */
  madeAt: string;
  /** Tiers with units, highest first. */
  tiers: { tier: Tier; units: number; complete: number; silent: number; expected: number; owed: number }[];
  /** By tier, those that owe most first; null = nobody can tell yet. */
  units: StatusUnit[] | null;
  conflicts: (NamedConflict & { decides: string })[];
}

const mostWaitedFor = 20;

/** @param now ISO 8601, UTC. */
export function reviewStatus(state: ReviewState, city: City, now: string): ReviewStatus {
  const names = namesOf(city);
  const incomplete = new Set(
    (state.completeness ?? []).filter(each => !isComplete(each)).map(each => each.agency),
  );
  const children = Map.groupBy(
    city.agencies.filter(({ code }) => incomplete.has(code)),
    ({ parent }) => parent,
  );
  // The city itself hands nothing in: it is whom all the others report to.
  const reporting = state.completeness?.filter(({ agency }) => agency !== city.locality);
  const units = reporting?.map((each): StatusUnit => {
    const owed = each.owed ?? each.missing.length;
    return {
      ...each,
      name: names.agency(each.agency),
      owed,
      named: each.missing.map(code => ({ code, name: state.names.get(code) ?? null })),
      complete: !incomplete.has(each.agency),
      silent: owed > 0 && each.lastImportAt === null,
      waitsFor: (children.get(each.agency) ?? []).slice(0, mostWaitedFor).map(({ name }) => name),
    };
  });
  units?.sort(
    (a, b) =>
      tiers.indexOf(a.tier) - tiers.indexOf(b.tier) || b.owed - a.owed || (a.agency < b.agency ? -1 : 1),
  );
  return {
    names,
    madeAt: now,
    nationalAt: state.nationalAt,
    targets: state.targets,
    tiers: tiers.flatMap(tier => {
      const ofTier = (units ?? []).filter(unit => unit.tier === tier);
      return ofTier.length === 0 ? [] : [{ tier, ...totals(ofTier) }];
    }),
    units: units ?? null,
    conflicts: state.conflicts.map(conflict => ({
      ...conflict,
      decides: names.owner(officeFor[conflict.cause]),
    })),
  };
}

function totals(units: readonly StatusUnit[]) {
  return {
    units: units.length,
    complete: units.filter(({ complete }) => complete).length,
    silent: units.filter(({ silent }) => silent).length,
    expected: units.reduce((sum, { expected }) => sum + expected, 0),
    owed: units.reduce((sum, { owed }) => sum + owed, 0),
  };
}

/** "40 trên 92 đơn vị đã gửi đủ danh mục rà soát". */
export function statusHeadline({ units }: ReviewStatus): string {
  if (!units) return 'Chưa biết các đơn vị phải rà soát những gì';
  if (units.length === 0) return 'Không đơn vị nào phải rà soát';
  const complete = units.filter(unit => unit.complete).length;
  return `${numberWords(complete)} trên ${numberWords(units.length)} đơn vị đã gửi đủ danh mục rà soát`;
}

/** What the lists have come to so far. */
export function targetSentence({ targets, nationalAt, tiers, names: { levels } }: ReviewStatus): string {
  if (nationalAt === null)
    return 'Chưa có lần chạy nào đọc đủ danh mục quốc gia; xem lại sau lần đối chiếu tới.';
  const { eligible, notEligible, alreadyOnline, conflict, notReviewed } = targets;
  const parts = [
    `${numberWords(eligible)} dịch vụ đủ điều kiện lên ${levels.of(4)}`,
    `${numberWords(notEligible)} chưa đủ điều kiện`,
    `${numberWords(alreadyOnline)} đã ở ${levels.of(4)} theo quyết định`,
    conflict > 0 && `${numberWords(conflict)} mâu thuẫn chưa quyết định`,
    `${numberWords(notReviewed)} chưa ai rà soát`,
  ].filter(part => part !== false);
  const told = `Theo danh mục quốc gia đọc lúc ${dateAndTime(nationalAt)}: ${parts.join(', ')}.`;
  // Completeness goes by the portal's list where that knows the unit; who adds up the table is told so.
  const asked = tiers.reduce((sum, { expected }) => sum + expected, 0);
  return asked === eligible + notEligible + conflict + notReviewed
    ? told
    : `${told} Các đơn vị phải rà soát ${numberWords(asked)} dịch vụ, tính theo danh sách của Cổng dịch vụ công quốc gia.`;
}

/** What a unit still owes and whom it waits for; "" when nothing. `shown`: how many procedures it names. */
export function owedWords(
  { owed, unexplained, named, silent, below, waitsFor }: StatusUnit,
  shown?: number,
): string {
  const parts: string[] = [];
  if (owed > 0) {
    const { first } = firstProcedures(named, shown);
    const names = first.length > 0 && `: ${procedureWords({ first, more: owed - first.length })}`;
    const bare = unexplained ? `, trong đó ${numberWords(unexplained)} chưa nêu điều kiện` : '';
    const all = `${numberWords(owed)} thủ tục`;
    parts.push(silent ? `chưa gửi danh mục nào${names || ` (${all})`}` : `thiếu ${all}${bare}${names || ''}`);
  }
  const waiting = below.units - below.complete;
  if (waiting > 0) {
    const whom = waitsFor.length > 0 ? `: ${listWords(waitsFor, 'đơn vị')}` : ' trong lĩnh vực quản lý';
    parts.push(`chờ ${numberWords(waiting)} đơn vị bên dưới${whom}`);
  }
  return parts.join('; ');
}

/** Who says what, one line a side. */
export function sideLines(
  { sides, agencies }: ReviewStatus['conflicts'][number],
  agencyName: (code: string) => string,
): { eligible: boolean; text: string }[] {
  const own = agencies.length === 1;
  return sides.map(side => {
    const who = own ? '' : listWords(side.agencies.map(agencyName), 'đơn vị', 5);
    const [source] = side.sources;
    return { eligible: side.eligible, text: own ? (source ?? '') : who };
  });
}
