import { createHash } from 'node:crypto';
import type { Agency } from '../../../src/domain/agency.ts';
import { deadlineHours } from '../../../src/domain/deadline.ts';
import { feeAmounts } from '../../../src/domain/fee.ts';
import type { Level } from '../../../src/domain/level.ts';
import type { CaseFacts, Deadline, ProcedureFacts } from '../../../src/domain/procedure.ts';
import type { PortalSeed } from '../dvcqg-2026/seed.ts';
import type { SandboxSeed, SeedAgency, SeedCase, SeedProcedure } from '../seed.ts';
import { oneStopForm, portalForm, seedComponents, standardWorkflow } from './configuration-parts.ts';

/** A national procedure as the sandbox city carries it out. */
export interface CityProcedure {
  code: string;
  /** What the national sandbox answers. */
  raw: unknown;
  facts: ProcedureFacts;
  cases: CaseFacts[];
  /** Our codes of the agencies it applies to. */
  agencies: string[];
  level: Level;
}

export interface CitySeeds {
  national: SandboxSeed;
  portal: SandboxSeed;
  oneStop: SandboxSeed;
  /** What people meet; a city may do without reading it. */
  nationalPortal?: PortalSeed;
}

/** One number for a text, the same on every machine. */
function hashNumber(text: string): number {
  return createHash('sha256').update(text).digest().readUInt32BE(0);
}

/** Levels as a city half-way through the plan has them: 45 % at 4, 20 % at 3, the rest at 2. */
export function plannedLevel(code: string): Level {
  const share = hashNumber(`level ${code}`) % 20;
  return share < 9 ? 4 : share < 13 ? 3 : 2;
}

/** The portal knows agencies by a GUID text. */
export function portalAgencyId(code: string): string {
  const hex = createHash('sha256').update(`portal ${code}`).digest('hex').toUpperCase();
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** At the portal every tenth agency lacks its identification code, as in real installations. */
function hasIdentification(index: number): boolean {
  return index % 10 !== 7;
}

/** The one-stop system writes its departments with house abbreviations (`SO-3`), everybody else by identification code. */
function oneStopAgencyId(agency: Agency): string {
  return agency.tier === 'province' ? `CT-${agency.code.split('.').slice(1).join('-') || 'UB'}` : agency.code;
}

/** The city's agency list with the ids a person has confirmed for each system. */
export function withRemoteIds(agencies: Agency[]): Agency[] {
  return agencies.map((agency, index) => ({
    ...agency,
    ids: {
      ...(hasIdentification(index) ? {} : { portal: portalAgencyId(agency.code) }),
      ...(agency.tier === 'province' ? { oneStop: oneStopAgencyId(agency) } : {}),
    },
  }));
}

const codeForms = [
  (code: string) => `${code}.000.00.00.H13`,
  (code: string) => code,
  (code: string) => `${code}.H13`,
] as const;

function localForm(code: string, system: string): string {
  return codeForms[hashNumber(`${system} ${code}`) % 3]!(code);
}

function clearDeadline(facts: ProcedureFacts): { deadline: Deadline; hours: number } | undefined {
  for (const deadline of facts.deadlines ?? []) {
    const hours = deadlineHours(deadline);
    if (hours !== undefined && hours > 0) return { deadline, hours };
  }
  return undefined;
}

function deadlineWords({ amount, unit }: Deadline): string {
  const units = { workingDay: 'ngày làm việc', day: 'ngày', hour: 'giờ', month: 'tháng' };
  return `${String(amount).padStart(2, '0')} ${unit ? units[unit] : ''}`;
}

function seedCases(procedure: CityProcedure, online: boolean, form: SeedCase['eform']): SeedCase[] {
  const clear = clearDeadline(procedure.facts);
  const withPapers = procedure.cases.filter(({ components }) => components && components.length > 0);
  const cases = withPapers.length > 0 ? withPapers : [{ name: '', components: [] }];
  return cases.map(({ name, components }, index) => ({
    key: `${procedure.code}_${index + 1}`,
    name: name ?? '',
    agencies: null,
    components: seedComponents(components ?? []),
    eform: online ? (form ?? portalForm((components ?? []).slice(0, 8))) : null,
    workflow: online ? standardWorkflow(clear?.hours ?? 40) : null,
    deadlineHours: clear?.hours ?? null,
    deadlineUnit: clear?.deadline.unit === 'day' || clear?.deadline.unit === 'month' ? 'day' : 'workingDay',
    onlineClosed: false,
    onlinePayment: true,
  }));
}

function seedProcedure(
  procedure: CityProcedure,
  system: 'portal' | 'oneStop',
  idOf: (code: string) => string,
): SeedProcedure {
  const { facts, level } = procedure;
  const clear = clearDeadline(facts);
  const amounts = [...(feeAmounts(facts.fees) ?? [])].filter(amount => amount > 0);
  const field = facts.fields?.[0]?.name;
  return {
    code: localForm(procedure.code, system),
    name: facts.name ?? procedure.code,
    active: true,
    ...(field ? { field: { code: `LV-${hashNumber(field) % 100000}`, name: field } } : {}),
    ...(facts.decision ? { decision: facts.decision } : {}),
    fees: amounts,
    ...(amounts.length === 1 ? { feeText: `${amounts[0]!.toLocaleString('vi-VN')} đồng` } : {}),
    ...(clear ? { deadlineText: deadlineWords(clear.deadline) } : {}),
    tiers: facts.tiers ?? [],
    nationalCode: procedure.code,
    offerings: procedure.agencies.map(code => ({
      agency: idOf(code),
      level,
      // Rows joined to several recipients are what the portal's paging stumbles over.
      recipients: 1 + (hashNumber(code + procedure.code) % 3),
    })),
    cases: seedCases(procedure, level >= 3, system === 'oneStop' ? oneStopForm() : null),
  };
}

function seedFields(procedures: SeedProcedure[]): SandboxSeed['fields'] {
  return [
    ...new Map(procedures.flatMap(({ field }) => (field ? [[field.code, field] as const] : []))).values(),
  ];
}

/** A city without a fault: reading and reconciling it finds nothing. */
export function cleanCity(locality: string, agencies: Agency[], procedures: CityProcedure[]): CitySeeds {
  const portalAgencies: SeedAgency[] = agencies.map((agency, index) => ({
    id: portalAgencyId(agency.code),
    ...(hasIdentification(index) ? { identification: agency.code } : {}),
    name: agency.name,
    tier: agency.tier,
    ...(agency.parent ? { parent: portalAgencyId(agency.parent) } : {}),
  }));
  const rooms: SeedAgency[] = ['Phòng Hành chính tư pháp', 'Bộ phận Tiếp nhận và Trả kết quả'].map(name => ({
    id: portalAgencyId(name),
    name,
    tier: 'province',
    parent: portalAgencyId('H13.3'),
    room: true,
  }));
  const byCode = new Map(agencies.map(agency => [agency.code, agency]));
  const portal = procedures.map(procedure => seedProcedure(procedure, 'portal', portalAgencyId));
  const oneStop = procedures.map(procedure =>
    seedProcedure(procedure, 'oneStop', code => oneStopAgencyId(byCode.get(code)!)),
  );
  return {
    national: {
      locality,
      agencies: [
        { id: 'G15', identification: 'G15', name: 'Bộ Tư pháp', tier: 'ministry' },
        { id: 'G12', identification: 'G12', name: 'Bộ Tài chính', tier: 'ministry' },
        { id: locality, identification: locality, name: agencies[0]?.name ?? locality, tier: 'province' },
      ],
      fields: seedFields(portal),
      procedures: procedures.map(({ code, facts, raw }) => ({
        code,
        name: facts.name ?? code,
        active: true,
        tiers: facts.tiers ?? [],
        offerings: [],
        cases: [],
        national: raw,
      })),
    },
    portal: {
      locality,
      agencies: [...portalAgencies, ...rooms],
      fields: seedFields(portal),
      procedures: portal,
    },
    oneStop: {
      locality,
      agencies: agencies.map(agency => ({
        id: oneStopAgencyId(agency),
        name: agency.name,
        tier: agency.tier,
        ...(agency.parent ? { parent: oneStopAgencyId(byCode.get(agency.parent)!) } : {}),
      })),
      fields: seedFields(oneStop),
      procedures: oneStop,
    },
  };
}
