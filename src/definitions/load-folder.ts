import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { didYouMean } from '../config/nearest.ts';
import { type Path, readingProblem } from '../config/yaml-source.ts';
import type { DesiredCase, ServiceDefinition } from '../domain/service.ts';
import { leadsOut, liesInside } from '../reading/inside.ts';
import { type DefinitionFiles, replacing, sortFiles } from './files.ts';
import { type Complaint, type DefinitionProblem, placeIn } from './problem.ts';
import { type ReadEform, readEform } from './read-eform.ts';
import { readService } from './read-service.ts';
import { type ReadWorkflow, readingProblems, readWorkflow } from './read-workflow.ts';
import { folderName, largest, readText } from './source.ts';

/** A definition with the way back from a complaint to file and line. */
export interface LoadedDefinition {
  definition: ServiceDefinition;
  locate(complaint: Complaint): DefinitionProblem;
}

/** Reads one procedure's folder; never throws for what its files say. */
export async function loadFolder(
  folder: string,
  code: string,
): Promise<{ understood?: LoadedDefinition; problems: DefinitionProblem[] }> {
  if (!(await liesInside(dirname(folder), folder)))
    return { problems: [{ file: folder, path: '', reason: leadsOut(folderName) }] };
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => error);
  if (names instanceof Error)
    return {
      problems: [{ file: folder, path: '', reason: `không đọc được thư mục: ${readingProblem(names).vi}` }],
    };
  const files = sortFiles(names);
  const problems = files.problems.map(({ name, reason }) => ({ file: join(folder, name), path: '', reason }));
  // What lies there may be of two definitions: nothing is to be judged by it.
  if (names.includes(replacing)) return { problems };
  const services = await readParts(
    folder,
    new Map([['', 'service.yaml']]),
    largest.yaml,
    readService,
    problems,
  );
  const read = services.get('');
  const eforms = await readParts(folder, files.eforms, largest.json, readEform, problems);
  const workflows = await readParts(folder, files.workflows, largest.yaml, readWorkflow, problems);
  if (!read?.service) return { problems };
  // What a file we cannot read would have said is not missing; judging the rest would say so.
  const whole = eforms.size === files.eforms.size && [...workflows.values()].every(part => part.workflow);
  if (!whole || workflows.size < files.workflows.size) return { problems };
  const { service } = read;
  const says = (path: Path, reason: string) => problems.push({ ...placeIn(read.source, path), reason });
  if (service.procedure !== code) says(['procedure'], `khác tên thư mục "${code}"`);
  const keys = service.cases.map(({ key }) => key);
  problems.push(...strayFiles(folder, files, keys));
  const cases = service.cases.map(
    (one): DesiredCase => ({
      ...one,
      eform: partOf(eforms, one.key)?.form ?? null,
      workflow: partOf(workflows, one.key)?.workflow ?? null,
    }),
  );
  for (const { case: key, path, url } of read.templates) {
    const form = partOf(eforms, key);
    if (form?.form && !form.text.includes(url)) says(path, 'biểu mẫu điện tử không dẫn tới mẫu đơn này');
  }
  const definition: ServiceDefinition = { ...service, folder, cases };
  const locate: LoadedDefinition['locate'] = ({ part, case: key = '', path, reason, warning }) => {
    const more = { reason, ...(warning && { warning }) };
    if (part === 'service') return { ...placeIn(read.source, path), ...more };
    const [parts, names] = part === 'eform' ? [eforms, files.eforms] : [workflows, files.workflows];
    const place = partOf<ReadEform | ReadWorkflow>(parts, key);
    if (place) return { file: join(folder, partOf(names, key) ?? ''), ...place.locate(path), ...more };
    // A file that is missing is told at the case that lacks it.
    const index = Math.max(0, keys.indexOf(key));
    return { ...placeIn(read.source, ['cases', index]), ...more };
  };
  return { understood: { definition, locate }, problems };
}

/** Files of one kind by what they are for; those that could be read. */
async function readParts<T extends { problems: DefinitionProblem[] }>(
  folder: string,
  files: ReadonlyMap<string, string>,
  limit: number,
  read: (file: string, text: string) => T | Promise<T>,
  problems: DefinitionProblem[],
): Promise<Map<string, T>> {
  const parts = new Map<string, T>();
  for (const [key, name] of files) {
    const file = join(folder, name);
    try {
      const part = await read(file, await readText(dirname(folder), file, limit));
      problems.push(...part.problems);
      parts.set(key, part);
    } catch (error) {
      problems.push(...readingProblems(file, error));
    }
  }
  return parts;
}

/** The case's own file, else the one for all. */
function partOf<T>(parts: ReadonlyMap<string, T>, key: string): T | undefined {
  return parts.get(key) ?? parts.get('');
}

function strayFiles(folder: string, files: DefinitionFiles, keys: readonly string[]): DefinitionProblem[] {
  return [files.eforms, files.workflows].flatMap(parts =>
    [...parts].flatMap(([key, name]) => {
      const file = join(folder, name);
      if (key === '') {
        const used = keys.some(one => !parts.has(one));
        return used ? [] : [{ file, path: '', reason: 'trường hợp nào cũng có tệp riêng, tệp này thừa' }];
      }
      if (keys.includes(key)) return [];
      const reason = `service.yaml không có trường hợp "${key}"${didYouMean(key, keys).vi}`;
      return [{ file, path: '', reason }];
    }),
  );
}
