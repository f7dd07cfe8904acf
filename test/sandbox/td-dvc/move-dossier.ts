/** A case's two texts, as the single case shows them. */
export interface StoredDiagram {
  nodeQuyTrinh?: unknown;
  edgeQuyTrinh?: unknown;
}

export interface DossierStep {
  id: string;
  name: string;
  /** The action that led here; absent at the start. */
  action?: string;
}

interface Node {
  id: string;
  type: string;
  data: Record<string, unknown>;
}
interface Edge {
  source: string;
  target: string;
  label: string;
}

const guid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** A dossier that wanders longer goes round in a circle. */
const mostMoves = 1_000;

/**
 * Moves a dossier from the start of the drawn workflow to its end by the platform's rules (contract 3.4) and lists the
 * steps it stood on. `choose` picks among the actions of a step; the usual officer takes the first that leads to a
 * step the dossier has not seen. Throws, like the platform, on what its strict parsing does not take.
 */
export function moveDossier(
  stored: StoredDiagram,
  choose: (actions: readonly { action: string; to: string }[], seen: ReadonlySet<string>) => number = (
    actions,
    seen,
  ) =>
    Math.max(
      0,
      actions.findIndex(({ to }) => !seen.has(to)),
    ),
): DossierStep[] {
  const nodes = new Map(
    list(stored.nodeQuyTrinh, 'nodeQuyTrinh')
      .map(readNode)
      .map(node => [node.id, node]),
  );
  const edges = list(stored.edgeQuyTrinh, 'edgeQuyTrinh').map(readEdge);
  const byType = [...nodes.values()].filter(({ type }) => type === 'startNode');
  const byState = [...nodes.values()].find(({ data }) => data.maTrangThaiHoSo === '2');
  // The two ways in which the platform looks for the start have to agree.
  if (byType.length !== 1 || byType[0] !== byState) throw new Error('Sequence contains no matching element');
  let at = byState!;
  const walked: DossierStep[] = [{ id: dataId(at), name: nameOf(at) }];
  const seen = new Set([at.id]);
  while (at.type !== 'endNode' || at.data.maTrangThaiHoSo !== '9') {
    const actions = edges.filter(({ source }) => source === at.id);
    if (actions.length === 0) throw new Error(`Không có bước tiếp theo sau "${nameOf(at)}"`);
    if (walked.length > mostMoves) throw new Error('Hồ sơ đi vòng không tới bước cuối');
    const chosen =
      at.data.guiLienThongQLVB === true
        ? 0
        : choose(
            actions.map(({ label, target }) => ({ action: label, to: target })),
            seen,
          );
    const edge = actions[chosen]!;
    const next = nodes.get(edge.target);
    if (!next) throw new Error(`Không tìm thấy bước ${edge.target}`);
    at = next;
    seen.add(at.id);
    walked.push({ id: dataId(at), name: nameOf(at), action: edge.label });
  }
  return walked;
}

function list(text: unknown, name: string): Record<string, unknown>[] {
  const parsed: unknown = JSON.parse(String(text));
  if (!Array.isArray(parsed)) throw new Error(`${name}: Cannot deserialize the current JSON value`);
  return parsed as Record<string, unknown>[];
}

function readNode(node: Record<string, unknown>): Node {
  const { id, type, data } = node;
  if (typeof id !== 'string' || !guid.test(id)) throw new Error(`node.id: ${String(id)}`);
  for (const side of ['width', 'height']) {
    if (side in node && !Number.isInteger(node[side])) throw new Error(`${side}: not a valid integer`);
  }
  for (const mark of ['deletable', 'selected', 'dragging']) {
    if (mark in node && typeof node[mark] !== 'boolean')
      throw new Error(`${mark}: cannot convert null to Boolean`);
  }
  if (typeof data !== 'object' || data === null) throw new Error('data: Object reference not set');
  return { id, type: String(type), data: data as Record<string, unknown> };
}

function readEdge({ source, target, label }: Record<string, unknown>): Edge {
  return { source: String(source), target: String(target), label: String(label ?? '') };
}

/** What the dossier keeps as its step, and is looked up by at its next move. */
function dataId({ id, data }: Node): string {
  if (typeof data.id !== 'string' || !guid.test(data.id))
    throw new Error('data.id: Unrecognized Guid format.');
  if (data.id !== id) throw new Error(`data.id ${data.id} không phải là mã của bước ${id}`);
  if (typeof data.truongHopId !== 'string' || !guid.test(data.truongHopId)) {
    throw new Error('data.truongHopId: Unrecognized Guid format.');
  }
  return data.id;
}

function nameOf({ data }: Node): string {
  return String(data.tenBuocXuLy ?? '');
}
