import { listItem, stateOf } from './formality.ts';
import { uuid7 } from './ids.ts';
import { odd } from './oddities.ts';
import { type Body, cursorPage, numberedPage } from './paging.ts';
import { appliedIds, at, type FilterMode, type Quirks } from './quirks.ts';
import { genericBody, type ImplementLevel } from './seed.ts';
import type { Department, Formality, Offering, PortalState } from './state.ts';

/** The lists of contract 2. */
export function createLists(state: PortalState, quirks: Quirks) {
  const procedures = (path: string, body: Body, publicOnly: boolean): object => {
    const wanted = text(body.departmentCode);
    const chosen = state.formalities.filter(
      formality =>
        (!publicOnly || stateOf(formality, quirks) === 'UPDATED') &&
        says(formality, text(body.q)) &&
        (text(body.categoryId) === '' || categoryId(formality) === text(body.categoryId)) &&
        formality.applied.some(({ top }) => accepts(quirks.procedureFilter, wanted, top.code)),
    );
    const { rows, ...rest } = cursorPage(path, chosen, body, quirks);
    return {
      items: rows.map(formality => odd(listItem(formality, quirks), formality.seed.code, quirks)),
      ...rest,
    };
  };

  /** Where a procedure applies, department by department; withdrawn ones stand here too. */
  const applied = (path: string, body: Body): object => {
    const chosen = state.formalities.filter(formality => says(formality, text(body.q)));
    const { items, pagination } = numberedPage(path, chosen, body, quirks);
    return { items: items.map(appliedItem), pagination };
  };

  const appliedItem = (formality: Formality): object => {
    const { id, seed, promulgatedBy } = formality;
    const where = stateOf(formality, quirks) === 'INACTIVE' ? [] : formality.applied.map(unit => unit.id);
    if (formality.namesGenericBody || at(quirks.genericBody, seed.code)) where.unshift(genericBody.id);
    if (at(quirks.manyApplied, seed.code)) {
      where.push(...unitsElsewhere().slice(0, appliedIds - where.length));
    }
    const row = {
      ...{ id, code: seed.code, name: seed.name, state: stateOf(formality, quirks) },
      ...{ departmentId: promulgatedBy.id, publishingDepartmentIds: [promulgatedBy.id] },
      appliedDepartmentIds: where,
    };
    return odd(row, seed.code, quirks);
  };

  /** Ministries or provinces; what is below them is in no list (contract 5a). */
  const departments = (path: string, body: Body): object => {
    const type = text(body.type);
    const chosen = state.departments.filter(
      department => department.top === department && (type === '' || levelName(department) === type),
    );
    const { rows, lastId } = cursorPage(path, chosen, body, quirks);
    const hasChild = (top: Department) => state.departments.some(unit => unit !== top && unit.top === top);
    return {
      rows: rows.map(top => ({
        ...{ id: top.id, name: top.name, code: top.code, level: levelName(top) },
        hasChild: hasChild(top),
      })),
      ...(lastId === undefined ? {} : { lastId }),
    };
  };

  let last: { key: string; rows: readonly Offering[] } | undefined;
  /** Rows of one list, which is asked for page by page: a city has a million of them, among the country's. */
  const chosenBy = (wanted: string, mode: FilterMode, body: Body): readonly Offering[] => {
    const [audience, place, words] = [body.formalityTargetType, body.departmentLevel, body.search].map(text);
    const key = JSON.stringify([wanted, mode, audience, place, words]);
    if (last?.key !== key) {
      const rows = state.offerings.filter(
        row =>
          (audience === '' || row.audience === audience) &&
          accepts(mode, wanted, row.department.code) &&
          (place === '' || levelName(row.department) === place) &&
          says(row.formality, words!),
      );
      last = { key, rows };
    }
    return last.rows;
  };

  const offerings = (path: string, body: Body): object => {
    const audience = text(body.formalityTargetType);
    const wanted = text(body.departmentCode);
    const level = text(body.implementLevel);
    const all = chosenBy(wanted, quirks.offeringFilter, body);
    const chosen = level === '' ? all : all.filter(row => implementLevel(row, quirks) === level);
    const { rows, ...rest } = cursorPage(path, chosen, body, quirks);
    const strays =
      wanted !== '' && text(body.lastId) === ''
        ? state.offerings
            .filter(row => row.audience === audience && !accepts('below', wanted, row.department.code))
            .slice(0, quirks.strayRows)
        : [];
    return {
      rows: [...strays, ...rows].map(row => odd(offeringRow(row, quirks), row.formality.seed.code, quirks)),
      ...rest,
    };
  };

  return { procedures, applied, departments, offerings };
}

let elsewhere: string[] | undefined;

/** Units of the whole country that no other list shows. */
function unitsElsewhere(): string[] {
  elsewhere ??= Array.from({ length: appliedIds }, (_, unit) => uuid7('unit elsewhere', String(unit)));
  return elsewhere;
}

/** Rows of one audience given before this page. */
export function givenBefore(state: PortalState, { formalityTargetType, lastId }: Body): number {
  const asked = text(lastId);
  if (asked === '') return 0;
  return state.offerings.filter(({ audience, id }) => audience === formalityTargetType && id >= asked).length;
}

export function implementLevel(row: Offering, quirks: Quirks): ImplementLevel {
  const { seed } = row.formality;
  const changed = quirks.implementLevels[`${seed.code} ${row.department.code}`];
  if (changed !== undefined) return changed as ImplementLevel;
  if (row.audience === 'ENTERPRISE' && at(quirks.audienceConflict, seed.code)) {
    return row.implementLevel === 'FULL' ? 'PARTIAL' : 'NONE';
  }
  return row.implementLevel;
}

const audienceIds = {
  VIETNAMESE_CITIZEN: uuid7('audience', 'VIETNAMESE_CITIZEN'),
  ENTERPRISE: uuid7('audience', 'ENTERPRISE'),
};

function offeringRow(row: Offering, quirks: Quirks): object {
  const { formality, department, audience } = row;
  const citizen = audience === 'VIETNAMESE_CITIZEN';
  const ids = `formalityCaseId=${row.case.id}&departmentId=${department.id}`;
  return {
    id: row.id,
    ...{ departmentId: department.id, departmentName: department.name, departmentCode: department.code },
    ...{ departmentLevel: levelName(department), departmentType: typeName(department) },
    citizenUrl: row.link ?? `https://dichvucong.gov.vn/nop-ho-so?${ids}`,
    employeeUrl: '',
    implementLevel: implementLevel(row, quirks),
    ...{ formalityId: formality.id, formalityCode: formality.seed.code },
    ...{ formalityCaseId: row.case.id, formalityCaseCode: row.case.code },
    formalityCaseName: at(quirks.sameCaseNames, formality.seed.code)
      ? formality.cases[0]!.name
      : row.case.name,
    ...{ allowAuthorizationToSubmit: false, isEssential: false },
    isTesting: row.testing || at(quirks.testing, formality.seed.code),
    formalityTargetType: [
      {
        id: audienceIds[audience],
        name: citizen ? 'Công dân Việt Nam' : 'Doanh nghiệp',
        type: audience,
      },
    ],
  };
}

/** The words of `level`, as far as sources name them; a district is there only for cities of before July 2025. */
export function levelName({ tier }: Department): string {
  return {
    ministry: 'MINISTRY',
    province: 'PROVINCE',
    district: 'DISTRICT',
    commune: 'WARD',
    other: 'OTHER',
  }[tier];
}

export function typeName(department: Department): string {
  if (department.top === department) return 'ADMINISTRATIVE_UNIT';
  return department.tier === 'commune' ? 'COMMUNE_PEOPLE_COMMITTEE' : 'PROVINCIAL_DEPARTMENT';
}

function accepts(mode: FilterMode, wanted: string, code: string): boolean {
  if (wanted === '' || mode === 'ignored' || code === wanted) return true;
  return mode !== 'exact' && code.startsWith(mode === 'below' ? `${wanted}.` : wanted);
}

function says({ seed }: Formality, words: string): boolean {
  if (words === '') return true;
  return [seed.code, seed.name].some(value => value.toLowerCase().includes(words.toLowerCase()));
}

function categoryId({ seed }: Formality): string {
  return seed.field ? uuid7('category', seed.field.code) : '';
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
