import { createHash } from 'node:crypto';
import type { RemoteSend, WriterContext } from '../../src/adapter/writer.ts';
import type { Change, ChangeKind, ChangeValues } from '../../src/domain/push.ts';
import { wantedActions } from './action-rows.ts';
import { formProblems } from './alpaca.ts';
import { isNoForm, writeScript } from './alpaca-script.ts';
import { importSend } from './import-send.ts';
import { type ImportedCase, importFiles } from './import-xml.ts';
import { describe, factsOf } from './process-note.ts';
import type { RemoteCase, RemoteProcedure, RemoteProcess } from './remote.ts';
import { ourNumbers } from './variants.ts';
import { wantedRows } from './workflow-rows.ts';
import { newProcess, templateName } from './write-case.ts';
import { partRow } from './write-parts.ts';

/**
 * One import for everything the changes make anew, where the procedure has neither template nor process nor config
 * there; `undefined` = not such a procedure, or not something an import can carry.
 */
export function importNew(
  procedure: string,
  changes: readonly Change[],
  remote: RemoteProcedure,
  context: Pick<WriterContext, 'roleAt' | 'roles'>,
): RemoteSend | undefined {
  if (remote.configs.length > 0 || (!remote.service && !remote.newService)) return undefined;
  const keys = [...new Set(changes.map(({ target }) => target.case).filter(key => key !== undefined))];
  const cases = keys.map(key => importedCase(procedure, key, changes, remote, context));
  if (cases.length === 0 || cases.some(one => one === undefined)) return undefined;
  const whole = cases as ImportedCase[];
  const files = importFiles(whole, remote.service ? undefined : remote.newService);
  const digest = createHash('sha256').update(JSON.stringify(files)).digest('hex').slice(0, 8);
  // The server unpacks under this name into a place all imports share.
  const name = `${procedure}-${digest}`.replace(/[^\w.-]+/g, '-');
  const remember = Object.fromEntries(
    keys.flatMap(key => {
      const { templateNo, processNo } = ourNumbers(procedure, key);
      return [
        [`template:${key}`, templateNo],
        [`process:${key}`, processNo],
      ];
    }),
  );
  return importSend(`nạp thủ tục ${procedure} bằng tệp XML`, name, files, remember);
}

function importedCase(
  procedure: string,
  key: string,
  changes: readonly Change[],
  remote: RemoteProcedure,
  context: Pick<WriterContext, 'roleAt' | 'roles'>,
): ImportedCase | undefined {
  const after = <Kind extends ChangeKind>(kind: Kind) =>
    changes.find(one => one.kind === kind && one.target.case === key)?.after as
      | ChangeValues[Kind]
      | undefined;
  const value = after('set-case');
  const found: Partial<RemoteCase> = remote.cases[key] ?? {};
  if (!value || found.template || found.process) return undefined;
  const { templateNo, processNo } = ourNumbers(procedure, key);
  const form = after('set-eform') ?? null;
  if (!isNoForm(form) && typeof form.raw !== 'string' && formProblems(form).length > 0) return undefined;
  const process: RemoteProcess = { id: '', fields: newProcess(processNo, value) };
  const imported: ImportedCase = {
    templateNo,
    templateName: templateName(value.name, templateNo),
    components: (after('set-components') ?? []).map(component => partRow(component)),
    script: isNoForm(form) ? null : writeScript(form),
    process: process.fields,
    steps: [],
    actions: [],
    sequences: [],
  };
  const workflow = after('set-workflow');
  if (!workflow || workflow.steps.length === 0) return imported;
  const rows = wantedRows(key, workflow, process, {}, { jobs: remote.jobs ?? [], context });
  // Positions are named by code there; one without a code would be imported as nobody.
  if (rows.problems.length > 0 || rows.steps.some(({ job }) => job && job.code === '')) return undefined;
  const payment = {
    wanted: value.onlinePayment,
    ...(remote.service?.fee ? { fee: remote.service.fee } : {}),
  };
  const { actions } = wantedActions(workflow, rows, process, payment);
  const description = describe(process, { ...factsOf(process), ...(rows.start && { start: rows.start }) });
  return {
    ...imported,
    process: { ...process.fields, description },
    steps: rows.steps,
    actions: actions.map(({ fields }) => fields),
    sequences: rows.sequences,
  };
}
