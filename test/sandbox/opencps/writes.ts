import type { SandboxWriting, Site } from './routes.ts';
import { type Answer, errorAnswer } from './wire.ts';
import { writeProcess } from './write-processes.ts';
import { writeConfig, writeService } from './write-services.ts';
import { writeTemplate } from './write-templates.ts';

/** The answer of a resource to a write, which has then taken effect; `undefined` = no such address. */
export function write(site: Site, request: SandboxWriting): Answer | undefined {
  const [resource, _id, part] = request.segments;
  if (!request.signedIn) return errorAnswer(203);
  const { notAdministrator } = site.quirks;
  switch (resource) {
    case 'serviceinfos':
      return notAdministrator ? errorAnswer(401) : writeService(site, request);
    case 'serviceconfigs':
      return notAdministrator ? errorAnswer(401) : writeConfig(site, request);
    case 'dossiertemplates':
      return writeTemplate(site, request);
    case 'serviceprocesses': {
      // A process itself may be changed by anybody who is signed in, and roles by anybody at all (contract 1.3).
      const open = (request.method === 'PUT' && part === undefined) || request.segments.includes('roles');
      return notAdministrator && !open ? errorAnswer(203) : writeProcess(site, request);
    }
    default:
      return undefined;
  }
}
