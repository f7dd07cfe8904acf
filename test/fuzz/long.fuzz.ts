import { afterAll, describe, it } from 'vitest';
import { fuzz } from './fuzz.ts';
import { adapterTargets, apiTarget, fileTargets } from './targets.ts';

const seconds = Number(process.env.FUZZ_SECONDS ?? 30);
const seed = Number(process.env.FUZZ_SEED ?? Date.now() % 2 ** 31);
const opened = [await adapterTargets(), await apiTarget()];
const targets = [...(await fileTargets()), ...opened.flatMap(one => one.targets)];

describe(`seed ${seed}, ${seconds} s for each target`, () => {
  afterAll(async () => {
    for (const one of opened) await one.close();
  });

  it.each(targets)('$name', async target => {
    const tried = await fuzz(target, { runs: 1_000_000_000, seconds }, seed);
    console.info(`${target.name}: ${tried} inputs`);
  });
});
