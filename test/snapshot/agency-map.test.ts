import { describe, expect, it } from 'vitest';
import type { Agency } from '../../src/domain/agency.ts';
import { agencyMap } from '../../src/snapshot/agency-map.ts';

const agencies: Agency[] = [
  { code: 'H13.12', name: 'Sở Y tế', tier: 'province' },
  { code: 'H13.12.5', name: 'Chi cục Dân số', tier: 'province' },
  { code: 'H13.5.2', name: 'Phường An Hòa', tier: 'commune', ids: { portal: 'Guid-An-Hoa', oneStop: 'AH' } },
  {
    code: 'H13.5.3',
    name: 'Phường Cái Khế',
    tier: 'commune',
    ids: { portal: ['ck-1', 'UBND phường Cái Khế'] },
  },
  { code: 'H13.5.4', name: 'Phường An Cư', tier: 'commune', ids: { portal: 'chung' } },
  { code: 'H13.5.5', name: 'Phường An Phú', tier: 'commune', ids: { portal: 'CHUNG' } },
];
const map = agencyMap('portal', agencies);

describe('who a remote agency is', () => {
  it.each([
    ['its id', { id: ' GUID-an-hoa', name: 'x' }],
    ['another id of its row', { id: '17', otherIds: ['9', 'guid-an-hoa'], name: 'x' }],
    ['its identification code', { id: '17', identification: 'guid-an-hoa', name: 'x' }],
  ])('goes by what is configured for %s', (_title, remote) => {
    expect(map.find(remote)).toBe('H13.5.2');
  });

  it('goes by the exact name only where a person configured that', () => {
    expect(map.find({ id: '18', name: 'ubnd phường cái khế' })).toBe('H13.5.3');
    expect(map.find({ id: '19', name: 'Sở Y tế' })).toBeUndefined();
  });

  it('goes by an identification code equal to ours, or an id where there is none', () => {
    expect(map.find({ id: '20', identification: 'h13.12', name: 'x' })).toBe('H13.12');
    expect(map.find({ id: 'H13.12', name: 'x' })).toBe('H13.12');
    expect(map.find({ id: 'H13.12', identification: 'H13.99', name: 'x' })).toBeUndefined();
  });

  it('takes what is configured before an equal code', () => {
    expect(map.find({ id: 'ck-1', identification: 'H13.12', name: 'x' })).toBe('H13.5.3');
  });

  it('does not use what is configured for another system', () => {
    expect(map.find({ id: 'AH', name: 'x' })).toBeUndefined();
  });

  it('is nobody when it would be two, and suggests both', () => {
    const both = { id: 'chung', name: 'Kho bạc' };
    expect(map.find(both)).toBeUndefined();
    expect(map.suggest(both)).toEqual([
      { code: 'H13.5.4', name: 'Phường An Cư', score: 1 },
      { code: 'H13.5.5', name: 'Phường An Phú', score: 1 },
    ]);
  });
});

describe('suggestions for an agency', () => {
  it('recognise an identification code written the older way round, but do not apply it', () => {
    const older = { id: '1', identification: '000.00.12.H13', name: 'Cơ quan số 12' };
    expect(map.find(older)).toBeUndefined();
    expect(map.suggest(older)[0]).toEqual({ code: 'H13.12', name: 'Sở Y tế', score: 0.95 });
    expect(map.suggest({ id: '000.05.12.H13', name: 'x' })[0]).toMatchObject({ code: 'H13.12.5' });
  });

  it('go by the name otherwise', () => {
    expect(map.suggest({ id: '1', name: 'UBND Phường An Hoà' })[0]).toMatchObject({ code: 'H13.5.2' });
    expect(map.suggest({ id: '1', name: 'Ngân hàng' })).toEqual([]);
  });
});
