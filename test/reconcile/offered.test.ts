import { expect, test } from 'vitest';
import {
  activeColumns,
  activeOfferings,
  activeRows,
  isOffered,
  tellsUse,
} from '../../src/reconcile/offered.ts';
import { offering, record } from './support.ts';

const at = (change: Parameters<typeof record>[1]) =>
  record('1.004194', { offerings: [offering('H13.1')], unmappedOfferings: 2, ...change });

test.each([
  ['in use', at({}), true, true],
  ['in use, as far as its list says', at({ detailed: false }), true, true],
  ['read, without a word of its use', at({ facts: { active: undefined as never } }), true, true],
  ['out of use', at({ facts: { active: false } }), false, true],
  ['listed, and no more', at({ detailed: false, facts: { active: undefined as never } }), false, false],
  ['not there at all', undefined, false, true],
])('a procedure is offered where it is in use: one %s', (_, one, offered, told) => {
  expect(activeOfferings(one).map(({ agency }) => agency)).toEqual(offered ? ['H13.1'] : []);
  expect(activeColumns(one).agencies).toEqual(offered ? ['H13.1'] : []);
  expect([activeRows(one), isOffered(one)]).toEqual([offered ? 3 : 0, offered]);
  expect(tellsUse(one)).toBe(told);
});
