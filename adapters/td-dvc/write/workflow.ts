import { seenBack, takenAt, takenName, taking } from '../../../src/adapter/kit/taken-away.ts';
import type { CityNames, Memory } from '../../../src/adapter/service-request.ts';
import type { RemoteSend } from '../../../src/adapter/writer.ts';
import { sameJson } from '../../../src/domain/canonical.ts';
import type { Change } from '../../../src/domain/push.ts';
import type { DesiredStep, DesiredWorkflow } from '../../../src/domain/service.ts';
import type { ServiceState } from '../../../src/domain/service-state.ts';
import { type Drawn, type DrawnEdge, type DrawnNode, nodeKind, readDrawn, usualStates } from '../drawn.ts';
import { readCaseValue } from '../read/case-keys.ts';
import {
  caseOf,
  folded,
  groupNamed,
  type RemoteCase,
  remoteOf,
  roleMemory,
  type UserGroup,
} from '../remote.ts';
import { stepIds, stepMemory, stepNames } from '../step-ids.ts';
import { updateCase } from './cases.ts';
import { drawEdges, drawNodes } from './draw.ts';
import { jsonSend, softly } from './sends.ts';
import { rowWork } from './step-rows.ts';

type Roles = Pick<CityNames, 'roleAt'>;

interface Target {
  item: RemoteCase;
  nodes: DrawnNode[];
  edges: DrawnEdge[];
  remember: Memory;
  /** Drawn steps that go with the drawing, for when they come back. */
  taken: Memory;
}

/** In the platform's own order (contract 3.4): step rows, then the drawing, and the rows of dropped steps last. */
export function nextWorkflow(
  change: Change<'set-workflow'>,
  actual: ServiceState,
  roles: Roles,
): RemoteSend[] {
  const target = targetOf(change, actual, roles);
  if (!target?.item.steps) return [];
  const { item, nodes, edges, remember, taken } = target;
  const whose = `của thủ tục ${change.target.procedure}`;
  const work = rowWork(nodes, item);
  const sends = work.changed.map(row =>
    jsonSend(`sửa bước "${row.tenBuocXuLy}" ${whose}`, 'PUT', `quytrinhxulys/${row.id}`, row, remember),
  );
  if (work.missing.length > 0) {
    const label = `thêm ${work.missing.length} bước xử lý ${whose}`;
    sends.unshift(jsonSend(label, 'POST', 'quytrinhxulys', { quyTrinhs: work.missing }, remember));
  }
  if (sends.length > 0) return sends;
  const today = readDrawn(item.fields.nodeQuyTrinh, item.fields.edgeQuyTrinh);
  // A drawing that is right already is sent once more when nobody remembers yet which of its steps are which of ours.
  const forgotten = Object.entries(remember).some(
    ([name, id]) => (remoteOf(actual).memory[name] ?? '') !== id,
  );
  if (forgotten || !today.whole || !sameJson(today.nodes, nodes) || !sameJson(today.edges, edges)) {
    const texts = { nodeQuyTrinh: JSON.stringify(nodes), edgeQuyTrinh: JSON.stringify(edges) };
    const told = { ...remember, ...taken };
    return [updateCase(`vẽ quy trình ${whose}`, change.target.case!, item, texts, told)];
  }
  return work.dropped.map(id =>
    jsonSend(`gỡ một bước xử lý không còn dùng ${whose}`, 'DELETE', `quytrinhxulys/${id}`, softly),
  );
}

/** Why a workflow cannot be written as it is wanted, or what came out differently; Vietnamese. */
export function workflowComplaint(
  change: Change<'set-workflow'>,
  actual: ServiceState,
  roles: Roles,
): string | undefined {
  const refused = change.after && refusal(change.after, actual, roles);
  if (refused) return refused;
  const target = targetOf(change, actual, roles);
  const unlike = target?.item.steps ? rowWork(target.nodes, target.item).unlike : [];
  return unlike.length > 0
    ? `sơ đồ và danh sách bước xử lý vẫn khác nhau ở: ${unlike.slice(0, 5).join(', ')}`
    : undefined;
}

function targetOf(
  { after, target }: Change<'set-workflow'>,
  actual: ServiceState,
  roles: Roles,
): Target | undefined {
  const item = caseOf(actual, target.case);
  if (!item || (after && refusal(after, actual, roles))) return undefined;
  const { memory } = remoteOf(actual);
  const today = readDrawn(item.fields.nodeQuyTrinh, item.fields.edgeQuyTrinh);
  const key = target.case!;
  if (!after) {
    // The server's two ends a case keeps for good.
    const nodes = today.nodes.filter(node => nodeKind(node) !== 'step');
    return { item, nodes, edges: [], remember: {}, taken: takenBy(nodes, today, key, memory) };
  }
  const known = { procedure: actual.procedure, case: key, nodes: today.nodes, memory };
  const ids = stepIds(after.steps, { ...known, removed: item.removedSteps ?? [] });
  const timeUnit = readCaseValue(item.fields).deadlineUnit === 'day' ? 'Ngày' : 'Ngày làm việc';
  const groupOf = (step: DesiredStep) => groupFor(step, actual, roles);
  const takenOf = ({ id }: DesiredStep) => takenAt<DrawnNode>(memory, nodeName(key, id))?.row;
  const drawing = { workflow: after, ids, groupOf, caseId: item.id, timeUnit, today, takenOf };
  const nodes = drawNodes(drawing);
  const remember: Record<string, string> = {};
  for (const { id, role } of after.steps) {
    if (ids.get(id) !== id) remember[stepMemory(key, id)] = ids.get(id)!;
    if (role !== undefined) remember[roleMemory(key, id)] = role;
  }
  const taken = takenBy(nodes, today, key, memory);
  return { item, nodes, edges: drawEdges(drawing, nodes), remember, taken };
}

/** Drawn steps that `nodes` lacks: a definition tells but half of a step. */
function takenBy(nodes: readonly DrawnNode[], today: Drawn, key: string, memory: Memory): Memory {
  const nameOf = nodeNames(key, memory);
  const left = new Set(nodes.map(({ id }) => folded(id)));
  const gone = today.nodes.filter(node => nodeKind(node) === 'step' && !left.has(folded(node.id)));
  return Object.assign({}, ...gone.map(node => taking(memory, nameOf(node), node)));
}

/** Steps that are drawn need not be remembered. */
export function nodesBack(key: string, { fields }: RemoteCase, memory: Memory): Memory {
  const { nodes } = readDrawn(fields.nodeQuyTrinh, fields.edgeQuyTrinh);
  const nameOf = nodeNames(key, memory);
  return seenBack(memory, key, 'node', new Map(nodes.map(node => [nameOf(node), true])));
}

/** Under what a step is remembered: by the id a look calls it. */
function nodeNames(key: string, memory: Memory): (node: DrawnNode) => string {
  const names = stepNames(key, memory);
  return ({ id }) => nodeName(key, names.get(folded(id)) ?? id);
}

function nodeName(key: string, step: string): string {
  return takenName(key, 'node', step);
}

/** A role that is not configured may be a group itself, as adopted definitions name it. */
function groupFor({ role }: DesiredStep, actual: ServiceState, { roleAt }: Roles): UserGroup | undefined {
  if (role === undefined) return undefined;
  return groupNamed(remoteOf(actual).directory.userGroups, roleAt(role) ?? role);
}

function refusal({ steps }: DesiredWorkflow, actual: ServiceState, roles: Roles): string | undefined {
  for (const kind of ['start', 'end'] as const) {
    const of = steps.filter(step => step.kind === kind);
    const word = kind === 'start' ? 'bắt đầu' : 'kết thúc';
    if (of.length !== 1) return `cổng cần đúng một bước ${word}, quy trình có ${of.length}`;
    const state = of[0]!.state ?? usualStates[kind];
    if (state !== usualStates[kind]) {
      return `bước ${word} "${of[0]!.name}" phải mang trạng thái hồ sơ ${usualStates[kind]}, không phải ${state}`;
    }
  }
  const unknown = steps.find(step => step.role !== undefined && !groupFor(step, actual, roles));
  if (!unknown) return undefined;
  const several = unknown.role!.split(',').map(part => part.trim());
  if (several.length > 1 && several.every(role => groupFor({ ...unknown, role }, actual, roles)))
    return `bước "${unknown.name}": cổng giao mỗi bước cho một nhóm người dùng, không giao được cho cả ${several.map(role => `«${role}»`).join(', ')}; tách bước hoặc chọn một vai trò`;
  const there = roles.roleAt(unknown.role!);
  return there === undefined
    ? `bước "${unknown.name}": vai trò ${unknown.role} chưa được cấu hình cho cổng và không phải là tên nhóm người dùng ở đó`
    : `bước "${unknown.name}": trên cổng không có nhóm người dùng "${there}" (vai trò ${unknown.role})`;
}
