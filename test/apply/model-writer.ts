import { createHash } from 'node:crypto';
import { RemoteError } from '../../src/adapter/errors.ts';
import type { HttpClient } from '../../src/adapter/http.ts';
import { createHttpClient } from '../../src/adapter/http-client.ts';
import type { Memory } from '../../src/adapter/service-request.ts';
import type { RemoteSend, WritableSystem } from '../../src/adapter/writer.ts';
import { canonical } from '../../src/domain/canonical.ts';
import { type Change, changeKinds } from '../../src/domain/push.ts';
import type { DesiredComponent, DesiredWorkflow } from '../../src/domain/service.ts';
import type { ServiceState } from '../../src/domain/service-state.ts';
import { listeningLog, testSettings } from '../adapter/loopback.ts';
import type { ModelProcedure } from './model-remote.ts';

interface Handles {
  memory: Memory;
  remote: ModelProcedure | null;
}

/** Levels of this many offerings travel in one send. */
const levelsTogether = 10;

/** A writer for the model remote, through the one real HTTP client. */
export function modelWriter(
  baseUrl: string,
  settling?: NonNullable<WritableSystem['settling']>,
): WritableSystem & { close(): void } {
  const answerTimeoutMs = settling?.answerMs ?? testSettings.answerTimeoutMs;
  const settings = { ...testSettings, answerTimeoutMs, baseUrl, ratePerSecond: 100_000, attempts: 1 };
  const http = createHttpClient(settings, listeningLog(), { leaveAloneMs: 60_000 });
  return {
    kinds: new Set(changeKinds),
    together: { 'set-level': levelsTogether },
    ...(settling && { settling }),
    readService: (procedure, { memory }) => readService(http, procedure, memory),
    next,
    send: send => sendOne(http, send),
    close: () => http.close(),
  };
}

async function readService(http: HttpClient, procedure: string, memory: Memory): Promise<ServiceState> {
  const answer = await http.send({
    method: 'GET',
    path: `/procedures/${procedure}`,
    intent: 'read',
    label: `đọc ${procedure}`,
  });
  if (answer.status !== 200) throw new RemoteError('remote-fault', `HTTP ${answer.status}: ${answer.text}`);
  const remote = JSON.parse(answer.text) as ModelProcedure | null;
  const cases: ServiceState['cases'] = {};
  for (const [key, { value, components, eform, steps, transitions }] of Object.entries(remote?.cases ?? {})) {
    const workflow =
      steps.length > 0 ? { steps: steps.map(({ nodeId: _, ...step }) => step), transitions } : null;
    const verdict = { state: 'usable' as const, hash: canonical(eform) };
    const facts = { key: `remote-${key}`, agencies: null, eform: verdict };
    cases[key] = { facts, value, components, eform, workflow };
  }
  const offerings = Object.fromEntries((remote?.rows ?? []).map(({ agency, level }) => [agency, { level }]));
  const handles: Handles = { memory, remote };
  return { procedure, exists: remote !== null, offerings, cases, remote: handles };
}

function next(changes: readonly Change[], actuals: readonly ServiceState[]): RemoteSend[] {
  if (changes[0]!.kind === 'set-level') return nextLevels(changes, actuals);
  return changes.flatMap((change, n) => nextOf(change, actuals[n]!));
}

function nextLevels(changes: readonly Change[], actuals: readonly ServiceState[]): RemoteSend[] {
  const rows = changes.flatMap(({ target, after }, n) =>
    actuals[n]!.offerings[target.agency!]?.level === after ? [] : [[target.procedure, target.agency]],
  );
  const level = changes[0]!.after;
  if (rows.length === 0) return [];
  return [put('/levels', { level, rows }, `đặt mức ${level} cho ${rows.length} dịch vụ`)];
}

function nextOf({ kind, target, after }: Change, { cases, offerings, remote }: ServiceState): RemoteSend[] {
  const { procedure, case: key = '', agency = '' } = target;
  const found = cases[key];
  const to = (what: string) => `/${what}/${procedure}/${key}`;
  const differs = (now: unknown) => canonical(now ?? null) !== canonical(after);
  switch (kind) {
    case 'set-case':
      return differs(found?.value) ? [put(to('cases'), after, `ghi trường hợp ${key}`)] : [];
    case 'set-components':
      return (after as DesiredComponent[])
        .filter(({ name }) => !found?.components?.some(other => other.name === name))
        .map(one => ({ ...put(to('components'), one, `thêm giấy tờ ${one.name}`), method: 'POST' }));
    case 'set-eform':
      return differs(found?.eform) ? [put(to('eform'), after, 'ghi biểu mẫu')] : [];
    case 'set-workflow':
      return nextWorkflow(target, after as DesiredWorkflow, remote as Handles);
    case 'create-offering':
      if (offerings[agency]) return [];
      return [
        {
          ...put(`/offerings/${procedure}`, { agency, ...(after as object) }, `mở dịch vụ tại ${agency}`),
          method: 'POST',
        },
      ];
    default:
      if (!offerings[agency]) return [];
      return [{ ...put(`/offerings/${procedure}/${agency}`, undefined, 'ngừng dịch vụ'), method: 'DELETE' }];
  }
}

/** Steps first, with ids made once and remembered; then the transitions. */
function nextWorkflow(
  { procedure, case: key = '' }: Change['target'],
  workflow: DesiredWorkflow,
  { memory, remote }: Handles,
): RemoteSend[] {
  const found = remote?.cases[key];
  const idOf = (step: string) => memory[step] ?? createHash('sha256').update(step).digest('hex').slice(0, 8);
  const steps = workflow.steps.map(step => ({ ...step, nodeId: idOf(step.id) }));
  if (canonical(found?.steps ?? []) !== canonical(steps)) {
    const remember = Object.fromEntries(steps.map(({ id, nodeId }) => [id, nodeId]));
    return [{ ...put(`/steps/${procedure}/${key}`, steps, 'ghi các bước'), remember }];
  }
  if (canonical(found?.transitions) === canonical(workflow.transitions)) return [];
  return [put(`/transitions/${procedure}/${key}`, workflow.transitions, 'nối các bước')];
}

function put(path: string, body: unknown, label: string): RemoteSend {
  const text = body === undefined ? '' : JSON.stringify(body);
  return { label, method: 'PUT', path, body: text, contentType: 'application/json' };
}

async function sendOne(http: HttpClient, { method, path, body, label }: RemoteSend): Promise<void> {
  const answer = await http.send({ method, path, body, intent: 'write', label });
  if (answer.status === 403) throw new RemoteError('refused', `HTTP 403: ${answer.text}`);
  const { status, text } = answer;
  if (status !== 200) throw new RemoteError('remote-fault', `HTTP ${status}: ${text}`, { status });
}
