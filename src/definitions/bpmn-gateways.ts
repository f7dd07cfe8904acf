import type { ModdleElement } from 'bpmn-moddle';
import type { DesiredWorkflow } from '../domain/service.ts';
import { cleanText } from '../domain/text.ts';
import { reached } from '../domain/workflow-paths.ts';
import { gatewayType, type Refuse } from './bpmn-supported.ts';

type Transitions = DesiredWorkflow['transitions'];

/** Gateways in a row multiply with the names on the way; no person follows more. */
const mostWays = 5_000;
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
