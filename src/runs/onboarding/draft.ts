import { randomUUID } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { RemoteError } from '../../adapter/errors.ts';
import { noDetails } from '../../adapter/kit/details.ts';
import { type Configuration, ConfigurationError, type ConfiguredSystem } from '../../config/configuration.ts';
import { loadConfiguration } from '../../config/load.ts';
import { scalar } from '../../config/print.ts';
import { comment, type StarterDraft, type StarterSystem, starterFiles } from '../../config/starter.ts';
import { createLog } from '../log.ts';
import { openSystem } from '../open-system.ts';
import { type DraftAgency, draftAgencies } from './draft-agencies.ts';
import { type DraftField, draftFields } from './draft-fields.ts';
import { offering, type Survey, survey } from './survey.ts';

export interface DraftRequest {
  /** Where the files will stand: references to files are relative to it. */
  folder: string;
  locality: string;
  systems: Record<string, StarterSystem>;
  environment: NodeJS.ProcessEnv;
  signal: AbortSignal;
  progress?: (system: string, part: string, done: number, total?: number) => void;
}

/** What came of one system. */
export interface AskedSystem {
  system: string;
  agencies: number;
  /** Agencies that offer something there. */
  offering: number;
  /** Parts not read whole, Vietnamese. */
  gaps: string[];
  /** Why it could not be asked, Vietnamese; null = it was. */
  error: string | null;
}

export interface Drafted {
  files: Record<string, string>;
  asked: AskedSystem[];
  /** Agencies with something a person has to look at. */
  doubtful: number;
  agencies: number;
  fields: { known: number; unknown: number };
}

/**
 * Asks systems for what a first configuration says of them: options, agencies, fields of work. Writes nothing that
 * stays; what could not be found out stands in the files as a comment.
 *
 * @throws ConfigurationError where what is given of a system (address, account) cannot be right.
 */
export async function draftConfiguration(request: DraftRequest): Promise<Drafted> {
  const systems = await withFoundOptions(request);
  const surveys: Survey[] = [];
  const asked: AskedSystem[] = [];
  const configuration = await loadDraft(request, systems);
  for (const system of configuration.systems) {
    const { profile } = system;
    const { name } = profile;
    try {
      const found = await opened(system, configuration, request, remote => survey(profile, remote.read()));
      surveys.push(found);
      const counts = { agencies: found.agencies.size, offering: offering(found).size };
      asked.push({ system: name, ...counts, gaps: found.gaps, error: null });
    } catch (error) {
      asked.push({ system: name, agencies: 0, offering: 0, gaps: [], error: failureOf(error) });
    }
  }
  // Those that know most of the units name them first: of a bare list of bodies only what fits is taken.
  const ordered = surveys.toSorted((one, other) => offering(other).size - offering(one).size);
  const drafted = draftAgencies(request.locality, ordered);
  const fields = draftFields(ordered, drafted);
  const draft: StarterDraft = {
    locality: request.locality,
    systems: Object.fromEntries(
      Object.entries(systems).map(([name, system]) => [name, withFailure(system, name, asked)]),
    ),
    agencies: drafted.agencies.map(agencyLine).join(''),
    fields: fields.map(fieldLine).join('') || '{}\n',
  };
  return {
    files: starterFiles(draft),
    asked,
    agencies: drafted.agencies.length,
    doubtful: drafted.agencies.filter(({ doubts }) => doubts.length > 0).length,
    fields: {
      known: fields.filter(({ agency }) => agency !== undefined).length,
      unknown: fields.filter(({ agency }) => agency === undefined).length,
    },
  };
}

/** Twice, since what one system tells of another may be what that one is asked with. */
async function withFoundOptions(request: DraftRequest): Promise<Record<string, StarterSystem>> {
  let systems = request.systems;
  for (let round = 0; round < 2; round++) {
    const configuration = await loadDraft(request, systems);
    const before = JSON.stringify(systems);
    for (const system of configuration.systems) {
      const { name } = system.profile;
      const found = await opened(system, configuration, request, async remote =>
        remote.findOptions ? remote.findOptions() : [],
      ).catch(failureOf);
      if (typeof found === 'string') continue;
      for (const { role, key, value, note } of found) {
        const about = Object.keys(systems).find(other =>
          role === undefined ? other === name : systems[other]?.entry.role === role,
        );
        const known = about === undefined ? undefined : systems[about];
        if (about === undefined || !known) continue;
        // What a person has given, or tried out here, is not put right by what somebody else tells of it.
        if (role !== undefined && known.given?.includes(key)) continue;
        const notes = { ...known.notes, [key]: note };
        const entry = value === undefined ? known.entry : { ...known.entry, [key]: value };
        systems = { ...systems, [about]: { ...known, entry, notes } };
      }
    }
    if (JSON.stringify(systems) === before) break;
  }
  return systems;
}

/** The configuration as the draft would load now; its files are gone when it has loaded. */
async function loadDraft(
  { folder, locality, environment }: DraftRequest,
  systems: Record<string, StarterSystem>,
): Promise<Configuration> {
  const name = (file: string) => join(folder, `.${id}-${file}`);
  const id = randomUUID();
  const files = starterFiles({
    ...{ locality, systems },
    agencies: `- { code: ${locality}, name: ${locality}, tier: province }\n`,
    fields: '{}\n',
  });
  const wanted = ['dvc-sync.yaml', 'agencies.yaml', 'fields.yaml'];
  try {
    for (const file of wanted) {
      const text = files[file]!.replace(
        /\.\/(agencies|fields)\.yaml/g,
        (_all, one) => `./.${id}-${one}.yaml`,
      );
      await writeFile(name(file), text, { flag: 'wx' });
    }
    return await loadConfiguration(name('dvc-sync.yaml'), environment);
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    // The place of a file that does not stay helps nobody.
    throw new ConfigurationError(
      error.problems.map(({ key, problem, file }) => ({
        ...{ key, problem },
        file: join(folder, basename(file).replace(`.${id}-`, '')),
      })),
    );
  } finally {
    await Promise.all(wanted.map(file => rm(name(file), { force: true })));
  }
}

async function opened<T>(
  system: ConfiguredSystem,
  configuration: Configuration,
  { signal, progress }: DraftRequest,
  work: (remote: ReturnType<typeof openSystem>['remote']) => Promise<T>,
): Promise<T> {
  const { remote, close } = openSystem(system, {
    locality: configuration.city.locality,
    details: noDetails,
    log: createLog(configuration.secrets, 'error'),
    signal,
    progress: (part, done, total) => progress?.(system.profile.name, part, done, total),
  });
  try {
    return await work(remote);
  } finally {
    close();
  }
}

function failureOf(error: unknown): string {
  if (error instanceof RemoteError && error.kind !== 'aborted') return error.message;
  throw error;
}

function withFailure(system: StarterSystem, name: string, asked: readonly AskedSystem[]): StarterSystem {
  const outcome = asked.find(one => one.system === name);
  const lines = [
    ...(outcome?.error ? [`CHƯA ĐỌC ĐƯỢC khi soạn nháp: ${outcome.error}`] : []),
    ...(outcome?.gaps ?? []).map(gap => `Chưa đọc đủ khi soạn nháp, danh sách đơn vị có thể thiếu: ${gap}`),
  ];
  return { ...system, about: [...system.about, ...lines] };
}

function agencyLine({ doubts, ids, ...agency }: DraftAgency): string {
  const { code, name, tier, parent } = agency;
  const entry = { code, name, tier, ...(parent !== undefined && { parent }), ...(ids && { ids }) };
  const doubt = doubts.length === 0 ? '' : `  # ${comment(doubts.join('; '))}: hãy xem lại`;
  return `- ${scalar(entry)}${doubt}\n`;
}

function fieldLine({ field, agency, among }: DraftField): string {
  if (agency !== undefined) return `${scalar(field)}: ${scalar(agency)}\n`;
  const who = among.length === 0 ? 'chưa rõ đơn vị nào quản lý' : `một trong ${among.slice(0, 5).join(', ')}`;
  return `# ${comment(field)}: ${who}\n`;
}
