import type { AppliesOverride } from '../domain/city.ts';
import { isNationalShape, localCode } from '../domain/code.ts';
import type { Words } from '../domain/language.ts';
import { cleanText } from '../domain/text.ts';
import { type AgencyList, agencyCode } from './agencies.ts';
import { didYouMean } from './nearest.ts';
import type { FileEntries } from './schema.ts';
import type { YamlSource } from './yaml-source.ts';

/** `codes`: both sides as `localCode` leaves them; the right side must be a national code. */
export function configureCodes(
  codes: FileEntries['codes'],
  systems: readonly string[],
  locality: string,
  source: YamlSource,
): Record<string, Record<string, string>> {
  const mapped: Record<string, Record<string, string>> = {};
  for (const [system, pairs] of Object.entries(codes)) {
    if (!systems.includes(system)) {
      source.tell(['codes', system], unknownSystem(system, systems));
      continue;
    }
    const ours: Record<string, string> = {};
    for (const [remote, given] of Object.entries(pairs)) {
      const path = ['codes', system, remote];
      const national = localCode(given, locality);
      const key = localCode(remote, locality);
      if (!isNationalShape(national)) {
        source.tell(path, {
          vi: `"${given}" không phải mã quốc gia (dạng 1.004194)`,
          en: `"${given}" is no national code (of the form 1.004194)`,
        });
      } else if (ours[key] !== undefined && ours[key] !== national) {
        source.tell(path, {
          vi: `mã này đã đối chiếu với ${ours[key]}`,
          en: `this code is mapped to ${ours[key]} already`,
        });
      } else {
        ours[key] = national;
      }
    }
    mapped[system] = ours;
  }
  return mapped;
}

function unknownSystem(given: string, systems: readonly string[]): Words {
  const { vi, en } = didYouMean(given, systems);
  return {
    vi: `không có hệ thống "${given}" trong cấu hình${vi}`,
    en: `no system "${given}" is configured${en}`,
  };
}

/** `roles`: names of roles with their white space folded, systems must be configured. */
export function configureRoles(
  entries: FileEntries['roles'],
  systems: readonly string[],
  source: YamlSource,
): Record<string, Record<string, string>> {
  const roles: Record<string, Record<string, string>> = {};
  for (const [role, names] of Object.entries(entries)) {
    roles[cleanText(role)] = names;
    for (const system of Object.keys(names)) {
      if (systems.includes(system)) continue;
      source.tell(['roles', role, system], unknownSystem(system, systems));
    }
  }
  return roles;
}

/** `applies`: agencies must be ours, and each entry must add or remove somebody. */
export function configureApplies(
  entries: FileEntries['applies'],
  agencies: AgencyList | undefined,
  locality: string,
  source: YamlSource,
): AppliesOverride[] {
  const codesOf = (index: number, side: 'add' | 'remove', given: readonly string[] | undefined) =>
    given?.map((one, position) =>
      agencyCode(one, agencies, problem => source.tell(['applies', index, side, position], problem)),
    );
  return entries.map((entry, index) => {
    const add = codesOf(index, 'add', entry.add);
    const remove = codesOf(index, 'remove', entry.remove);
    if (!add && !remove) {
      const problem = { vi: 'phải có add hoặc remove', en: 'needs add or remove' };
      source.tell(['applies', index], problem);
    }
    return {
      procedure: localCode(entry.procedure, locality),
      reason: entry.reason,
      ...(add ? { add } : {}),
      ...(remove ? { remove } : {}),
    };
  });
}
