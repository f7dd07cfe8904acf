import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { readingProblem } from '../config/yaml-source.ts';
import { isNationalShape } from '../domain/code.ts';
import type { ServiceDefinition } from '../domain/service.ts';
import { type LoadedDefinition, loadFolder } from './load-folder.ts';
import type { DefinitionProblem } from './problem.ts';

export interface LoadedDefinitions {
  /** Those without any problem but warnings in their files: the only ones anything may be pushed from. */
  definitions: ServiceDefinition[];
  /** All that could be understood, drafts with TODO among them, each with the way back to its lines. */
  understood: LoadedDefinition[];
  problems: DefinitionProblem[];
}

/**
 * Reads `<folder>/<procedure>/service.yaml`, e-forms and workflows, sorted by code. A folder that is not there holds
 * no definitions. Contacts nothing, never throws for what the files say.
 *
 * @param options.only National codes; one without a folder is a problem.
 */
export async function loadDefinitions(
  folder: string,
  options: { only?: readonly string[] } = {},
): Promise<LoadedDefinitions> {
  const loaded: LoadedDefinitions = { definitions: [], understood: [], problems: [] };
  const names = await definedCodes(folder, loaded.problems);
  const wanted = options.only && [...new Set(options.only)];
  for (const code of wanted?.filter(one => !names.includes(one)) ?? []) {
    loaded.problems.push({
      file: join(folder, code),
      path: '',
      reason: 'không có thư mục của thủ tục này; soạn nháp bằng "dvc-sync scaffold"',
    });
  }
  for (const name of names.filter(one => !wanted || wanted.includes(one))) {
    const { understood, problems } = await loadFolder(join(folder, name), name);
    loaded.problems.push(...problems);
    if (!understood) continue;
    loaded.understood.push(understood);
    if (problems.every(({ warning }) => warning)) loaded.definitions.push(understood.definition);
  }
  return loaded;
}

/** Is there a folder of this procedure? Nothing in it is read. */
export async function isDefined(folder: string, code: string): Promise<boolean> {
  return isNationalShape(code) && isFolder(join(folder, code));
}

/** Also a link to one; whether it may be followed is asked where it is read. */
async function isFolder(path: string): Promise<boolean> {
  const there = await stat(path).catch(() => undefined);
  return there?.isDirectory() ?? false;
}

/** Codes that have a folder already, complete or not. */
export async function definedCodes(folder: string, problems: DefinitionProblem[] = []): Promise<string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    const names: string[] = [];
    for (const entry of entries) {
      const isLinked = entry.isSymbolicLink() && (await isFolder(join(folder, entry.name)));
      if (entry.name.startsWith('.') || !(entry.isDirectory() || isLinked)) continue;
      if (isNationalShape(entry.name)) names.push(entry.name);
      else {
        const reason = 'tên thư mục phải là mã thủ tục quốc gia, ví dụ 1.004194';
        problems.push({ file: join(folder, entry.name), path: '', reason });
      }
    }
    return names.sort();
  } catch (error) {
    const failure = error as NodeJS.ErrnoException;
    const reason = `không đọc được thư mục: ${readingProblem(failure).vi}`;
    if (failure.code !== 'ENOENT') problems.push({ file: folder, path: '', reason });
    return [];
  }
}
