import { compareText, digestOfText } from './canonical.ts';
import { cleanText, cutText } from './text.ts';
import type { Workflow, WorkflowDefect, WorkflowStep, WorkflowVerdict } from './workflow.ts';
import { longestPath, reached } from './workflow-paths.ts';

/** Characters of a step's name in a fault. */
const longestText = 200;

/** So many defects of one kind are listed; the rest is counted, so that a verdict stays small. */
const listed = 10;

/**
 * Is the diagram sound: one start, at least one end, every step reachable from the start and able to reach an end,
 * transitions between known steps, somebody to do every middle step, hours above 0 on the longest path.
 * Never throws; time grows with steps and transitions only. `performer` or hours that could not be told are no defect.
 */
export function judgeWorkflow(workflow: Workflow): WorkflowVerdict {
  const defects: Defect[] = [];
  const steps = new Map<string, WorkflowStep>();
  for (const step of workflow.steps.toSorted((a, b) => compareText(a.id, b.id))) {
    if (!steps.has(step.id)) steps.set(step.id, step);
    else defects.push({ defect: 'malformed', step: nameOf(step), detail: 'hai bước có cùng một mã' });
  }
  const links = knownLinks(workflow, steps, defects);
  const starts = ofKind(steps, 'start');
  const ends = ofKind(steps, 'end');
  if (starts.length === 0) defects.push({ defect: 'no-start', detail: 'không có bước bắt đầu' });
  if (starts.length > 1)
    defects.push({ defect: 'several-starts', detail: `có ${starts.length} bước bắt đầu` });
  if (ends.length === 0) defects.push({ defect: 'no-end', detail: 'không có bước kết thúc' });

  const fromStart = reached(starts, links.next);
  const toEnd = reached(ends, links.previous);
  for (const step of steps.values()) {
    const say = (defect: WorkflowDefect, detail: string) =>
      defects.push({ defect, step: nameOf(step), detail });
    if (starts.length > 0 && !fromStart.has(step.id))
      say('unreachable-step', 'không đi tới được từ bước bắt đầu');
    if (ends.length > 0 && !toEnd.has(step.id)) say('dead-end-step', 'không đi tới được bước kết thúc');
    if (step.kind === 'step' && step.performer === null) say('no-performer', 'chưa giao cho ai thực hiện');
  }

  const verdict: WorkflowVerdict = { hash: workflowHash(workflow), defects: [] };
  const longest = longestPath(starts, ends, links.next, id => positive(steps.get(id)?.hours));
  const told = [...steps.values()].every(step => step.hours !== undefined);
  if (longest !== undefined && (longest > 0 || told)) {
    verdict.longestHours = longest;
    if (longest <= 0) defects.push({ defect: 'no-hours', detail: 'tổng thời gian các bước bằng 0 giờ' });
    if ([...steps.values()].some(step => step.onlineHours !== undefined)) {
      const online = (id: string) => positive(steps.get(id)?.onlineHours ?? steps.get(id)?.hours);
      verdict.longestOnlineHours = longestPath(starts, ends, links.next, online);
    }
  }
  verdict.defects = shortened(defects);
  return verdict;
}

/** Verdict on a workflow whose stored `text` could not be turned into steps; `detail` is Vietnamese. */
export function brokenWorkflow(text: string, defect: WorkflowDefect, detail: string): WorkflowVerdict {
  return { hash: digestOfText(text), defects: [{ defect, detail: cutText(detail, longestText) }] };
}

type Defect = WorkflowVerdict['defects'][number];
type Link = Workflow['transitions'][number];
type Links = { next: Map<string, string[]>; previous: Map<string, string[]> };

function knownLinks(workflow: Workflow, steps: Map<string, WorkflowStep>, defects: Defect[]): Links {
  const known: Link[] = [];
  // Sorted, so that a cycle is cut at the same place however the remote orders its transitions.
  const inOrder = (a: Link, b: Link) => compareText(a.from, b.from) || compareText(a.to, b.to);
  for (const link of workflow.transitions.toSorted(inOrder)) {
    const [from, to] = [steps.get(link.from), steps.get(link.to)];
    if (from && to) {
      known.push(link);
      continue;
    }
    const step = from ?? to;
    const missing = cutText(from ? link.to : link.from, longestText) || 'mã trống';
    const detail = `bước chuyển ${from ? 'tới' : 'từ'} một bước không có trong quy trình (${missing})`;
    defects.push({ defect: 'broken-transition', ...(step && { step: nameOf(step) }), detail });
  }
  return { next: linked(known, 'from', 'to'), previous: linked(known, 'to', 'from') };
}

function linked(links: readonly Link[], from: 'from' | 'to', to: 'from' | 'to') {
  const groups = Map.groupBy(links, link => link[from]);
  return new Map([...groups].map(([id, own]) => [id, own.map(link => link[to])]));
}

function shortened(defects: Defect[]): Defect[] {
  const counts = new Map<WorkflowDefect, number>();
  const kept = defects.filter(({ defect }) => {
    const count = (counts.get(defect) ?? 0) + 1;
    counts.set(defect, count);
    return count <= listed;
  });
  for (const [defect, count] of counts) {
    if (count > listed) kept.push({ defect, detail: `và ${count - listed} chỗ khác có cùng lỗi` });
  }
  return kept;
}

/** Ids are part of it: a system that finds its open dossiers by step id minds when they change. */
function workflowHash(workflow: Workflow): string {
  const steps = workflow.steps.map(step =>
    JSON.stringify([
      step.id,
      step.name,
      step.kind,
      step.hours ?? null,
      step.onlineHours ?? null,
      step.performer === undefined ? false : step.performer,
    ]),
  );
  const transitions = workflow.transitions.map(({ from, to, action }) =>
    JSON.stringify([from, to, action ?? null]),
  );
  return digestOfText(JSON.stringify([steps.sort(compareText), transitions.sort(compareText)]));
}

function ofKind(steps: Map<string, WorkflowStep>, kind: WorkflowStep['kind']): string[] {
  return [...steps.values()].filter(step => step.kind === kind).map(step => step.id);
}

function nameOf(step: WorkflowStep): string {
  return cutText(cleanText(step.name), longestText) || cutText(step.id, longestText) || 'bước không tên';
}

/** Capped, so that a path of absurd hours adds up to a number that JSON can hold. */
function positive(hours: number | undefined): number {
  return hours !== undefined && Number.isFinite(hours) && hours > 0
    ? Math.min(hours, Number.MAX_SAFE_INTEGER)
    : 0;
}
