import { expect, it } from 'vitest';
import { sizeInBytes, sizeWords } from '../../src/domain/size.ts';

it('a size is read as a form’s renderer reads it', () => {
  const sizes = ['20MB', ' 1.5 gb ', '7', '3KB', '8 B'].map(sizeInBytes);
  expect(sizes).toEqual([20 * 1024 ** 2, 1.5 * 1024 ** 3, 7, 3 * 1024, 8]);
  expect(['', 'MB', '20 TB', null, undefined, '20MB x'].map(sizeInBytes)).toEqual(Array(6).fill(undefined));
});

it('a size is said in the largest unit it fills', () => {
  expect([0, 1023, 1024, 20 * 1024 ** 2, 1.5 * 1024 ** 3].map(sizeWords)).toEqual([
    ...['0 B', '1.023 B', '1 KB', '20 MB', '1,5 GB'],
  ]);
});
