import { hash } from 'node:crypto';
import type { Memory } from '../../src/adapter/service-request.ts';
import type { DesiredStep } from '../../src/domain/service.ts';
import { textKey } from '../../src/domain/text.ts';
import { type DrawnNode, nodeKind } from './drawn.ts';
import { folded } from './remote.ts';

const guid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** What is known of a case's steps at the portal. */
export interface KnownSteps {
  procedure: string;
  case: string;
  nodes: readonly DrawnNode[];
  memory: Memory;
  /** Ids of deleted step rows: the database never takes them again (contract 2.7). */
  removed: readonly string[];
}

/**
 * The node id of every wanted step. Open dossiers are found by it, so an id once given stays: the server's own start
 * and end, what is remembered, what the step itself names, a drawn step of the same name; only else a new one, derived
 * from procedure, case and step, so that a second try comes to the same.
 */
export function stepIds(steps: readonly DesiredStep[], known: KnownSteps): Map<string, string> {
  const { nodes, memory } = known;
  const ids = new Map<string, string>();
  const taken = new Set<string>();
  const claimed = new Set(
    Object.entries(memory).flatMap(([name, id]) =>
      name.startsWith(stepMemory(known.case, '')) ? [folded(id)] : [],
    ),
  );
  const give = (step: DesiredStep, id: string | undefined) => {
    if (id === undefined || ids.has(step.id) || taken.has(folded(id))) return;
    ids.set(step.id, id);
    taken.add(folded(id));
  };
  const drawn = (id: string | undefined) =>
    id === undefined ? undefined : nodes.find(node => folded(node.id) === folded(id));
  const remembered = (step: DesiredStep) => memory[stepMemory(known.case, step.id)];

  for (const step of steps) if (step.kind !== 'step') give(step, endpoint(step)?.id);
  for (const step of steps) give(step, drawn(remembered(step))?.id ?? drawn(step.id)?.id);
  for (const step of steps) give(step, sameName(step)?.id);
  for (const step of steps) give(step, unburnt(remembered(step)));
  for (const step of steps) give(step, derived(step));
  return ids;

  /** The server's own, or of several the one we once took. */
  function endpoint(step: DesiredStep): DrawnNode | undefined {
    const of = nodes.filter(node => nodeKind(node) === step.kind);
    return of.find(node => folded(node.id) === folded(remembered(step) ?? '')) ?? of[0];
  }
  function sameName(step: DesiredStep): DrawnNode | undefined {
    if (step.kind !== 'step') return undefined;
    const called = (name: string) => textKey(name) === textKey(step.name);
    const free = nodes.filter(
      node => nodeKind(node) === 'step' && !claimed.has(folded(node.id)) && !taken.has(folded(node.id)),
    );
    const namesakes = free.filter(({ data }) => called(String(data.tenBuocXuLy ?? '')));
    const alone = steps.filter(({ kind, name }) => kind === 'step' && called(name)).length === 1;
    return alone && namesakes.length === 1 ? namesakes[0] : undefined;
  }
  function unburnt(id: string | undefined): string | undefined {
    return id !== undefined && known.removed.some(each => folded(each) === folded(id)) ? undefined : id;
  }
  function derived(step: DesiredStep): string {
    for (let generation = 0; ; generation++) {
      const own = generation === 0 && guid.test(step.id) ? step.id : undefined;
      const words = [known.procedure, known.case, step.id, String(generation)];
      const id = unburnt(own ?? guidOf(words));
      if (id !== undefined && !taken.has(folded(id))) return id;
    }
  }
}

/** Our step ids by (folded) node id. */
export function stepNames(caseKey: string, memory: Memory): Map<string, string> {
  const prefix = stepMemory(caseKey, '');
  const names = Object.entries(memory).filter(([name]) => name.startsWith(prefix));
  return new Map(names.map(([name, id]) => [folded(id), name.slice(prefix.length)]));
}

export function stepMemory(caseKey: string, step: string): string {
  return `step:${caseKey}:${step}`;
}

/** A GUID of version 5 in form: the same for the same words. */
function guidOf(words: readonly string[]): string {
  const hex = hash('sha1', ['dvc-sync', ...words].join('\n'), 'hex');
  const variant = ((Number.parseInt(hex[16]!, 16) & 3) | 8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
