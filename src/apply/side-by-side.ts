/**
 * Works through units in their order, up to `parallel` side by side, but never two that share a procedure: of those
 * the earlier one ends before the later one begins. `stopped` is asked before each unit; those begun are finished.
 * After a failure nothing new begins; it is thrown once everything in hand has ended.
 */
export async function sideBySide<Unit>(
  units: readonly Unit[],
  options: { parallel: number; proceduresOf(unit: Unit): Iterable<string>; stopped(): boolean },
  work: (unit: Unit) => Promise<void>,
): Promise<void> {
  const waiting = units.map(unit => ({ unit, procedures: new Set(options.proceduresOf(unit)) }));
  const busy = new Set<string>();
  const running = new Set<Promise<void>>();
  let failure: { error: unknown } | undefined;

  const begin = ({ unit, procedures }: (typeof waiting)[number]) => {
    for (const procedure of procedures) busy.add(procedure);
    const ended: Promise<void> = work(unit)
      .catch((error: unknown) => {
        failure ??= { error };
      })
      .finally(() => {
        for (const procedure of procedures) busy.delete(procedure);
        running.delete(ended);
      });
    running.add(ended);
  };

  const beginWhatMay = () => {
    // A later unit must not overtake one that waits for the same procedure.
    const claimed = new Set(busy);
    for (let n = 0; n < waiting.length && running.size < options.parallel; ) {
      if (failure || options.stopped()) return;
      const next = waiting[n]!;
      const free = next.procedures.isDisjointFrom(claimed);
      for (const procedure of next.procedures) claimed.add(procedure);
      if (free) begin(waiting.splice(n, 1)[0]!);
      else n++;
    }
  };

  for (beginWhatMay(); running.size > 0; beginWhatMay()) await Promise.race(running);
  if (failure) throw failure.error;
}
