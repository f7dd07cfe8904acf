import { describe, expect, it } from 'vitest';
import { textKey, withoutAccents } from '../../src/domain/text.ts';
import { territoryKinds, unitName } from '../../src/domain/unit-name.ts';

/** Places as their kind and name, from the nearest outwards. */
const read = (name: string) => {
  const { office, own, places } = unitName(name);
  return [office, own, ...places.map(({ kind, name: called }) => `${kind}: ${called}`)];
};
const committee = 'ủy ban nhân dân';

describe('the name of a body in its parts', () => {
  it.each<[name: string, office: string, own: string, ...places: string[]]>([
    ['Ủy ban nhân dân phường An Bình', committee, '', 'phường: an bình'],
    ['UBND P. An Bình, TP Cần Thơ', committee, '', 'phường: an bình', 'thành phố: cần thơ'],
    ['UBND TT. Vĩnh Thạnh, H. Vĩnh Thạnh', committee, '', 'thị trấn: vĩnh thạnh', 'huyện: vĩnh thạnh'],
    ['Phường An Bình', committee, '', 'phường: an bình'],
    ['Q. Ninh Kiều', committee, '', 'quận: ninh kiều'],
    ['UBND', committee, ''],
    ['HĐND thành phố', 'hội đồng nhân dân', '', 'thành phố: '],
    ['HDND xã Trường Long', 'hội đồng nhân dân', '', 'xã: trường long'],
    ['CA phường Cái Khế', 'công an', '', 'phường: cái khế'],
    ['Công an thị xã Ngã Bảy', 'công an', '', 'thị xã: ngã bảy'],
    ['Sở', 'sở', ''],
    ['Sở Y tế TP. Cần Thơ', 'sở', 'y tế', 'thành phố: cần thơ'],
    ['Sở Y tế thành phố Cần Thơ', 'sở', 'y tế', 'thành phố: cần thơ'],
    ['Sở TT&TT', 'sở', 'tt tt'],
    ['Sở TT&TT TP. Cần Thơ', 'sở', 'tt tt', 'thành phố: cần thơ'],
    ['Sơn Ca', '', 'sơn ca'],
    // The longer head before what it begins with.
    ['Ban quản lý Khu công nghiệp', 'ban quản lý', 'khu công nghiệp'],
    ['Ban Dân tộc', 'ban', 'dân tộc'],
    ['Chi cục Thuế', 'chi cục', 'thuế'],
    ['Trạm Y tế phường An Cư', 'trạm y tế', '', 'phường: an cư'],
    ['Phòng Tư pháp quận Cái Răng', 'phòng', 'tư pháp', 'quận: cái răng'],
    // Letters that could be a ward are one only in front, or behind another place.
    ['Nhà hát P', '', 'nhà hát p'],
    ['Tổ P An Bình', '', 'tổ p an bình'],
    ['P', '', 'p'],
    ['Đội Q thành phố Cần Thơ p An Bình', '', 'đội q', 'thành phố: cần thơ', 'phường: an bình'],
    ['Kho bạc', '', 'kho bạc'],
    ['', '', ''],
  ])('%s', (name, ...parts) => {
    expect(read(name)).toEqual(parts);
  });

  it.each<[name: string, office: string, own: string, ...places: string[]]>([
    ['Bảo hiểm xã hội quận Ninh Kiều', '', 'bảo hiểm xã hội', 'quận: ninh kiều'],
    ['Hợp tác xã Thới Lai xã Trường Long', '', 'hợp tác xã thới lai', 'xã: trường long'],
    ['Trung tâm Xã hội', 'trung tâm', 'xã hội'],
  ])('takes no commune out of %s, with accents or without', (name, office, own, ...places) => {
    expect(read(name)).toEqual([office, own, ...places]);
    const [kind, called] = places[0]?.split(': ') ?? [];
    expect(read(withoutAccents(name))).toEqual([
      ...[office, withoutAccents(own)],
      ...(kind === undefined ? [] : [`${kind}: ${withoutAccents(called!)}`]),
    ]);
  });

  it('knows a commune whose name begins like such a word, and one called as communes are', () => {
    expect(read('UBND xã Hội An')).toEqual([committee, '', 'xã: hội an']);
    expect(read('Cong an xa Hoi An')).toEqual(['công an', '', 'xã: hoi an']);
    expect(read('UBND xa Xa Phien')).toEqual([committee, '', 'xã: xa phien']);
    expect(read('UBND xã Xà Phiên')).toEqual([committee, '', 'xã: xà phiên']);
  });

  it('knows heads without accents only where the whole name has none', () => {
    expect(unitName('Uy ban nhan dan xa Truong Long')).toMatchObject({ office: committee, plain: true });
    expect(read('So Xây dựng')).toEqual(['', 'so xây dựng']);
    expect(unitName('Sở Xây dựng').plain).toBe(false);
  });

  it.each(territoryKinds)('tells a commune by its kind: $long', ({ long, short, commune }) => {
    for (const written of [long, short, long.toUpperCase()]) {
      const name = `${written} Tân Lộc`;
      expect(unitName(name).places).toEqual([{ kind: long, commune, name: textKey('Tân Lộc') }]);
    }
    expect(commune).toBe(['phường', 'xã', 'thị trấn'].includes(long));
  });
});
