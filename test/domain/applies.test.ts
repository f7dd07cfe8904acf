import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { prepareApplicability } from '../../src/domain/applies.ts';
import type { City } from '../../src/domain/city.ts';
import type { ProcedureFacts } from '../../src/domain/procedure.ts';
import { tiers } from '../../src/domain/tier.ts';
import { city } from '../reconcile/support.ts';

const communes = ['H13.5.1', 'H13.5.2', 'H13.6.1'];
const districts = ['H13.5', 'H13.6'];

function applies(facts: ProcedureFacts, change: Partial<City> = {}) {
  return prepareApplicability(city(change))('1.000001', { bodies: null, fields: null, ...facts });
}

describe('where a procedure applies', () => {
  test('commune and district tier reach every agency of that tier, sorted', () => {
    expect(applies({ tiers: ['commune'] }).agencies).toEqual(communes);
    expect(applies({ tiers: ['commune', 'district'] }).agencies).toEqual([...communes, ...districts].sort());
  });

  test('province tier goes to the implementing body whose code is ours, letter case ignored', () => {
    const answer = applies({ tiers: ['province'], bodies: [{ code: 'h13.2 ' }, { name: 'Sở Nội vụ' }] });
    expect(answer).toEqual({ agencies: ['H13.2'], undecided: [], overrides: [] });
  });

  test('province tier goes to the body configured by id or by exact name, however the name is spelt', () => {
    const agencies = city().agencies.map(agency =>
      agency.code === 'H13.1'
        ? { ...agency, ids: { national: ['000.17', 'Sở Y tế thành phố Hòa Bình'] } }
        : agency,
    );
    expect(applies({ tiers: ['province'], bodies: [{ code: '000.17' }] }, { agencies }).agencies).toEqual([
      'H13.1',
    ]);
    const bodies = [{ name: 'SỞ Y TẾ  THÀNH PHỐ HOÀ BÌNH' }];
    expect(applies({ tiers: ['province'], bodies }, { agencies }).agencies).toEqual(['H13.1']);
  });

  test('an id configured for another system is not taken for the national one', () => {
    const agencies = city().agencies.map(agency => ({ ...agency, ids: { portal: `x-${agency.code}` } }));
    expect(
      applies({ tiers: ['province'], bodies: [{ code: 'x-H13.1' }] }, { agencies }).problem,
    ).toBeDefined();
  });

  test('province tier without a body of ours goes to the managing agency of the first field that has one', () => {
    const facts: ProcedureFacts = {
      tiers: ['province'],
      bodies: [{ name: 'Sở Tư pháp tỉnh Hậu Giang' }],
      fields: [{ name: 'Đất đai' }, { code: 'g15', name: 'Khám bệnh' }, { name: 'Hộ tịch' }],
    };
    const fields = { G15: 'H13.1', 'hộ tịch': 'H13.2' };
    expect(applies(facts, { fields }).agencies).toEqual(['H13.1']);
    expect(applies({ ...facts, fields: [{ name: 'Hộ  Tịch' }] }, { fields }).agencies).toEqual(['H13.2']);
  });

  test('a field that is configured for an agency the city does not have is nobody’s', () => {
    const answer = applies(
      { tiers: ['province'], fields: [{ name: 'Hộ tịch' }] },
      { fields: { 'Hộ tịch': 'H99' } },
    );
    expect(answer).toMatchObject({ agencies: [], undecided: ['province'], problem: { severity: 'major' } });
  });

  test('province tier with nobody is undecided and reported; the other tiers still apply', () => {
    const answer = applies({ tiers: ['province', 'commune'], fields: [{ name: 'Đất đai' }] });
    expect(answer.agencies).toEqual(communes);
    expect(answer.undecided).toEqual(['province']);
    expect(answer.problem).toMatchObject({ severity: 'major', reason: expect.stringContaining('Đất đai') });
  });

  test('says what the record names where nobody of ours is found: by name, else by code, or that it names nothing', () => {
    const reason = (facts: ProcedureFacts) => applies({ tiers: ['province'], ...facts }).problem!.reason;
    expect(
      reason({
        bodies: [{ name: 'Sở A' }, { code: 'B' }, {}],
        fields: [{ name: 'Đất đai' }, { code: 'F' }, {}],
      }),
    ).toBe(
      'Cấp tỉnh: bản ghi quốc gia ghi cơ quan thực hiện «Sở A; B», không khớp đơn vị nào của thành phố, và lĩnh vực «Đất đai; F» chưa được khai cơ quan quản lý',
    );
    expect(reason({})).toBe(
      'Cấp tỉnh: bản ghi quốc gia ghi không có cơ quan thực hiện, không khớp đơn vị nào của thành phố, và lĩnh vực (không ghi) chưa được khai cơ quan quản lý',
    );
  });

  test('a body of ours settles it though the fields could not be read; a city may have no national system', () => {
    const facts = { tiers: ['province' as const], bodies: [{ code: 'H13.2' }] };
    expect(prepareApplicability(city({ systems: [] }))('1.000001', facts)).toEqual({
      ...{ agencies: ['H13.2'], undecided: [], overrides: [] },
    });
    expect(prepareApplicability(city())('1.000001', { ...facts, bodies: [] })).toEqual({
      ...{ agencies: [], undecided: ['province'], overrides: [] },
    });
  });

  test('an agency that is added although the city does not have it settles nothing', () => {
    const added = [{ procedure: '1.000001', add: ['H99'], reason: 'nhầm' }];
    expect(applies({ tiers: null }, { applies: added }).undecided).toEqual(tiers);
  });

  test('ministry and other tiers do not apply and are nothing to report', () => {
    expect(applies({ tiers: ['ministry', 'other'] })).toEqual({ agencies: [], undecided: [], overrides: [] });
    expect(applies({ tiers: ['ministry', 'district'] }).agencies).toEqual(districts);
  });

  test('tiers absent is reported as information and decides nothing', () => {
    for (const absent of [null, []]) {
      const answer = applies({ tiers: absent });
      expect(answer.problem?.severity).toBe('info');
      expect(answer.undecided).toEqual(tiers);
    }
  });

  test('tiers that could not be told decide nothing and are not reported', () => {
    expect(applies({})).toEqual({ agencies: [], undecided: [...tiers], overrides: [] });
  });

  test('implementing bodies that could not be told leave the province tier open', () => {
    const answer = prepareApplicability(city({ fields: { 'Hộ tịch': 'H13.2' } }))('1.000001', {
      tiers: ['province'],
      fields: [{ name: 'Hộ tịch' }],
    });
    expect(answer).toEqual({ agencies: [], undecided: ['province'], overrides: [] });
  });

  test('a tier the city no longer has is information, unless another tier is there too', () => {
    const agencies = city().agencies.filter(agency => agency.tier !== 'district');
    const alone = applies({ tiers: ['district'] }, { agencies });
    expect(alone.problem).toMatchObject({ severity: 'info', reason: expect.stringContaining('cấp huyện') });
    expect(alone.undecided).toEqual(tiers);
    const beside = applies({ tiers: ['district', 'commune'] }, { agencies });
    expect(beside).toEqual({ agencies: communes, undecided: ['district'], overrides: [] });
  });

  test('a withdrawn procedure applies nowhere, whatever a person added', () => {
    const applied = [{ procedure: '1.000001', add: ['H13.1'], reason: 'ủy quyền' }];
    expect(applies({ active: false, tiers: ['commune'] }, { applies: applied }).agencies).toEqual([]);
  });

  test('a person adds and removes agencies, with the reason', () => {
    const applied = [
      { procedure: '1.000001.000.00.00.h13', add: ['H13.1'], remove: ['H13.5.2'], reason: 'QĐ 12' },
    ];
    const answer = applies({ tiers: ['commune'] }, { applies: applied });
    expect(answer.agencies).toEqual(['H13.1', 'H13.5.1', 'H13.6.1']);
    expect(answer.overrides).toEqual([
      { agency: 'H13.1', added: true, reason: 'QĐ 12' },
      { agency: 'H13.5.2', added: false, reason: 'QĐ 12' },
    ]);
  });

  test('an added agency settles what was undecided; a removed one does not', () => {
    const add = [{ procedure: '1.000001', add: ['H13.2'], reason: 'phân công' }];
    for (const named of [['province'], null] as const) {
      expect(applies({ tiers: named && [...named] }, { applies: add })).toEqual({
        agencies: ['H13.2'],
        undecided: [],
        overrides: [{ agency: 'H13.2', added: true, reason: 'phân công' }],
      });
    }
    const remove = [{ procedure: '1.000001', remove: ['H13.2'], reason: 'chuyển đi' }];
    expect(applies({ tiers: ['province'] }, { applies: remove }).problem?.severity).toBe('major');
    const commune = [{ procedure: '1.000001', add: ['H13.5.1'], reason: 'phân công' }];
    expect(applies({ tiers: ['province'] }, { applies: commune })).toMatchObject({
      undecided: ['province'],
      problem: { severity: 'major' },
    });
  });

  test('asking for one procedure never changes the answer for another', () => {
    const applied = [{ procedure: '1.000001', add: ['H13.1'], reason: 'ủy quyền' }];
    const facts = fc.record({
      active: fc.boolean(),
      tiers: fc.option(fc.uniqueArray(fc.constantFrom(...tiers))),
      bodies: fc.option(fc.array(fc.record({ code: fc.constantFrom('H13.1', 'H13.2', 'H14.1') }))),
      fields: fc.option(fc.array(fc.record({ name: fc.constantFrom('Hộ tịch', 'Đất đai') }))),
    });
    const ours = city({ applies: applied, fields: { 'Hộ tịch': 'H13.2' } });
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom('1.000001', '1.000002'), facts)), asked => {
        const prepared = prepareApplicability(ours);
        for (const [code, national] of asked) {
          const answer = prepared(code, national);
          expect(answer).toEqual(prepareApplicability(ours)(code, national));
          expect(answer.agencies).toEqual([...new Set(answer.agencies)].sort());
        }
      }),
    );
  });
});
