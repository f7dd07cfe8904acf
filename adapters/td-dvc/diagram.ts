import { parseExactJson } from '../../src/adapter/exact-json.ts';
import { brokenWorkflow, judgeWorkflow } from '../../src/domain/judge-workflow.ts';
import { isObject } from '../../src/domain/object.ts';
import { cleanText } from '../../src/domain/text.ts';
import type { Workflow, WorkflowStep, WorkflowVerdict } from '../../src/domain/workflow.ts';

export type Fields = Record<string, unknown>;
type Defect = WorkflowVerdict['defects'][number];

const kinds: Record<string, WorkflowStep['kind']> = { startNode: 'start', endNode: 'end' };
/** Dossier states the runtime looks for at both ends (contract 3.4). */
const states = { start: '2', end: '9' } as const;
const guid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const noGuid = '00000000-0000-0000-0000-000000000000';

/**
 * Verdict on a drawn workflow: two texts of React Flow nodes and edges. `null` = there is no workflow (no nodes).
 * Beside soundness it looks for what the platform's strict parsing trips over when a dossier moves (contract 3.4).
 */
export function judgeDiagram(nodes: string | null, edges: string | null): WorkflowVerdict | null {
  const drawn = parseList(nodes);
  if (drawn?.length === 0) return null;
  const text = JSON.stringify([nodes, edges]);
  if (!drawn) return brokenWorkflow(text, 'unparsable', 'nodeQuyTrinh không phải là một danh sách JSON');
  const links = parseList(edges);
  if (!links) return brokenWorkflow(text, 'unparsable', 'edgeQuyTrinh không phải là một danh sách JSON');

  const malformed: Defect[] = [];
  const workflow: Workflow = { steps: [], transitions: [] };
  for (const [index, node] of drawn.entries()) {
    const step = isObject(node) ? readStep(node, index, malformed) : undefined;
    if (step) workflow.steps.push(step);
    else
      malformed.push({
        defect: 'malformed',
        detail: `bước thứ ${index + 1} không phải là một đối tượng có mã`,
      });
  }
  for (const [index, edge] of links.entries()) {
    const { source, target, label } = isObject(edge) ? edge : {};
    if (typeof source !== 'string' || typeof target !== 'string') {
      malformed.push({
        defect: 'malformed',
        detail: `bước chuyển thứ ${index + 1} không ghi từ đâu tới đâu`,
      });
      continue;
    }
    const action = typeof label === 'string' ? cleanText(label) : '';
    workflow.transitions.push({ from: source, to: target, ...(action ? { action } : {}) });
  }
  const verdict = judgeWorkflow(workflow);
  return { ...verdict, defects: [...verdict.defects, ...severalEnds(workflow), ...malformed.slice(0, 20)] };
}

/** The platform takes the first node of that type for the end of every dossier (contract 3.4). */
function severalEnds({ steps }: Workflow): Defect[] {
  const ends = steps.filter(({ kind }) => kind === 'end').length;
  return ends > 1 ? [{ defect: 'several-ends', detail: `có ${ends} bước kết thúc` }] : [];
}

function readStep(node: Fields, index: number, malformed: Defect[]): WorkflowStep | undefined {
  const { id } = node;
  if (typeof id !== 'string' || id.trim() === '') return undefined;
  const data = isObject(node.data) ? node.data : {};
  const name = typeof data.tenBuocXuLy === 'string' ? cleanText(data.tenBuocXuLy) : '';
  const kind = kinds[String(node.type)] ?? 'step';
  const says = (detail: string) => {
    malformed.push({ defect: 'malformed', step: (name || `bước thứ ${index + 1}`).slice(0, 200), detail });
  };
  for (const side of ['width', 'height']) {
    if (side in node && node[side] !== null && !Number.isInteger(node[side]))
      says(`${side} không phải là số nguyên`);
  }
  for (const mark of ['deletable', 'selected', 'dragging']) {
    if (mark in node && typeof node[mark] !== 'boolean') says(`${mark} phải là true hoặc false`);
  }
  if ('id' in data && !(typeof data.id === 'string' && guid.test(data.id)))
    says('data.id không phải là một GUID');
  const state = String(data.maTrangThaiHoSo ?? '').trim();
  if (kind !== 'step' && state !== '' && state !== states[kind]) {
    says(`mang trạng thái hồ sơ ${state.slice(0, 20)} thay vì ${states[kind]}`);
  }
  const hours = hoursOf(data.thoiGianXuLy);
  const online = hoursOf(data.thoiGianThucHienTrucTuyen);
  if (hours === 'unclear' || online === 'unclear') says('thời gian xử lý không phải là số');
  return {
    id,
    name: name || id,
    kind,
    // The server reads a missing time as 0.
    hours: typeof hours === 'number' ? hours : 0,
    ...(typeof online === 'number' ? { onlineHours: online } : {}),
    performer: performerOf(data),
  };
}

/** A user group does a step; the platform knows no other way (contract 3.4). */
function performerOf(data: Fields): string | null {
  const group = typeof data.nhomNguoiDungId === 'string' ? data.nhomNguoiDungId.trim() : '';
  if (group === '' || group === noGuid) return null;
  const name = typeof data.tenNhomNguoiDung === 'string' ? cleanText(data.tenNhomNguoiDung) : '';
  return name || group;
}

function hoursOf(value: unknown): number | undefined | 'unclear' {
  if (value === undefined || value === null || value === '') return undefined;
  const hours = typeof value === 'string' ? Number(value) : value;
  return typeof hours === 'number' && Number.isFinite(hours) && hours >= 0 ? hours : 'unclear';
}

/** `undefined` = not a list; nothing at all is an empty list. */
export function parseList(text: string | null): unknown[] | undefined {
  if (text === null || text.trim() === '') return [];
  try {
    const parsed: unknown = parseExactJson(text);
    return parsed === null ? [] : Array.isArray(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}
