import { describe, expect, it } from 'vitest';
import { localityNamed, ownLocality } from '../../src/domain/localities.ts';

describe('the locality a body names', () => {
  it.each([
    ['UBND tinh Hau Giang', 'Hậu Giang'],
    ['So Tu phap Thanh pho Ha Noi', 'Hà Nội'],
    ['UBND phuong Thai Binh', undefined],
    ['Sở Tư pháp Thành phố Hà Nội', 'Hà Nội'],
    ['UBND tỉnh Hậu Giang', 'Hậu Giang'],
    ['Sở Nông nghiệp và Môi trường - tỉnh An Giang', 'An Giang'],
    ['Sở Giao thông công chánh - TP.HCM', 'Hồ Chí Minh'],
    ['Công an Thừa Thiên Huế', 'Thừa Thiên Huế'],
    ['Ủy ban nhân dân thành phố Huế', 'Thừa Thiên Huế'],
    ['Sở Y tế Khánh Hoà', 'Khánh Hòa'],
    ['Văn phòng UBND tỉnh Bà Rịa – Vũng Tàu', 'Bà Rịa - Vũng Tàu'],
  ])('%s', (body, locality) => {
    expect(localityNamed(body)).toBe(locality);
  });

  it.each([
    'Ủy ban nhân dân cấp tỉnh',
    'Chi cục thuế huyện, thành phố',
    'Thuế cơ sở',
    'Cơ quan thuế',
    'UBND xã Thái Bình',
    'Sở Xây dựng',
  ])('%s names none', body => {
    expect(localityNamed(body)).toBeUndefined();
  });
});

describe('our own locality', () => {
  it.each([
    ['H13', 'Cần Thơ'],
    ['h01', 'An Giang'],
    ['H29', 'Hồ Chí Minh'],
    ['H38', 'Lào Cai'],
    ['H63', 'Yên Bái'],
    ['H64', undefined],
  ])('%s is %s', (code, name) => {
    expect(ownLocality(code, [])).toBe(name);
  });

  it('is what the top agency names when the code says nothing', () => {
    const top = { code: 'X', name: 'UBND tỉnh Đồng Tháp', tier: 'province' as const };
    const below = { code: 'X.1', name: 'Sở Tư pháp tỉnh Đồng Tháp', tier: 'province' as const, parent: 'X' };
    expect(ownLocality('G99', [top, below])).toBe('Đồng Tháp');
    expect(ownLocality('G99', [below])).toBeUndefined();
  });
});
