import type { City } from '../../src/domain/city.ts';
import type { Level } from '../../src/domain/level.ts';
import type { CaseFacts, ProcedureFacts } from '../../src/domain/procedure.ts';
import type { SnapshotOffering, SnapshotProcedure } from '../../src/snapshot/model.ts';

/** Agencies every procedure of the bench is offered at: 20 districts and 230 communes. */
const districts = 20;
const communes = 230;
export const offeringsEach = districts + communes;

/** The systems with offerings; the national list stands beside them. */
export const offering = ['portal', 'oneStop', 'nationalPortal'] as const;
export type OfferingSystem = (typeof offering)[number];

export const city: City = {
  locality: 'H13',
  agencies: [
    ...Array.from({ length: districts }, (_, at) => ({
      code: `H13.${at + 10}`,
      name: `Ủy ban nhân dân quận ${at}`,
      tier: 'district' as const,
    })),
    ...Array.from({ length: communes }, (_, at) => ({
      code: `H13.${10 + (at % districts)}.${at}`,
      name: `Ủy ban nhân dân phường ${at}`,
      tier: 'commune' as const,
    })),
  ],
  fields: {},
  applies: [],
  systems: [
    { name: 'national', role: 'national', hosts: [], covers: null },
    {
      name: 'portal',
      role: 'portal',
      hosts: ['components', 'eform', 'workflow', 'payment', 'channel'],
      covers: null,
    },
    { name: 'oneStop', role: 'oneStop', hosts: ['components', 'workflow'], covers: null },
    { name: 'nationalPortal', role: 'nationalPortal', hosts: [], covers: null },
  ],
  rules: {},
};

const agencies = city.agencies.map(agency => agency.code).sort();

/** Numbers that look random and are the same in every run. */
function mixed(seed: number): number {
  let value = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}

/** One procedure in 400. Then nothing is said of levels, so that DuckDB must find as many differences as we do. */
const withdrawn = (procedure: number) => mixed(procedure) % 400 === 0;
const differs = (chance: number) => chance % 2_000 === 2;
const codeOf = (procedure: number) => `1.${String(procedure).padStart(6, '0')}`;
const nameOf = (procedure: number) =>
  `Cấp giấy chứng nhận đăng ký hoạt động số ${procedure} cho tổ chức, cá nhân trên địa bàn thành phố`;

/** The national list: every procedure of district and commune tier. */
export function* nationalList(offerings: number): Generator<SnapshotProcedure> {
  for (let procedure = 0; procedure < offerings / offeringsEach; procedure++)
    yield {
      code: codeOf(procedure),
      mapped: true,
      forms: [codeOf(procedure)],
      detailed: true,
      facts: {
        ...contents(procedure),
        active: !withdrawn(procedure),
        tiers: ['district', 'commune'],
        bodies: [{ name: 'Ủy ban nhân dân cấp huyện' }],
      },
      cases: cases(procedure, false),
      offerings: [],
    };
}

/**
 * What one system offers, procedure by procedure in code order; one level in 2,000 differs from the others', one row
 * in 2,000 is missing, one in 5,000 is doubled.
 */
export function* offered(system: OfferingSystem, offerings: number): Generator<SnapshotProcedure> {
  const salt = offering.indexOf(system) + 1;
  for (let procedure = 0; procedure < offerings / offeringsEach; procedure++) {
    const usual = (1 + (mixed(procedure) % 4)) as Level;
    const rows: SnapshotOffering[] = [];
    agencies.forEach((agency, at) => {
      const place = procedure * offeringsEach + at;
      const chance = mixed(place * 7 + salt);
      if (chance % 2_000 === 1) return;
      const level = differs(chance) && !withdrawn(procedure) ? ((1 + (usual % 4)) as Level) : usual;
      const row = rowId(system, place);
      rows.push({ agency, level, rows: chance % 5_000 === 3 ? [row, rowId(system, -place)] : [row] });
    });
    yield {
      code: codeOf(procedure),
      mapped: true,
      forms: [`${codeOf(procedure)}.000.00.00.H13`],
      detailed: true,
      facts: { ...contents(procedure), active: true, ...(system === 'portal' && { shownLevel: usual }) },
      ...(system !== 'nationalPortal' && { cases: cases(procedure, system === 'portal') }),
      offerings: rows,
    };
  }
}

/** The portal's row ids are GUIDs, the others' numbers. */
function rowId(system: OfferingSystem, place: number): string {
  if (system !== 'portal') return String(1_000_000 + place);
  const hex = (seed: number) => mixed(seed).toString(16).padStart(8, '0');
  const digits = hex(place) + hex(place + 1) + hex(place + 2) + hex(place + 3);
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

function contents(procedure: number): ProcedureFacts {
  return {
    name: nameOf(procedure),
    fields: [{ name: 'Hộ tịch' }],
    decision: `${procedure}/QĐ-UBND`,
    fees: [{ channel: 'direct', amount: 50_000, text: '50.000 đồng' }],
    deadlines: [{ channel: 'direct', amount: 5, unit: 'workingDay', text: '5 ngày làm việc' }],
  };
}

function cases(procedure: number, full: boolean): CaseFacts[] {
  return [0, 1].map(at => ({
    key: `${at}`,
    name: `Trường hợp ${at + 1}`,
    agencies: null,
    components: Array.from({ length: 5 }, (_, paper) => ({
      name: `Giấy tờ ${paper} của thủ tục ${procedure} theo mẫu ban hành kèm theo thông tư`,
      originals: 1,
      copies: 0,
    })),
    workflow: { hash: mixed(procedure).toString(16), defects: [], longestHours: 40, longestOnlineHours: 40 },
    deadlineHours: 40,
    onlineDeadlineHours: 40,
    ...(full && {
      eform: { state: 'usable' as const, hash: mixed(procedure + 1).toString(16) },
      onlineClosed: false,
      onlinePayment: true,
    }),
  }));
}
