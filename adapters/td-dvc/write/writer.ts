import type { HostContext } from '../../../src/adapter/adapter.ts';
import { RemoteError } from '../../../src/adapter/errors.ts';
import type { CityNames, Memory } from '../../../src/adapter/service-request.ts';
import type { RemoteSend, RemoteWriter } from '../../../src/adapter/writer.ts';
import { type Change, changeKinds } from '../../../src/domain/push.ts';
import type { ServiceState } from '../../../src/domain/service-state.ts';
import type { PortalClient } from '../client.ts';
import { caseDetailKey } from '../read/decode-case.ts';
import { caseOf, remoteOf } from '../remote.ts';
import { offeringsBack } from '../taken-offerings.ts';
import { caseComplaint, nextCase, nextEform } from './cases.ts';
import { componentsComplaint, nextComponents, takenComponents } from './components.ts';
import { nextLevels, nextOffering, offeringComplaint } from './offerings.ts';
import { nextWorkflow, nodesBack, workflowComplaint } from './workflow.ts';

/** The platform names no limit; a request of so many rows is some 20 kB and done well within a minute. */
const levelsTogether = 500;

/** Whatever runs have kept of a case is true no more once it is written to. */
const casePath = /\/truonghopthutucs\/([^/?]+)$/;

/** Two seconds of the usual minute. */
const looksInAnAnswer = 30;

/** The write side. The portal's own import calls and its restoring `PATCH` are never used. */
export function createWriter(
  client: PortalClient,
  { details, http: { answerTimeoutMs } }: Pick<HostContext, 'details' | 'http'>,
  names: CityNames,
): RemoteWriter {
  return {
    kinds: new Set(changeKinds),
    together: { 'set-level': levelsTogether },
    // Its lists come from the database itself: what a request has done shows once that has ended.
    settling: { answerMs: answerTimeoutMs, lagMs: answerTimeoutMs / looksInAnAnswer },
    next: (changes, actuals) => nextSends(changes, actuals, names),
    complaint: (changes, actuals) =>
      changes.map((change, at) => complaintOf(change, actuals[at]!, names)).find(Boolean),
    learned: learnedOf,
    async send(send) {
      const id = casePath.exec(send.path)?.[1];
      const forget = async () => id && details.forget(caseDetailKey(decodeURIComponent(id)));
      await forget();
      // Again once it is over: a run may have read the case meanwhile.
      try {
        await client.write(send);
      } catch (error) {
        throw hidden(send, error);
      } finally {
        await forget();
      }
    },
  };
}

/** What was taken away, and is back. */
function learnedOf({ kind, target }: Change, actual: ServiceState): Memory {
  const remote = remoteOf(actual);
  const { memory } = remote;
  const { case: key } = target;
  if (key === undefined) return offeringsBack(remote);
  const item = caseOf(actual, key);
  if (!item) return {};
  if (kind === 'set-components') return takenComponents(key, memory).back(item.components ?? []);
  return kind === 'set-workflow' ? nodesBack(key, item, memory) : {};
}

/** A row the portal has, but does not list, nobody can mend from here. */
function hidden({ path }: RemoteSend, error: unknown): unknown {
  if (!(error instanceof RemoteError) || !path.endsWith('/donvithutucs')) return error;
  if (!error.message.includes('Đã tồn tại')) return error;
  const words =
    'nếu danh sách không có dòng này thì cổng đang giấu nó (tài khoản thụ hưởng của nó đã bị xóa): phải sửa ngay trên cổng';
  const { kind, status } = error;
  return new RemoteError(kind, `${error.message}; ${words}`, { status, cause: error });
}

function nextSends(
  changes: readonly Change[],
  actuals: readonly ServiceState[],
  names: CityNames,
): RemoteSend[] {
  const levels = changes.flatMap((change, at) =>
    change.kind === 'set-level' ? [{ change, actual: actuals[at]! }] : [],
  );
  const others = changes.flatMap((change, at) => nextOf(change, actuals[at]!, names));
  return [...others, ...nextLevels(levels, names.levelWords)];
}

function nextOf(change: Change, actual: ServiceState, names: CityNames): RemoteSend[] {
  switch (change.kind) {
    case 'set-case':
      return nextCase(change, actual);
    case 'set-components':
      return nextComponents(change, actual);
    case 'set-eform':
      return nextEform(change, actual);
    case 'set-workflow':
      return nextWorkflow(change, actual, names);
    case 'create-offering':
    case 'deactivate-offering':
      return nextOffering(change, actual, names.levelWords);
    case 'set-level':
      return [];
  }
}

function complaintOf(change: Change, actual: ServiceState, names: CityNames): string | undefined {
  const { target, kind, after } = change;
  if (!actual.exists) return `cổng không có thủ tục ${target.procedure}`;
  if (kind === 'set-level' || kind === 'create-offering' || kind === 'deactivate-offering') {
    return offeringComplaint(change, actual, names.levelWords);
  }
  if (!caseOf(actual, target.case)) {
    const nothing = after === null || (kind === 'set-components' && after.length === 0);
    return nothing ? undefined : `thủ tục ${target.procedure} chưa có trường hợp "${target.case}" trên cổng`;
  }
  const twice = caseComplaint(target, actual);
  if (twice !== undefined || kind === 'set-case') return twice;
  if (kind === 'set-components') return componentsComplaint(change, actual);
  return kind === 'set-workflow' ? workflowComplaint(change, actual, names) : undefined;
}
