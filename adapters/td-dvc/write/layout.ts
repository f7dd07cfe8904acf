import type { DesiredWorkflow } from '../../../src/domain/service.ts';

export interface Point {
  x: number;
  y: number;
}

const origin: Point = { x: 500, y: 50 };
/** Room a drawn step takes, with what lies between (they are 280 × 120). */
const step: Point = { x: 360, y: 200 };

/**
 * Where the steps are drawn: one row for each distance from the start, the end below all. `fixed` ones stay where
 * somebody put them; the others make way for them.
 */
export function layOut(
  { steps, transitions }: DesiredWorkflow,
  fixed: ReadonlyMap<string, Point>,
): Map<string, Point> {
  const rows = distances(steps, transitions);
  const last = Math.max(0, ...steps.filter(({ kind }) => kind !== 'end').map(({ id }) => rows.get(id) ?? 0));
  const places = new Map(fixed);
  for (const { id, kind } of steps) {
    if (places.has(id)) continue;
    const row = kind === 'end' ? last + 1 : (rows.get(id) ?? last);
    const place = { x: origin.x, y: origin.y + row * step.y };
    while ([...places.values()].some(other => overlap(place, other))) place.x += step.x;
    places.set(id, place);
  }
  return places;
}

function overlap(one: Point, other: Point): boolean {
  return Math.abs(one.x - other.x) < step.x && Math.abs(one.y - other.y) < step.y;
}

/** Fewest transitions from the start. */
function distances(
  steps: DesiredWorkflow['steps'],
  transitions: DesiredWorkflow['transitions'],
): Map<string, number> {
  const rows = new Map(steps.filter(({ kind }) => kind === 'start').map(({ id }) => [id, 0]));
  const waiting = [...rows.keys()];
  for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
    for (const { from, to } of transitions) {
      if (from !== id || rows.has(to)) continue;
      rows.set(to, rows.get(id)! + 1);
      waiting.push(to);
    }
  }
  return rows;
}
