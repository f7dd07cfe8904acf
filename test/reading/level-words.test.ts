import { expect, it } from 'vitest';
import { levelsIn, levelsOfCell } from '../../src/reading/level-words.ts';

it.each([
  ['DANH MỤC DVC MỨC ĐỘ 4 (02 thủ tục)', ['4']],
  ['Mức độ 4 (03 TTHC)', ['4']],
  ['Mức độ 4: 03 thủ tục', ['4']],
  ['DVC mức độ 4 - 03/2021', ['4']],
  ['Mức độ 4, 02/03/2021', ['4']],
  ['Mức độ 04 (02 thủ tục)', ['4']],
  ['Mức độ 03, 04', ['3', '4']],
  ['mức độ 03 - 04', ['3', '4']],
  ['Mức độ 03 và mức độ 04', ['3', '4']],
  ['mức độ 3, 4 thủ tục hành chính', ['3', '4']],
  ['Chưa đạt mức độ 4', ['1', '2', '3']],
  ['không phải toàn trình', ['1', '2', '3']],
  ['dưới mức 3', ['1', '2']],
  ['Chưa cung cấp DVC trực tuyến toàn trình', ['1', '2', '3']],
  ['Không vướng mắc; mức độ 4', ['4']],
  ['phí: không; mức độ 4', ['4']],
  ['Trước đây chưa. Mức độ 4', ['4']],
  ['Không dưới mức độ 3', ['3']],
  ['Không thấp hơn mức độ 4', ['4']],
  // At most one level is left, which nobody has said.
  ['Chưa đạt mức độ 2', []],
  ['Chưa cung cấp thông tin', []],
  ['Mức độ 3; 4', ['3', '4']],
])('levels in "%s"', (text, levels) => {
  expect([...levelsIn(text)].map(String).sort()).toEqual(levels);
});

it('a cell may have a zero before its level', () => {
  expect([...levelsOfCell('04')].map(String)).toEqual(['4']);
});
