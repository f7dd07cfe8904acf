import { dirname, isAbsolute, join, resolve } from 'node:path';
import type { z } from 'zod';
import { adapters as installedAdapters } from '../../adapters/index.ts';
import type { Adapter } from '../adapter/adapter.ts';
import type { Words } from '../domain/language.ts';
import { isObject } from '../domain/object.ts';
import { loadAgencies, loadFields } from './agencies.ts';
import { type Configuration, ConfigurationError, type ConfigurationProblem } from './configuration.ts';
import {
  checkWording,
  configureApplies,
  configureCodes,
  configureContacts,
  configureMail,
  configureReviews,
  configureRoles,
} from './configure.ts';
import { type References, resolveReferences } from './references.ts';
import { type FileEntries, fileSchema, systemSchema } from './schema.ts';
import { configureSystems } from './systems.ts';
import { validate, validData } from './validate.ts';
import { type Path, readYaml, type YamlSource } from './yaml-source.ts';

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
  const folder = dirname(resolve(file));
  const source = await readYaml(file);
  const references = await resolveReferences(source, environment, folder);
  const plain = source.plain() ?? {};
  const right = validData(fileSchema, plain, source, references);
  const entries: Partial<FileEntries> = right ?? usableEntries(plain, source, references);
  const locality = entries.locality ?? '';
  const written = writtenSystems(plain);
  const names = Object.keys(written);

  const gather = gatherer(source);
  // Problems name the files as they can be opened from here; the configuration keeps absolute paths.
  const beside = (path: string) => (isAbsolute(path) ? path : join(dirname(file), path));
  const agencies =
    entries.agencies && (await gather('agencies', loadAgencies(beside(entries.agencies), names)));
  const list = agencies ? agencies.list : undefined;
  const fields = entries.fields && (await gather('fields', loadFields(beside(entries.fields), list)));
  const others = { source, references, adapters, agencies: list, names, locality, folder };
  const { systems, secrets: found } = configureSystems(written, entries.systems ?? {}, others);
  const codes = configureCodes(entries.codes ?? {}, others);
  const applies = configureApplies(entries.applies ?? [], others);
  const roles = configureRoles(entries.roles ?? {}, others);
  const mail = entries.mail && (await configureMail(entries.mail, others));
  const reviews = entries.reviews && configureReviews(entries.reviews, others);
  const contacts = entries.contacts && configureContacts(entries.contacts, others);
  const wording = entries.documents?.templates;
  if (wording !== undefined) await checkWording(wording, others);
  if (source.told.length > 0 || !right) throw new ConfigurationError(inOrder(source.told, file));

  const { store, rules, owners, report, audit, documents, ...settings } = right;
  const { thresholds, keep, cacheHours, push, tasks, levelNames, schedule, server } = settings;
  const { requireAppraisal } = settings.reviews;
  const absolute = (path: string) => resolve(folder, path);
  const dataDir = absolute(settings.dataDir);
  const { password } = mail?.smtp ?? {};
  const secrets = [
    ...new Set([...found, ...storeSecrets(store, source, references), ...(password ? [password] : [])]),
  ];
  return {
    file: resolve(file),
    agenciesFile: absolute(settings.agencies),
    dataDir,
    store:
      store.driver === 'postgres'
        ? store
        : { driver: 'sqlite', file: store.file ? absolute(store.file) : join(dataDir, 'dvc-sync.sqlite') },
    city: {
      ...{ locality, agencies: list?.agencies ?? [], fields: fields ? fields.fields : {}, applies },
      systems: systems.map(system => system.profile),
      rules,
      ...(contacts && { contacts }),
      ...{ ownerNames: owners, levelNames, orderBy: report.orderBy },
      ...(requireAppraisal && { requireAppraisal }),
    },
    systems: systems.map(system => (system.http ? { ...system, http: { ...system.http, secrets } } : system)),
    ...{ codes, thresholds, keep, cacheHours, services: absolute(settings.services), roles },
    ...{ push, tasks, levelNames, schedule },
    audit: audit.keyFile === undefined ? {} : { keyFile: absolute(audit.keyFile) },
    server,
    ...(mail && { mail }),
    reviews: withAbsolute(reviews ?? settings.reviews, ['reasons', 'appraisal'], absolute),
    documents: withAbsolute(documents, ['templates'], absolute),
    secrets,
  };
}

/** With the files it names made absolute. */
function withAbsolute<Section extends object, Key extends keyof Section>(
  section: Section,
  keys: readonly Key[],
  absolute: (path: string) => string,
): Section {
  const named = keys.flatMap(key => (section[key] ? [[key, absolute(section[key] as string)]] : []));
  return { ...section, ...Object.fromEntries(named) };
}

/** What the file says under `systems`, right or not. */
function writtenSystems(plain: unknown): Record<string, unknown> {
  const { systems } = plain as { systems?: unknown };
  // A key left empty says as much as none.
  const written = Object.entries(isObject(systems) ? systems : {}).filter(([, entry]) => entry !== null);
  return Object.fromEntries(written);
}

/** Collects the problems of a file the configuration points to; a file that is not there is a problem of that key. */
function gatherer(source: YamlSource) {
  return async <T extends { problems: ConfigurationProblem[] }>(key: string, loading: Promise<T>) => {
    try {
      const loaded = await loading;
      source.told.push(...loaded.problems);
      return loaded;
    } catch (error) {
      if (!(error instanceof ConfigurationError)) throw error;
      for (const told of error.problems)
        source.told.push(told.line ? told : source.problem([key], within(told)));
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
  const usable = <Entry>(value: unknown, at: Path, schemaOf: (key: string) => z.ZodType<Entry> | undefined) =>
    Object.fromEntries(
      Object.entries(isObject(value) ? value : {}).flatMap(([key, each]): [string, Entry][] => {
        const schema = schemaOf(key);
        const checked = schema && validate(schema, each, source, references, [...at, key]);
        return checked && 'data' in checked ? [[key, checked.data]] : [];
      }),
    );
  const { systems: _, ...others } = fileSchema.shape;
  const shape = new Map<string, z.ZodType>(Object.entries(others));
  return {
    ...usable(plain, [], key => shape.get(key)),
    systems: usable((plain as { systems?: unknown }).systems, ['systems'], () => systemSchema),
  };
}
