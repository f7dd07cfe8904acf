import type { Configuration } from '../config/configuration.ts';
import {
  type Lost,
  type Onegate,
  type OnegateProcess,
  onegateOf,
  onegateRoles,
  workflowOfOnegate,
} from '../domain/onegate-process.ts';
import type { DesiredCase, ServiceDefinition } from '../domain/service.ts';
import { workflowDraft, yamlText } from './write.ts';

type City = Pick<Configuration, 'roles' | 'systems'>;

/** The case of a definition as a process of the one-stop ctonegate. */
export function onegateProcess(
  { procedure, name, cases }: ServiceDefinition,
  { key, name: caseName, workflow, deadlineHours }: DesiredCase,
  city: City,
): Onegate<{ process: OnegateProcess }> {
  if (!workflow) return { refused: ['định nghĩa chưa có quy trình (workflow.yaml hoặc workflow.bpmn)'] };
  const only = cases.length === 1;
  return onegateOf(workflow, {
    procedure,
    name: only || caseName === '' ? name : `${name} (${caseName})`,
    alias: only ? procedure : `${procedure}-${key}`,
    deadlineHours,
    names: rolesOf(city),
  });
}

/** `workflow.yaml` of a process of the one-stop; what our files have no place for is in `lost`, name and alias in a remark. */
export function onegateWorkflowFile(
  process: OnegateProcess,
  city: City,
  schemas: string,
): { text: string; lost: Lost[] } | { refused: string[] } {
  const read = workflowOfOnegate(process, rolesOf(city));
  if ('refused' in read) return read;
  const { procedure, name, alias } = process;
  const from = `Từ hệ thống một cửa: ${name || procedure}${alias === '' ? '' : `, bí danh ${alias}`}`;
  const text = yamlText('workflow', workflowDraft(read.workflow), [{ path: ['steps'], text: from }], schemas);
  return { text, lost: read.lost };
}

function rolesOf({ roles, systems }: City) {
  const oneStops = systems.filter(({ profile }) => profile.role === 'oneStop').map(each => each.profile.name);
  return onegateRoles(Object.keys(roles), role =>
    oneStops.map(system => (Object.hasOwn(roles, role) ? roles[role]![system] : undefined)),
  );
}
