import type { City } from '../domain/city.ts';
import type { ChangeTarget } from '../domain/push.ts';
import type { ServiceDefinition } from '../domain/service.ts';
import { shortText } from '../domain/text.ts';
import { listWords, systemLabel } from '../words/sentence.ts';

/** What codes are called by. */
interface Named {
  readonly definitions: readonly Pick<ServiceDefinition, 'procedure' | 'name' | 'cases'>[];
  readonly city: Pick<City, 'agencies' | 'systems'>;
}

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

interface Placed {
  system: string;
  change: { target: ChangeTarget };
}

/** `1.004194 «…», trường hợp «…» trên Cổng DVC thành phố`. */
export function caseAt({ system, change }: Placed, { definitions, city }: Named): string {
  const { procedure, case: key } = change.target;
  const cases = definitions.find(each => each.procedure === procedure)?.cases;
  return `${procedureWords(procedure, { definitions })}${caseWords(key, cases)} trên ${systemWords(system, city)}`;
}

/** `1.004194 «…» tại Xã A, Xã B trên Cổng DVC thành phố`: of one procedure at one system. */
export function offeringsAt(group: readonly Placed[], { definitions, city }: Named): string {
  const { system, change } = group[0]!;
  const agencies = agencyWords(
    group.map(each => each.change.target.agency!),
    city,
  );
  return `${procedureWords(change.target.procedure, { definitions })} tại ${agencies} trên ${systemWords(system, city)}`;
}
