import { isObject } from '../../src/domain/object.ts';
import type { DesiredStep } from '../../src/domain/service.ts';
import { type Fields, parseList } from './diagram.ts';

/** A node or an edge of the stored diagram, every other field kept beside. */
export type DrawnNode = Fields & { id: string; data: Fields };
export type DrawnEdge = Fields & { source: string; target: string };
export interface Drawn {
  nodes: DrawnNode[];
  edges: DrawnEdge[];
  /** The texts are lists of usable nodes and edges, so nothing was left out here. */
  whole: boolean;
}

/** Dossier state a step of the kind has, if it says nothing else (contract 3.4). */
export const usualStates = { start: '2', step: '4', end: '9' } as const;
export const nodeTypes = { start: 'startNode', step: 'customNode', end: 'endNode' } as const;
export const usualAction = 'Chuyển xử lý';

export function readDrawn(nodes: unknown, edges: unknown): Drawn {
  const listed = [textOf(nodes), textOf(edges)].map(parseList);
  const drawn: Drawn = { nodes: [], edges: [], whole: listed.every(list => list !== undefined) };
  for (const node of listed[0] ?? []) {
    if (isObject(node) && typeof node.id === 'string' && node.id.trim() !== '') {
      drawn.nodes.push({ ...node, id: node.id, data: isObject(node.data) ? node.data : {} });
    } else drawn.whole = false;
  }
  for (const edge of listed[1] ?? []) {
    if (isObject(edge) && typeof edge.source === 'string' && typeof edge.target === 'string') {
      drawn.edges.push({ ...edge, source: edge.source, target: edge.target });
    } else drawn.whole = false;
  }
  return drawn;
}

export function nodeKind({ type }: DrawnNode): DesiredStep['kind'] {
  return type === nodeTypes.start ? 'start' : type === nodeTypes.end ? 'end' : 'step';
}

/** Nothing is drawn but what the server itself gives a new case. */
export function undrawn({ nodes, edges, whole }: Drawn): boolean {
  return whole && edges.length === 0 && nodes.every(node => nodeKind(node) !== 'step');
}

function textOf(stored: unknown): string | null {
  if (stored === null || stored === undefined) return null;
  return typeof stored === 'string' ? stored : JSON.stringify(stored);
}
