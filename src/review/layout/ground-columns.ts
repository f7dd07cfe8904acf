import { type GroundKind, groundKinds, type ReviewList } from '../../domain/review.ts';
import { markOf } from '../marks.ts';
import { type Bearing, isParticulars } from './words.ts';

/** Columns of the two grounds, or the one that stands for both. */
export interface GroundColumns {
  technical?: number;
  legal?: number;
  overall?: number;
  /** Where several columns claim a ground alike: all of them. */
  rivals?: Partial<Record<GroundKind, number[]>>;
}

/** What the columns of one list say of grounds. */
export interface Grounds {
  /** "Vướng mắc về pháp lý": what stands in the way of one ground, beside a column of marks. */
  reasons: Partial<Record<GroundKind, number>>;
  /** Ground columns by the list their header speaks of; `unsaid` where it speaks of none. */
  grounds: Partial<Record<ReviewList | 'unsaid', GroundColumns>>;
}

/** Columns in which marks stand, whatever list they are of. */
export function markColumns({ grounds }: Pick<Grounds, 'grounds'>): number[] {
  return Object.values(grounds)
    .flatMap(({ technical, legal, overall }) => [technical, legal, overall])
    .filter(column => column !== undefined);
}

/** A column that may be a ground, with the list its header speaks of. */
export interface Claimant {
  column: number;
  kind: GroundKind;
  list: ReviewList | 'unsaid';
  bearing: Bearing;
  /** The plan's "Đủ điều kiện …" or "Chưa đủ điều kiện …" stands over it. */
  grouped: boolean;
  values: readonly string[];
}

/** Of the columns that speak of one ground, those that are about the condition; the others are left alone. */
export function settleClaims(list: Grounds, claimants: readonly Claimant[]): void {
  for (const of of new Set(claimants.map(claimant => claimant.list)))
    for (const kind of groundKinds) {
      const own = claimants.filter(claimant => claimant.kind === kind && claimant.list === of);
      const rivals = claiming(own);
      const [column] = rivals;
      if (column === undefined) continue;
      const grounds: GroundColumns = list.grounds[of] ?? {};
      list.grounds[of] = grounds;
      grounds[kind] = column;
      if (rivals.length > 1) grounds.rivals = { ...grounds.rivals, [kind]: rivals };
      const reason = own.find(claimant => claimant.bearing === 'obstacle' && claimant.column !== column);
      if (reason) list.reasons[kind] ??= reason.column;
    }
}

/** Columns that claim a ground best, and alike; several are rivals. */
function claiming(claimants: readonly Claimant[]): number[] {
  const pools = [
    claimants.filter(({ bearing }) => bearing === 'about'),
    claimants.filter(({ bearing }) => bearing === 'obstacle'),
    claimants.filter(({ grouped }) => grouped),
    claimants.filter(({ values }) => mostly(values, text => markOf(text) !== 'text')),
  ];
  const pool = pools.find(({ length }) => length > 0) ?? [];
  const filled = pool.filter(({ values }) => values.length > 0);
  const marked = filled.filter(({ values }) => !mostly(values, isParticulars));
  const best = marked.length > 0 ? marked : filled.length > 0 ? filled : pool.slice(0, 1);
  return best.map(({ column }) => column);
}

function mostly(values: readonly string[], fits: (text: string) => boolean): boolean {
  return values.length > 0 && values.filter(fits).length * 2 > values.length;
}

/** "Đủ điều kiện" merged over two columns that nobody named: technical first, as in the plan. */
export function settleOverall(grounds: GroundColumns, titles: readonly string[][]): void {
  const { overall } = grounds;
  if (overall === undefined) return;
  delete grounds.overall;
  if (grounds.technical !== undefined || grounds.legal !== undefined) {
    if (grounds.technical === undefined) grounds.technical = overall;
    else if (grounds.legal === undefined) grounds.legal = overall;
  } else if (titles[overall + 1]?.join() === titles[overall]?.join()) {
    grounds.technical = overall;
    grounds.legal = overall + 1;
  } else grounds.overall = overall;
}
