import type { DesiredWorkflow } from '../../../src/domain/service.ts';

export interface Point {
  x: number;
  y: number;
}

const origin: Point = { x: 500, y: 50 };
/** Room a drawn step takes, and the same with what lies between. */
const drawn: Point = { x: 280, y: 120 };
const step: Point = { x: 360, y: 200 };

/**
 * Where the steps are drawn: one row for each distance from the start, the end below all. `fixed` ones stay where
 * somebody put them, those that come `back` stand where they stood unless another does by now; the others make way.
 */
export function layOut(
  { steps, transitions }: DesiredWorkflow,
  fixed: ReadonlyMap<string, Point>,
  back: ReadonlyMap<string, Point>,
): Map<string, Point> {
  const rows = distances(steps, transitions);
  const last = Math.max(0, ...steps.filter(({ kind }) => kind !== 'end').map(({ id }) => rows.get(id) ?? 0));
  const places = new Map(fixed);
  const isFree = (place: Point, room: Point) =>
    ![...places.values()].some(
      other => Math.abs(place.x - other.x) < room.x && Math.abs(place.y - other.y) < room.y,
    );
  for (const [id, place] of back) if (isFree(place, drawn)) places.set(id, place);
  for (const { id, kind } of steps) {
    if (places.has(id)) continue;
    const row = kind === 'end' ? last + 1 : (rows.get(id) ?? last);
    const place = { x: origin.x, y: origin.y + row * step.y };
    while (!isFree(place, step)) place.x += step.x;
    places.set(id, place);
  }
  return places;
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
