import { isObject } from '../../../src/domain/object.ts';
import type { DesiredStep, DesiredWorkflow } from '../../../src/domain/service.ts';
import type { Fields } from '../diagram.ts';
import {
  type Drawn,
  type DrawnEdge,
  type DrawnNode,
  nodeTypes,
  undrawn,
  usualAction,
  usualStates,
} from '../drawn.ts';
import { folded, type UserGroup } from '../remote.ts';
import { layOut, type Point } from './layout.ts';

/** What a workflow is drawn with, all of it known at the portal. */
export interface Drawing {
  workflow: DesiredWorkflow;
  /** Node id by step id. */
  ids: ReadonlyMap<string, string>;
  groupOf(step: DesiredStep): UserGroup | undefined;
  caseId: string;
  /** `Ngày làm việc` or `Ngày`. */
  timeUnit: string;
  /** What is drawn today: whatever we do not know of it stays. */
  today: Drawn;
  /** The step as it was drawn before we took it away. */
  takenOf(step: DesiredStep): DrawnNode | undefined;
}

/** Dossier states (contract 3.4). */
const stateNames: Record<string, string> = {
  1: 'Mới đăng ký',
  2: 'Được tiếp nhận',
  3: 'Không được tiếp nhận',
  4: 'Đang xử lý',
  5: 'Yêu cầu bổ sung giấy tờ',
  6: 'Yêu cầu thực hiện nghĩa vụ tài chính',
  7: 'Công dân yêu cầu rút hồ sơ',
  8: 'Dừng xử lý',
  9: 'Đã xử lý xong',
  10: 'Đã trả kết quả',
};
/** The platform's own page gives a new step each, as false. The server fails on a null here when a dossier moves. */
const flags = [
  ...['yeuCauCoKetQuaBuocTruoc', 'laBuocTuChuyen', 'choPhepChuyenLaiBuocTruoc'],
  ...['guiLienThongQLVB', 'guiEmail', 'guiSMS'],
];

export function drawNodes(drawing: Drawing): DrawnNode[] {
  const { workflow, ids, today } = drawing;
  const known = new Map(today.nodes.map(node => [folded(node.id), node]));
  const drawnBefore = (step: DesiredStep) => known.get(folded(ids.get(step.id)!));
  const before = (step: DesiredStep) => drawnBefore(step) ?? drawing.takenOf(step);
  // Where nothing was drawn yet, the server's two ends stand in the way of a readable picture.
  const first = undrawn(today) && !workflow.steps.some(step => step.kind === 'step' && before(step));
  const [fixed, back] = [new Map<string, Point>(), new Map<string, Point>()];
  for (const step of first ? [] : workflow.steps) {
    const position = pointOf(before(step)?.position);
    if (position) (drawnBefore(step) ? fixed : back).set(step.id, position);
  }
  const places = layOut(workflow, fixed, back);
  return workflow.steps.map(step => drawNode(step, places.get(step.id)!, before(step), drawing));
}

function drawNode(
  step: DesiredStep,
  position: Point,
  before: DrawnNode | undefined,
  drawing: Drawing,
): DrawnNode {
  const id = drawing.ids.get(step.id)!;
  const node: DrawnNode = {
    ...before,
    ...{ id, type: nodeTypes[step.kind], position, deletable: step.kind === 'step' },
    data: nodeData(id, step, before?.data ?? {}, drawing),
  };
  if (before && !samePoint(before.position, position)) delete node.positionAbsolute;
  if (!before && step.kind === 'step') Object.assign(node, { width: 280, height: 120 });
  for (const side of ['width', 'height']) {
    if (typeof node[side] === 'number') node[side] = Math.round(node[side]);
    else delete node[side];
  }
  for (const mark of ['selected', 'dragging']) {
    if (typeof node[mark] === 'boolean') continue;
    if (step.kind === 'step') node[mark] = false;
    else delete node[mark];
  }
  return node;
}

function nodeData(id: string, step: DesiredStep, before: Fields, drawing: Drawing): Fields {
  const group = drawing.groupOf(step);
  const state = step.state ?? usualStates[step.kind];
  const middle = step.kind === 'step';
  const told = flags.filter(name => middle || name in before).map(name => [name, before[name] === true]);
  const grouped = group || middle || 'nhomNguoiDungId' in before;
  return {
    ...(middle ? { loaiBuoc: 'Nhận nội bộ' } : {}),
    ...before,
    ...Object.fromEntries(told),
    ...{ id, truongHopId: drawing.caseId, tenBuocXuLy: step.name, loaiThoiGian: drawing.timeUnit },
    ...{ thoiGianXuLy: step.hours, thoiGianThucHienTrucTuyen: step.onlineHours, maTrangThaiHoSo: state },
    ...(middle || 'tenTrangThaiHoSo' in before ? { tenTrangThaiHoSo: stateNames[state] ?? null } : {}),
    ...(grouped ? { nhomNguoiDungId: group?.id ?? null, tenNhomNguoiDung: group?.name ?? null } : {}),
    ...(middle || step.mayReturn || before.choPhepChuyenLaiBuocTruoc === true
      ? { choPhepChuyenLaiBuocTruoc: step.mayReturn ?? false }
      : {}),
  };
}

export function drawEdges({ workflow, ids, today }: Drawing, nodes: readonly DrawnNode[]): DrawnEdge[] {
  const free = new Set(today.edges);
  const edgeIds = new Set<unknown>();
  const height = new Map(nodes.map(node => [node.id, pointOf(node.position)?.y ?? 0]));
  return workflow.transitions.map(({ from, to, action }) => {
    const source = ids.get(from) ?? from;
    const target = ids.get(to) ?? to;
    const label = action || usualAction;
    const same = [...free].filter(
      edge => folded(edge.source) === folded(source) && folded(edge.target) === folded(target),
    );
    const before = same.find(edge => edge.label === label) ?? same[0];
    if (before) free.delete(before);
    const down = (height.get(target) ?? 0) > (height.get(source) ?? 0);
    const plain = { ...usualEdge, ...joint(source, target, down, edgeIds), ...before, source, target, label };
    edgeIds.add(plain.id);
    return plain;
  });
}

const usualEdge = {
  type: 'customEdge',
  markerEnd: { type: 'arrowclosed' },
  animated: true,
  style: { strokeWidth: 5, stroke: 'black' },
};

/** Downward from bottom to top, back up along the sides; several between the same two steps take other handles. */
function joint(source: string, target: string, down: boolean, used: ReadonlySet<unknown>) {
  const ways = [
    ['source-bottom', 'target-top'],
    ['source-right', 'target-left'],
    ['source-bottom', 'target-left'],
    ['source-right', 'target-top'],
  ].map(([sourceHandle, targetHandle]) => ({
    id: `reactflow__edge-${source}${sourceHandle}-${target}${targetHandle}`,
    sourceHandle,
    targetHandle,
  }));
  if (!down) ways.unshift(ways.splice(1, 1)[0]!);
  const way = ways.find(({ id }) => !used.has(id)) ?? ways[0]!;
  return used.has(way.id) ? { ...way, id: `${way.id}-${used.size}` } : way;
}

function pointOf(value: unknown): Point | undefined {
  if (!isObject(value) || !Number.isFinite(value.x) || !Number.isFinite(value.y)) return undefined;
  return { x: value.x as number, y: value.y as number };
}

function samePoint(one: unknown, other: Point): boolean {
  const point = pointOf(one);
  return point?.x === other.x && point.y === other.y;
}
