import type { CaseRecord, OfferingRecord, ProcedureRecord } from '../adapter/records.ts';
import { sameJson } from '../domain/canonical.ts';
import { everyTold, someTold } from '../domain/known.ts';
import { highestLevel } from '../domain/level.ts';
import type { CaseFacts, ProcedureFacts } from '../domain/procedure.ts';
import { offeringMarks, type SnapshotOffering, type SnapshotProcedure } from './model.ts';
import { formOf, type Group } from './staging.ts';

export interface MergeSettings {
  /** Remote agency id → our code. */
  agencyCode(id: string): string | undefined;
  /** False: the system has no cases to tell of, so that none coming means nothing. */
  tellsCases: boolean;
}

/** A merged procedure with the remote agencies of its offering rows, one entry a row. */
export interface Merged {
  procedure: SnapshotProcedure;
  rowAgencies: string[];
}

/**
 * Makes one procedure of everything a system has under one of our codes, usually one record. Two forms of a code are
 * one procedure: the facts are those of the form in use, the rows of all forms in use stand side by side.
 */
export function mergeProcedure(code: string, mapped: boolean, group: Group, settings: MergeSettings): Merged {
  const chosen = [...group.procedures].sort((a, b) => precedence(b, code) - precedence(a, code))[0]!;
  const active = isActive(chosen);
  const idle = new Set(
    group.procedures.filter(record => !isActive(record)).map(record => formOf(record.code)),
  );
  for (const record of group.procedures) if (isActive(record)) idle.delete(formOf(record.code));
  // Rows of a form out of use are not offered; they must not make a duplicate of the form in use.
  const counts = (record: { procedure: string }) => !active || !idle.has(formOf(record.procedure));
  const rows = group.offerings.filter(counts);
  const { offerings, unmapped } = mergeOfferings(rows, settings);
  const detailed = chosen.detail === 'read';
  const cases = mergeCases(chosen, group.cases.filter(counts), settings);
  const procedure: SnapshotProcedure = {
    code,
    mapped,
    forms: formsOf(group.procedures),
    detailed,
    facts: ofOurAgencies(chosen.facts, settings),
    offerings,
  };
  if (cases && (detailed || cases.length)) procedure.cases = cases;
  if (unmapped) procedure.unmappedOfferings = unmapped;
  return { procedure, rowAgencies: rows.map(row => row.agency) };
}

/** Whether people are offered it; a system that does not tell offers it. */
export function isActive(record: { facts: { active?: boolean } }): boolean {
  return record.facts.active !== false;
}

/** In use before out of use, with details before without, the plain code before a suffixed form. */
function precedence(record: ProcedureRecord, code: string): number {
  return (
    (isActive(record) ? 4 : 0) + (record.detail === 'read' ? 2 : 0) + (formOf(record.code) === code ? 1 : 0)
  );
}

/** One spelling of each form, sorted. */
function formsOf(records: readonly ProcedureRecord[]): string[] {
  const spellings = new Map<string, string>();
  for (const { code } of records) {
    const known = spellings.get(formOf(code));
    if (known === undefined || code < known) spellings.set(formOf(code), code);
  }
  return [...spellings.values()].sort();
}

function mergeOfferings(
  rows: readonly OfferingRecord[],
  settings: MergeSettings,
): { offerings: SnapshotOffering[]; unmapped: number } {
  const byAgency = Map.groupBy(rows, row => settings.agencyCode(row.agency) ?? '');
  const unmapped = byAgency.get('')?.length ?? 0;
  byAgency.delete('');
  const offerings = [...byAgency].map(([agency, all]): SnapshotOffering => {
    const levels = new Map(all.map(({ row, level = 'unknown' as const }) => [row, level]));
    const rows = [...levels.keys()].sort();
    const offering: SnapshotOffering = { agency, level: highestLevel(all.map(row => row.level)), rows };
    if (new Set(levels.values()).size > 1) offering.rowLevels = rows.map(row => levels.get(row)!);
    for (const mark of offeringMarks) {
      // It is closed where every row is, and has the others where some row has them.
      const told = (mark === 'onlineClosed' ? everyTold : someTold)(all.map(row => row[mark]));
      if (told !== undefined) offering[mark] = told;
    }
    return offering;
  });
  offerings.sort((a, b) => (a.agency < b.agency ? -1 : 1));
  return { offerings, unmapped };
}

function mergeCases(
  chosen: ProcedureRecord,
  records: readonly CaseRecord[],
  settings: MergeSettings,
): CaseFacts[] | undefined {
  const told = settings.tellsCases && !chosen.casesIndeterminate;
  if (!chosen.cases && !records.length && !told) return undefined;
  const cases = new Map<string, CaseFacts>();
  for (const facts of chosen.cases ?? []) cases.set(facts.key, withOurAgencies(facts, settings));
  for (const { kind: _kind, procedure, ...facts } of records) {
    const own = withOurAgencies(facts, settings);
    const before = cases.get(own.key);
    // Two forms of one code may number their cases alike; the same case twice is one.
    const key = before ? `${own.key}@${formOf(procedure)}` : own.key;
    if (before && sameJson(before, own)) continue;
    cases.set(key, { ...own, key });
  }
  return [...cases.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
}

/** A case kept for agencies of which we know none is open to nobody, not to everybody. */
function withOurAgencies(facts: CaseFacts, settings: MergeSettings): CaseFacts {
  if (facts.agencies === null) return facts;
  const codes = facts.agencies.map(settings.agencyCode).filter(code => code !== undefined);
  return { ...facts, agencies: [...new Set(codes)].sort() };
}

/** What a portal shows beside its offerings, of units of ours; those of which we know nothing are told as such. */
function ofOurAgencies(facts: ProcedureFacts, { agencyCode }: MergeSettings): ProcedureFacts {
  const { publication } = facts;
  if (!publication) return facts;
  const codes = (ids: readonly string[] | undefined) =>
    ids && [...new Set(ids.flatMap(id => agencyCode(id) ?? []))].sort();
  const rows = <Row extends { agency: string }>(list: readonly Row[] = []): Row[] =>
    list.flatMap(row => {
      const agency = agencyCode(row.agency);
      return agency === undefined ? [] : [{ ...row, agency }];
    });
  const { applied, tests, audiences, links } = publication;
  return {
    ...facts,
    publication: {
      ...(applied && { applied: codes(applied)! }),
      ...(tests && { tests: codes(tests)! }),
      ...(audiences !== undefined && { audiences: audiences && rows(audiences) }),
      links: rows(links),
    },
  };
}
