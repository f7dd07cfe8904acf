import { ConfigurationError } from '../config/configuration.ts';
import type { Path } from '../config/yaml-source.ts';
import type { DesiredWorkflow } from '../domain/service.ts';
import { readBpmn } from './bpmn.ts';
import { type DefinitionProblem, fromConfiguration, placeIn, Unreadable } from './problem.ts';
import { checkedYaml } from './read-service.ts';
import { todoLines, todoReason } from './todo.ts';
import { workflowSchema } from './workflow-schema.ts';

export interface ReadWorkflow {
  workflow?: DesiredWorkflow | undefined;
  /** Line and name of a place in the workflow, such as `['steps', 2, 'role']`. */
  locate(path: Path): Pick<DefinitionProblem, 'line' | 'path'>;
  problems: DefinitionProblem[];
}

/** @throws ConfigurationError, Unreadable when it is not YAML or XML at all. */
export async function readWorkflow(file: string, text: string): Promise<ReadWorkflow> {
  return file.endsWith('.bpmn') ? fromBpmn(file, text) : fromYaml(file, text);
}

function fromYaml(file: string, text: string): ReadWorkflow {
  const { source, data, problems } = checkedYaml(workflowSchema, file, text);
  const locate = (path: Path) => placeIn(source, path);
  if (!data) return { locate, problems };
  const steps = data.steps.map(({ onlineHours, ...step }) => {
    return { ...step, onlineHours: onlineHours ?? step.hours };
  });
  return { workflow: { steps, transitions: data.transitions }, locate, problems };
}

async function fromBpmn(file: string, text: string): Promise<ReadWorkflow> {
  const { workflow, problems, lineOf } = await readBpmn(text.normalize('NFC'));
  const locate = ([part, index]: Path) => {
    const at = Number(index);
    const step = part === 'steps' ? workflow?.steps[at]?.id : workflow?.transitions[at]?.from;
    return { line: step === undefined ? undefined : lineOf(step), path: step ?? '' };
  };
  const open = todoLines(text).map(line => ({ file, line, path: '', reason: todoReason }));
  return { workflow, locate, problems: [...open, ...problems.map(problem => ({ file, ...problem }))] };
}

/** Errors of reading a file, as problems of it. */
export function readingProblems(file: string, error: unknown): DefinitionProblem[] {
  if (error instanceof ConfigurationError) return error.problems.map(fromConfiguration);
  if (!(error instanceof Unreadable)) throw error;
  return [{ file, line: error.line, path: '', reason: error.message }];
}
