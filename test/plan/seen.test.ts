import { expect, it } from 'vitest';
import { seenItems } from '../../src/plan/seen.ts';
import { actualOf, definitionOf, inputOf, readyCase } from './samples.ts';

it('papers whose numbers nobody told are seen as those that ask for one original', () => {
  const seen = (numbers: { originals?: number; copies?: number }) => {
    const components = [{ name: 'Đơn đề nghị', required: true, ...numbers }];
    return seenItems(inputOf(definitionOf(), actualOf({ cases: { default: { ...readyCase, components } } })));
  };
  expect(seen({})).toEqual(seen({ originals: 1, copies: 0 }));
  expect(seen({})).not.toEqual(seen({ originals: 2, copies: 0 }));
});
