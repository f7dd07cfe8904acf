import type { Tier } from '../../../src/domain/tier.ts';
import type { SeedCase } from '../seed.ts';
import { madeAt, numberOf, uuid7 } from './ids.ts';
import { withPicture } from './oddities.ts';
import { at, type Quirks } from './quirks.ts';
import { genericBody } from './seed.ts';
import type { Department, Formality, PortalCase } from './state.ts';

export function stateOf({ seed }: Formality, quirks: Quirks): 'UPDATED' | 'INACTIVE' {
  return seed.active && !at(quirks.inactive, seed.code) ? 'UPDATED' : 'INACTIVE';
}

/** A row of `list-all-…`. */
export function listItem(formality: Formality, quirks: Quirks): object {
  const { id, seed } = formality;
  const tops = [...new Set(formality.applied.map(({ top }) => top))];
  return {
    ...{ id, code: seed.code, codeNotation: seed.code, name: seed.name },
    categories: categories(formality),
    departments: tops.map(named),
    state: stateOf(formality, quirks),
    ...{ createdAt: madeAt(id), updatedAt: madeAt(id) + 86_400_000, type: 'FORMALITY' },
  };
}

/** The whole procedure (contract 3). */
export function details(formality: Formality, quirks: Quirks): object {
  const { id, seed, cases } = formality;
  const { code } = seed;
  const executing = formality.applied.filter(({ tier }) => tier !== 'commune').slice(0, 5);
  const generic = formality.namesGenericBody || at(quirks.genericBody, code);
  const components = cases.flatMap(item => papers(item, code, quirks));
  const inCasesOnly = at(quirks.papersInCasesOnly, code);
  return {
    ...(listItem(formality, quirks) as Record<string, unknown>),
    description: withPicture(`Thủ tục ${seed.name}.`, code, quirks),
    ...{ keywords: '', note: withPicture('Không có ghi chú', code, quirks), isInternal: false },
    ...tierFlags(seed.tiers),
    ...(at(quirks.missingFlags, code) ? {} : filingFlags(formality)),
    formalityType: ['STANDARD', 'ASSIGNED_REGULATION', 'SPECIFIC', 'INTERCONNECTED'][numberOf(4, 'type', id)],
    executionMethods: methods(formality, quirks),
    executionSteps: [
      { name: 'Bước 1', description: withPicture('Nộp hồ sơ theo một trong các cách thức.', code, quirks) },
      { name: 'Bước 2', description: 'Nhận kết quả.' },
    ],
    executionCases: cases.map(item => ({
      name: item.name,
      profileComponents: papers(item, code, quirks),
    })),
    profileComponents: inCasesOnly ? [] : components,
    cases: cases.map((item, index) => ({
      id: item.id,
      name: at(quirks.sameCaseNames, code) ? cases[0]!.name : item.name,
      code: item.code,
      processingDay: processingDay(item.seed),
      profileComponents: inCasesOnly ? [] : papers(cases[index]!, code, quirks),
    })),
    departmentsExecuting: [...executing.map(named), ...(generic ? [genericBody] : [])],
    departmentsAuthority: generic ? [genericBody] : executing.slice(0, 1).map(named),
    ...{ departmentsAuthorized: [], departmentsCoordinating: [], unitGroupsExecuting: [] },
    categoriesDetails: categories(formality),
    subjectTypesDetails: [{ id: uuid7('subject', 'CD'), name: 'Công dân Việt Nam', code: 'CD' }],
    resultsDetails: [{ id: uuid7('result', code), name: `Kết quả: ${seed.name}`, code: `KQ.${code}` }],
    serviceGroupsDetails: [],
    legalBasisesDetails: legalBases(formality, quirks),
    procedureProposal: proposal(formality),
    departmentPromulgateId: formality.promulgatedBy.id,
    departmentPromulgateCode: formality.promulgatedBy.code,
    departmentPromulgateName: formality.promulgatedBy.name,
  };
}

function named({ id, name, code }: Department): object {
  return { id, name, code };
}

function categories({ seed }: Formality): object[] {
  const { field } = seed;
  return field ? [{ id: uuid7('category', field.code), name: field.name, code: field.code }] : [];
}

function tierFlags(tiers: readonly Tier[]): object {
  return {
    isWard: tiers.includes('commune'),
    // No district any more: what districts did, communes do.
    isProvince: tiers.includes('province') || tiers.includes('district'),
    isMinistry: tiers.includes('ministry'),
    isOtherAgency: tiers.includes('other'),
    isUndetermined: tiers.length === 0,
    isVertical: false,
  };
}

function filingFlags({ id }: Formality): object {
  return {
    isFullProcess: numberOf(2, 'whole', id) === 0,
    isOfflineOnly: false,
    isNonTerritorial: numberOf(5, 'anywhere', id) === 0,
    isSharedService: false,
  };
}

function processingDay(seed: SeedCase | undefined): { qty: number | null; type: string } {
  const hours = seed?.deadlineHours ?? null;
  return {
    qty: hours === null ? null : hours / 8,
    type: seed?.deadlineUnit === 'day' ? 'DAY' : 'WORKING_DAY',
  };
}

function methods({ seed, cases }: Formality, quirks: Quirks): object[] {
  const { qty, type } = processingDay(cases[0]?.seed);
  return ['ONLINE', 'POSTAL', 'DIRECT'].map(submissionMethod => ({
    submissionMethod,
    processingTime: qty,
    processingTimeUnit: type,
    fees: fees(seed.fees ?? [], seed.code, quirks),
    description: withPicture('Theo quy định', seed.code, quirks),
    ...(submissionMethod === 'POSTAL' ? { returningMethod: 'POSTAL' } : {}),
  }));
}

function fees(amounts: readonly number[], code: string, quirks: Quirks): object[] {
  if (at(quirks.noFees, code)) return [];
  const rule =
    'Mức thu theo Nghị quyết của Hội đồng nhân dân: 50.000 đồng/hồ sơ, giảm 50% khi nộp trực tuyến';
  if (at(quirks.nullFees, code)) return [{ type: 'FEE', value: null, description: rule }];
  if (at(quirks.zeroFees, code)) return [{ type: 'FEE', value: 0, description: '' }];
  return amounts.map(value => ({ type: 'FEE', value, description: value === 0 ? 'Không thu phí' : '' }));
}

function papers({ id, seed }: PortalCase, code: string, quirks: Quirks): object[] {
  const rows = (seed?.components ?? []).map((component, index) => {
    const number = String(index + 1).padStart(2, '0');
    const fileName = `Mẫu số ${number}.docx`;
    return {
      profileComponentId: uuid7('paper', code, component.name),
      name: component.name,
      code: component.code ?? `${code}.TP${number}`,
      ...{ originalQty: component.originals, copyQty: component.copies },
      required: component.required && !at(quirks.requiredFalse, code),
      ...{ hasElectronicForm: seed?.eform !== null, source: 'CITIZEN', isProcessingResult: false },
      attachments:
        index > 0
          ? []
          : [
              {
                id: uuid7('file', id),
                fileName,
                bucketName: 'formality',
                filePath: `${code}/${number}.docx`,
              },
            ],
    };
  });
  return at(quirks.duplicatePapers, code) ? [...rows, ...rows.slice(0, 1)] : rows;
}

function legalBases({ seed }: Formality, quirks: Quirks): object[] {
  const texts = seed.legalBases ?? ['61/2018/NĐ-CP', 'nghị định 146/2025'];
  const rows = texts.map(code => ({ id: uuid7('law', code), name: `Văn bản ${code}`, code }));
  // The first one up to three times, each as a row of its own.
  const again = at(quirks.repeatedLegalBases, seed.code) ? rows.slice(0, 1) : [];
  return [...rows, ...again.map(row => ({ ...row, id: uuid7(row.id, '2') })), ...again];
}

function proposal({ id, seed, promulgatedBy }: Formality): object | null {
  if (seed.decision === undefined) return null;
  const day = madeAt(id);
  return {
    proposalNumber: `TT-${numberOf(9_000, 'proposal', id) + 1_000}`,
    ...{ decisionDate: day, decisionNumber: seed.decision, publicationDate: day + 5 * 86_400_000 },
    ...{ issuingAgency: promulgatedBy.name, proposalType: 'AMENDMENT' },
  };
}
