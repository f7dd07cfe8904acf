import { numberWords } from '../domain/number-words.ts';
import {
  type ConsolidatedRow,
  type Ground,
  type GroundKind,
  officeFor,
  type Target,
} from '../domain/review.ts';
import type { Owner } from '../domain/severity.ts';
import { groundKey, inOrder, mergedGround, silentGround } from './grounds.ts';
import type { Against, RolledUp } from './roll-up.ts';
import type { Ladder } from './speakers.ts';

/** Which units' rows: of a commune its own, of a district also those below, of a department those of its field. */
export type Covers = (unit: Pick<Target, 'agency'>, rolled: RolledUp) => boolean;

/** The city: everybody. A unit: itself, the units under it, and all units for procedures of the field it manages. */
export function coveredUnits(unit: string, ladder: Ladder): Covers {
  if (ladder.isTop(unit)) return () => true;
  return ({ agency }, { manager }) =>
    agency === unit || ladder.above(agency).includes(unit) || manager === unit;
}

/**
 * Rows of the consolidated Phụ lục I and II about one procedure, Phụ lục I first: a row for all units that say the
 * same. Every unit that was reviewed stands in exactly one of them; services already at level 4, and units nobody has
 * said anything about, stand in none. What goes to be signed as Phụ lục I is only what nobody contradicts: where a
 * unit's own word or a decision says otherwise, units that said yes stand in Phụ lục II with a note, until a decision
 * about them says yes.
 *
 * @param ownerName what the city calls the offices that decide.
 */
export function consolidatedRows(
  rolled: RolledUp,
  covers: Covers,
  ownerName: (owner: Owner) => string,
): ConsolidatedRow[] {
  const refusedOn = groundRefusedOn(rolled.targets);
  const against = rolled.against.filter(unit => covers(unit, rolled));
  const groups = new Map<string, { list: ConsolidatedRow['list']; note: string | null; targets: Target[] }>();
  for (const target of rolled.targets) {
    if (target.why === 'already-online' || target.why === 'not-reviewed' || !covers(target, rolled)) continue;
    const able = target.level === 4 || target.unappraised === true;
    const agreed = able && (target.why === 'decision' || against.length === 0);
    const list = agreed ? 'eligible' : 'not-eligible';
    const note = noteOf(target, rolled, against, ownerName);
    const shown = target.why === 'decision' ? asDecided(target, refusedOn) : target;
    const key = JSON.stringify([list, note, groundKey(shown.technical), groundKey(shown.legal)]);
    const group = groups.get(key) ?? { list, note, targets: [] };
    groups.set(key, group);
    group.targets.push(shown);
  }
  const { procedure, name } = rolled;
  return [...groups]
    .sort(([a, { list: l }], [b, { list: m }]) => (l === m ? (a < b ? -1 : 1) : l === 'eligible' ? -1 : 1))
    .map(([, { list, note, targets }]) => ({
      procedure,
      name,
      list,
      technical: mergedGround(targets.map(({ technical }) => technical)),
      legal: mergedGround(targets.map(({ legal }) => legal)),
      agencies: targets.map(({ agency }) => agency).sort(),
      note,
    }));
}

/**
 * Where a person has decided that it can go to level 4, nothing stands in the way any more; that it cannot, the words of
 * the decision stand where the unit itself named nothing, so that units that said otherwise or nothing stand together.
 */
function asDecided(target: Target, refusedOn: GroundKind): Target {
  const { level, technical, legal, reason = null } = target;
  if (level === 4) return { ...target, technical: inOrder, legal: inOrder };
  if (technical.blocks || legal.blocks) return target;
  const refused: Ground = { blocks: true, reasons: [], text: reason };
  return { ...target, technical: silentGround, legal: silentGround, [refusedOn]: refused };
}

/** The column a decision's words belong in: a matter of law, unless units named technical reasons only. */
function groundRefusedOn(targets: readonly Target[]): GroundKind {
  const named = (kind: GroundKind) => targets.some(target => target[kind].blocks);
  return named('technical') && !named('legal') ? 'technical' : 'legal';
}

function noteOf(
  { agency, why, level, sources, unappraised, technical, legal }: Target,
  { conflicts }: RolledUp,
  against: readonly Against[],
  ownerName: (owner: Owner) => string,
): string | null {
  if (why === 'decision') return sources[0] ?? null;
  const conflict = conflicts.find(
    ({ agencies, sides }) =>
      agencies.includes(agency) && (why === 'conflict' || sides.some(side => side.agencies.includes(agency))),
  );
  const waiting = (cause: GroundKind) => `chờ ${ownerName(officeFor[cause])} quyết định`;
  if (conflict && conflict.agencies.length > 1)
    return `Các đơn vị cùng cấp chưa thống nhất; ${waiting(conflict.cause)}`;
  if (conflict || why === 'conflict')
    return `Hai danh mục của đơn vị mâu thuẫn nhau; ${waiting(conflict?.cause ?? 'technical')}`;
  if (unappraised && against.length === 0) return 'Chờ thẩm định';
  // No reason stands in either column, since none was given.
  const one = [technical, legal].filter(({ blocks }) => blocks === false);
  const unsaid = [technical, legal].some(({ blocks }) => blocks === undefined);
  if (level !== 4 && !unappraised && one.length === 1 && unsaid)
    return 'Đơn vị chỉ đánh dấu một căn cứ là đủ điều kiện, căn cứ còn lại để trống';
  if ((level !== 4 && !unappraised) || against.length === 0) return null;
  const cause = against.some(unit => unit.cause === 'legal') ? 'legal' : 'technical';
  const who =
    against.length <= named
      ? against.map(({ name }) => name).join(', ')
      : `${numberWords(against.length)} đơn vị (dòng riêng trong Phụ lục này)`;
  return `Đơn vị đề nghị nâng, nhưng theo danh mục hoặc quyết định thì ${who} không đủ điều kiện; ${waiting(cause)}`;
}

/** So many units are named in a note; their rows stand in the same list. */
const named = 5;
