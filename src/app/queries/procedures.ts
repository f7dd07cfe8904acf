import type { City } from '../../domain/city.ts';
import { withoutAccents } from '../../domain/text.ts';
import { nationalSnapshot, readProcedures } from '../../snapshot/stored.ts';
import type { Store } from '../context.ts';

/** Procedures as the national list read whole last calls them. */
export interface ProcedureDirectory {
  name(code: string): string | undefined;
  /** Names of fields of work, sorted; those without a name by their code. */
  fields: readonly string[];
  ofField(field: string): string[];
  /** Codes whose code or name has all the words of a text, in whatever order, with or without diacritics. */
  search(text: string): string[];
}

interface Listed {
  code: string;
  name: string | undefined;
  fields: string[];
  key: string;
}

const kept = new WeakMap<Store, { snapshot: number; directory: Promise<ProcedureDirectory> }>();

/** Read once for each reading of the list. */
export async function procedureDirectory(store: Store, city: City): Promise<ProcedureDirectory> {
  const snapshot = await nationalSnapshot(store, city);
  if (!snapshot) return directoryOf([]);
  const known = kept.get(store);
  if (known?.snapshot === snapshot.id) return known.directory;
  const directory = readList(store, snapshot.id).then(directoryOf);
  kept.set(store, { snapshot: snapshot.id, directory });
  directory.catch(() => kept.delete(store));
  return directory;
}

async function readList(store: Store, snapshot: number): Promise<Listed[]> {
  const listed: Listed[] = [];
  for await (const records of readProcedures(store, snapshot, { batch: 500, cases: false })) {
    for (const { code, facts } of records) {
      const name = facts.name ?? undefined;
      const fields = (facts.fields ?? []).flatMap(({ name: called, code: number }) => called ?? number ?? []);
      listed.push({ code, name, fields, key: searchKey(`${code} ${name ?? ''}`) });
    }
  }
  return listed;
}

function directoryOf(listed: readonly Listed[]): ProcedureDirectory {
  const names = new Map(listed.map(({ code, name }) => [code, name]));
  const placed = listed.flatMap(({ code, fields }) => fields.map(field => ({ field, code })));
  const byField = Map.groupBy(placed, ({ field }) => field);
  return {
    name: code => names.get(code),
    fields: [...byField.keys()].sort((a, b) => a.localeCompare(b, 'vi')),
    ofField: field => (byField.get(field) ?? []).map(({ code }) => code),
    search: text => listed.filter(({ key }) => hasWords(key, text)).map(({ code }) => code),
  };
}

/** Small letters without diacritics. */
function searchKey(text: string): string {
  return withoutAccents(text).toLocaleLowerCase('vi');
}

/** Whether a search key has all words of a text. */
export function isFound(name: string, text: string): boolean {
  return hasWords(searchKey(name), text);
}

function hasWords(key: string, text: string): boolean {
  return searchKey(text)
    .split(/\s+/)
    .every(word => key.includes(word));
}
