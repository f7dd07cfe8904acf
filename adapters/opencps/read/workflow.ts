import type { Memory } from '../../../src/adapter/service-request.ts';
import type { DesiredStep, DesiredWorkflow } from '../../../src/domain/service.ts';
import { nameText, unescapeHtml } from '../escape.ts';
import { readNote } from '../note.ts';
import { factsOf, linkOf, untoldCreations } from '../process-note.ts';
import type { RemoteProcess, RemoteStep } from '../remote.ts';
import { type RoleBook, roleOf } from '../roles.ts';
import { hoursOf } from './hours.ts';
import { isFinishedStatus, stateIn } from './states.ts';

/** The creation of a dossier where nothing says what we called it. */
const creation = { id: 'tao-ho-so', name: 'Tạo hồ sơ' } as const;

/** Under what the code of a step is remembered that is not called by our id there. */
export function stepMemory(caseKey: string, id = ''): string {
  return `step:${caseKey}:${id}`;
}

/**
 * A process in the words of a definition; `null` = it has neither steps nor actions. The start is the step the
 * creation leads to, unless we wrote down that the creation itself is the start, or it leads to several.
 */
export function readWorkflow(
  caseKey: string,
  process: RemoteProcess,
  memory: Memory,
  book: RoleBook,
): DesiredWorkflow | null {
  const { steps = [], actions = [] } = process;
  if (steps.length === 0 && actions.length === 0) return null;
  const idOf = idsByCode(caseKey, memory);
  const { start } = factsOf(process);
  const beside = start ? untoldCreations(process) : [];
  const links = actions
    .filter(row => !beside.includes(row))
    .map(({ fields }) => ({ ...linkOf(fields), code: nameText(fields.actionCode ?? '') }))
    // A blank target means that the dossier stays where it is.
    .filter(({ post }) => post !== '');
  const first = new Set(links.filter(({ pre }) => pre === '').map(({ post }) => post));
  const created = start ?? (first.size > 1 ? creation : undefined);
  const startCode = created ? undefined : [...first][0];
  const told = steps.map(step =>
    readStep(step, process, idOf(step.code), step.code === startCode, first, book),
  );
  const transitions = links
    .filter(({ pre }) => pre !== '' || created)
    .map(({ pre, post, name, code }) => ({
      ...{ from: pre === '' ? created!.id : idOf(pre), to: idOf(post), action: name || code },
    }));
  if (!created) return { steps: told, transitions };
  const { id, name } = created;
  const { state, back } = start ?? {};
  const bare: DesiredStep = { id, name, kind: 'start', hours: 0, onlineHours: 0 };
  return {
    steps: [{ ...bare, ...(state && { state }), ...(back && { mayReturn: true }) }, ...told],
    transitions,
  };
}

function readStep(
  { code, fields, roles }: RemoteStep,
  process: RemoteProcess,
  id: string,
  isStart: boolean,
  first: ReadonlySet<string>,
  book: RoleBook,
): DesiredStep {
  const { facts } = readNote(unescapeHtml(fields.briefNote ?? ''));
  const kind = isFinishedStatus(fields.dossierStatus) ? 'end' : isStart ? 'start' : 'step';
  const place = { kind, first: first.has(code) } as const;
  const hours = hoursOf(process, fields.durationCount);
  const role = roleOf(roles, facts.role, book);
  const state = typeof facts.state === 'string' ? facts.state : stateIn(fields.dossierStatus, place);
  return {
    id,
    name: nameText(fields.stepName ?? '') || id,
    kind,
    ...(role === undefined ? {} : { role }),
    hours,
    onlineHours: typeof facts.online === 'number' ? facts.online : hours,
    ...(state === undefined ? {} : { state }),
    ...(facts.back === true ? { mayReturn: true } : {}),
  };
}

function idsByCode(caseKey: string, memory: Memory): (code: string) => string {
  const prefix = stepMemory(caseKey);
  const ids = new Map(
    Object.entries(memory)
      .filter(([key, code]) => key.startsWith(prefix) && code !== '')
      .map(([key, code]) => [code, key.slice(prefix.length)]),
  );
  return code => ids.get(code) ?? code;
}
