import { textKey } from '../../domain/text.ts';
import { idKey } from '../../snapshot/agency-map.ts';
import { unitSuggester } from '../../snapshot/suggest-unit.ts';
import type { AgencyDraft } from './draft-agencies.ts';
import type { Survey } from './survey.ts';

/** Who manages a field of work, as far as the systems show it. */
export interface DraftField {
  field: string;
  /** Absent = could not be told; then `among` says who comes into question. */
  agency?: string;
  among: string[];
}

/** This much of a field's procedures at one department: it is the one that manages it. */
const mostOf = 0.8;
const sameName = 0.9;

/** Fields of work by the department that offers their procedures, or that the national record names for them. */
export function draftFields(surveys: readonly Survey[], { agencies, codeOf }: AgencyDraft): DraftField[] {
  const [top] = agencies;
  const departments = agencies.filter(agency => agency.tier === 'province' && agency !== top);
  const ours = new Set(departments.map(({ code }) => code));
  const suggest = unitSuggester(agencies);
  /** Procedures, by field and department; the same procedure at two systems is one. */
  const counts = new Map<string, { name: string; by: Map<string, Set<string>> }>();
  for (const survey of surveys) {
    const { system, fields, offerers, bodies } = survey;
    for (const [form, names] of fields) {
      const byOffering = [...(offerers.get(form) ?? [])].flatMap(key => codeOf(system, key) ?? []);
      const byBody = (bodies.get(form) ?? []).flatMap(({ code, name }) => {
        const known = code === undefined ? undefined : codeOf(system, idKey(code));
        const [named] = suggest(name ?? '').filter(({ score }) => score >= sameName);
        return known ?? named?.code ?? [];
      });
      for (const name of names) {
        const key = textKey(name);
        const field = counts.get(key) ?? { name, by: new Map() };
        counts.set(key, field);
        for (const code of [...byOffering, ...byBody]) {
          if (ours.has(code)) field.by.set(code, (field.by.get(code) ?? new Set()).add(form));
        }
      }
    }
  }
  return [...counts.values()]
    .map(({ name, by }): DraftField => {
      const ranked = [...by].sort(([, one], [, other]) => other.size - one.size);
      const all = new Set(ranked.flatMap(([, forms]) => [...forms])).size;
      const [first] = ranked;
      const agency = first && first[1].size >= mostOf * all ? first[0] : undefined;
      return { field: name, ...(agency !== undefined && { agency }), among: ranked.map(([code]) => code) };
    })
    .sort((one, other) => one.field.localeCompare(other.field, 'vi'));
}
