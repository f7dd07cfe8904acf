import { expect, it } from 'vitest';
import type { ImprovementItem } from '../../../src/report/readiness/improvement.ts';
import { budgetOf } from '../../../src/report/readiness/improvement-forms.ts';

const item = (state: ImprovementItem['state'], ...ids: string[]): ImprovementItem => ({
  ...{ owner: 'technical', each: 'procedure', subject: '1.004194', subjectName: 'Khai sinh', state },
  conditions: ids.map(id => ({ id, name: `Điều kiện ${id}`, concerns: 1, source: '' })),
  ...{ unlocks: 0, concerns: 1 },
});
const items = [item('not-met', 'eform', 'payment'), item('not-met', 'eform'), item('unknown', 'workflow')];
const shown = (costs: Record<string, number>) =>
  budgetOf(items, costs).map(({ condition, pieces, unitCost, cost }) => [condition, pieces, unitCost, cost]);

it('multiplies open work by the city’s own unit costs and adds it up', () => {
  expect(shown({ eform: 2_000_000, payment: 500_000 })).toEqual([
    ['eform', 2, 2_000_000, 4_000_000],
    ['payment', 1, 500_000, 500_000],
    [null, 3, null, 4_500_000],
  ]);
});

it('invents no price: without one there is neither a cost nor a sum; a price of nought is one', () => {
  expect(shown({ eform: 0 })).toEqual([
    ['eform', 2, 0, 0],
    ['payment', 1, null, null],
    [null, 3, null, null],
  ]);
  expect(budgetOf([], {})).toEqual([]);
});
