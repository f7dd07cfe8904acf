import type { Workflow, WorkflowStep } from '../../../src/domain/workflow.ts';
import { guidOf, type Row } from './table-row.ts';
import { userGroupId } from './user-groups.ts';

const types = { start: 'startNode', step: 'customNode', end: 'endNode' } as const;
const states = { start: '2', step: '4', end: '9' } as const;

interface Drawn {
  nodeQuyTrinh: string | null;
  edgeQuyTrinh: string | null;
}

/**
 * A workflow as the platform stores it: two texts of React Flow nodes and edges. A text instead of a workflow is
 * stored as it is; a JSON object with both names gives both.
 */
export function draw(workflow: Workflow | string | null, caseId: string): Drawn {
  if (workflow === null) return { nodeQuyTrinh: null, edgeQuyTrinh: null };
  if (typeof workflow === 'string') return rawTexts(workflow);
  const idOf = (step: string) => guidOf('buoc', caseId, step);
  const nodes = workflow.steps.map((step, at) => ({
    id: idOf(step.id),
    type: types[step.kind],
    position: { x: 500, y: 50 + at * 200 },
    deletable: step.kind === 'step',
    ...(step.kind === 'step' ? { width: 280, height: 120, selected: false, dragging: false } : {}),
    data: {
      id: idOf(step.id),
      truongHopId: caseId,
      tenBuocXuLy: step.name,
      thoiGianXuLy: step.hours ?? null,
      ...(step.onlineHours === undefined ? {} : { thoiGianThucHienTrucTuyen: step.onlineHours }),
      loaiThoiGian: 'Ngày làm việc',
      maTrangThaiHoSo: states[step.kind],
      ...performer(step),
    },
  }));
  const edges = workflow.transitions.map(({ from, to, action }) => ({
    id: `reactflow__edge-${idOf(from)}source-bottom-${idOf(to)}target-top`,
    source: idOf(from),
    sourceHandle: 'source-bottom',
    target: idOf(to),
    targetHandle: 'target-top',
    label: action ?? 'Chuyển xử lý',
    type: 'customEdge',
    markerEnd: { type: 'arrowclosed' },
    animated: true,
    style: { strokeWidth: 5, stroke: 'black' },
  }));
  return { nodeQuyTrinh: JSON.stringify(nodes), edgeQuyTrinh: JSON.stringify(edges) };
}

/** The two steps the server gives a new case; they carry neither their own id nor the case's (contract 3.4). */
export function serverSteps(start: string, end: string): object[] {
  const times = { loaiThoiGian: 'Ngày làm việc', thoiGianThucHienTrucTuyen: 0 };
  return [
    {
      ...{ id: start, type: 'startNode', position: { x: 500, y: 50 }, deletable: false },
      data: { tenBuocXuLy: 'Tiếp nhận hồ sơ', thoiGianXuLy: 4, ...times, maTrangThaiHoSo: states.start },
    },
    {
      ...{ id: end, type: 'endNode', position: { x: 500, y: 700 }, deletable: false },
      data: { tenBuocXuLy: 'Chờ trả kết quả', thoiGianXuLy: 0, ...times, maTrangThaiHoSo: states.end },
    },
  ];
}

/** Rows of `quytrinhxulys`, the second store of the same steps (contract 2.7). */
export function stepRows(item: Row): Row[] {
  try {
    const nodes = JSON.parse(String(item.nodeQuyTrinh)) as { id: string; data?: object }[] | null;
    return (nodes ?? []).map(node => ({ ...node.data, id: node.id, truongHopId: item.id }));
  } catch {
    return [];
  }
}

function performer({ performer: name, kind }: WorkflowStep): object {
  if (name) return { nhomNguoiDungId: userGroupId(name), tenNhomNguoiDung: name };
  return kind === 'step' ? { nhomNguoiDungId: null, tenNhomNguoiDung: null } : {};
}

function rawTexts(text: string): Drawn {
  try {
    const both = JSON.parse(text) as Partial<Drawn> | null;
    if (both && 'nodeQuyTrinh' in both) {
      return { nodeQuyTrinh: both.nodeQuyTrinh ?? null, edgeQuyTrinh: both.edgeQuyTrinh ?? null };
    }
  } catch {
    // Broken on purpose.
  }
  return { nodeQuyTrinh: text, edgeQuyTrinh: '[]' };
}
