import type { City } from '../domain/city.ts';
import { isOwner, type Owner } from '../domain/severity.ts';
import { type LevelTerms, levelTerms } from '../words/level-names.ts';
import { systemLabel } from '../words/sentence.ts';
import { ownerNamesOf } from './words.ts';

/** How codes are called wherever people read them; one that is not configured stands for itself. */
export interface Names {
  /** "Thành phố Cần Thơ", or the locality's code when no agency carries that code. */
  place: string;
  agency(code: string): string;
  system(name: string): string;
  isSystem(name: string): boolean;
  owner(owner: Owner): string;
  /** Whoever something is up to: one of the owners, or a unit by its code. */
  who(who: string): string;
  levels: LevelTerms;
}

export function namesOf(city: City): Names {
  const agencies = new Map(city.agencies.map(({ code, name }) => [code, name]));
  const roles = new Map(city.systems.map(({ name, role }) => [name, role]));
  const owners = ownerNamesOf(city);
  return {
    place: agencies.get(city.locality) ?? `Địa phương ${city.locality}`,
    agency: code => agencies.get(code) ?? code,
    system: name => systemLabel({ name, role: roles.get(name) ?? name }),
    isSystem: name => roles.has(name),
    owner: owner => owners[owner],
    who: who => (isOwner(who) ? owners[who] : (agencies.get(who) ?? who)),
    levels: levelTerms(city.levelNames),
  };
}
