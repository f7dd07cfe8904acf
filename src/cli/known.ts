import type { Configuration } from '../config/configuration.ts';
import { listedCode } from '../domain/agency.ts';
import type { SystemProfile } from '../domain/city.ts';
import { isNationalShape, localCode } from '../domain/code.ts';
import { UsageError } from './exit.ts';
import { meant } from './given.ts';

/* What options and arguments are read with whose meaning the configuration knows, as HTTP has it in `our-codes.ts`. */

type OfCity = Pick<Configuration, 'city'>;

/** The code of an agency as the list has it, whatever case it was given in. @throws UsageError */
export function knownUnit(given: string, { city }: OfCity): string {
  const code = listedCode(given, city.agencies);
  if (!city.agencies.some(agency => agency.code === code))
    throw new UsageError({
      vi: `danh sách đơn vị không có mã "${given}".`,
      en: `no agency has the code "${given}".`,
    });
  return code;
}

/** @throws UsageError */
export function knownSystem(given: string, { city: { systems } }: OfCity): SystemProfile {
  const system = systems.find(({ name }) => name === given);
  if (!system) {
    const names = systems.map(({ name }) => name).join(', ');
    throw new UsageError({
      vi: `cấu hình không có hệ thống "${given}"; có: ${names}.`,
      en: `the configuration has no system "${given}"; it has: ${names}.`,
    });
  }
  return system;
}

/** A national code, in whatever form of it is used here. @throws UsageError */
export function nationalCode(given: string, { city }: OfCity): string {
  const code = localCode(given, city.locality);
  if (!isNationalShape(code))
    throw new UsageError({
      vi: `"${given}" không phải mã quốc gia dạng 1.004194.`,
      en: `"${given}" is no national code such as 1.004194.`,
    });
  return code;
}

export const unitCode = meant(knownUnit);
export const systemName = meant((given, configuration) => knownSystem(given, configuration).name);
export const nationalProcedure = meant(nationalCode);
/* Held against no list: of what is none any more something may still be remembered. */
export const anyUnit = meant((given, { city }) => listedCode(given, city.agencies));
export const anyProcedure = meant((given, { city }) => localCode(given, city.locality));

export const onlyAgency = [
  '--agency <mã>',
  { vi: 'chỉ một đơn vị', en: 'one agency only' },
  unitCode,
] as const;

/** The argument of what is about one procedure. */
export const procedureCode = [
  '<mã-thủ-tục>',
  { vi: 'mã thủ tục quốc gia', en: 'national code of the procedure' },
  anyProcedure,
] as const;

/** Where an option that names the agency cannot be left out after all. @throws UsageError */
export function agencyNeeded(agency: string | undefined): string {
  if (agency !== undefined) return agency;
  throw new UsageError({ vi: 'cần --agency <mã>: đơn vị nào.', en: '--agency is needed: which agency.' });
}
