import type { RemoteSystem } from '../adapter.ts';

/**
 * A system whose code is loaded with the first thing asked of it: a process that serves knows every adapter, and asks no
 * system itself.
 *
 * @param can `look`: at single procedures; `write`: that, too, and write; `measures`: it publishes demand and indicators.
 */
export function whenUsed(
  load: () => Promise<RemoteSystem>,
  can: { look?: boolean; write: boolean; measures?: boolean },
): RemoteSystem {
  let loaded: Promise<RemoteSystem> | undefined;
  const system = () => {
    loaded ??= load();
    return loaded;
  };
  return {
    check: async () => (await system()).check(),
    findOptions: async () => (await (await system()).findOptions?.()) ?? [],
    async *read() {
      yield* (await system()).read();
    },
    ...(can.measures && {
      async *measures(asked) {
        yield* (await system()).measures!(asked);
      },
    }),
    ...((can.look || can.write) && {
      readService: async (procedure, asked) => (await system()).readService!(procedure, asked),
    }),
    ...(can.write && {
      writer: async names => (await system()).writer!(names),
    }),
  };
}
