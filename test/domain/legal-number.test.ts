import { describe, expect, it } from 'vitest';
import {
  issuerNamed,
  issuerOf,
  legalKindOf,
  usualSerial,
  usualSuffix,
} from '../../src/domain/legal-number.ts';

describe('the number of a legal text', () => {
  it.each<[number: string, kind: ReturnType<typeof legalKindOf>, issuer: string | null]>([
    ['123/2015/NĐ-CP', 'decree', 'Chính phủ'],
    ['60/2014/QH13', 'law', 'Quốc hội'],
    ['05/2020/UBTVQH14', 'ordinance', 'Ủy ban Thường vụ Quốc hội'],
    ['26/2005/PL-UBTVQH11', 'ordinance', 'Ủy ban Thường vụ Quốc hội'],
    ['10/2021/NQ-HĐND', 'resolution', 'Hội đồng nhân dân cấp tỉnh'],
    ['24/2021/QĐ-TTg', 'decision', 'Thủ tướng Chính phủ'],
    ['04/2020/TT-BTP', 'circular', 'Bộ Tư pháp'],
    ['01/2016/TTLT-BTP-BNG', 'joint-circular', 'Bộ Tư pháp, Bộ Ngoại giao'],
    ['01/2016/TTLT-BTP-XYZ', 'joint-circular', null],
    ['04/2020/TT', 'circular', null],
    ['117/2020/KH-UBND', undefined, 'Ủy ban nhân dân cấp tỉnh'],
    ['117', undefined, null],
    ['1/2/constructor', undefined, null],
  ])('%s says what it is and who issued it', (number, kind, issuer) => {
    expect([legalKindOf(number), issuerOf(number)]).toEqual([kind, issuer]);
  });

  it.each([
    ['7', '07'],
    ['07', '07'],
    ['066', '66'],
    ['123', '123'],
    ['000', '00'],
    ['66.7', '66.7'],
    ['06.16', '06.16'],
  ])('%s is written %s', (serial, usual) => {
    expect(usualSerial(serial)).toBe(usual);
  });

  it.each<[parts: string[], term: string | undefined, suffix: string | undefined]>([
    [['nđ', 'cp'], undefined, 'NĐ-CP'],
    [['NĐCP'], undefined, 'NĐ-CP'],
    [['qh'], '13', 'QH13'],
    [['QH'], undefined, undefined],
    [['UBTVQH'], '14', 'UBTVQH14'],
    [['UBTVQH'], undefined, undefined],
    [['PL', 'UBTVQH'], '11', 'PL-UBTVQH11'],
    [['NQ', 'QH'], '15', 'NQ-QH15'],
    [['TT', 'btp'], undefined, 'TT-BTP'],
    [['TTLT', 'BTP', 'BLDTBXH'], undefined, 'TTLT-BTP-BLĐTBXH'],
    [['QD', 'ttg'], undefined, 'QĐ-TTg'],
    // Letters of nobody we know are taken as they are; words behind known ones are left out.
    [['TT', 'BXYZ'], undefined, 'TT-BXYZ'],
    [['TT', 'BCAngày'], undefined, 'TT-BCA'],
    [['TT', 'BTTTTvề'], undefined, 'TT-BTTTT'],
    [['QĐ', 'UBNDTP'], undefined, 'QĐ-UBNDTP'],
    [['TT'], undefined, undefined],
    [['TT', ''], undefined, undefined],
    [['KH', 'UBND'], undefined, undefined],
    [[], undefined, undefined],
  ])('%j %s is %s', (parts, term, suffix) => {
    expect(usualSuffix({ parts, ...(term !== undefined && { term }) })?.suffix).toBe(suffix);
  });

  it('is said to be of the body with the longest name that is meant', () => {
    expect(issuerNamed('bo tu phap quy dinh')).toEqual({ letters: 'BTP', words: 3 });
    expect(issuerNamed('thu tuong chinh phu')).toEqual({ letters: 'TTg', words: 4 });
    expect(issuerNamed('bo nong nghiep va phat trien nong thon')).toMatchObject({ letters: 'BNNPTNT' });
    expect(issuerNamed('bo lao dong thuong binh va xa hoi')).toEqual({ letters: 'BLĐTBXH', words: 8 });
    expect(issuerNamed('cua bo tu phap')).toBeUndefined();
  });
});
