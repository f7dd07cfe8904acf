import { type AgreementState, agreementState, type OfficeWords, offices } from '../domain/agreement.ts';
import { noCondition } from '../domain/explanation.ts';
import {
  type Ground,
  type GroundKind,
  groundKinds,
  officeFor,
  type ReviewConflict,
  type ReviewEntry,
  type Target,
} from '../domain/review.ts';
import type { OpenObstacle } from '../domain/working-session.ts';
import { unknownReason } from './reason-words.ts';

/** What of the law holds an offering, by the legal register. */
export interface HeldByLaw {
  provisions: readonly string[];
  byLawAlone: boolean;
}

export interface Offering {
  procedure: string;
  target: Target;
  /** Rows of Phụ lục II about the procedure, whoever's. */
  explanations: readonly ReviewEntry[];
  conflicts: readonly ReviewConflict[];
  law: HeldByLaw | undefined;
}

/** What obstacles are called and known by. */
export interface ObstacleGround {
  /** A condition, by its code; a provision, by its id. */
  nameOf: { condition(code: string): string; provision(id: string): string };
  /** What counts now of the two offices' words on a row. */
  wordsOn(row: { procedure: string; agency: string }): OfficeWords;
  /** Day since when a list of the unit names the condition. */
  since(procedure: string, agency: string, condition: string): string | undefined;
}

type Gathered = Pick<OpenObstacle, 'what' | 'since' | 'offerings' | 'frees'> &
  Record<'turn' | 'procedures' | 'units', Set<string>>;

interface Held {
  key: string;
  what: string;
  /** Under which condition lists name it; undefined: nobody wrote it down. */
  condition?: string;
  turn: readonly string[];
}

/** Of one obstacle so many procedures are kept. */
export const shownProcedures = 100;

/** Puts an agenda together, offering by offering. What frees most comes first. */
export function createAgenda(ground: ObstacleGround): {
  add(offering: Offering): void;
  result(): OpenObstacle[];
} {
  const obstacles = new Map<string, Gathered>();
  return {
    add(offering) {
      const { procedure, target } = offering;
      const held = heldBy(offering, ground);
      for (const { key, what, condition, turn } of held) {
        const gathered = obstacles.get(key) ?? {
          ...{ what, since: null, turn: new Set(), offerings: 0, frees: 0 },
          ...{ procedures: new Set(), units: new Set() },
        };
        obstacles.set(key, gathered);
        gathered.offerings++;
        if (held.length === 1) gathered.frees++;
        gathered.procedures.add(procedure);
        gathered.units.add(target.agency);
        for (const who of turn) gathered.turn.add(who);
        const speakers = speakersOf(offering).map(({ agency }) => agency);
        for (const agency of condition === undefined ? [] : speakers) {
          const day = ground.since(procedure, agency, condition!);
          if (day !== undefined && (gathered.since === null || day < gathered.since)) gathered.since = day;
        }
      }
    },
    result: () =>
      [...obstacles]
        .map(([key, { what, since, offerings, frees, ...sets }]) => ({
          ...{ key, what, since, offerings, frees, turn: [...sets.turn].sort() },
          ...{ procedures: [...sets.procedures].sort().slice(0, shownProcedures) },
          units: [...sets.units].sort(),
        }))
        .sort((a, b) => b.frees - a.frees || b.offerings - a.offerings || (a.key < b.key ? -1 : 1)),
  };
}

/** Everything that is in the way of one offering; empty where nothing is, or nobody has reviewed it. */
function heldBy(offering: Offering, ground: ObstacleGround): Held[] {
  const { target, conflicts, law } = offering;
  if (target.level !== null || target.why === 'not-reviewed') return [];
  if (target.unappraised)
    return [{ key: 'appraisal', what: 'Đủ điều kiện, chờ thẩm định', turn: ['technical'] }];
  if (target.why === 'conflict') {
    const own = conflicts.filter(({ agencies }) => agencies.includes(target.agency));
    const turn = (own.length > 0 ? own : conflicts).map(({ cause }) => officeFor[cause]);
    return [{ key: 'conflict', what: 'Danh mục trái nhau, chờ quyết định', turn }];
  }
  if (target.unexplained)
    return [
      {
        key: 'unexplained',
        what: 'Đơn vị chưa nêu điều kiện nào chưa đạt',
        condition: noCondition,
        turn: speakersOf(offering).map(({ agency }) => agency),
      },
    ];
  const held: Held[] = [];
  const add = (kind: GroundKind, key: string, what: string, condition: string) =>
    held.push({ key, what, condition, turn: turnOf(offering, kind, ground) });
  const conditions = ({ reasons }: Ground) => reasons.filter(reason => reason !== noCondition);
  for (const id of law?.provisions ?? [])
    add('legal', `law:${id}`, ground.nameOf.provision(id), 'legislation');
  for (const kind of groundKinds) {
    const own = target[kind];
    if (own.blocks !== true) continue;
    const named = conditions(own);
    // Named by its provision already, or what that asks for: its text holds nothing else, so that to amend it frees.
    const isSaid = (code: string) =>
      (law?.provisions.length ?? 0) > 0 && (code === 'legislation' || (kind === 'legal' && law!.byLawAlone));
    for (const code of named)
      if (!isSaid(code))
        add(
          kind,
          `condition:${code}`,
          code === unknownReason ? uncoded[kind] : ground.nameOf.condition(code),
          code,
        );
    if (named.length === 0 && law === undefined)
      add(kind, `condition:${unknownReason}`, uncoded[kind], unknownReason);
  }
  if (law && !law.byLawAlone && target.technical.blocks !== true)
    add('legal', 'law:unread', 'Quy định mà lý do nêu chưa rõ là quy định nào', 'legislation');
  return [...new Map(held.map(each => [each.key, each])).values()];
}

const uncoded: Record<GroundKind, string> = {
  technical: 'Lý do kỹ thuật chưa xếp vào điều kiện nào',
  legal: 'Lý do pháp lý chưa xếp vào điều kiện nào',
};

/** Rows that explain an offering: the unit's own, else those of whoever spoke for it. */
function speakersOf({ target, explanations }: Offering): readonly ReviewEntry[] {
  const own = explanations.filter(({ agency }) => agency === target.agency);
  return own.length > 0 ? own : explanations;
}

/** An office that has not spoken, the unit that is to explain again, or, once all is said, whoever can change it. */
function turnOf(offering: Offering, kind: GroundKind, { wordsOn }: ObstacleGround): string[] {
  const rows = speakersOf(offering);
  if (rows.length === 0) return [officeFor[kind]];
  const byState: Record<AgreementState, (row: ReviewEntry, words: OfficeWords) => readonly string[]> = {
    waiting: (_row, words) => offices.filter(office => words[office] === null),
    conflict: () => offices,
    'explain-again': ({ agency }) => [agency],
    final: () => [officeFor[kind]],
  };
  return rows.flatMap(row => {
    const words = wordsOn(row);
    return byState[agreementState(true, words)](row, words);
  });
}
