import type { Table } from '../table/table.ts';
import type { ImprovementItem } from './improvement.ts';

/** What the open work of one kind costs by the city's own unit costs. */
export interface BudgetLine {
  /** Null = all together. */
  condition: string | null;
  name: string;
  /** Pieces of work: one a procedure, or one a unit. */
  pieces: number;
  /** Đồng; null = the city has set none. */
  unitCost: number | null;
  /** Đồng; null = not known. */
  cost: number | null;
}

/**
 * Open work times unit costs, a line a condition, dearest first, and all together. Only what is known to be missing is
 * counted; without a price of one of them there is no sum.
 *
 * @param unitCosts đồng for a piece of work, by condition.
 */
export function budgetOf(
  items: readonly ImprovementItem[],
  unitCosts: Readonly<Record<string, number>>,
): BudgetLine[] {
  const found = new Map<string, BudgetLine>();
  for (const { conditions, state } of items) {
    if (state !== 'not-met') continue;
    for (const { id, name } of conditions) {
      const unitCost = Object.hasOwn(unitCosts, id) ? unitCosts[id]! : null;
      const line = found.get(id) ?? { condition: id, name, pieces: 0, unitCost, cost: null };
      found.set(id, line);
      line.pieces++;
      if (unitCost !== null) line.cost = line.pieces * unitCost;
    }
  }
  const lines = [...found.values()].sort(
    (a, b) => (b.cost ?? -1) - (a.cost ?? -1) || b.pieces - a.pieces || (a.name < b.name ? -1 : 1),
  );
  const known = lines.every(({ cost }) => cost !== null);
  const sum = (of: (line: BudgetLine) => number) => lines.reduce((all, line) => all + of(line), 0);
  if (lines.length === 0) return [];
  return [
    ...lines,
    {
      ...{ condition: null, name: 'Cộng', pieces: sum(({ pieces }) => pieces), unitCost: null },
      cost: known ? sum(({ cost }) => cost!) : null,
    },
  ];
}

const noPrice = { value: 'chưa có đơn giá', tone: 'minor' } as const;

export const budgetTable = {
  name: 'Kinh phí',
  columns: [
    { title: 'Điều kiện', width: 50, cell: ({ name }) => name },
    { title: 'Số việc', width: 12, cell: ({ pieces }) => pieces },
    {
      title: 'Đơn giá (đồng)',
      ...{ width: 20, cell: ({ condition, unitCost }) => (condition === null ? '' : (unitCost ?? noPrice)) },
    },
    {
      title: 'Thành tiền (đồng)',
      width: 24,
      cell: ({ condition, cost }) => cost ?? (condition === null ? 'chưa đủ đơn giá để cộng' : noPrice),
    },
    { title: 'Mã điều kiện', width: 18, cell: ({ condition }) => condition ?? '' },
  ],
} satisfies Table<BudgetLine> & { name: string };
