import { describe, expect, test } from 'vitest';
import {
  agencyLabel,
  levelWords,
  listWords,
  procedureLabel,
  shortName,
  systemLabel,
} from '../../src/reconcile/sentence.ts';
import { context, group, record } from './support.ts';

describe('words of a sentence', () => {
  const city = context();

  test('a procedure is called by its national name, else by what any system calls it, else by its code', () => {
    const portal = record('1.000001', { facts: { name: 'Tên ở cổng' } });
    const national = record('1.000001', { facts: { name: 'Tên quốc gia' } });
    expect(procedureLabel(group(city, '1.000001', { national, portal }))).toBe('1.000001 «Tên quốc gia»');
    expect(procedureLabel(group(city, '1.000001', { portal }))).toBe('1.000001 «Tên ở cổng»');
    expect(procedureLabel({ code: '1.000001', records: [] })).toBe('1.000001');
  });

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
    expect(agencyLabel('H13.1', city)).toBe('Sở Y tế (H13.1)');
    expect(agencyLabel('H13.99', city)).toBe('H13.99');
  });

  test('a system is called by its part, and by its name where that says more', () => {
    expect(systemLabel({ name: 'portal', role: 'portal' })).toBe('Cổng DVC thành phố');
    expect(systemLabel({ name: 'cu', role: 'portal' })).toBe('Cổng DVC thành phố (cu)');
    expect(systemLabel({ name: 'docs', role: 'archive' })).toBe('Hệ thống docs');
  });

  test('no level and a level nobody could tell are two things', () => {
    expect([4 as const, null, undefined].map(levelWords)).toEqual([
      'mức độ 4',
      'không có mức độ',
      'không rõ mức độ',
    ]);
  });

  test('lists read as they are written in Vietnamese', () => {
    expect(listWords(['a', 'b'], 'đơn vị')).toBe('a, b');
    expect(listWords(['a', 'b', 'c', 'd', 'e'], 'đơn vị')).toBe('a, b, c và 2 đơn vị khác');
  });
});
