import { describe, expect, it } from 'vitest';
import { unitFinder } from '../../src/review/units.ts';

const units = unitFinder([
  { code: 'H13', name: 'Ủy ban nhân dân thành phố Cần Thơ', tier: 'province' },
  { code: 'H13.1', name: 'Sở Tư pháp', tier: 'province', parent: 'H13' },
  { code: 'H13.2', name: 'Sở Giáo dục và Đào tạo', tier: 'province', parent: 'H13' },
  { code: 'H13.3', name: 'Sở Y tế', tier: 'province', parent: 'H13' },
  { code: 'H13.4', name: 'Sở Thông tin và Truyền thông', tier: 'province', parent: 'H13' },
  { code: 'H13.31', name: 'Ủy ban nhân dân phường Ninh Kiều', tier: 'commune', parent: 'H13' },
]);

describe('units in titles', () => {
  it.each([
    ['Số:      /TP-HT', []],
    ['Số: 12/YT', []],
    ['So:      /TP-HT', []],
    ['Số TP-HT', []],
    ['Hồ sơ YT', []],
    ['So TP', ['H13.1']],
    ['So YT', ['H13.3']],
    ['Sở TP', ['H13.1']],
    ['SỞ GIÁO DỤC & ĐÀO TẠO', ['H13.2']],
    ['UBND TP CẦN THƠ - SỞ GIÁO DỤC & ĐÀO TẠO', ['H13.2']],
    ['SỞ GD&ĐT', ['H13.2']],
    ['SỞ TT & TT', ['H13.4']],
  ])('%s', (line, codes) => {
    expect(units.inTitles([line])).toEqual(codes);
  });
});

describe('units in cells', () => {
  it.each([
    ['SỞ GIÁO DỤC & ĐÀO TẠO', 'H13.2'],
    ['Sở TT&TT', 'H13.4'],
    ['Q. Ninh Kiều', undefined],
    ['1. Q. Ninh Kiều', undefined],
    ['H. Ninh Kiều', undefined],
    ['P. Ninh Kiều', 'H13.31'],
    ['Ninh Kiều', 'H13.31'],
    ['b) Ninh Kiều', 'H13.31'],
    ['h) UBND phường Ninh Kiều', 'H13.31'],
    ['q. Sở Tư pháp', 'H13.1'],
  ])('%s', (cell, code) => {
    expect(units.exactly(cell)).toBe(code);
  });
});
