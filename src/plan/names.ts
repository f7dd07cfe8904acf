import type { City } from '../domain/city.ts';
import type { ServiceDefinition } from '../domain/service.ts';
import { shortText } from '../domain/text.ts';
import { listWords, systemLabel } from '../words/sentence.ts';

/** Longest procedure name in a sentence, in characters; real names reach 700. */
const longestName = 100;

/** `1.004194 «Đăng ký khai sinh»`, the name cut at a word. */
export function procedureWords(
  code: string,
  { definitions }: { readonly definitions: readonly Pick<ServiceDefinition, 'procedure' | 'name'>[] },
): string {
  const name = definitions.find(({ procedure }) => procedure === code)?.name;
  return name ? `${code} «${shortText(name, longestName)}»` : code;
}

/** `Xã A, Xã B, Xã C và 80 đơn vị khác`. */
export function agencyWords(codes: readonly string[], { agencies }: Pick<City, 'agencies'>): string {
  return listWords(
    codes.map(code => agencies.find(agency => agency.code === code)?.name ?? code),
    'đơn vị',
  );
}

/** `Cổng DVC thành phố`: a system as officials call it. */
export function systemWords(name: string, { systems }: Pick<City, 'systems'>): string {
  return systemLabel(systems.find(system => system.name === name) ?? { name, role: '' });
}

/** `, trường hợp «Cấp lại»`; nothing for the only case of a procedure. @param cases How those of the procedure are called. */
export function caseWords(
  key: string | undefined,
  cases: readonly { key: string; name?: string }[] | undefined,
): string {
  if (key === undefined || key === 'default') return '';
  const name = cases?.find(one => one.key === key)?.name || key;
  return `, trường hợp «${shortText(name, longestName)}»`;
}

export function casesOf(
  code: string,
  { definitions }: { readonly definitions: readonly Pick<ServiceDefinition, 'procedure' | 'cases'>[] },
): ServiceDefinition['cases'] | undefined {
  return definitions.find(({ procedure }) => procedure === code)?.cases;
}
