import { type Answer, bare, problem, result } from './answer.ts';
import { at, type Quirks } from './quirks.ts';
import { errorResult } from './sessions.ts';
import type { PortalState } from './tables.ts';
import { createCase, removeCase, updateCase } from './write-cases.ts';
import { createComponent, removeComponents, updateComponent } from './write-components.ts';
import { createOffering, removeOfferings, updateOfferings } from './write-offerings.ts';
import { createSteps, removeStep, updateStep } from './write-steps.ts';

type Body = Record<string, unknown>;
type Handler = (id: string, body: Body) => Answer;

/** Writes on these need the permission of the group "Nhóm quản trị hệ thống" (contract 1.5). */
const sysadmin = ['truonghopthutucs', 'quytrinhxulys'];

/** What the portal does with a write of somebody signed in. `path` in lower case, below `/api/v1/`. */
export function createWrites(state: PortalState, quirks: Quirks) {
  const handlers: Record<string, Handler> = {
    'POST donvithutucs': (_, body) => createOffering(state, body),
    'PUT donvithutucs/updatemulti': (_, body) => updateOfferings(state, quirks, body),
    'POST donvithutucs/delmulti': (_, body) => removeOfferings(state, body),
    'POST truonghopthutucs': (_, body) => createCase(state, body),
    'PUT truonghopthutucs/*': (id, body) => updateCase(state, quirks, id, body),
    'DELETE truonghopthutucs/*': withForce(id => removeCase(state, id)),
    'POST thanhphanthutucs': (_, body) => createComponent(state, body),
    'PUT thanhphanthutucs/*': (id, body) => updateComponent(state, quirks, id, body),
    'POST thanhphanthutucs/deletemultithanhphanthutuc': (_, body) => removeComponents(state, body),
    'POST quytrinhxulys': (_, body) => createSteps(state, body),
    'PUT quytrinhxulys/*': (id, body) => updateStep(state, id, body),
    'DELETE quytrinhxulys/*': withForce(id => removeStep(state, id)),
  };
  return (method: string, path: string, body: Body): Answer => {
    const [resource = '', id = ''] = path.split('/');
    const handler = handlers[`${method} ${path}`] ?? handlers[`${method} ${resource}/${id && '*'}`];
    if (!handler) return errorResult(404, 'Not Found');
    if (quirks.readOnly || (sysadmin.includes(resource) && !quirks.sysadmin)) return { status: 403 };
    const refused = Object.entries(quirks.refuse).find(([piece]) => at(piece, path));
    if (refused) return bare(500, refused[1]);
    return at(quirks.ignoreWrites, path) ? result() : handler(id, body);
  };
}

/** `DELETE` wants a body although it only ever deletes softly (contract 1.8). */
function withForce(remove: (id: string) => Answer): Handler {
  return (id, body) => (typeof body.forceDelete === 'boolean' ? remove(id) : problem('forceDelete'));
}
