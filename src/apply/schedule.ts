import type { ChangeKind, ChangeTarget } from '../domain/push.ts';

/** An action as far as its place in the order goes; a plan may have many thousands, so without its values. */
export interface Entry {
  number: number;
  wave: number;
  kind: ChangeKind;
  target: ChangeTarget;
  /** Actions of a kind that agree in it may travel together. */
  group: string;
  /** An earlier process may have sent something for it. */
  inHand: boolean;
}

/**
 * Steps of one system, each to be over before the next begins: first what an earlier process left in hand, then wave
 * by wave. Whatever the input's order; every entry is in exactly one stage.
 */
export function stagesOf(entries: readonly Entry[]): Entry[][] {
  const sorted = entries.toSorted((a, b) => a.wave - b.wave || a.number - b.number);
  const inHand = sorted.filter(entry => entry.inHand);
  const waves = Map.groupBy(
    sorted.filter(entry => !entry.inHand),
    ({ wave }) => wave,
  );
  return [inHand, ...waves.values()].filter(stage => stage.length > 0);
}

/**
 * What is carried out in one go: a single action, or up to `together[kind]` that may travel in one send; in order of
 * the first in each. Once some units have gone, what is left falls into the very same units in the same order, so
 * that resuming sends what would have been sent. (A plan numbers a procedure's actions one after the other: each is
 * read for one unit, or two.)
 */
export function unitsOf(
  stage: readonly Entry[],
  together: Partial<Record<ChangeKind, number>> = {},
): Entry[][] {
  const sorted = stage.toSorted((a, b) => a.number - b.number);
  const groups = Map.groupBy(sorted, ({ kind, wave, group, number }) =>
    (together[kind] ?? 1) > 1 ? `${wave} ${kind} ${group}` : `${number}`,
  );
  return [...groups.values()]
    .flatMap(group => chunked(group, together[group[0]!.kind] ?? 1))
    .sort(([a], [b]) => a!.wave - b!.wave || a!.number - b!.number);
}

function chunked<T>(list: readonly T[], most: number): T[][] {
  const chunks: T[][] = [];
  for (let from = 0; from < list.length; from += most) chunks.push(list.slice(from, from + most));
  return chunks;
}
