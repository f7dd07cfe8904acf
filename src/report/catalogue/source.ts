import type { Configuration } from '../../config/configuration.ts';
import type { Agency } from '../../domain/agency.ts';
import { prepareApplicability } from '../../domain/applies.ts';
import { sortedOnce } from '../../domain/canonical.ts';
import { nationalOf } from '../../domain/city.ts';
import type { Known } from '../../domain/known.ts';
import type { Level } from '../../domain/level.ts';
import type { ProcedureFacts } from '../../domain/procedure.ts';
import { Refusal } from '../../domain/refusal.ts';
import { levelAt } from '../../reconcile/columns.ts';
import { activeColumns } from '../../reconcile/offered.ts';
import type { ProcedureGroup } from '../../reconcile/rule.ts';
import type { SnapshotProcedure } from '../../snapshot/model.ts';
import { summariesOfRun } from '../../snapshot/stored.ts';
import type { Store } from '../../store/core/contract.ts';
import type { RunRow } from '../../store/runs/runs.ts';
import { paperSource } from '../documents/from-store.ts';
import { governedPlace } from '../documents/paper.ts';

/** A procedure in force as the national record describes it, with the units that carry it out. */
export interface CatalogueService {
  code: string;
  /** What the national record tells. */
  facts: ProcedureFacts;
  cases: SnapshotProcedure['cases'];
  /** Those it applies to and those that offer it, sorted by code. */
  units: CatalogueUnit[];
}

export interface CatalogueUnit {
  agency: string;
  /** Does the system that people meet offer it there? */
  offered: boolean;
  /** `undefined` also where it is not offered. */
  level: Known<Level>;
}

/** What a catalogue is made of; services come one batch at a time, so that memory does not grow with the city. */
export interface Catalogue {
  /** Ids begin with it. */
  base: string;
  /** "thành phố Cần Thơ". */
  place: string;
  locality: string;
  agencies: readonly Agency[];
  levelNames: Configuration['levelNames'];
  /** When its figures were read (ISO 8601). */
  takenAt: string;
  /** Where they come from and what of them is not whole. */
  notes: readonly string[];
  services(): AsyncIterable<CatalogueService[]>;
}

/**
 * The catalogue of a finished run.
 *
 * @throws Refusal where the national list or the levels were not read in that run.
 */
export async function catalogueOf(
  store: Store,
  { city, documents }: Pick<Configuration, 'city' | 'documents'>,
  run: RunRow,
): Promise<Catalogue> {
  const national = nationalOf(city);
  const summaries = await summariesOfRun(store, run.id);
  const list = summaries.find(({ system }) => system === national?.name);
  if (!list || list.status === 'unreadable')
    throw new Refusal('list-not-read', {
      run: run.id,
      system: { name: national?.name ?? 'national', role: 'national' },
    });
  const source = await paperSource(store, run, city);
  const applies = prepareApplicability(city);
  return {
    base: documents.baseUri ?? `urn:dvc-sync:${encodeURIComponent(city.locality)}/`,
    place: governedPlace(city),
    locality: city.locality,
    agencies: city.agencies,
    levelNames: city.levelNames ?? 'numbers',
    takenAt: run.startedAt,
    notes: source.footnotes,
    async *services() {
      for await (const groups of source.groups())
        yield groups.flatMap(
          group => serviceOf(group, source.shown, (code, facts) => applies(code, facts).agencies) ?? [],
        );
    },
  };
}

/** Undefined for what is withdrawn, and for what the national list does not have. */
export function serviceOf(
  { code, national, records }: Pick<ProcedureGroup, 'code' | 'national' | 'records'>,
  shown: number,
  appliesTo: (code: string, facts: ProcedureFacts) => readonly string[],
): CatalogueService | undefined {
  if (!national || national.facts.active === false) return undefined;
  const columns = activeColumns(records[shown]);
  const offered = new Map(columns.agencies.map((agency, at) => [agency, levelAt(columns, at)]));
  const units = sortedOnce([...appliesTo(code, national.facts), ...columns.agencies]);
  return {
    code,
    facts: national.facts,
    cases: national.cases,
    units: units.map(agency => ({ agency, offered: offered.has(agency), level: offered.get(agency) })),
  };
}

/** What `report catalogue` can be asked for. */
export const catalogueFormats = ['cpsv-ap', 'csv'] as const;
export type CatalogueFormat = (typeof catalogueFormats)[number];

export const catalogueFiles = {
  'cpsv-ap': 'catalogue.jsonld',
  csv: 'catalogue.csv',
  /** Beside the CSV, where readers of "CSV on the Web" look for it. */
  schema: 'catalogue.csv-metadata.json',
} as const;
