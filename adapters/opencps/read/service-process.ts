import { nameText } from '../escape.ts';
import { fieldsOf } from '../fields.ts';
import {
  actionFields,
  processFields,
  type RemoteProcess,
  roleFields,
  sequenceFields,
  stepFields,
} from '../remote.ts';
import { actionRow, processDetail, roleRow, stepRow } from '../schema.ts';
import {
  allRows,
  detailOrNone,
  detailUnlessGone,
  madeProcess,
  type Row,
  strictly,
  type Writing,
} from '../writing.ts';
import { decodeProcess, type ProcessRows } from './process.ts';
import type { ProcessFacts, Scope } from './reading.ts';

export interface ReadProcess {
  process: RemoteProcess;
  facts: ProcessFacts;
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
    const found = await readOne(id);
    if (found) return found;
  }
  return undefined;

  async function readOne(id: string): Promise<ReadProcess | undefined> {
    const path = `/serviceprocesses/${encodeURIComponent(id)}`;
    const label = `của quy trình ${id}`;
    const detail = await detailOrNone(writing, path, 'serviceProcessId', `quy trình ${id}`);
    if (detail === undefined) return undefined;
    const process: RemoteProcess = { id, fields: fieldsOf(detail, processFields) };
    const told: ProcessRows = { process: strictly(processDetail, detail, `quy trình ${id}`) };
    if (!scope.value && !scope.workflow) return { process, facts: decodeProcess(told) };
    const [actions, steps] = await Promise.all([
      readEach(`${path}/actions`, 'processActionId', `thao tác ${label}`),
      scope.workflow ? readEach(`${path}/steps`, 'stepCode', `bước ${label}`) : undefined,
    ]);
    process.actions = actions.map(row => ({
      id: String(row.processActionId).trim(),
      fields: fieldsOf(row, actionFields),
    }));
    told.actions = actions.map(action => strictly(actionRow, action, `thao tác ${label}`));
    if (!steps) return { process, facts: decodeProcess(told) };
    const [roles, sequences, rolesOn] = await Promise.all([
      allRows(writing, `${path}/roles`, `vai trò ${label}`),
      allRows(writing, `${path}/sequences`, `chuỗi bước ${label}`),
      Promise.all(
        steps.map(({ stepCode }) => {
          const code = String(stepCode);
          return allRows(
            writing,
            `${path}/steps/${encodeURIComponent(code)}/roles`,
            `vai trò ở bước ${code}`,
          );
        }),
      ),
    ]);
    process.roles = roles.map(row => fieldsOf(row, roleFields));
    process.sequences = sequences.map(row => fieldsOf(row, sequenceFields));
    process.steps = steps.map((row, at) => ({
      code: String(row.stepCode).trim(),
      fields: fieldsOf(row, stepFields),
      roles: rolesOn[at]!.map(role => fieldsOf(role, roleFields)),
    }));
    told.steps = steps.map(step => strictly(stepRow, step, `bước ${label}`));
    const performers = rolesOn.map(rows => rows.map(role => strictly(roleRow, role, `vai trò ${label}`)));
    told.roles = new Map(told.steps.map(({ stepCode }, at) => [stepCode, performers[at]]));
    return { process, facts: decodeProcess(told) };
  }

  /** Rows by their details, which are the database; ids from the list and from what this writer made. */
  async function readEach(path: string, key: string, label: string): Promise<Row[]> {
    writing.readAt.set(path, performance.now());
    const idIn = (row: Row) => String(row[key]).trim();
    const listed = await allRows(writing, path, label, key);
    const ids = new Set([...listed.map(idIn), ...(writing.made.get(path) ?? [])]);
    const rows = await Promise.all(
      [...ids].map(async id => {
        const row = await detailUnlessGone(writing, path, id, { key, label: `${label}: ${id}` });
        // The one field of a step that only its list has.
        const { lockState } = listed.find(one => idIn(one) === id) ?? {};
        return row && lockState !== undefined ? { lockState, ...row } : row;
      }),
    );
    return rows.filter(row => row !== undefined).sort((a, b) => order(a, key) - order(b, key));
  }
}

/** Codes that are numbers in their order; others as they are listed. */
function order(row: Row, key: string): number {
  return Number(row[key]) || 0;
}
