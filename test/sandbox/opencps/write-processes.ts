import type { Form } from './form.ts';
import { listOf, type SandboxWriting, type Site } from './routes.ts';
import type { ProcessAction, ProcessStep, RoleRow, ServiceProcess } from './tables.ts';
import { type Answer, errorAnswer, objectAnswer } from './wire.ts';
import { newId } from './write-services.ts';

const processTexts = [
  ...['description', 'counter', 'generateDossierNo', 'dossierNoPattern', 'dossierGroupPattern'],
  ...[
    'generateDueDate',
    'dueDatePattern',
    'generatePassword',
    'directNotification',
    'serverNo',
    'paymentFee',
  ],
];
const stepTexts = [
  ...[
    'sequenceNo',
    'dossierSubStatus',
    'stepInstruction',
    'briefNote',
    'customProcessUrl',
    'editable',
    'lockState',
  ],
];
const actionTexts = [
  ...['preCondition', 'allowAssignUser', 'assignUserId', 'createDossierFiles', 'returnDossierFiles'],
  ...[
    'makeBriefNote',
    'syncActionCode',
    'signatureType',
    'configNote',
    'dossierTemplateNo',
    'createDossiers',
  ],
  ...['rollbackable', 'createDossierNo', 'eSignature'],
];

/** `/serviceprocesses` with their roles, steps, actions and sequences. */
export function writeProcess(site: Site, request: SandboxWriting): Answer | undefined {
  const { segments } = request;
  const [, id, part] = segments;
  const process = site.tables.processes.get(Number(id));
  if (id !== undefined && !process) return errorAnswer(403);
  switch (part) {
    case undefined:
      return writeItself(site, process, request);
    case 'roles': {
      const roles = process!.roles ?? [];
      return changeRoles(site, roles, request, segments[3], changed =>
        store(site, { ...process!, roles: changed }),
      );
    }
    case 'steps':
      return writeStep(site, process!, request);
    case 'actions':
      return writeAction(site, process!, request);
    case 'sequences':
      return writeSequence(site, process!, request);
    default:
      return undefined;
  }
}

/** Lists that hold what changed fall behind, the others do not. */
function store({ tables, lag }: Site, row: ServiceProcess): void {
  const id = row.serviceProcessId;
  const old = tables.processes.get(id);
  if (old?.steps !== row.steps) lag.wrote(listOf.steps(id), old?.steps ?? []);
  if (old?.actions !== row.actions) lag.wrote(listOf.actions(id), old?.actions ?? []);
  lag.wrote(listOf.process(id), old);
  tables.processes.set(id, row);
}

function writeItself(
  site: Site,
  old: ServiceProcess | undefined,
  { method, form }: SandboxWriting,
): Answer | undefined {
  const { tables, shapes } = site;
  if ((method === 'POST') === (old !== undefined)) return undefined;
  if (method === 'DELETE') {
    tables.processes.delete(old!.serviceProcessId);
    return objectAnswer('ServiceProcessInputModel', shapes.process(old!, false));
  }
  const processNo = form.text('processNo');
  if (processNo === '') return errorAnswer(403, 'RequiredProcessNoException');
  const taken = [...tables.processes.values()].some(one => one !== old && one.processNo === processNo);
  if (taken) return errorAnswer(403, 'DuplicateProcessNoException');
  if (!form.has('durationCount')) return errorAnswer(403);
  for (const [flag, pattern, error] of [
    ['generateDossierNo', 'dossierNoPattern', 'RequiredDossierNoPatternException'],
    ['generateDueDate', 'dueDatePattern', 'RequiredDueDatePatternException'],
  ] as const) {
    if (form.flag(flag) && form.raw(pattern) === '') return errorAnswer(403, error);
  }
  const more = form.texts(processTexts, ['dueDatePattern']);
  const row: ServiceProcess = {
    serviceProcessId: old?.serviceProcessId ?? newId(tables),
    processNo,
    processName: form.text('processName'),
    durationCount: form.number('durationCount'),
    durationUnit: form.number('durationUnit'),
    steps: old?.steps ?? [],
    actions: old?.actions ?? [],
    sequences: old?.sequences ?? [],
    roles: old?.roles ?? [],
    more: { ...more, serverNo: form.has('serverNo') ? more.serverNo! : 'null' },
  };
  store(site, row);
  return objectAnswer('ServiceProcessInputModel', shapes.process(row, false));
}

function writeStep(site: Site, process: ServiceProcess, request: SandboxWriting): Answer | undefined {
  const { method, segments, form } = request;
  const [, , , code, roles, role] = segments;
  const old = process.steps.find(step => step.stepCode === code);
  const replace = (step: ProcessStep) => process.steps.map(one => (one === old ? step : one));
  if (roles === 'roles') {
    if (!old) return errorAnswer(403);
    return changeRoles(site, old.roles, request, role, changed =>
      store(site, { ...process, steps: replace({ ...old, roles: changed }) }),
    );
  }
  const answer = (step: ProcessStep) =>
    objectAnswer('ProcessStepInputModel', site.shapes.stepDetail(step, process.steps.length));
  if (method === 'DELETE') {
    if (!old) return errorAnswer(403);
    store(site, { ...process, steps: process.steps.filter(step => step !== old) });
    return answer(old);
  }
  if (form.raw('stepCode') === '') return errorAnswer(403, 'RequiredStepCodeException');
  const taken = process.steps.some(step => step !== old && step.stepCode === form.raw('stepCode'));
  // A PUT of a step that is not there is told the same (contract 2.5).
  if (taken || (method === 'PUT' && !old)) return errorAnswer(403, 'DuplicateStepNoException');
  const url = form.raw('customProcessUrl');
  if (url !== '' && !URL.canParse(url)) return errorAnswer(403, 'InvalidCustomProcessURL');
  const checkInput = form.has('checkInput') ? form.raw('checkInput') : (old?.more?.checkInput ?? '0');
  const row: ProcessStep = {
    stepCode: form.text('stepCode'),
    stepName: form.text('stepName'),
    dossierStatus: form.text('dossierStatus'),
    durationCount: form.raw('durationCount') === '' ? undefined : form.number('durationCount'),
    roles: old?.roles ?? [],
    more: { ...form.texts(stepTexts), checkInput },
  };
  store(site, { ...process, steps: old ? replace(row) : [...process.steps, row] });
  return answer(row);
}

/** POST escapes what it stores, PUT does not; nothing keeps two actions from being the same. */
function writeAction(
  site: Site,
  process: ServiceProcess,
  { method, segments, form }: SandboxWriting,
): Answer | undefined {
  const old = process.actions.find(({ processActionId }) => String(processActionId) === segments[3]);
  const answer = (row: ProcessAction) => objectAnswer('ProcessActionReturnModel', site.shapes.action(row));
  if (method !== 'POST' && !old) return errorAnswer(403);
  if (method === 'DELETE') {
    store(site, { ...process, actions: process.actions.filter(row => row !== old) });
    return answer(old!);
  }
  const known = (code: string) => code === '' || process.steps.some(({ stepCode }) => stepCode === code);
  if (!known(form.raw('preStepCode'))) return errorAnswer(403, 'InvalidPreStepCodeException');
  if (!known(form.raw('postStepCode'))) return errorAnswer(403, 'InvalidPostStepCodeException');
  const integer = (name: string) => /^-?\d+$/.test(form.raw(name));
  if (method === 'PUT' && !(integer('allowAssignUser') && integer('requestPayment'))) return errorAnswer(403);
  const text = (name: string) => (method === 'POST' ? form.text(name) : form.raw(name));
  const row: ProcessAction = {
    processActionId: old?.processActionId ?? newId(site.tables),
    actionCode: text('actionCode'),
    actionName: text('actionName'),
    preStepCode: text('preStepCode'),
    postStepCode: text('postStepCode'),
    autoEvent: text('autoEvent'),
    requestPayment: form.number('requestPayment'),
    paymentFee: form.raw('paymentFee'),
    more: {
      ...Object.fromEntries(actionTexts.map(name => [name, text(name)])),
      postAction: method === 'PUT' ? form.raw('postAction') : '',
    },
  };
  const replaced = process.actions.map(one => (one === old ? row : one));
  store(site, { ...process, actions: old ? replaced : [...process.actions, row] });
  return answer(row);
}

function writeSequence(
  site: Site,
  process: ServiceProcess,
  { method, segments, form }: SandboxWriting,
): Answer | undefined {
  const rows = process.sequences ?? [];
  if (method === 'PUT') {
    // It takes the process in the path for the key of a sequence (contract 2.5).
    return errorAnswer(403);
  }
  if (method === 'DELETE') {
    const left = rows.filter(({ sequenceNo }) => sequenceNo !== segments[3]);
    if (left.length === rows.length) return errorAnswer(403);
    store(site, { ...process, sequences: left });
    return objectAnswer('ProcessSequenceInputModel', { sequenceNo: segments[3] });
  }
  if (!form.has('durationCount')) return errorAnswer(403);
  const row = {
    sequenceNo: form.text('sequenceNo'),
    sequenceName: form.text('sequenceName'),
    sequenceRole: form.text('sequenceRole'),
    durationCount: form.number('durationCount'),
  };
  store(site, { ...process, sequences: [...rows, row] });
  return objectAnswer('ProcessSequenceInputModel', row);
}

/** One row a role, whatever is sent twice. */
function changeRoles(
  site: Site,
  rows: readonly RoleRow[],
  { method, form }: SandboxWriting,
  id: string | undefined,
  change: (rows: RoleRow[]) => void,
): Answer {
  const roleId = method === 'POST' ? form.number('roleId') : Number(id);
  const old = rows.find(row => row.roleId === roleId);
  if (method !== 'POST' && !old) return errorAnswer(403);
  const row = method === 'DELETE' ? old! : roleIn(form, roleId);
  const others = rows.filter(one => one !== old);
  change(method === 'DELETE' ? others : [...others, row]);
  return objectAnswer('RoleInputModel', site.shapes.role(row));
}

function roleIn(form: Form, roleId: number): RoleRow {
  return {
    roleId,
    moderator: form.flag('moderator'),
    condition: form.text('condition'),
    roleCode: form.text('roleCode'),
  };
}
