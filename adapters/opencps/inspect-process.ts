import type { CaseDigest } from '../../src/domain/service-state.ts';
import type { Told } from '../../src/domain/told.ts';
import { nameText } from './escape.ts';
import { fieldsOf } from './fields.ts';
import type { Scope } from './inspect.ts';
import { detailOrNone, madeProcess } from './lookup.ts';
import { isFinished, judgeProcess, toWorkflow } from './process.ts';
import { roleName } from './process-read.ts';
import {
  actionFields,
  processFields,
  type RemoteAction,
  type RemoteProcess,
  type RemoteStep,
  roleFields,
  sequenceFields,
  stepFields,
} from './remote.ts';
import { actionRow, processDetail, roleRow, stepRow } from './schema.ts';
import { allRows, type Row, type Writing } from './writing.ts';

export interface ReadProcess {
  process: RemoteProcess;
  digest: Pick<CaseDigest, 'workflow'>;
}

/** Ids the process with this number may have: those this writer made, the last first, and what the list shows. */
export async function findProcess(writing: Writing, processNo: string): Promise<string[]> {
  const made = [...(writing.made.get(madeProcess(processNo)) ?? [])].reverse();
  const query = { keyword: processNo };
  const rows = await allRows(
    writing,
    '/serviceprocesses',
    `quy trình ${processNo}`,
    'serviceProcessId',
    query,
  );
  const found = rows.filter(row => nameText(String(row.processNo ?? '')) === processNo);
  return [...new Set([...made, ...found.map(row => String(row.serviceProcessId).trim())])];
}

/** The first of the processes that is there. Steps and actions are read by their own details: their lists lag. */
export async function readProcessFor(
  writing: Writing,
  ids: readonly string[],
  scope: Scope,
): Promise<ReadProcess | undefined> {
  for (const id of ids) {
    const found = await readOne(writing, id, scope);
    if (found) return found;
  }
  return undefined;
}

async function readOne(writing: Writing, id: string, scope: Scope): Promise<ReadProcess | undefined> {
  const path = `/serviceprocesses/${encodeURIComponent(id)}`;
  const detail = await detailOrNone(writing, path, 'serviceProcessId', `quy trình ${id}`);
  if (detail === undefined) return undefined;
  const process: RemoteProcess = { id, fields: fieldsOf(detail, processFields) };
  if (!scope.value && !scope.workflow) return { process, digest: {} };
  const [actions, steps] = await Promise.all([
    readEach(writing, `${path}/actions`, 'processActionId', `thao tác của quy trình ${id}`),
    scope.workflow ? readEach(writing, `${path}/steps`, 'stepCode', `bước của quy trình ${id}`) : undefined,
  ]);
  process.actions = actions.map(
    (row): RemoteAction => ({ id: String(row.processActionId).trim(), fields: fieldsOf(row, actionFields) }),
  );
  if (!steps) return { process, digest: {} };
  const label = `của quy trình ${id}`;
  const [roles, sequences, roleRows] = await Promise.all([
    allRows(writing, `${path}/roles`, `vai trò ${label}`),
    allRows(writing, `${path}/sequences`, `chuỗi bước ${label}`),
    Promise.all(steps.map(step => readRoles(writing, path, String(step.stepCode)))),
  ]);
  process.roles = roles.map(row => fieldsOf(row, roleFields));
  process.sequences = sequences.map(row => fieldsOf(row, sequenceFields));
  process.steps = steps.map(
    (row, position): RemoteStep => ({
      code: String(row.stepCode).trim(),
      fields: fieldsOf(row, stepFields),
      roles: roleRows[position]!.map(role => fieldsOf(role, roleFields)),
    }),
  );
  return { process, digest: { workflow: digestOf(detail, steps, actions, roleRows) } };
}

/** Rows by their details, which are the database; ids from the list and from what this writer made. */
async function readEach(writing: Writing, path: string, key: string, label: string): Promise<Row[]> {
  writing.readAt.set(path, performance.now());
  const listed = await allRows(writing, path, label, key);
  const ids = new Set([...listed.map(row => String(row[key]).trim()), ...(writing.made.get(path) ?? [])]);
  const rows = await Promise.all(
    [...ids].map(async id => {
      const row = await detailOrNone(writing, `${path}/${encodeURIComponent(id)}`, key, `${label}: ${id}`);
      const { lockState } = listed.find(one => String(one[key]).trim() === id) ?? {};
      // The one field of a step that only its list has.
      return row && lockState !== undefined ? { lockState, ...row } : row;
    }),
  );
  return rows.filter(row => row !== undefined).sort((a, b) => order(a, key) - order(b, key));
}

/** Codes that are numbers in their order; others as they are listed. */
function order(row: Row, key: string): number {
  return Number(row[key]) || 0;
}

function readRoles(writing: Writing, path: string, code: string): Promise<Row[]> {
  const address = `${path}/steps/${encodeURIComponent(code)}/roles`;
  return allRows(writing, address, `vai trò ở bước ${code}`);
}

/** As the reading side has it (process-read.ts). */
function digestOf(detail: Row, steps: Row[], actions: Row[], roles: Row[][]): string | null {
  if (steps.length === 0 && actions.length === 0) return null;
  const stepRows = steps.map(step => stepRow.parse(step));
  const performers = new Map<string, Told<string>>();
  for (const [position, step] of stepRows.entries()) {
    if (isFinished(step)) continue;
    const names = roles[position]!.map(role => roleName(roleRow.parse(role))).sort();
    performers.set(step.stepCode, names.length > 0 ? names.join(', ') : null);
  }
  const actionRows = actions.map(action => actionRow.parse(action));
  const workflow = toWorkflow(processDetail.parse(detail), stepRows, actionRows, performers);
  return judgeProcess(workflow, stepRows).hash;
}
