import { RemoteError } from '../adapter/errors.ts';
import type { AgencyRecord, Lack, Lost, SourceRecord } from '../adapter/records.ts';
import { isMissed } from '../adapter/unread.ts';
import type { SystemProfile } from '../domain/city.ts';
import type { Store } from '../store/core/contract.ts';
import { type StagedRow, stageRows } from '../store/runs/snapshots.ts';
import { idKey, type RemoteAgency } from './agency-map.ts';
import { Quarantine } from './quarantine.ts';
import { formOf, type StagedRecord, stagedRow } from './staging.ts';

/** What is known after the last record has come; the records themselves wait in the store. */
export interface Intake {
  /** Remote agencies by their key. */
  agencies: Map<string, RemoteAgency>;
  /** Every form of a code any record named → the mapping the system itself has for it, where it told one. */
  forms: Map<string, string | undefined>;
  quarantine: Quarantine;
  lost: Losses;
  /** Forms whose code came as a number, and never as a text. */
  fromNumbers: Set<string>;
  gaps: string[];
  /** Why what is shown is there, but not all that is there is shown. */
  leftOut: string[];
  /** What is not told at all, and not asked of a system of this role. */
  lacks: Set<Lack>;
  /** As of when the system is told, where that is not now; ISO 8601, UTC. */
  asOf?: string;
  /** How the system was read; takes nothing from its completeness. */
  notes: Set<string>;
  /** Some details have not had their turn yet. */
  waiting?: true;
  /** Why reading broke off, Vietnamese. */
  failure: string | undefined;
  /** A procedure or an offering came at all. */
  anything: boolean;
}

/** Whose records were lost, in the remote's words: keys of agencies and forms of codes. */
export interface Losses {
  /** Some or all rows of these agencies, of whatever procedure. */
  ofAgencies: Set<string>;
  /** Some rows of these procedures; at which agencies, where that much is known. */
  ofProcedures: Map<string, Set<string>>;
  /** Agencies of whose own record nothing but the key is known. */
  agencies: Set<string>;
  /** Listed procedures of which is not known to what they are mapped. */
  mappings: Set<string>;
  /** How many records of each kind were lost of which nobody knows whose they were. */
  unidentified: Map<'procedure' | 'offering' | 'agency', number>;
}

/** Rows kept in memory before they are staged, and characters of them: one that speaks of every unit is as long as these are many. */
const batch = { rows: 1_000, characters: 1_000_000 };

/**
 * Takes in everything the adapter yields. A failure of the remote ends the reading and is noted; a cancelled run and a
 * failure of our own store are thrown on.
 */
export async function takeIn(
  store: Store,
  snapshotId: number,
  records: AsyncIterable<SourceRecord>,
  profile: SystemProfile,
): Promise<Intake> {
  const intake: Intake = {
    agencies: new Map(),
    forms: new Map(),
    quarantine: new Quarantine(),
    lost: {
      ofAgencies: new Set(),
      ofProcedures: new Map(),
      agencies: new Set(),
      mappings: new Set(),
      unidentified: new Map(),
    },
    fromNumbers: new Set(),
    gaps: [],
    leftOut: [],
    lacks: new Set(),
    notes: new Set(),
    failure: undefined,
    anything: false,
  };
  let waiting: StagedRow[] = [];
  let characters = 0;
  const flush = async () => {
    await stageRows(store, snapshotId, waiting);
    [waiting, characters] = [[], 0];
  };
  for await (const record of untilFailure(records, intake)) {
    const staged = sortOut(record, intake, profile);
    const row = staged && stagedRow(staged);
    if (row) waiting.push(row);
    characters += row?.body.length ?? 0;
    if (waiting.length >= batch.rows || characters >= batch.characters) await flush();
  }
  await flush();
  return intake;
}

/** What fails while a record is asked for ends the reading; what fails in whoever takes them is not of the remote. */
async function* untilFailure(
  records: AsyncIterable<SourceRecord>,
  intake: Intake,
): AsyncGenerator<SourceRecord> {
  try {
    yield* records;
  } catch (error) {
    const { message, name } = error as Error;
    const kind = error instanceof RemoteError ? error.kind : undefined;
    if (kind === 'aborted' || name === 'AbortError') throw error;
    if (kind === 'read-limit') intake.gaps.push(message);
    else intake.failure = kind ? message : `Lỗi ngoài dự kiến khi đọc: ${message}`;
  }
}

/** Notes what can be kept in memory; answers what has to be staged. */
function sortOut(record: SourceRecord, intake: Intake, profile: SystemProfile): StagedRecord | undefined {
  switch (record.kind) {
    case 'agency':
      takeAgency(record, intake);
      return undefined;
    case 'gap':
      if (record.lacks !== undefined && !isMissed(record, profile)) intake.lacks.add(record.lacks);
      else (record.lacks === 'other-offerings' ? intake.leftOut : intake.gaps).push(record.reason);
      return undefined;
    case 'note':
      intake.notes.add(record.text);
      if (record.waiting) intake.waiting = true;
      return undefined;
    case 'as-of':
      intake.asOf = record.at;
      return undefined;
    case 'quarantine':
      intake.quarantine.add(record);
      return record.lost && takeLost(record.lost, intake);
  }
  const code = record.kind === 'procedure' ? record.code : record.procedure;
  if (formOf(code) === '') {
    intake.quarantine.add({ part: record.kind, key: '', path: '', reason: 'Bản ghi không có mã thủ tục' });
    return record.kind === 'offering'
      ? takeLost({ what: 'offering', agency: record.agency }, intake)
      : takeLost({ what: 'procedure' }, intake);
  }
  if (record.kind !== 'case') intake.anything = true;
  // The first record of a form decides, unless a later one has it as a text.
  if (record.kind === 'procedure' && record.fromNumber && !intake.forms.has(formOf(code)))
    intake.fromNumbers.add(formOf(code));
  else if (record.kind === 'procedure' && !record.fromNumber) intake.fromNumbers.delete(formOf(code));
  takeForm(code, record.kind === 'procedure' ? record.facts.remoteMapping : undefined, intake);
  return record;
}

function takeAgency({ kind: _kind, ...agency }: AgencyRecord, intake: Intake): void {
  const key = idKey(agency.id);
  const known = intake.agencies.get(key);
  // Listed twice: one of them, and always the same one.
  if (!known || JSON.stringify(agency) < JSON.stringify(known)) intake.agencies.set(key, agency);
}

/** Notes whose record was lost; a procedure of which only the code is known is listed all the same, indeterminate. */
function takeLost({ what, procedure = '', agency = '' }: Lost, intake: Intake): StagedRecord | undefined {
  const { lost } = intake;
  const form = formOf(procedure);
  const key = idKey(agency);
  if (what === 'mapping') {
    lost.mappings.add(form);
  } else if (what === 'procedure' && form !== '') {
    takeForm(procedure, undefined, intake);
    return { kind: 'procedure', code: procedure, detail: 'unread', facts: {} };
  } else if (what === 'offering' && form !== '') {
    const agencies = lost.ofProcedures.get(form) ?? new Set();
    lost.ofProcedures.set(form, agencies.add(key));
  } else if (what === 'agency' && key !== '') {
    lost.agencies.add(key);
  } else if (what === 'offerings') {
    lost.ofAgencies.add(key);
  } else {
    countUnidentified(lost, what);
    if (what === 'offering' && key !== '') lost.ofAgencies.add(key);
  }
  return undefined;
}

export function countUnidentified(
  { unidentified }: Losses,
  what: 'procedure' | 'offering' | 'agency',
  count = 1,
): void {
  if (count > 0) unidentified.set(what, (unidentified.get(what) ?? 0) + count);
}

function takeForm(code: string, remoteMapping: string | undefined, intake: Intake): void {
  const form = formOf(code);
  const known = intake.forms.get(form);
  const smaller = remoteMapping !== undefined && (known === undefined || remoteMapping < known);
  if (smaller || !intake.forms.has(form)) intake.forms.set(form, remoteMapping || known);
}
