import { expect, test } from 'vitest';
import { draftAgencies } from '../../src/runs/onboarding/draft-agencies.ts';
import type { Survey } from '../../src/runs/onboarding/survey.ts';
import { idKey, type RemoteAgency } from '../../src/snapshot/agency-map.ts';

/** A system whose agencies all offer something. */
function surveyOf(system: string, agencies: RemoteAgency[]): Survey {
  const keys = agencies.map(({ id }) => idKey(id));
  return {
    system,
    agencies: new Map(agencies.map(agency => [idKey(agency.id), agency])),
    offerers: new Map([['1.000656', new Set(keys)]]),
    fields: new Map(),
    bodies: new Map(),
    gaps: [],
  };
}

const ward = 'Ủy ban nhân dân phường Tân Lộc';
const city = 'Ủy ban nhân dân thành phố Cần Thơ';
const portal = surveyOf('portal', [
  { id: 'A1B2-GUID', name: ward },
  { id: 'C3-GUID', name: 'Ủy ban nhân dân quận Thốt Nốt', identification: 'H13.25' },
]);
const oneStop = surveyOf('oneStop', [
  { id: 'H13.25', name: 'UBND quận Thốt Nốt' },
  { id: 'H13.25.4', name: 'UBND P. Tân Lộc', parent: 'H13.25' },
  { id: 'CT-UB', name: city },
  { id: 'VPDK', name: 'Chi nhánh Văn phòng Đăng ký đất đai quận Thốt Nốt' },
]);

test.each([
  ['first', [portal, oneStop]],
  ['last', [oneStop, portal]],
])('takes a unit once, whether the system that knows it by name alone was asked %s', (_, surveys) => {
  const { agencies, codeOf } = draftAgencies('H13', surveys);
  expect(agencies.map(({ code, tier }) => [code, tier])).toEqual([
    ['H13', 'province'],
    ['H13.25', 'district'],
    ['H13.25.4', 'commune'],
    ['VPDK', 'other'],
  ]);
  expect(agencies.find(({ code }) => code === 'H13.25.4')).toMatchObject({
    parent: 'H13.25',
    ids: { portal: 'A1B2-GUID' },
    doubts: ['ghép với portal theo tên'],
  });
  expect(codeOf('portal', idKey('A1B2-GUID'))).toBe('H13.25.4');
});

test('takes the city for what a system calls it, and an office at a place for no unit of that tier', () => {
  const { agencies } = draftAgencies('H13', [oneStop]);
  expect(agencies.find(({ code }) => code === 'H13')).toMatchObject({ ids: { oneStop: 'CT-UB' } });
  expect(agencies.find(({ code }) => code === 'VPDK')!.doubts).toContain('chưa rõ cấp');
});
