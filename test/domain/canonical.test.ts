import { expect, it } from 'vitest';
import { canonical, compareText, digestOf, sameJson, sortedJson } from '../../src/domain/canonical.ts';

it('equal values look equal: keys in order, absent like undefined, letters composed', () => {
  expect(canonical({ b: 1, a: ['e\u0302', null], c: undefined })).toBe('{"a":["\u00ea",null],"b":1}');
  expect(digestOf({ a: 1, b: 'e\u0302' })).toBe(digestOf({ b: '\u00ea', a: 1 }));
  expect(digestOf([1, 2])).not.toBe(digestOf([2, 1]));
  expect(digestOf(1)).toMatch(/^[0-9a-f]{32}$/);
});

it('as JSON the order of keys does not count at any depth, that of lists does', () => {
  expect(sortedJson({ b: { d: 1, c: 2 }, a: [{ z: 1, y: 2 }] })).toBe(
    '{"a":[{"y":2,"z":1}],"b":{"c":2,"d":1}}',
  );
  expect(sameJson({ a: 1, b: [1, 2] }, { b: [1, 2], a: 1 })).toBe(true);
  expect([sameJson([1, 2], [2, 1]), sameJson({ a: 1 }, {}), sortedJson(undefined)]).toEqual([
    ...[false, false, 'null'],
  ]);
});

it('texts are ordered by their code units', () => {
  expect([compareText('a', 'b'), compareText('b', 'a'), compareText('a', 'a')]).toEqual([-1, 1, 0]);
  expect(['é', 'z', 'B'].sort(compareText)).toEqual(['B', 'z', 'é']);
});
