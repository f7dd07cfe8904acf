import { dirname, isAbsolute, join, resolve } from 'node:path';
import type { z } from 'zod';
import { adapters as installedAdapters } from '../../adapters/index.ts';
import type { Adapter } from '../adapter/adapter.ts';
import type { Words } from '../domain/language.ts';
import { loadAgencies, loadFields } from './agencies.ts';
import { type Configuration, ConfigurationError, type ConfigurationProblem } from './configuration.ts';
import { checkDocuments, configureContacts, configureMail, configureReviews } from './configure.ts';
import { configureApplies, configureCodes, configureRoles } from './overrides.ts';
import { type References, resolveReferences } from './references.ts';
import { type FileEntries, fileSchema, type SystemEntry, systemSchema } from './schema.ts';
import { configureSystems } from './systems.ts';
import { validate } from './validate.ts';
import { readYaml, type YamlSource } from './yaml-source.ts';

/**
 * Reads the configuration file and everything it points to. Contacts nothing.
 *
 * @throws ConfigurationError with all problems at once, each with file, line and key.
 */
export async function loadConfiguration(
  file: string,
  environment: NodeJS.ProcessEnv,
  adapters: readonly Adapter[] = installedAdapters,
): Promise<Configuration> {
  const absolute = resolve(file);
  const folder = dirname(absolute);
  const source = await readYaml(file);
  const references = await resolveReferences(source, environment, folder);
  const plain = source.plain() ?? {};
  const checked = validate(fileSchema, plain, source, references);
  const problems = [...references.problems, ...('problems' in checked ? checked.problems : [])];
  const entries: Partial<FileEntries> =
    'data' in checked ? checked.data : usableEntries(plain, source, references);
  const locality = entries.locality ?? '';
  const written = writtenSystems(plain);
  const names = Object.keys(written);

  const gather = gatherer(source, problems);
  // Problems name the files as they can be opened from here; the configuration keeps absolute paths.
  const beside = (path: string) => (isAbsolute(path) ? path : join(dirname(file), path));
  const agencies =
    entries.agencies && (await gather('agencies', loadAgencies(beside(entries.agencies), names)));
  const list = agencies ? agencies.list : undefined;
  const fields = entries.fields && (await gather('fields', loadFields(beside(entries.fields), list)));
  const codes = configureCodes(entries.codes ?? {}, names, locality, source);
  const applies = configureApplies(entries.applies ?? [], list, locality, source);
  const roles = configureRoles(entries.roles ?? {}, names, source);
  const systems = configureSystems(written, entries.systems ?? {}, {
    source,
    references,
    adapters,
    agencies: list,
    folder,
  });
  const mail = await configureMail(entries.mail, list, folder, source);
  const reviews = configureReviews(entries.reviews, list, source);
  const contacts = configureContacts(entries.contacts, list, source);
  await checkDocuments(entries.documents, folder, source);
  problems.push(...systems.problems, ...source.told);
  if (problems.length > 0 || 'problems' in checked) throw new ConfigurationError(inOrder(problems, file));

  const { store, dataDir, thresholds, keep, cacheHours, rules, owners, push, tasks } = checked.data;
  const { levelNames, schedule, server, audit } = checked.data;
  const data = resolve(folder, dataDir);
  const smtpSecret = mail?.smtp.password ? [mail.smtp.password] : [];
  const secrets = [
    ...new Set([...systems.secrets, ...storeSecrets(store, source, references), ...smtpSecret]),
  ];
  return {
    file: absolute,
    agenciesFile: resolve(folder, checked.data.agencies),
    dataDir: data,
    store:
      store.driver === 'postgres'
        ? store
        : {
            driver: 'sqlite',
            file: store.file ? resolve(folder, store.file) : join(data, 'dvc-sync.sqlite'),
          },
    city: {
      locality,
      agencies: list?.agencies ?? [],
      fields: fields ? fields.fields : {},
      applies,
      systems: systems.systems.map(system => system.profile),
      rules,
      ...(contacts && { contacts }),
      ownerNames: owners,
      levelNames,
      orderBy: checked.data.report.orderBy,
      ...(checked.data.reviews.requireAppraisal && { requireAppraisal: true }),
    },
    systems: systems.systems.map(system =>
      system.http ? { ...system, http: { ...system.http, secrets } } : system,
    ),
    codes,
    thresholds,
    keep,
    cacheHours,
    services: resolve(folder, checked.data.services),
    roles,
    push,
    tasks,
    levelNames,
    schedule,
    audit: audit.keyFile === undefined ? {} : { keyFile: resolve(folder, audit.keyFile) },
    server,
    ...(mail && { mail }),
    ...absoluteSections(
      { reviews: reviews ?? checked.data.reviews, documents: checked.data.documents },
      folder,
    ),
    secrets,
  };
}

/** Sections that name files, with these made absolute. */
function absoluteSections(
  { reviews, documents }: Pick<FileEntries, 'reviews' | 'documents'>,
  folder: string,
): Pick<Configuration, 'reviews' | 'documents'> {
  const beside = (path: string) => resolve(folder, path);
  return {
    reviews: {
      ...reviews,
      ...(reviews.reasons && { reasons: beside(reviews.reasons) }),
      ...(reviews.appraisal && { appraisal: beside(reviews.appraisal) }),
    },
    documents: { ...documents, ...(documents.templates && { templates: beside(documents.templates) }) },
  };
}

/** What the file says under `systems`, right or not. */
function writtenSystems(plain: unknown): Record<string, unknown> {
  const systems = (plain as { systems?: unknown }).systems;
  const written = typeof systems === 'object' && systems !== null && !Array.isArray(systems) ? systems : {};
  // A key left empty says as much as none.
  return Object.fromEntries(Object.entries(written).filter(([, entry]) => entry !== null));
}

/** Collects the problems of a file the configuration points to; a file that is not there is a problem of that key. */
function gatherer(source: YamlSource, problems: ConfigurationProblem[]) {
  return async <T extends { problems: ConfigurationProblem[] }>(key: string, loading: Promise<T>) => {
    try {
      const loaded = await loading;
      problems.push(...loaded.problems);
      return loaded;
    } catch (error) {
      if (!(error instanceof ConfigurationError)) throw error;
      for (const told of error.problems) {
        problems.push(told.line ? told : source.problem([key], within(told)));
      }
      return undefined;
    }
  };
}

/** The password inside a database address, and whatever a reference put into it. */
function storeSecrets(store: FileEntries['store'], source: YamlSource, references: References): string[] {
  if (store.driver !== 'postgres') return [];
  const scalar = source.scalarAt(['store', 'url']);
  const { password } = URL.parse(store.url) ?? { password: '' };
  const inserted = (scalar && references.inserted.get(scalar)) ?? [];
  return [...inserted, password, decodeURIComponent(password)].filter(secret => secret !== '');
}

/** A problem of a whole file, told where that file is named. */
function within({ file, problem: { vi, en } }: ConfigurationProblem): Words {
  return { vi: `${file}: ${vi}`, en: `${file}: ${en}` };
}

function inOrder(problems: readonly ConfigurationProblem[], file: string): ConfigurationProblem[] {
  const rank = (problem: ConfigurationProblem) => (problem.file === file ? 0 : 1);
  return [...problems].sort((a, b) => rank(a) - rank(b) || (a.line ?? 0) - (b.line ?? 0));
}

/** What of a wrong file can still be looked at, so that a person hears of all mistakes at once. */
function usableEntries(plain: unknown, source: YamlSource, references: References): Partial<FileEntries> {
  const usable: Record<string, unknown> = {};
  for (const [key, schema] of Object.entries(fileSchema.shape)) {
    // Own keys only: a file that is a list has a `push` that nobody wrote.
    if (typeof plain !== 'object' || plain === null || !Object.hasOwn(plain, key)) continue;
    const value = (plain as Record<string, unknown>)[key];
    if (value === undefined) continue;
    if (key === 'systems') usable[key] = usableSystems(value, source, references);
    else {
      const checked = validate(schema as z.ZodType, value, source, references, [key]);
      if ('data' in checked) usable[key] = checked.data;
    }
  }
  return usable as Partial<FileEntries>;
}

function usableSystems(
  value: unknown,
  source: YamlSource,
  references: References,
): Record<string, SystemEntry> {
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, entry]) => {
      const checked = validate(systemSchema, entry, source, references, ['systems', name]);
      return 'data' in checked ? [[name, checked.data]] : [];
    }),
  );
}
