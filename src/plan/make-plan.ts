import { carriesOfferings } from '../domain/city.ts';
import type { ServiceDefinition } from '../domain/service.ts';
import type { ManualTask } from '../domain/task.ts';
import { assemble, type ReasonedChange } from './assemble.ts';
import { changesFor } from './compare.ts';
import { type PlanInput, type PlanSystem, serviceFinder } from './input.ts';
import { additionTask } from './manual.ts';
import type { Plan, UnknownPart } from './plan.ts';
import { offTargetTasks } from './targets.ts';

/**
 * The plan that brings every system to what the definitions say: changes in order, what guards hold, tasks for people,
 * and what could not be told. Pure; the order of anything in `input` does not matter. No actions = nothing to do.
 */
export function makePlan(input: PlanInput): Plan {
  const serviceOf = serviceFinder(input);
  const changes: ReasonedChange[] = [];
  const tasks: ManualTask[] = [];
  const unknown: UnknownPart[] = [];
  for (const definition of input.definitions) {
    const { procedure } = definition;
    for (const system of input.systems) {
      if (!isPushedTo(system, definition)) continue;
      const { name } = system.profile;
      const service = serviceOf(name, procedure);
      if (!service?.actual) {
        const why = service?.problem ? `: ${service.problem}` : '';
        unknown.push({ system: name, procedure, what: `không đọc được thủ tục này trên ${name}${why}` });
      } else if (!service.actual.exists && service.actual.cannotAdd !== undefined) {
        tasks.push(additionTask(definition, system, service.actual.cannotAdd, input));
      } else {
        const found = changesFor(
          definition,
          service.actual,
          service.applied,
          system,
          input.city,
          input.reviewed?.get(procedure),
        );
        changes.push(...found.changes.map(each => ({ ...each, system: name })));
        unknown.push(...found.unknown);
      }
    }
  }
  return assemble(changes, [...tasks, ...offTargetTasks(input)], unknown, input);
}

/**
 * Systems that hold something of a service; the national database is only ever read. What was taken over from one system
 * says nothing of the others, until somebody makes it the city's own.
 */
function isPushedTo({ profile }: PlanSystem, { cases, adopted }: ServiceDefinition): boolean {
  if (profile.role === 'national') return false;
  if (adopted && adopted.system !== profile.name) return false;
  return carriesOfferings(profile) || (profile.hosts.length > 0 && cases.length > 0);
}
