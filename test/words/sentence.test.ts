import { describe, expect, test } from 'vitest';
import { agencyLabel, listWords, shortName, systemLabel } from '../../src/words/sentence.ts';

describe('words of a sentence', () => {
  test('a name nobody would read to its end is cut at a word', () => {
    const name = `Cấp giấy phép, ${'hoạt động khám bệnh, chữa bệnh '.repeat(20)}`;
    const short = shortName(name);
    expect(short.length).toBeLessThanOrEqual(121);
    expect(short).toMatch(/(hoạt|động|khám|bệnh|chữa)…$/u);
    expect(name.startsWith(short.slice(0, -1))).toBe(true);
    expect(shortName('Đăng ký khai sinh')).toBe('Đăng ký khai sinh');
    expect(shortName('x'.repeat(300))).toHaveLength(121);
  });

  test('an agency is called by name and code, an unknown one by its code', () => {
    expect(agencyLabel({ code: 'H13.1', name: 'Sở Y tế' })).toBe('Sở Y tế (H13.1)');
    expect(agencyLabel({ code: 'H13.99' })).toBe('H13.99');
  });

  test('a system is called by its part, and by its name where that says more', () => {
    expect(systemLabel({ name: 'portal', role: 'portal' })).toBe('Cổng DVC thành phố');
    expect(systemLabel({ name: 'cu', role: 'portal' })).toBe('Cổng DVC thành phố (cu)');
    expect(systemLabel({ name: 'docs', role: 'archive' })).toBe('Hệ thống docs');
  });

  test('lists read as they are written in Vietnamese', () => {
    expect(listWords(['a', 'b'], 'đơn vị')).toBe('a, b');
    expect(listWords(['a', 'b', 'c', 'd', 'e'], 'đơn vị')).toBe('a, b, c và 2 đơn vị khác');
  });
});
