import type { Memory } from '../../../src/adapter/service-request.ts';
import type { DesiredStep, DesiredWorkflow } from '../../../src/domain/service.ts';
import { cleanText } from '../../../src/domain/text.ts';
import type { Fields } from '../diagram.ts';
import { type DrawnNode, nodeKind, readDrawn, undrawn, usualAction, usualStates } from '../drawn.ts';
import { folded } from '../remote.ts';
import { stepNames } from '../step-ids.ts';

/** Our role of a group, as far as the configuration or what we pushed tells; else the group's own name. */
export type RoleOf = (groupId: string, groupName: string, stepId: string) => string;

/**
 * The drawn workflow in the words of a definition: the usual state, no sending back and nobody are left out. `null` =
 * none; `undefined` = a text that is no diagram.
 */
export function readWorkflow(
  fields: Fields,
  caseKey: string,
  memory: Memory,
  roleOf: RoleOf,
): DesiredWorkflow | null | undefined {
  const drawn = readDrawn(fields.nodeQuyTrinh, fields.edgeQuyTrinh);
  if (undrawn(drawn)) return null;
  if (!drawn.whole) return undefined;
  const names = stepNames(caseKey, memory);
  const nameOf = (id: string) => names.get(folded(id)) ?? id;
  return {
    steps: drawn.nodes.map(node => readStep(node, nameOf(node.id), roleOf)),
    transitions: drawn.edges.map(({ source, target, label }) => ({
      from: nameOf(source),
      to: nameOf(target),
      action: (typeof label === 'string' && cleanText(label)) || usualAction,
    })),
  };
}

function readStep(node: DrawnNode, id: string, roleOf: RoleOf): DesiredStep {
  const { data } = node;
  const kind = nodeKind(node);
  const group = words(data.nhomNguoiDungId);
  const state = words(data.maTrangThaiHoSo);
  return {
    id,
    name: words(data.tenBuocXuLy),
    kind,
    ...(group ? { role: roleOf(group, words(data.tenNhomNguoiDung), id) } : {}),
    hours: hours(data.thoiGianXuLy),
    onlineHours: hours(data.thoiGianThucHienTrucTuyen),
    ...(state && state !== usualStates[kind] ? { state } : {}),
    ...(data.choPhepChuyenLaiBuocTruoc === true ? { mayReturn: true } : {}),
  };
}

function words(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? cleanText(String(value)) : '';
}

/** The server reads a missing time as 0. */
function hours(value: unknown): number {
  const number = Number(value ?? 0);
  return Number.isFinite(number) && number > 0 ? number : 0;
}
