import type { ModdleElement } from 'bpmn-moddle';
import type { DesiredWorkflow } from '../domain/service.ts';
import { gatewayType, type Refuse } from './bpmn-supported.ts';

type Transitions = DesiredWorkflow['transitions'];

/** Gateways in a row multiply; no person follows more. */
const mostTransitions = 5_000;
const usualAction = 'Chuyển xử lý';

/**
 * Transitions between steps: each way from a step over any number of exclusive gateways to a step is one. Its action
 * is the name of the last named flow on the way, which is the choice made at the last gateway.
 */
export function foldGateways(
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
    next.set(from, [...(next.get(from) ?? []), { to, name: flow.name?.trim() ?? '' }]);
  }
  for (const gateway of nodes.filter(({ $type }) => $type === gatewayType)) {
    if (!entered.has(gateway)) refuse(gateway, 'exclusiveGateway không có luồng vào');
    if (!next.has(gateway)) refuse(gateway, 'exclusiveGateway không có luồng ra');
  }
  const found = new Map<string, Transitions[number]>();
  for (const step of nodes) {
    if (step.$type === gatewayType) continue;
    const waiting = (next.get(step) ?? []).map(({ to, name }) => ({ to, action: name, passed: [step] }));
    for (let way = waiting.pop(); way; way = waiting.pop()) {
      const { to, action, passed } = way;
      if (to.$type !== gatewayType) {
        const transition = { from: step.id ?? '', to: to.id ?? '', action: action || usualAction };
        found.set(JSON.stringify(transition), transition);
      } else if (passed.includes(to)) {
        refuse(to, 'các exclusiveGateway nối thành vòng mà không qua bước nào');
        return [];
      } else {
        for (const { to: further, name } of next.get(to) ?? [])
          waiting.push({ to: further, action: name || action, passed: [...passed, to] });
      }
      if (found.size + waiting.length > mostTransitions) {
        refuse(step, `có quá ${mostTransitions} cách đi từ bước này qua các exclusiveGateway`);
        return [];
      }
    }
  }
  const order = new Map(nodes.map((node, index) => [node.id ?? '', index]));
  const place = (id: string) => order.get(id) ?? 0;
  return [...found.values()].sort((a, b) => place(a.from) - place(b.from) || place(a.to) - place(b.to));
}
