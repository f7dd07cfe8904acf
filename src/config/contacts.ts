import type { Contacts } from '../domain/contact.ts';
import { type AgencyList, unknownAgency } from './agencies.ts';
import type { ConfigurationProblem } from './configuration.ts';
import type { ContactSettings } from './sections/contacts.ts';
import type { YamlSource } from './yaml-source.ts';

/** Contacts with their units by our codes. */
export function configureContacts(
  contacts: ContactSettings | undefined,
  agencies: AgencyList | undefined,
  source: YamlSource,
): { contacts?: Contacts; problems: ConfigurationProblem[] } {
  if (!contacts) return { problems: [] };
  const problems: ConfigurationProblem[] = [];
  const byCode = Object.entries(contacts.agencies).map(([given, contact]) => {
    const code = agencies?.code(given);
    if (agencies && code === undefined)
      problems.push(source.problem(['contacts', 'agencies', given], unknownAgency(given, agencies.codes)));
    return [code ?? given, contact] as const;
  });
  return { contacts: { ...contacts, agencies: Object.fromEntries(byCode) }, problems };
}
