import type { Tier } from '../../../src/domain/tier.ts';
import type { SandboxSeed, SeedCase, SeedProcedure } from '../seed.ts';
import { flowOf } from './process-seed.ts';
import { type DossierPart, emptyTables, type ProcessOption, type RoleRow, type Tables } from './tables.ts';

const levels: Record<Tier, number> = { ministry: 0, province: 0, district: 1, commune: 2, other: 0 };

/** A case as stored: its options refer to one template and one process, shared by all agencies it is open to. */
interface StoredCase {
  seed: SeedCase;
  templateId: number;
  processId: number;
}

/** The database a seed describes. Escaping is what REST does to most texts before it stores them. */
export function seedTables(seed: SandboxSeed, escaped: boolean): Tables {
  const tables = emptyTables();
  const stored = escaped ? escapeHtml : (text: string) => text;
  const names = new Map(seed.agencies.map(({ id, name }) => [id, stored(name)]));
  addDictionary(tables, 'GOVERNMENT_AGENCY', seed.agencies, agency => ({
    itemCode: agency.id,
    itemName: stored(agency.name),
    level: levels[agency.tier],
    ...(agency.parent === undefined ? {} : { parent: agency.parent }),
  }));
  addDictionary(tables, 'SERVICE_DOMAIN', seed.fields, ({ code, name }) => ({
    itemCode: code,
    itemName: stored(name),
    level: 0,
  }));
  addDictionary(tables, 'SERVICE_ADMINISTRATION', [administration], ([itemCode, name]) => ({
    itemCode,
    itemName: stored(name),
    level: 0,
  }));
  for (const name of positions) roleRow(tables, name);
  for (const procedure of seed.procedures) addService(tables, procedure, names, stored);
  return tables;
}

const administration: [string, string] = ['UBND', 'Ủy ban nhân dân thành phố'];

function addService(
  tables: Tables,
  procedure: SeedProcedure,
  agencyNames: ReadonlyMap<string, string>,
  stored: (text: string) => string,
): void {
  const serviceInfoId = 40_001 + tables.services.size;
  const cases = procedure.cases.map(seed => addCase(tables, procedure, seed, stored));
  const configs: number[] = [];
  for (const { agency, level, onlineClosed } of procedure.offerings) {
    const serviceConfigId = 100_001 + tables.configs.size;
    configs.push(serviceConfigId);
    tables.configs.set(serviceConfigId, {
      serviceConfigId,
      serviceInfoId,
      govAgencyCode: agency,
      govAgencyName: agencyNames.get(agency) ?? agency,
      serviceLevel: level ?? 0,
      forCitizen: !onlineClosed,
      forBusiness: !onlineClosed && serviceConfigId % 2 === 0,
      postalService: true,
    });
    const open = cases.filter(({ seed }) => seed.agencies === null || seed.agencies.includes(agency));
    tables.options.set(
      serviceConfigId,
      open.map((item, order) => toOption(item, serviceConfigId, order)),
    );
  }
  tables.configsOf.set(serviceInfoId, configs);
  tables.serviceByCode.set(procedure.code, serviceInfoId);
  tables.services.set(serviceInfoId, {
    serviceInfoId,
    serviceCode: procedure.code,
    serviceName: stored(procedure.name),
    serviceCodeDVCQG: procedure.nationalCode ?? '',
    administrationCode: administration[0],
    administrationName: stored(administration[1]),
    domainCode: procedure.field?.code ?? '',
    domainName: stored(procedure.field?.name ?? ''),
    durationText: stored(procedure.deadlineText ?? ''),
    feeText: stored(procedure.feeText ?? feeText(procedure.fees)),
    maxLevel: procedure.shownLevel ?? Math.max(0, ...procedure.offerings.map(({ level }) => level ?? 0)),
    active: procedure.active,
  });
}

function addCase(
  tables: Tables,
  procedure: SeedProcedure,
  seed: SeedCase,
  stored: (text: string) => string,
): StoredCase {
  const templateId = 33_001 + tables.templates.size;
  const templateNo = `MAU-${procedure.code}-${seed.key}`;
  const parts = partsOf(seed, stored);
  tables.templates.set(templateId, {
    dossierTemplateId: templateId,
    templateNo,
    templateName: stored(seed.name),
    parts,
  });
  tables.templateByNo.set(templateNo, templateId);
  if (seed.workflow === null) return { seed, templateId, processId: 0 };

  const processId = 35_001 + tables.processes.size;
  const hours = seed.deadlineHours ?? 0;
  const durationUnit = hours % 8 === 0 ? 0 : 1;
  const flow = flowOf(seed, durationUnit, stored);
  for (const action of flow.actions) action.processActionId = processId * 100 + flow.actions.indexOf(action);
  const steps = flow.steps.map(step => ({ ...step, roles: step.roles.map(name => roleRow(tables, name)) }));
  tables.processes.set(processId, {
    serviceProcessId: processId,
    processNo: `QT-${procedure.code}-${seed.key}`,
    processName: stored(`Quy trình ${seed.name}`),
    durationCount: durationUnit === 1 ? hours : hours / 8,
    durationUnit,
    steps,
    actions: flow.actions,
  });
  return { seed, templateId, processId };
}

/** Everybody's positions; a seed's performers are added to them. */
const positions = ['Cán bộ một cửa', 'Lãnh đạo phòng', 'Chuyên viên', 'Lãnh đạo đơn vị'];

function roleRow(tables: Tables, name: string): RoleRow {
  if (!tables.roles.has(name)) tables.roles.set(name, 20_901 + tables.roles.size);
  return { roleId: tables.roles.get(name)!, moderator: true, condition: '', roleCode: '' };
}

/** Input parts for the components, the form on the first of them; one part each for other papers and the result. */
function partsOf(seed: SeedCase, stored: (text: string) => string): DossierPart[] {
  const part = (partNo: string, partType: number, partName: string): DossierPart => {
    return {
      partNo,
      partName: stored(partName),
      partType,
      required: false,
      fileTemplateNo: '',
      eForm: false,
      formScript: '',
    };
  };
  const parts = seed.components.map(({ code, name, required }, position) => ({
    ...part(`TP${String(position + 1).padStart(2, '0')}`, 1, name),
    required,
    fileTemplateNo: code ?? '',
  }));
  if (seed.eform !== null) {
    if (parts.length === 0) parts.push(part('TK01', 3, 'Tờ khai điện tử'));
    Object.assign(parts[0]!, { eForm: true, formScript: seed.eform });
  }
  return [...parts, part('TP99', 1, 'Giấy tờ khác'), part('KQ01', 2, 'Kết quả giải quyết')];
}

function toOption({ seed, templateId, processId }: StoredCase, config: number, order: number): ProcessOption {
  return {
    processOptionId: config * 10 + order,
    seqOrder: order + 1,
    optionName: seed.name || 'noname',
    dossierTemplateId: templateId,
    serviceProcessId: processId,
  };
}

function feeText(fees: number[] | undefined): string {
  return (fees ?? []).map(fee => (fee === 0 ? 'Miễn phí' : `${fee.toLocaleString('vi-VN')} đồng`)).join('; ');
}

function addDictionary<Source>(
  tables: Tables,
  collection: string,
  sources: readonly Source[],
  item: (source: Source) => { itemCode: string; itemName: string; level: number; parent?: string },
): void {
  const items = sources.map((source, position) => ({ dictItemId: 9001 + position, ...item(source) }));
  tables.dictionaries.set(collection, new Map(items.map(entry => [entry.itemCode, entry])));
}

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&#34;',
  "'": '&#39;',
};

/** What REST does to most texts before it stores them. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, character => entities[character]!);
}
