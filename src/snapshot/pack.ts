import { isNationalShape, localCode } from '../domain/code.ts';
import { given } from '../domain/given.ts';
import { numberWords } from '../domain/number-words.ts';
import { readStaged, writeProcedures } from '../store/runs/snapshots.ts';
import { NumberedLists } from './agency-lists.ts';
import { type AgencyMap, agencyMap, idKey, type RemoteAgency } from './agency-map.ts';
import { packProcedure } from './codec.ts';
import { countUnidentified, type Intake, type Losses } from './intake.ts';
import { isActive, mergeProcedure } from './merge.ts';
import type { SnapshotProcedure, SnapshotSummary, UnmappedAgency } from './model.ts';
import type { ReadSettings } from './read-settings.ts';
import { countCaseParts, noCaseParts } from './shrink.ts';
import { groupOf } from './staging.ts';
import { keepAgencies } from './stored.ts';

/** What came out of packing: the counted part of a snapshot's summary. */
export type Packed = Pick<
  SnapshotSummary,
  | 'procedures'
  | 'offerings'
  | 'agencies'
  | 'caseParts'
  | 'indeterminateOfferings'
  | 'unmappedAgencies'
  | 'unmappedProcedures'
>;

/** Codes packed at a time: so many that there are hardly more offerings in memory if each of them is at every agency. */
const batch = { least: 10, most: 100, offerings: 10_000 };

/** Unmapped codes told one by one; a system that has more speaks another language altogether. */
const toldUnmapped = 500;

/** Procedures with lost rows told one by one; more than a whole city has is no lot of single rows but a part unread. */
const mostIndeterminate = 5_000;

/** Maps and merges what was taken in, one batch of our codes after the other, and writes it in code order. */
export async function pack(snapshotId: number, intake: Intake, settings: ReadSettings): Promise<Packed> {
  const { store, city, system } = settings;
  await refuseNumbers(intake, settings);
  const targets = targetsOf(intake, settings);
  const codes = [...targets.keys()].sort();
  const agencies = new RemoteAgencies(intake.agencies, agencyMap(system.profile.name, city.agencies));
  const unmappedProcedures: { code: string; name: string }[] = [];
  /** Our codes of procedures that have rows without being listed. */
  const unlisted: string[] = [];
  const { lost } = intake;
  const lists = new NumberedLists();
  const caseParts = noCaseParts();
  let procedures = 0;
  const fitting = Math.floor(batch.offerings / intake.agencies.size);
  const atOnce = Math.max(batch.least, Math.min(batch.most, fitting));
  for (let start = 0; start < codes.length; start += atOnce) {
    settings.signal?.throwIfAborted();
    const part = codes.slice(start, start + atOnce);
    const forms = part.flatMap(code => targets.get(code)!.forms);
    const byForm = Map.groupBy(await readStaged(store, snapshotId, forms), row => row.procedure);
    const packed = part.flatMap(code => {
      const { forms, mapped } = targets.get(code)!;
      const group = groupOf(forms.flatMap(form => byForm.get(form) ?? []));
      if (!group.procedures.length) {
        quarantineUnlisted(forms, group.offerings.length, intake);
        if (group.offerings.length) unlisted.push(code);
        // A code that is nobody's may be any code, misread.
        if (!mapped) for (const { agency } of group.offerings) lost.ofAgencies.add(idKey(agency));
        return [];
      }
      const { procedure, rowAgencies } = mergeProcedure(code, mapped, group, {
        agencyCode: id => agencies.codeOf(id),
        tellsCases: settings.tellsCases,
      });
      openLostLevels(procedure, forms, lost, agencies);
      for (const record of group.procedures) quarantineUnread(record, intake);
      if (isActive(procedure)) for (const id of rowAgencies) agencies.count(id);
      countCaseParts(caseParts, procedure.cases ?? []);
      procedures++;
      const isOffered = procedure.offerings.length > 0 && isActive(procedure);
      if (!mapped && isOffered && unmappedProcedures.length < toldUnmapped)
        unmappedProcedures.push({ code, name: procedure.facts.name ?? code });
      return { code, ...packProcedure(procedure, lists) };
    });
    await writeProcedures(store, snapshotId, packed, lists.takeFresh());
  }
  await keepAgencies(store, snapshotId, agencies.all());
  // Rows of an agency nobody recognises, perhaps because its own record was lost, may be of any agency of ours.
  const isUnknown = (id: string) => agencies.carries(id) && agencies.codeOf(id) === undefined;
  countUnidentified(lost, 'agency', [...lost.agencies].filter(isUnknown).length);
  const indeterminate = indeterminateOfferings(intake, unlisted, agencies, settings);
  return { procedures, ...agencies.counted(), caseParts, ...indeterminate, unmappedProcedures };
}

/** Codes that came as numbers and are not in the national list are nobody knows whose. */
async function refuseNumbers(
  { fromNumbers, forms, lost, quarantine }: Intake,
  settings: ReadSettings,
): Promise<void> {
  if (fromNumbers.size === 0 || !settings.inNationalList) return;
  const known = await settings.inNationalList([...fromNumbers]);
  for (const form of fromNumbers) {
    if (known.has(form)) continue;
    forms.delete(form);
    countUnidentified(lost, 'procedure');
    const reason = 'mã là số, mất các số 0 ở cuối; danh mục quốc gia không có đúng mã này';
    quarantine.add({ part: 'procedure', key: form, path: '', reason });
  }
}

/** Our code → the remote's forms of it. A configured mapping goes before the remote's own, that before the code itself. */
function targetsOf(
  { forms, lost }: Intake,
  settings: ReadSettings,
): Map<string, { forms: string[]; mapped: boolean }> {
  const targets = new Map<string, { forms: string[]; mapped: boolean }>();
  for (const [form, remoteMapping] of forms) {
    const told = settings.codes[localCode(form, settings.city.locality)] ?? remoteMapping;
    if (settings.system.useRemoteMapping && told === undefined && lost.mappings.has(form)) {
      countUnidentified(lost, 'procedure');
      continue;
    }
    const { code, mapped } = targetOf(form, remoteMapping, settings);
    const target = targets.get(code);
    if (!target) targets.set(code, { forms: [form], mapped });
    else {
      target.forms.push(form);
      target.mapped ||= mapped;
    }
  }
  return targets;
}

function targetOf(
  form: string,
  remoteMapping: string | undefined,
  { city, codes, system }: ReadSettings,
): { code: string; mapped: boolean } {
  const plain = localCode(form, city.locality);
  const told = codes[plain] ?? (system.useRemoteMapping ? remoteMapping : undefined);
  const code = told === undefined ? plain : localCode(told, city.locality);
  return { code, mapped: told !== undefined || isNationalShape(code) };
}

/** Whose rows were lost, in our codes. */
function indeterminateOfferings(
  { lost, forms, gaps }: Intake,
  unlisted: readonly string[],
  agencies: RemoteAgencies,
  settings: ReadSettings,
): Pick<SnapshotSummary, 'indeterminateOfferings'> {
  const lostCodes = [...lost.ofProcedures.keys()].map(form => targetOf(form, forms.get(form), settings).code);
  const procedures = [...new Set([...unlisted, ...lostCodes])].sort();
  const ours = [...lost.ofAgencies].map(id => agencies.codeOf(id)).filter(code => code !== undefined);
  const indeterminate = { agencies: [...new Set(ours)].sort(), procedures };
  if (procedures.length > mostIndeterminate) {
    gaps.push(`dòng dịch vụ của ${numberWords(procedures.length)} thủ tục không đọc được`);
    indeterminate.procedures = procedures.slice(0, mostIndeterminate);
  }
  const some = indeterminate.agencies.length + procedures.length > 0;
  return some ? { indeterminateOfferings: indeterminate } : {};
}

/** Where one of several rows of an offering was lost, the others do not tell its level: the highest counts. */
function openLostLevels(
  { offerings }: SnapshotProcedure,
  forms: readonly string[],
  lost: Losses,
  agencies: RemoteAgencies,
): void {
  const ids = forms.flatMap(form => [...(lost.ofProcedures.get(form) ?? [])]);
  const ours = new Set(ids.map(id => agencies.codeOf(id)));
  for (const offering of offerings)
    if (ours.has(offering.agency) && offering.level !== 4) offering.level = undefined;
}

function quarantineUnlisted(forms: readonly string[], rows: number, { quarantine }: Intake): void {
  const reason = `Không có thủ tục này trong danh sách của hệ thống; ${numberWords(rows)} dòng dịch vụ trỏ tới nó không dùng được`;
  quarantine.add({ part: 'offering', key: [...forms].sort().join(', '), path: 'procedure', reason });
}

/** A procedure listed without its details counts as quarantined, whether or not the adapter said why. */
function quarantineUnread({ code, detail }: { code: string; detail: string }, { quarantine }: Intake): void {
  if (detail === 'read' || quarantine.hasProcedure(code)) return;
  const reason = 'Không đọc được chi tiết của thủ tục';
  quarantine.add({ part: 'procedure', key: code, path: '', reason });
}

/** The remote's agencies, who they are at ours, and how many active rows each carries. */
class RemoteAgencies {
  readonly #known: Map<string, RemoteAgency>;
  readonly #map: AgencyMap;
  readonly #codes = new Map<string, string | undefined>();
  readonly #offerings = new Map<string, number>();

  constructor(known: Map<string, RemoteAgency>, map: AgencyMap) {
    this.#known = known;
    this.#map = map;
  }

  codeOf(id: string): string | undefined {
    const key = idKey(id);
    if (!this.#codes.has(key)) this.#codes.set(key, this.#map.find(this.#get(id)));
    return this.#codes.get(key);
  }

  count(id: string): void {
    const key = idKey(id);
    this.#offerings.set(key, (this.#offerings.get(key) ?? 0) + 1);
    // Not in the list of agencies: kept under the id its offerings give it.
    if (!this.#known.has(key)) this.#known.set(key, this.#get(id));
  }

  carries(key: string): boolean {
    return this.#offerings.has(key);
  }

  all() {
    return [...this.#known].map(([key, agency]) => ({
      ...agency,
      code: this.codeOf(agency.id) ?? null,
      offerings: this.#offerings.get(key) ?? 0,
    }));
  }

  counted(): { offerings: number; agencies: number; unmappedAgencies: UnmappedAgency[] } {
    const carrying = this.all().filter(agency => agency.offerings > 0);
    const unmapped = carrying.filter(agency => agency.code === null);
    return {
      offerings: carrying.reduce((sum, agency) => sum + agency.offerings, 0),
      agencies: carrying.length,
      unmappedAgencies: unmapped
        .map(agency => {
          const { id, identification, name, offerings } = agency;
          return {
            id,
            ...given({ identification }),
            name,
            offerings,
            suggestions: this.#map.suggest(agency),
          };
        })
        .sort((a, b) => b.offerings - a.offerings || (a.id < b.id ? -1 : 1)),
    };
  }

  #get(id: string): RemoteAgency {
    return this.#known.get(idKey(id)) ?? { id: id.trim(), name: id.trim() };
  }
}
