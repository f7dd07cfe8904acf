import type { Agency } from '../../src/domain/agency.ts';
import { prepareApplicability } from '../../src/domain/applies.ts';
import type { Level } from '../../src/domain/level.ts';
import { cleanCity, withRemoteIds } from '../sandbox/city/base-city.ts';
import type { SandboxCity } from '../sandbox/city/city.ts';
import { readNationalRecord } from '../sandbox/city/national.ts';
import { nationalRecord, sampleProcedures } from '../sandbox/city/sample.ts';

const few: readonly Agency[] = [
  { code: 'H13', name: 'Ủy ban nhân dân thành phố Cần Thơ', tier: 'province' },
  { code: 'H13.3', name: 'Sở Tư pháp', tier: 'province', parent: 'H13' },
  { code: 'H13.21', name: 'Ủy ban nhân dân quận Ninh Kiều', tier: 'district', parent: 'H13' },
  { code: 'H13.22', name: 'Ủy ban nhân dân quận Ô Môn', tier: 'district', parent: 'H13' },
  { code: 'H13.21.1', name: 'Ủy ban nhân dân phường Cái Khế', tier: 'commune', parent: 'H13.21' },
  { code: 'H13.21.2', name: 'Ủy ban nhân dân phường An Hòa', tier: 'commune', parent: 'H13.21' },
  { code: 'H13.22.1', name: 'Ủy ban nhân dân phường Thới An', tier: 'commune', parent: 'H13.22' },
];

/** Codes of the small city's procedures, by tier; two of each, at levels 4 and 2. */
const small = {
  province: ['1.002010', '1.002079'],
  district: ['2.000806', '2.000779'],
  commune: ['1.000894', '1.004873'],
} as const;

/**
 * Seven agencies, six real procedures, twelve offerings at each of two systems, no fault: runs end in a second. `more`
 * agencies offer what their tier does.
 */
export function smallCity(more: readonly Agency[] = []): SandboxCity {
  const agencies = withRemoteIds([...few, ...more]);
  const fields = { 'Luật sư': 'H13.3', 'Hộ tịch': 'H13.3' };
  const applies = prepareApplicability({
    locality: 'H13',
    agencies,
    fields,
    applies: [],
    systems: [],
    rules: {},
  });
  const wanted: string[] = Object.values(small).flat();
  const procedures = sampleProcedures
    .filter(({ code }) => wanted.includes(code))
    .map(procedure => {
      const raw = nationalRecord(procedure);
      const { code, facts, cases } = readNationalRecord(raw);
      const level: Level = wanted.indexOf(code) % 2 === 0 ? 4 : 2;
      return { code, raw, facts, cases, agencies: applies(code, facts).agencies, level };
    });
  return {
    locality: 'H13',
    agencies,
    fields,
    seeds: cleanCity('H13', agencies, procedures),
    planted: [],
    quirks: {},
  };
}
