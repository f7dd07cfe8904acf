import type { Agency } from '../../domain/agency.ts';
import { ownLocality } from '../../domain/localities.ts';
import type { Tier } from '../../domain/tier.ts';
import { unitName } from '../../domain/unit-name.ts';
import { idKey, type RemoteAgency, segments } from '../../snapshot/agency-map.ts';
import { unitSuggester } from '../../snapshot/suggest-unit.ts';
import { offering, type Survey } from './survey.ts';

/** An agency of the draft, with what a person has to look at (Vietnamese). */
export interface DraftAgency extends Agency {
  doubts: string[];
}

export interface AgencyDraft {
  /** The city first, then by code. */
  agencies: DraftAgency[];
  /** Our code of a remote agency, by its system and key; absent = not taken in. */
  codeOf(system: string, key: string): string | undefined;
}

/** Only a name that is the same, accents and kind aside, makes two records one unit. */
const sameName = 0.9;

/**
 * One list of the city's agencies out of what its systems call theirs: one that a system knows by an identification
 * code of the city by that, any other by its name. Those that offer something are taken in, and those above them; what
 * a system without offerings lists gives others their codes, and counts itself where a procedure names it or nothing
 * else was read.
 */
export function draftAgencies(locality: string, surveys: readonly Survey[]): AgencyDraft {
  const city = locality.toUpperCase();
  const units = new Map<string, DraftAgency>();
  const bySegments = new Map<string, DraftAgency>();
  const codes = new Map<string, string>();
  const parents = new Map<string, { system: string; parent: string }>();
  const carrying = new Set<string>();
  const [bare, full] = [surveys.filter(isBare), surveys.filter(one => !isBare(one))];
  const known = (system: string, key: string) => codes.get(JSON.stringify([system, key]));

  const make = (code: string, remote: RemoteAgency, doubts: string[]): DraftAgency => {
    const tier = remote.tier ?? tierOf(remote.name, code, city);
    const unit: DraftAgency = {
      code,
      name: remote.name || code,
      tier: tier ?? 'other',
      doubts: [...doubts, ...(tier === undefined ? ['chưa rõ cấp'] : [])],
    };
    units.set(code, unit);
    bySegments.set(segments(code), unit);
    return unit;
  };
  const take = (survey: Survey, remote: RemoteAgency, unit: DraftAgency) => {
    const { system } = survey;
    const key = idKey(remote.id);
    codes.set(JSON.stringify([system, key]), unit.code);
    if (full.length === 0 || full.includes(survey) || namedBy(survey, key)) carrying.add(unit.code);
    if (unit.tier === 'other' && remote.tier) unit.tier = remote.tier;
    if (remote.parent !== undefined && !parents.has(unit.code))
      parents.set(unit.code, { system, parent: idKey(remote.parent) });
    if (idKey(remote.identification ?? remote.id) === idKey(unit.code)) return;
    const ids = [unit.ids?.[system] ?? []].flat();
    if (ids.length > 0) unit.doubts.push(`${system} có nhiều bản ghi của đơn vị này`);
    unit.ids = { ...unit.ids, [system]: ids.length === 0 ? remote.id : [...ids, remote.id] };
  };

  // Codes of all systems first: a name that one system gives without a code may be of a unit that another gives with it.
  const uncoded = [...bare, ...full].map(survey => {
    const unnamed: RemoteAgency[] = [];
    for (const remote of wanted(survey, city)) {
      const code = cityCode(remote, city);
      if (code === undefined) unnamed.push(remote);
      else take(survey, remote, bySegments.get(segments(code)) ?? make(code, remote, []));
    }
    return { survey, unnamed };
  });
  // The city stands there, whether or not a system shows it: names are read as those of its units.
  const top = units.get(city) ?? make(city, { id: city, name: cityName(city) }, ['tự thêm']);
  top.tier = 'province';
  carrying.add(city);
  for (const { survey, unnamed } of uncoded) {
    const suggest = unitSuggester([top, ...[...units.values()].filter(unit => unit !== top)]);
    for (const remote of unnamed) {
      const [best, second] = suggest(remote.name).filter(({ score }) => score >= sameName);
      const unit = best && second?.score !== best.score ? units.get(best.code) : undefined;
      if (unit && (remote.tier === undefined || remote.tier === unit.tier)) {
        unit.doubts.push(`ghép với ${survey.system} theo tên`);
        take(survey, remote, unit);
      } else {
        const free = units.has(remote.id) ? `${survey.system}-${remote.id}` : remote.id;
        take(survey, remote, make(free, remote, [`chưa rõ mã định danh, tạm dùng mã của ${survey.system}`]));
      }
    }
  }
  for (const unit of units.values()) if (!carrying.has(unit.code)) units.delete(unit.code);
  for (const unit of units.values()) {
    if (unit === top) continue;
    const told = parents.get(unit.code);
    const listed = told && known(told.system, told.parent);
    const above =
      (listed !== undefined && units.has(listed) ? listed : undefined) ??
      aboveByCode(unit.code, units) ??
      top.code;
    unit.parent = above === unit.code || isAbove(unit.code, above, units) ? top.code : above;
  }
  return {
    agencies: [top, ...[...units.values()].filter(unit => unit !== top).sort(byCode)],
    codeOf(system, key) {
      const code = known(system, key);
      return code !== undefined && units.has(code) ? code : undefined;
    },
  };
}

function isBare({ offerers }: Survey): boolean {
  return offerers.size === 0;
}

function namedBy({ bodies }: Survey, key: string): boolean {
  for (const named of bodies.values()) if (named.some(({ code }) => idKey(code ?? '') === key)) return true;
  return false;
}

/** Those that offer something, those above them, and of a system without offerings those of the city. */
function wanted(survey: Survey, city: string): RemoteAgency[] {
  const { agencies } = survey;
  const kept = offering(survey);
  if (kept.size === 0) return [...agencies.values()].filter(agency => cityCode(agency, city) !== undefined);
  for (const key of [...kept]) {
    for (let above = agencies.get(key)?.parent; above !== undefined; ) {
      const next = idKey(above);
      if (kept.has(next)) break;
      kept.add(next);
      above = agencies.get(next)?.parent;
    }
  }
  // An agency that offers without being listed is known by its key alone.
  return [...kept].map(key => agencies.get(key) ?? { id: key, name: '' });
}

/** The identification code of a body of the city, from the top down; undefined where the system tells none. */
function cityCode({ identification, id }: RemoteAgency, city: string): string | undefined {
  const given = identification ?? id;
  const code = segments(given);
  if (code !== city && !code.startsWith(`${city}.`)) return undefined;
  const written = idKey(given);
  return written === city || written.startsWith(`${city}.`) ? written : code;
}

function tierOf(name: string, code: string, city: string): Tier | undefined {
  if (code === city) return 'province';
  const { office, places } = unitName(name);
  const [place] = places;
  const governs = office === '' || office === 'ủy ban nhân dân';
  const tier =
    place?.commune === true
      ? 'commune'
      : place && ['quận', 'huyện', 'thị xã'].includes(place.kind)
        ? 'district'
        : undefined;
  // An office at a place, such as a branch, does not do what all units of that tier do.
  if (tier !== undefined) return governs ? tier : undefined;
  return governs ? undefined : 'province';
}

function cityName(city: string): string {
  const name = ownLocality(city, []);
  return name === undefined ? 'Ủy ban nhân dân thành phố' : `Ủy ban nhân dân thành phố ${name}`;
}

function aboveByCode(code: string, units: ReadonlyMap<string, DraftAgency>): string | undefined {
  const parts = code.split('.');
  for (let length = parts.length - 1; length > 0; length--) {
    const above = parts.slice(0, length).join('.');
    if (units.has(above)) return above;
  }
  return undefined;
}

/** Whether `upper` stands above `lower` as far as parents are known by now. */
function isAbove(upper: string, lower: string, units: ReadonlyMap<string, DraftAgency>): boolean {
  const seen = new Set<string>();
  for (let at = units.get(lower)?.parent; at !== undefined && !seen.has(at); at = units.get(at)?.parent) {
    if (at === upper) return true;
    seen.add(at);
  }
  return false;
}

const collator = new Intl.Collator('vi', { numeric: true });
function byCode(one: Agency, other: Agency): number {
  return collator.compare(one.code, other.code);
}
