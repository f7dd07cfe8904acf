import fc from 'fast-check';

/** Something that takes what strangers send. `check` throws when it does what it must not. */
export interface Target {
  name: string;
  input: fc.Arbitrary<unknown>;
  check(input: never): void | Promise<void>;
}

export interface Box {
  /** Inputs at most. */
  runs: number;
  /** Seconds at most. */
  seconds: number;
}

/**
 * Tries a target on seeded inputs until one of the box's limits is met; how many it tried. A failure names seed and
 * path: `FUZZ_SEED=… FUZZ_PATH=… npm run test:fuzz -- -t <target>` replays it.
 */
export async function fuzz({ input, check }: Target, { runs, seconds }: Box, seed: number): Promise<number> {
  const path = process.env.FUZZ_PATH;
  let tried = 0;
  await fc.assert(
    fc.asyncProperty(input, async one => {
      tried += 1;
      await check(one as never);
    }),
    {
      ...{ seed, numRuns: runs, interruptAfterTimeLimit: seconds * 1_000 },
      ...(path !== undefined && { path }),
    },
  );
  return tried;
}
