import type { ConfigurationProblem } from '../config/configuration.ts';
import type { Path, YamlSource } from '../config/yaml-source.ts';

/** Where and why a definition is wrong. Printed as `file:line: path: reason`. */
export interface DefinitionProblem {
  /** Absolute. */
  file: string;
  line?: number | undefined;
  /** Inside the file: `cases[0].deadline.online`, or the id of a BPMN element. Empty = the whole file. */
  path: string;
  /** Vietnamese. */
  reason: string;
  /** Worth a look, but no hindrance. */
  warning?: true;
}

/** A problem before anybody has looked up its line; `path` as in the values of the file. */
export interface Complaint {
  part: 'service' | 'eform' | 'workflow';
  /** Key of the case; for e-forms and workflows. */
  case?: string;
  path: Path;
  reason: string;
  warning?: true;
}

/** Complaints about one part, as they come. */
export function complaining(about: Pick<Complaint, 'part' | 'case'>, at: Path = []) {
  const complaints: Complaint[] = [];
  const says = (path: Path, reason: string, more: Partial<Complaint> = {}) => {
    complaints.push({ ...about, path: [...at, ...path], reason, ...more });
  };
  return { complaints, says };
}

/** Of what is no hindrance. */
export const onlyWarning = { warning: true } as const;

/** A file too large, too deep or otherwise not worth reading on; told as a problem of that file. */
export class Unreadable extends Error {
  readonly line: number | undefined;
  constructor(reason: string, line?: number) {
    super(reason);
    this.name = 'Unreadable';
    this.line = line;
  }
}

export function fromConfiguration({ file, line, key, problem }: ConfigurationProblem): DefinitionProblem {
  return { file, line, path: key, reason: problem.vi };
}

/** Line and name of a place in a file, for a problem of it. */
export function placeIn(
  source: YamlSource,
  path: Path,
): Pick<DefinitionProblem, 'file' | 'path'> & { line: number } {
  const { file, line, key } = source.place(path);
  return { file, line, path: key };
}

/** `services/1.000656/service.yaml:12: level: …`, as compilers do it. */
export function problemText({ file, line, path, reason }: DefinitionProblem): string {
  return `${file}${line === undefined ? '' : `:${line}`}: ${path === '' ? '' : `${path}: `}${reason}`;
}
