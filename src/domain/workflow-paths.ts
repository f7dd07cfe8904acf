/** Ids reachable from any of `from` along `links`, `from` included. Iterative: diagrams come from outside. */
export function reached<Id>(from: readonly Id[], links: ReadonlyMap<Id, readonly Id[]>): Set<Id> {
  const seen = new Set(from);
  const waiting = [...from];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    for (const next of links.get(id) ?? []) {
      if (!seen.has(next)) {
        seen.add(next);
        waiting.push(next);
      }
    }
  }
  return seen;
}

/**
 * Largest sum of `hoursOf` along a path from a start to an end, both included; `undefined` when no end is reached.
 * Returns to an earlier step are left out (the edges that go back in a depth-first walk), so the time is linear.
 */
export function longestPath(
  starts: string[],
  ends: string[],
  next: Map<string, string[]>,
  hoursOf: (id: string) => number,
): number | undefined {
  const { order, back } = walk(starts, next);
  const hours = new Map(starts.map(id => [id, hoursOf(id)]));
  for (const id of order) {
    const soFar = hours.get(id) ?? 0;
    for (const to of next.get(id) ?? []) {
      if (back.get(id)?.has(to)) continue;
      const sum = soFar + hoursOf(to);
      if (sum > (hours.get(to) ?? -1)) hours.set(to, sum);
    }
  }
  let longest: number | undefined;
  for (const end of ends) {
    const sum = hours.get(end);
    if (sum !== undefined && (longest === undefined || sum > longest)) longest = sum;
  }
  return longest;
}

/** Depth-first walk: steps in an order in which every remaining edge goes forward, and the edges that go back. */
function walk(
  starts: string[],
  next: Map<string, string[]>,
): { order: string[]; back: Map<string, Set<string>> } {
  const state = new Map<string, 'open' | 'done'>();
  const finished: string[] = [];
  const back = new Map<string, Set<string>>();
  for (const start of starts) {
    if (state.has(start)) continue;
    state.set(start, 'open');
    const path = [{ id: start, at: 0 }];
    for (let top = path.at(-1); top; top = path.at(-1)) {
      const to = next.get(top.id)?.[top.at++];
      if (to === undefined) {
        state.set(top.id, 'done');
        finished.push(top.id);
        path.pop();
      } else if (state.get(to) === 'open') {
        back.set(top.id, (back.get(top.id) ?? new Set()).add(to));
      } else if (!state.has(to)) {
        state.set(to, 'open');
        path.push({ id: to, at: 0 });
      }
    }
  }
  return { order: finished.reverse(), back };
}
