import { RemoteError } from '../../../src/adapter/errors.ts';
import type { Detail } from '../../../src/adapter/kit/details.ts';
import { type Oddity, parseLenient } from '../../../src/adapter/kit/parse-lenient.ts';
import {
  actionRow,
  type ProcessDetail,
  processDetail,
  type RoleRow,
  roleRow,
  type StepRow,
  stepRow,
} from '../schema.ts';
import { detailKeys } from './detail-rows.ts';
import { type ListRequest, readRows } from './list.ts';
import { decodeProcess, isFinished, type ProcessRows } from './process.ts';
import type { ProcessFacts, Reading } from './reading.ts';

/** Processes need a signed-in account while all the rest is open to guests: they may be refused on their own. */
export interface ProcessGate {
  refusal?: RemoteError;
}

/** A process with its steps, actions and roles. Once processes are refused, no further one is asked for. */
export async function readProcess(
  reading: Reading,
  gate: ProcessGate,
  id: string,
): Promise<Detail<ProcessFacts>> {
  const nothing = { value: {} };
  const listed = (await reading.processRows())?.get(id);
  if (gate.refusal) return nothing;
  if (await reading.turns.waits(id)) {
    const process = listed?.row;
    return { value: decodeProcess(process?.durationCount === undefined ? {} : { process }) };
  }
  let whole = false;
  try {
    const ask = async () => {
      const { facts, performers } = await readParts(reading, id, listed?.row);
      const { workflow, deadlineHours, onlinePayment } = facts;
      whole = performers && ![workflow, deadlineHours, onlinePayment].includes(undefined);
      return facts;
    };
    const detail = await reading.details.read(detailKeys.process(id), listed?.hash ?? null, ask, {
      worthKeeping: () => whole,
    });
    if (detail.readAt !== undefined) reading.meter.known('workflow');
    return detail;
  } catch (error) {
    if (!(error instanceof RemoteError) || error.kind !== 'refused') throw error;
    gate.refusal ??= error;
    return nothing;
  }
}

/** `performers`: who may do each step could be told. */
async function readParts(
  { client, meter, pageSize }: Reading,
  id: string,
  listed: ProcessDetail | undefined,
): Promise<{ facts: ProcessFacts; performers: boolean }> {
  const place = encodeURIComponent(id);
  const path = `/serviceprocesses/${place}`;
  const [record, steps, actions] = await Promise.all([
    // Of what is used here the list row has all that the detail has.
    listed?.durationCount !== undefined
      ? listed
      : meter.read('workflow', id, () => client.detail(path, 'serviceProcessId', `quy trình ${id}`)),
    rows('steps', 'các bước', stepRow, step => step.stepCode),
    rows('actions', 'các thao tác', actionRow, action => action.processActionId || JSON.stringify(action)),
  ]);
  const told: ProcessRows = { ...(steps && { steps }), ...(actions && { actions }) };
  if (record === undefined) return { facts: decodeProcess(told), performers: false };
  const { value: process, oddities } = parseLenient(processDetail, record);
  meter.refuse('workflow', id, oddities);
  if (process === undefined || oddities.length > 0) return { facts: decodeProcess(told), performers: false };
  const roles = steps && actions ? await readRoles(steps) : new Map();
  const facts = decodeProcess({ ...told, process, roles });
  return { facts, performers: [...roles.values()].every(of => of !== undefined) };

  /** The roles on the steps a dossier leaves again. */
  async function readRoles(of: StepRow[]): Promise<Map<string, RoleRow[] | undefined>> {
    const open = of.filter(step => !isFinished(step));
    const read = open.map(async ({ stepCode }) => {
      const part = `steps/${encodeURIComponent(stepCode)}/roles`;
      return [stepCode, await rows(part, `vai trò ở bước ${stepCode}`, roleRow, JSON.stringify)] as const;
    });
    return new Map(await Promise.all(read));
  }

  /** All rows of a list, or `undefined`: a row that cannot be used, or is not shown, could be the one that matters. */
  async function rows<Row>(
    part: string,
    what: string,
    schema: ListRequest<Row>['schema'],
    idOf: (row: Row) => string,
  ): Promise<Row[] | undefined> {
    const label = `${what} của quy trình ${id}`;
    const refuse = (odd: Oddity[]) => meter.refuse('workflow', label, odd);
    const asked = { path: `${path}/${part}`, label, pageSize, schema, id: idOf, refuse };
    return meter.read('workflow', `${place}/${part}`, async () => {
      const { whole, rows: found, refused } = await readRows(client, asked);
      if (!whole) throw new RemoteError('not-understood', `danh sách thiếu dòng so với total (${label})`);
      return refused ? undefined : found;
    });
  }
}
