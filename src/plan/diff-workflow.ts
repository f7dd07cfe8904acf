import { canonical } from '../domain/canonical.ts';
import { numberWords } from '../domain/number-words.ts';
import type { DesiredStep, DesiredWorkflow } from '../domain/service.ts';
import { renamedSteps, withIds } from './align-steps.ts';
import { added, changed, type Difference, removed } from './difference.ts';
import { normalWorkflow } from './normal.ts';

/**
 * Steps and transitions added, removed, changed; normal forms on both sides. A step that only goes by another id is
 * the same step: renaming it at the remote would strand open dossiers and give nobody anything.
 */
export function workflowDifferences(
  before: DesiredWorkflow | null,
  after: DesiredWorkflow | null,
): Difference[] {
  const none: DesiredWorkflow = { steps: [], transitions: [] };
  const will = after ?? none;
  const was = before ? (normalWorkflow(withIds(before, renamedSteps(before, will))) ?? none) : none;
  if (canonical(was) === canonical(will)) return [];
  const [former, wanted] = [inFlowOrder(was), inFlowOrder(will)];
  const found = [...stepDifferences(former, wanted), ...transitionDifferences(former, wanted)];
  return found.length > 0 ? found : [changed('các bước có mã trùng nhau')];
}

/**
 * Steps as a dossier meets them, breadth first from the start, and transitions by where they leave from and lead to;
 * steps nothing leads to come last.
 */
function inFlowOrder({ steps, transitions }: DesiredWorkflow): DesiredWorkflow {
  const next = Map.groupBy(transitions, ({ from }) => from);
  const order = new Set(steps.filter(({ kind }) => kind === 'start').map(({ id }) => id));
  // A set also hands out what is added while it is walked.
  for (const id of order) for (const { to } of next.get(id) ?? []) order.add(to);
  for (const { id } of steps) order.add(id);
  const places = new Map([...order].map((id, place) => [id, place]));
  const at = (id: string) => places.get(id) ?? places.size;
  return {
    steps: steps.toSorted((a, b) => at(a.id) - at(b.id)),
    transitions: transitions.toSorted((a, b) => at(a.from) - at(b.from) || at(a.to) - at(b.to)),
  };
}

function stepDifferences(before: DesiredWorkflow, after: DesiredWorkflow): Difference[] {
  const was = new Map(before.steps.map(step => [step.id, step]));
  const will = new Map(after.steps.map(step => [step.id, step]));
  const found: Difference[] = [];
  for (const step of will.values()) {
    const former = was.get(step.id);
    if (!former) found.push(added(nameOf(step), stepText(step)));
    else if (canonical(former) !== canonical(step)) {
      const parts = stepParts.filter(part => part(former) !== part(step));
      const text = (each: DesiredStep) => parts.map(part => part(each)).join(', ');
      found.push(changed(nameOf(step), text(former), text(step)));
    }
  }
  for (const step of was.values()) {
    if (!will.has(step.id)) found.push(removed(nameOf(step), stepText(step)));
  }
  return found;
}

function transitionDifferences(before: DesiredWorkflow, after: DesiredWorkflow): Difference[] {
  const names = new Map([...before.steps, ...after.steps].map(({ id, name }) => [id, name]));
  const text = ({ from, to, action }: DesiredWorkflow['transitions'][number]) =>
    `chuyển «${names.get(from) ?? from}» → «${names.get(to) ?? to}»${action && ` («${action}»)`}`;
  const key = (each: DesiredWorkflow['transitions'][number]) => canonical(each);
  const left = before.transitions.map(key);
  const come = after.transitions.filter(each => {
    const at = left.indexOf(key(each));
    if (at !== -1) left.splice(at, 1);
    return at === -1;
  });
  const gone = left.map(each => JSON.parse(each) as DesiredWorkflow['transitions'][number]);
  return [...come.map(each => added(text(each))), ...gone.map(each => removed(text(each)))];
}

function nameOf({ name, id }: DesiredStep): string {
  return `bước «${name || id}»`;
}

const kindWords: Record<DesiredStep['kind'], string> = {
  start: 'bước bắt đầu',
  step: 'bước xử lý',
  end: 'bước kết thúc',
};

const stepParts: readonly ((step: DesiredStep) => string)[] = [
  step => `tên «${step.name}»`,
  step => kindWords[step.kind],
  step => (step.role ? `vai trò ${step.role}` : 'không giao vai trò'),
  step => `${numberWords(step.hours, 2)} giờ`,
  step => `trực tuyến ${numberWords(step.onlineHours, 2)} giờ`,
  step => `trạng thái hồ sơ ${step.state}`,
  step => (step.mayReturn ? 'được trả lại hồ sơ' : 'không được trả lại hồ sơ'),
];

function stepText(step: DesiredStep): string {
  return stepParts
    .slice(2, 5)
    .map(part => part(step))
    .join(', ');
}
