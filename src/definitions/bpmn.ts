import type { ModdleElement } from 'bpmn-moddle';
import type { DesiredStep, DesiredWorkflow } from '../domain/service.ts';
import { cleanText } from '../domain/text.ts';
import { reached } from '../domain/workflow-paths.ts';
import { type BpmnSource, parseBpmn, type StepFact } from './bpmn-source.ts';
import {
  elementsIn,
  factsOf,
  flowType,
  gatewayType,
  isSupported,
  type Listener,
  type Refuse,
  taskTypes,
} from './bpmn-supported.ts';
import type { DefinitionProblem } from './problem.ts';
import { dossierStates } from './workflow-schema.ts';

export interface ReadBpmn {
  /** Absent when something was refused. */
  workflow: DesiredWorkflow | undefined;
  problems: Omit<DefinitionProblem, 'file'>[];
  lineOf(id: string): number | undefined;
}

/**
 * A workflow drawn in BPMN 2.0. What of BPMN is taken stands in this folder's README; everything else is refused by
 * the element's id, type and line, never left out silently.
 *
 * @throws Unreadable when it is no BPMN document.
 */
export async function readBpmn(xml: string): Promise<ReadBpmn> {
  const source = await parseBpmn(xml);
  const problems: ReadBpmn['problems'] = source.warnings
    // Unknown attributes are told below, with the element they stand on.
    .filter(({ reason }) => !reason.startsWith('unknown attribute'))
    .map(({ line, reason }) => ({ line, path: '', reason }));
  const say =
    (weight: Pick<DefinitionProblem, 'warning'>): Refuse =>
    (element, reason, near) => {
      const id = element.id ?? near?.id ?? '';
      problems.push({ line: source.lineOf(id), path: id, reason, ...weight });
    };
  const listener = {
    refuse: say({}),
    passOver: say({ warning: true }),
    namespaceOf: (prefix: string) => source.definitions.$attrs[`xmlns:${prefix}`],
  };
  const process = theProcess(source, listener);
  const workflow = process && workflowOf(process, listener);
  const whole = problems.every(({ warning }) => warning);
  return { workflow: whole ? workflow : undefined, problems, lineOf: source.lineOf };
}

function theProcess({ definitions }: BpmnSource, listener: Listener): ModdleElement | undefined {
  const { refuse } = listener;
  const roots = elementsIn(definitions.rootElements);
  for (const root of roots) {
    if (isSupported(root, listener) && root.$type === 'bpmn:Collaboration') {
      const [, ...more] = elementsIn(root.participants).filter(one => isSupported(one, listener));
      for (const other of more) refuse(other, 'chỉ được một participant: một quy trình của một cơ quan');
    }
  }
  const [process, ...more] = roots.filter(root => root.$type === 'bpmn:Process');
  for (const other of more) refuse(other, 'chỉ được một process trong một tệp');
  if (!process) refuse(definitions, 'không có process nào');
  return process;
}

function workflowOf(process: ModdleElement, listener: Listener): DesiredWorkflow {
  const { refuse } = listener;
  const lanes = rolesByLane(process, listener);
  const elements = elementsIn(process.flowElements).filter(one => isSupported(one, listener));
  for (const artifact of elementsIn(process.artifacts)) isSupported(artifact, listener);
  const nodes = elements.filter(({ $type }) => $type !== flowType);
  for (const node of nodes) {
    if (node.id === undefined) refuse(node, `${node.$type} không có id`);
  }
  const steps = nodes
    .filter(({ $type }) => $type !== gatewayType)
    .map(node => readStep(node, lanes.get(node.id ?? ''), refuse));
  const flows = elements.filter(({ $type }) => $type === flowType);
  return { steps, transitions: foldGateways(nodes, flows, refuse) };
}

/** A lane is named after the role of everything in it. */
function rolesByLane(process: ModdleElement, listener: Listener): Map<string, string> {
  const roles = new Map<string, string>();
  for (const set of elementsIn(process.laneSets).filter(one => isSupported(one, listener))) {
    for (const lane of elementsIn(set.lanes).filter(one => isSupported(one, listener))) {
      for (const node of elementsIn(lane.flowNodeRef)) {
        if (lane.name && node.id) roles.set(node.id, cleanText(lane.name));
      }
    }
  }
  return roles;
}

const usualNames = { start: 'Tiếp nhận hồ sơ', end: 'Trả kết quả', step: '' };

function readStep(node: ModdleElement, lane: string | undefined, refuse: Refuse): DesiredStep {
  const kind = taskTypes.has(node.$type) ? 'step' : node.$type === 'bpmn:StartEvent' ? 'start' : 'end';
  const facts = factsOf(node, refuse);
  const name = cleanText(node.name ?? '') || usualNames[kind];
  if (name === '') refuse(node, `${node.$type} không có tên`);
  const hours = readHours(node, 'hours', facts.hours, refuse);
  // Events stand for a moment; tasks take time that somebody has to state.
  if (hours === undefined && facts.hours === undefined && kind === 'step')
    refuse(node, 'thiếu số giờ: đặt dvc:hours="4" hoặc ghi "hours: 4" trong documentation');
  const role = facts.role || lane;
  const { state, mayReturn } = facts;
  if (state !== undefined && !dossierStates.some(one => one === state))
    refuse(node, `state "${state}" phải là một số từ 1 đến 10`);
  if (mayReturn !== undefined && mayReturn !== 'true' && mayReturn !== 'false')
    refuse(node, `mayReturn "${mayReturn}" phải là true hoặc false`);
  return {
    id: node.id ?? '',
    name,
    kind,
    ...(role ? { role } : {}),
    hours: hours ?? 0,
    onlineHours: readHours(node, 'onlineHours', facts.onlineHours, refuse) ?? hours ?? 0,
    ...(state === undefined ? {} : { state }),
    ...(mayReturn === undefined ? {} : { mayReturn: mayReturn === 'true' }),
  };
}

function readHours(
  node: ModdleElement,
  fact: StepFact,
  written: string | undefined,
  refuse: Refuse,
): number | undefined {
  if (written === undefined) return undefined;
  if (/^\d{1,6}([.,]\d{1,4})?$/.test(written)) return Number(written.replace(',', '.'));
  refuse(node, `${fact} "${written}" phải là số giờ`);
  return undefined;
}

type Transitions = DesiredWorkflow['transitions'];

/** Gateways in a row multiply with the names on the way; no person follows more. */
const mostWays = 5_000;
const usualAction = 'Chuyển xử lý';

/**
 * Transitions between steps: each way from a step over any number of exclusive gateways to a step is one. Its action
 * is the name of the last named flow on the way, which is the choice made at the last gateway.
 */
function foldGateways(
  nodes: readonly ModdleElement[],
  flows: readonly ModdleElement[],
  refuse: Refuse,
): Transitions {
  const known = new Set(nodes);
  const next = new Map<ModdleElement, { to: ModdleElement; name: string }[]>();
  const entered = new Set<ModdleElement>();
  for (const flow of flows) {
    const from = flow.sourceRef as ModdleElement | undefined;
    const to = flow.targetRef as ModdleElement | undefined;
    if (!from || !to || !known.has(from) || !known.has(to)) {
      refuse(flow, 'sequenceFlow không nối hai phần tử được hỗ trợ của quy trình');
      continue;
    }
    entered.add(to);
    next.set(from, [...(next.get(from) ?? []), { to, name: cleanText(flow.name ?? '') }]);
  }
  for (const gateway of nodes.filter(({ $type }) => $type === gatewayType)) {
    if (!entered.has(gateway)) refuse(gateway, 'exclusiveGateway không có luồng vào');
    if (!next.has(gateway)) refuse(gateway, 'exclusiveGateway không có luồng ra');
  }
  const between = new Map(
    nodes
      .filter(({ $type }) => $type === gatewayType)
      .map(node => [node, (next.get(node) ?? []).flatMap(({ to }) => (to.$type === gatewayType ? to : []))]),
  );
  const circle = nodes.find(node => reached(between.get(node) ?? [], between).has(node));
  if (circle) refuse(circle, 'các exclusiveGateway nối thành vòng mà không qua bước nào');
  const found = new Map<string, Transitions[number]>();
  let ways = 0;
  for (const step of nodes) {
    if (step.$type === gatewayType) continue;
    const waiting = (next.get(step) ?? []).map(({ to, name }) => ({ to, action: name }));
    const seen = new Set<string>();
    for (const { to, action } of waiting) {
      const transition = { from: step.id ?? '', to: to.id ?? '', action: action || usualAction };
      const key = JSON.stringify([to.id, action]);
      // Two ways to one place with one name are one action, and lead on alike.
      if (seen.has(key)) continue;
      seen.add(key);
      if (to.$type !== gatewayType) found.set(JSON.stringify(transition), transition);
      else
        for (const { to: further, name } of next.get(to) ?? [])
          waiting.push({ to: further, action: name || action });
      if (++ways > mostWays) {
        refuse(step, `có quá ${mostWays} cách đi qua các exclusiveGateway`);
        return [];
      }
    }
  }
  const order = new Map(nodes.map((node, index) => [node.id ?? '', index]));
  const place = (id: string) => order.get(id) ?? 0;
  return [...found.values()].sort((a, b) => place(a.from) - place(b.from) || place(a.to) - place(b.to));
}
